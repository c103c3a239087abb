"""Entries that say of themselves whether what they name is in use: "Hotjar – removed in May", "Outbrain: off".

The state may also stand in the paragraph below a heading that is only the name, or be a mark before it. The words
are in `lexicon/mentions/lines.toml`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import regex

from trackers.policy.documents.document import Document
from trackers.policy.documents.sentences import Sentence
from trackers.policy.vendors.cues import entry_cues, state_cues
from trackers.policy.vendors.label_lines import match_label
from trackers.policy.vendors.line_cues import line_cues
from trackers.policy.vendors.mention_rules import MentionLexicon, MentionRule, Role
from trackers.policy.vendors.names import Name, by_sentence, marked_sentence, marked_text

_OFF = MentionRule("entry-says-off", "denied")
_ON = MentionRule("entry-says-on", "used")
_PLANNED = MentionRule("entry-says-planned", "other")
_BELOW_OFF = MentionRule("paragraph-below-name-says-off", "denied")
_DESCRIBED = MentionRule("paragraph-below-name-describes", "used")

_CROSSES = "✗✘❌🚫☒⛔"
_CHANGE_WORDS = 24
_SAID_BESIDE = regex.compile(
    r"\s?(?:(?P<bracket>\()(?P<said>[^():]{2,60})\)|\)?\s?:\s*(?P<said>[^,;.(\u2013\u2014]{2,20})(?:[,;.(\u2013\u2014]|\Z))"
)
"""In the brackets right behind a name, or as the value of a label that ends in the name."""
_WHICH = regex.compile(r",? (?P<said>(?:which|that|who) [^,;.()]{3,60})(?:[,;.)]|\Z)")
_WEAK = regex.compile(r"[,;:]\s")
_ASKED = regex.compile(r"[^?.;]{0,60}\?[\"'\u201d\u00bb]?(?P<answer>\W{0,6}\p{L}.*)")
_UNTICKED = regex.compile(r"\A\W*\[\s\]\s*\Z")
_FEW_WORDS = 4
_PARTICULARS = 5
"""Lines below a name in which its particulars stand."""
_BETWEEN = regex.compile(r"\s*[·•|;:(){}\[\]=\u2013\u2014]\s*|\s-\s|(?P<weak>,\s|\.\s|\.\Z|~~)")
_ADDRESS = regex.compile(r"https?://|www\.")
_LONGEST_REST = 160
_PIECES = 8
_CROSSED_OUT_WORDS = 14
_LABEL_BELOW = regex.compile(r"\W*(?:\d+(?:\.\d+)*[.)]?\s+)?(?:\p{L}[\w ]{1,24}:\s*)?")
_SENTENCES_BELOW = 3
_BARE = regex.compile(r"(?:[\s.,®™*:]|\([^):\u2013\u2014]{0,60}\))*")


class EntryStates:
    """The entries of one document and what they say of their state."""

    def __init__(self, document: Document, names: Sequence[Name], lexicon: MentionLexicon) -> None:
        self._document = document
        self._lexicon = lexicon
        self._names = by_sentence(names)

    def of(self, name: Name, group: Sequence[Name], *, is_value: bool = False) -> MentionRule | None:
        """The rule by which an entry tells of the state of what it names; None where it does not.

        `is_value`: the names begin the value of a label.
        """
        text = name.sentence.text
        is_short = len(text.split()) <= _CROSSED_OUT_WORDS
        if is_short and (_is_crossed_out(text) or self._is_unticked(name)):
            return _OFF
        beside = group[-1] if text[group[-1].end :].startswith(")") else name
        if is_off_beside(text, beside) or self._is_predecessor(name) or _is_struck_out(text, name):
            return _OFF
        if (changed := self._change(name, group)) is not None:
            return changed
        if text.rstrip("\"'\u201d\u00bb)").endswith("?") or _ASKED.match(text, name.end):
            return self._answer(name)
        if not is_value and not entry_cues().before_head.fullmatch(text, 0, group[0].start):
            return None
        rest = text[group[-1].end : self._next_with_state(group[-1])]
        if rest.lstrip()[:1] == "(" and (name is not group[-1] or self._speaks_of_another(name)):
            return None  # brackets are of the name before them, or of that within
        state = self._state_in(rest)
        if state is not None:
            return state
        return self._below(name) if _is_bare(rest) else self._behind(name, rest)

    def _speaks_of_another(self, name: Name) -> bool:
        """Whether the brackets right behind a name hold another: "Acme (until 2020: Widget)"."""
        end = name.sentence.text.find(")", name.end)
        return any(name.end <= one.start < end for one in self._names.get(name.sentence.at, ()))

    def _is_predecessor(self, name: Name) -> bool:
        """Whether the name stands in the brackets of another company's, as what was before: "Acme (previously Widget)".

        What one company was called before stands there, too.
        """
        text = name.sentence.text
        said = line_cues().predecessor.search(text, 0, name.start)
        return said is not None and any(
            one.end <= said.start() <= one.end + 1 and one.alias.company != name.alias.company
            for one in self._names.get(name.sentence.at, ())
        )

    def _next_with_state(self, last: Name) -> int:
        """Where the next name of the sentence begins that has a state of its own; the sentence's end without."""
        text = last.sentence.text
        for one in self._names.get(last.sentence.at, ()):
            if one.start >= last.end and is_off_beside(text, one):
                return one.start
        return len(text)

    def _is_unticked(self, name: Name) -> bool:
        """Whether the name stands behind an empty box, in a list of boxes that tells what is in use."""
        document, text = self._document, name.sentence.text[: name.start]
        if not _UNTICKED.search(text) or "[x]" not in document.lowered:
            return False
        above = document.lead_of(name.sentence) + document.heading_of(name.sentence)
        return not line_cues().choices.occurs_in(above.lower())

    def _change(self, name: Name, group: Sequence[Name]) -> MentionRule | None:
        """What a line says that tells what changed, and when: "2023-05: Hotjar removed, Clarity added"."""
        text, document = name.sentence.text, self._document
        if len(text.split()) > _CHANGE_WORDS:
            return None
        if not line_cues().dated.match(text):
            block = name.sentence.block
            heading = document.lead_of(name.sentence) or document.heading_of(name.sentence)
            if (
                block < 0
                or not line_cues().change_logs.occurs_in(heading.lower())
                or len(heading) > _LONGEST_REST
            ):
                return None
        others = [one for one in self._names.get(name.sentence.at, ()) if not _is_within(one, group)]
        marked = marked_sentence(text, group, others)
        if line_cues().changed_off.occurs_in(marked):
            return _OFF
        return _ON if line_cues().changed_on.occurs_in(marked) else None

    def _answer(self, name: Name) -> MentionRule | None:
        """What the sentence behind a question for use of a name answers."""
        document, text = self._document, name.sentence.text
        place = bisect_right(document.read_starts, name.sentence.at)
        asked = _ASKED.match(text, name.end)
        if len(text) > _LONGEST_REST or (asked is None and place >= len(document.sentences())):
            return None
        cues, answer = line_cues(), asked["answer"] if asked else document.sentences()[place].text
        text = text[: asked.start("answer")] if asked else text
        before = text[: name.start]
        if cues.asks_why_not.occurs_in(before.lower()):
            return _OFF
        rest = text[name.end :].partition("?")[0]
        is_bare = before.rstrip(" *")[-1:] in ("", ":") and not any(map(str.isalnum, rest))
        if not is_bare and not cues.asks_for_use.occurs_in(text.lower()):
            return None
        if cues.answers_no.match(answer):
            return _OFF
        if cues.answers_yes.match(answer):
            return _OFF if cues.ended.occurs_in(answer.lower()) else _ON
        judged = self._lexicon.judge(_with_object(answer))
        return _OFF if judged is not None and judged.verdict == "denied" else None

    def _state_in(self, rest: str) -> MentionRule | None:
        """What the words behind the name at the head of an entry say of its state."""
        cues = line_cues()
        if len(rest) > _LONGEST_REST or rest[:1].isalnum() or cues.on_condition.occurs_in(rest.lower()):
            return None
        if _says_off(rest):
            return _OFF
        if entry_cues().after_head.match(rest) is None and not _BETWEEN.match(rest):
            return None
        if rest.lstrip()[:1] in (":", "=", "-", "\u2013", "\u2014") and cues.off_alone.fullmatch(rest):
            return _OFF
        if cues.on.fullmatch(rest) and rest.strip()[:1] in (":", "=", "-", "\u2013", "\u2014", ",", "("):
            return _ON
        start, is_weak = 0, False
        ends = [*_BETWEEN.finditer(rest)][:_PIECES]
        for end, begins, weak in (
            *((one.start(), one.end(), one["weak"] is not None) for one in ends),
            (len(rest), len(rest), False),
        ):
            piece = rest[start:end].strip()
            if piece and not (is_weak and " " not in piece):
                if _says_off(piece):
                    return _OFF
                if cues.planned.fullmatch(piece):
                    return _PLANNED
            start, is_weak = begins, weak
        judged = self._lexicon.judge(_with_object(rest)) if line_cues().object.search(rest) else None
        return _OFF if judged is not None and judged.verdict == "denied" else None

    def _behind(self, name: Name, rest: str) -> MentionRule | None:
        """What the next sentence of the paragraph says of a name alone: "Acme. The script was removed."."""
        if len(rest.split()) > _FEW_WORDS:
            return None
        place = bisect_right(self._document.read_starts, name.sentence.at)
        behind = self._document.sentences()[place : place + 1]
        is_near = (
            behind
            and behind[0].block == name.sentence.block
            and behind[0].at - name.sentence.at < _LONGEST_REST
        )
        return _OFF if is_near and _says_off(behind[0].text) else None

    def _is_labelled_off(self, place: int) -> bool:
        """Whether one of the lines from `place` on, up to the next name, says "In use: no"."""
        for sentence in self._document.sentences()[place : place + _PARTICULARS]:
            match = match_label(sentence.text)
            if match is None or _is_named(sentence, self._names) or sentence.at in self._names:
                return False
            value = sentence.text[match.end() :]
            if state_cues().heading.fullmatch(match["label"]) and (
                state_cues().no.fullmatch(value) or line_cues().off_alone.fullmatch(value) or _says_off(value)
            ):
                return True
        return False

    def _below(self, name: Name) -> MentionRule | None:
        """What the paragraph below a line that is only a name says of it."""
        document = self._document
        sentences, place = document.sentences(), bisect_right(document.read_starts, name.sentence.at)
        below = sentences[place : place + _SENTENCES_BELOW]
        if not below or below[0].block in (-1, name.sentence.block):
            return None
        if self._is_labelled_off(place):
            return _BELOW_OFF
        block = below[0].block
        own = document.blocks[name.sentence.block].kind if name.sentence.block >= 0 else ""
        if document.blocks[block].kind != "paragraph" and (
            own == "list_item" or _is_named(below[0], self._names)
        ):
            return None
        said = [one.text for one in below if one.block == block]
        first = said[0][_LABEL_BELOW.match(said[0]).end() :] if said else ""  # type: ignore[union-attr]
        pieces = [piece for piece in _BETWEEN.split(first) if piece and piece.strip(" ,.")][:2]
        if below[0].at in self._names and match_label(said[0]):
            return None
        says_off = any(map(_says_off, pieces)) and not self._is_label_of_others(below[0], name)
        if says_off and not line_cues().on_condition.occurs_in(first.lower()):
            return _BELOW_OFF
        marked = [self._with_subject(one, name) for one in below if one.block == block]
        judged = [self._lexicon.judge(one) for one in marked]
        if any(
            rule is not None and rule.verdict == "denied" and line_cues().is_about_it.match(one)
            for rule, one in zip(judged, marked, strict=True)
        ):
            return _BELOW_OFF
        said_else = [rule for rule in judged if rule is not None and rule.role is not Role.POLICY]
        if any(rule.verdict in {"other", "aside"} for rule in said_else):
            return None
        cues = line_cues()
        speaks = any(map(cues.speaks_of_heading.match, (first, *said[1:])))
        speaks = speaks or cues.particulars_of_heading.search(said[0]) is not None
        is_button = name.standing == "ordinary_word" and not document.in_heading(name.sentence)
        if speaks and not is_button and not entry_cues().elsewhere.occurs_in(first.lower()):
            return _DESCRIBED
        return None

    def _with_subject(self, sentence: Sentence, name: Name) -> str:
        """A sentence below a name, in small letters, with `§` for what speaks of that name and `¤` for others.

        A sentence without such a word begins with what is said of the name ("Is no longer loaded.").
        """
        named = self._names.get(sentence.at, ())
        own = [one for one in named if one.alias.company == name.alias.company]
        others = [one for one in named if one.alias.company != name.alias.company]
        if own:
            return marked_sentence(sentence.text, own[:1], [*others, *own[1:]])
        low = marked_text(sentence.text, (0, 0), others).removeprefix("§")
        marked, times = line_cues().subject.subn("§", low, count=1)
        return marked if times else f"§ {low}"

    def _is_label_of_others(self, sentence: Sentence, name: Name) -> bool:
        """Whether a line says of other names what it says: "Removed: Acme, Widget"."""
        others = [one for one in self._names.get(sentence.at, ()) if one.alias.company != name.alias.company]
        return bool(others) and ":" in sentence.text[: others[0].start]


def is_off_beside(text: str, name: Name) -> bool:
    """Whether a mark right before, brackets right behind, or the value of the label that ends in it, say "off"."""
    if name.start and text[: name.start].rstrip()[-1:] in _CROSSES and not text.lstrip()[:1].isalnum():
        return True
    rest, cues = text[name.end :], line_cues()
    which = _WHICH.match(rest)
    if which is not None and _says_off(which["said"]):
        return True
    match = _SAID_BESIDE.match(rest)
    return match is not None and (
        cues.off_alone.fullmatch(match["said"]) is not None
        or (match["bracket"] is not None and _says_off(_WEAK.split(match["said"])[0]))
    )


def _is_crossed_out(text: str) -> bool:
    """Whether a cross marks the whole line."""
    stripped = text.strip(" -*\u2022")
    return stripped[:1] in _CROSSES or stripped[-1:] in _CROSSES if stripped else False


def _is_named(sentence: Sentence, names: Mapping[int, Sequence[Name]]) -> bool:
    """Whether a line has a name at its head, so that it speaks of that one."""
    return any(
        entry_cues().before_head.fullmatch(sentence.text, 0, one.start) for one in names.get(sentence.at, ())
    )


def _is_within(name: Name, group: Sequence[Name]) -> bool:
    return group[0].start <= name.start <= group[-1].start


def _with_object(words: str) -> str:
    """Words beside a name, in small letters, with `§` for "it" and its like."""
    return line_cues().object.sub("§", words.lower(), count=1)


def _is_bare(rest: str) -> bool:
    """Whether nothing but a legal form, or its like ("and other networks"), stands behind the name."""
    match = entry_cues().after_head.match(rest)
    return (
        _BARE.fullmatch(rest) is not None
        or line_cues().and_its_like.fullmatch(rest) is not None
        or (match is not None and match.end() == len(rest) and len(rest.split()) <= 4)
    )


def _is_struck_out(text: str, name: Name) -> bool:
    return "~~" in text and text.count("~~", 0, name.start) % 2 == 1 and "~~" in text[name.end :]


def _says_off(piece: str) -> bool:
    return not _ADDRESS.search(piece) and line_cues().off.fullmatch(piece) is not None
