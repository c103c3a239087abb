"""The rules that read a sentence: patterns of words in TOML, each with an identifier.

A pattern is a line of words. A space stands for whatever may stand between two words, `{name}` for any entry
of a word list, `{name?}` for one that may be missing, `{name*}` for up to eight, `{..6}` for up to six words of
any kind, and `(a|b)` and `x?` mean what they mean in regular expressions. A pattern never crosses the end of a
clause.

Text is folded before it is matched: lower case, plain apostrophes, no quotation marks, no hyphens. Folding
keeps every character's place, so a match in folded text is a match in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

import regex

from trackers.policy.documents.reading import lowered
from trackers.policy.lexicons import find_lexicon
from trackers.policy.literals import Needs, Vocabulary, any_of, needs_of
from trackers.policy.patterns import Pattern, search, search_if

CLAUSE_END = "|"
"""What a folded clause ends with; no gap of a pattern crosses it."""

_MARK = r"[^\w|;§¤¬'<>=]"
_BETWEEN = rf"{_MARK}++"
_WORD = r"[^\s|;,:()§]++"

_SLOT = regex.compile(r"\{(?:\.\.(?P<gap>\d+)|(?P<name>\w+)(?P<times>[?*]?))\}")
_GROUP = regex.compile(r"(?<!\\)\((?!\?)")
_COUNTED_SPACE = regex.compile(r" (?=[?*+])")
_BEHIND = regex.compile(
    r"\(\?<(?P<sign>[!=])(?:(?P<plain>[\w' -]+|\[\^?[^\[\]^]+\])|\((?P<choice>[\w'|]+)\)) \)"
)
"""What a look-behind must find, or not find, right before the next word: a word, or one of several."""
_FOLD = (
    *((mark, " ") for mark in '"“”„«»‹›`´*\u00a0\u2011\u2010-\u200b\u202f\t\n§¤¬'),
    *((mark, "'") for mark in "’‘ʼ"),
    *((mark, CLAUSE_END) for mark in "—–"),
)
"""Characters and what they become: each one character. Replacing one by one is quicker than a table."""
_FOLD_ASCII = tuple((mark, plain) for mark, plain in _FOLD if mark.isascii())
_SINGLE_QUOTE = regex.compile(r"(?<!\w)'")
"""One that opens a quotation; the others are apostrophes."""
_LONG_CLASS = 5000
"""Characters of a word list, written out, that is better tried word by word."""
_Value = TypeVar("_Value", bound=StrEnum)


def fold(text: str) -> str:
    """Lower case without quotation marks and hyphens, character for character."""
    low = lowered(text)
    for mark, plain in _FOLD_ASCII if low.isascii() else _FOLD:
        low = low.replace(mark, plain)
    return _SINGLE_QUOTE.sub(" ", low) if "'" in low else low


def choice(values: type[_Value], word: str, *, rule: str) -> _Value:
    """The value that a word in a lexicon's rule stands for. Raises ValueError where it stands for none."""
    try:
        return values(word)
    except ValueError:
        raise ValueError(f"rule {rule}: {word!r} is none of {', '.join(values)}") from None


class Trait(StrEnum):
    """What a rule's words are worth beside those of other rules (`traits` in a lexicon)."""

    OUTWEIGHS_PROMISE = "outweighs-promise"
    """A refusal that stands although the sentence makes a promise, too."""
    NEVER_IDLE = "never-idle"
    """A refusal of the signal itself, even where there is nothing that the signal could change."""
    OF_SOME = "of-some"
    """Half a promise, for some signals or places, that decides whatever else the sentence says."""
    OTHERS_AS_OBJECT = "others-as-object"
    """A promise to switch off: others are what is switched off, not who does it, where the site is named, too."""
    NAMES_SITE = "names-site"
    """Whoever the subject is, what is said is said of the site: "our vendors' software prevents us from …"."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern matched: `start:end` count in the folded text."""

    rule: str
    start: int
    end: int
    traits: frozenset[Trait] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it concludes from any of its patterns, unless one of `unless` matches the same sentence."""

    id: str
    means: str
    """The stance or kind that it speaks for."""
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()
    on: frozenset[str] = frozenset()
    """The signals it reads; empty: any."""
    also: int = 0
    """Bits of the vocabulary: the sentence must contain one of these literals. They spare the patterns."""
    whole: bool = False
    """It reads the sentence across the ends of its clauses."""
    prose: bool = False
    """Headings and bare entries are not for it: they name what they do not say."""
    traits: frozenset[Trait] = frozenset()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    def find(self, folded: str, present: int | None = None) -> Hit | None:
        """The first place where the rule speaks, None where it is silent.

        `present`: the vocabulary's literals that occur in the text, if they are known already.
        """
        if present is None:
            present = self.vocabulary.present(folded)
        if self.also and not self.also & present:
            return None
        for pattern in self.patterns:
            if not pattern.may_match(present):
                continue
            at = 0
            while (match := search(pattern, folded, at)) is not None:
                start = 0 if self.whole else folded.rfind(CLAUSE_END, 0, match.start()) + 1
                end = len(folded) if self.whole else folded.find(CLAUSE_END, match.end()) % (len(folded) + 1)
                if not any(search_if(bar, folded, present, start, end) for bar in self.unless):
                    return Hit(self.id, match.start(), match.end(), self.traits)
                at = end
        return None


class Grammar:
    """Compiles patterns with one language's word lists."""

    def __init__(self, words: Mapping[str, list[str]]) -> None:
        self._words = dict(words)
        self._made: dict[str, str] = {}
        self._needs: dict[str, Needs] = {}
        self.vocabulary = Vocabulary()

    def pattern(self, line: str) -> Pattern:
        """One line of a lexicon. Raises KeyError for an unknown word list."""
        needs = needs_of(line, self._needs_of)
        return Pattern(_bounded(self._expand(line)), self.vocabulary.mask(needs), needs)

    def bars(self, line: str) -> Iterator[Pattern]:
        """The patterns of which one matches where a line does: one for each word of a long list that it begins with.

        Each is compiled only where its own literals occur. Raises KeyError for an unknown word list.
        """
        first = _SLOT.match(line)
        if first and first["name"] and not first["times"] and len(self._class(first["name"])) > _LONG_CLASS:
            yield from (self.pattern(f"({word}){line[first.end() :]}") for word in self._words[first["name"]])
        else:
            yield self.pattern(line)

    def _needs_of(self, name: str) -> Needs:
        if name not in self._needs:
            self._needs[name] = any_of(needs_of(word, self._needs_of) for word in self._words[name])
        return self._needs[name]

    def any_of(self, lines: Iterable[str]) -> Pattern | None:
        """One pattern for all lines; None where there are none."""
        lines = list(lines)
        if not lines:
            return None
        needs = any_of(needs_of(line, self._needs_of) for line in lines)
        return Pattern(_bounded("|".join(map(self._expand, lines))), self.vocabulary.mask(needs))

    def _class(self, name: str) -> str:
        if name not in self._made:
            self._made[name] = "(?:" + "|".join(self._expand(word) for word in self._words[name]) + ")"
        return self._made[name]

    def _expand(self, line: str) -> str:
        line = _BEHIND.sub(_behind, line)
        parts: list[str] = []
        place = 0
        for slot in _SLOT.finditer(line):
            parts.append(_spaced(line[place : slot.start()]))
            place = slot.end()
            if slot["gap"] and parts[-1].endswith(_BETWEEN) and _ends_group(line, place):
                parts[-1] = parts[-1].removesuffix(_BETWEEN)
                parts.append(f"(?:{_BETWEEN}{_WORD}){{0,{slot['gap']}}}?")
                continue
            parts.append(self._slot(slot))
            if (slot["gap"] or slot["times"]) and line[place : place + 1] == " ":
                place += 1
        parts.append(_spaced(line[place:]))
        return "".join(parts)

    def _slot(self, slot: regex.Match[str]) -> str:
        if slot["gap"]:
            return f"(?:{_WORD}{_BETWEEN}){{0,{slot['gap']}}}?"
        made = self._class(slot["name"])
        if slot["times"]:
            return f"(?:{made}{_BETWEEN}){'?' if slot['times'] == '?' else '{0,8}'}"
        return made


def _ends_group(line: str, place: int) -> bool:
    """Whether a gap ends an alternative of a group behind which the pattern goes on with a space."""
    if line[place : place + 1] not in {")", "|"}:
        return False
    depth = 0
    for at in range(place, len(line)):
        depth += {"(": 1, ")": -1}.get(line[at], 0)
        if depth < 0:
            return line[at + 1 : at + 2] in {" ", ""}
    return False


def _spaced(text: str) -> str:
    text = _COUNTED_SPACE.sub(lambda _: f"(?:{_BETWEEN})", _GROUP.sub("(?:", text))
    return text.replace(" ", _BETWEEN)


def _behind(match: regex.Match[str]) -> str:
    """Look-behinds of fixed width, which are compiled and tried sooner: one or two marks stand behind the words."""
    words = (match["choice"] or match["plain"]).replace(" ", _MARK).split("|")
    looks = [f"(?<{match['sign']}{word}{marks})" for word in words for marks in (_MARK, _MARK * 2)]
    return "".join(looks) if match["sign"] == "!" else f"(?:{'|'.join(looks)})"


def _bounded(pattern: str) -> str:
    return rf"(?<!\w)(?<!\w')(?:{pattern})(?!\w)"


@cache
def load_lexicon(subject: str, language: str) -> Mapping[str, Any] | None:
    """`lexicon/SUBJECT/LANGUAGE.toml`; None where there is none."""
    return find_lexicon(f"{subject}/{language}.toml")


def make_rules(grammar: Grammar, tables: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The `[[rule]]` tables of a lexicon.

    Raises:
        ValueError: two rules share an identifier, or one has a trait that is none.
    """
    rules = tuple(
        Rule(
            id=table["id"],
            means=table["means"],
            patterns=tuple(grammar.pattern(line) for line in table["patterns"]),
            unless=tuple(bar for line in table.get("unless", ()) for bar in grammar.bars(line)),
            on=frozenset(table.get("on", ())),
            also=sum(grammar.vocabulary.mask((frozenset(table.get("also", ())),))),
            whole=table.get("whole", False),
            prose=table.get("prose", False),
            traits=frozenset(choice(Trait, word, rule=table["id"]) for word in table.get("traits", ())),
            vocabulary=grammar.vocabulary,
        )
        for table in tables
    )
    names = [rule.id for rule in rules]
    if len(set(names)) != len(names):
        raise ValueError(f"rule identifiers repeat: {sorted({n for n in names if names.count(n) > 1})}")
    return rules
