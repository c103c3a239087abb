"""Where the names of vendors stand in a document, before anyone asks what is said of them.

All names of the catalogue are searched at once (Aho-Corasick). A name counts only as a whole word and outside
addresses; names that are ordinary words count only as they are written and beside a cue.
"""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase
from typing import Literal

import ahocorasick

from trackers.catalogue import Alias, Catalogue
from trackers.policy.documents.document import Document
from trackers.policy.documents.reading import lowered
from trackers.policy.documents.sentences import Sentence
from trackers.policy.kept import once_for_each
from trackers.policy.lexicons import read_lexicon
from trackers.policy.vendors.cues import name_cues
from trackers.policy.vendors.whole_words import DOMAIN_END, is_inflected, is_whole

Standing = Literal["known", "set_apart", "little_known", "ordinary_word"]
"""How far a name speaks for itself. One that is also an ordinary word needs a cue right beside it, unless the
document sets it apart by its capital; that one and a little known one need a word of use."""


@dataclass(frozen=True, slots=True)
class Name:
    """A vendor's name in a sentence; `start:end` count in `sentence.text`."""

    alias: Alias
    sentence: Sentence
    start: int
    end: int
    standing: Standing

    @property
    def is_defined_term(self) -> bool:
        """Whether policies also write the word with a capital for a thing of their own ("the Customer")."""
        return self.alias.text.lower() in name_lexicon().defined_terms


@dataclass(frozen=True, slots=True)
class _Entry:
    aliases: tuple[Alias, ...]
    """The same words for several vendors, the best first; empty for words that mean no vendor."""


_DAY = re.compile(r"\b[0-3]?\d(?:st|nd|rd|th)? \Z")
"""Before a month."""
_ACRONYM = 3
"""Shortest name of capitals alone that is nobody's word, if its vendor file does not say so ("AWS")."""
_SHORTEST_SMALL = 5
"""Shortest name that is one when it is written small ("hotjar")."""
_USE = 30
"""Characters before a name among which "we use" stands."""
_LONG = 10
"""Shortest name of several words that is sought without its spaces, too."""
_GOING_ON = frozenset(ascii_lowercase) - {"s"}
"""Letters behind what is then no name: names are whole words, but for an "s"."""
_ACCENTS = (
    ("\u2013", " "),
    ("é", "e"),
    ("è", "e"),
    ("ê", "e"),
    ("à", "a"),
    ("á", "a"),
    ("í", "i"),
    ("ó", "o"),
)
"""Characters that are read as others, for names are written with accents and without."""
_INNER_CAPITAL = re.compile(r"[A-Za-z]?[a-zäöü]+[A-Z][a-zäöü]{2,}[A-Za-z]*")
_LEVELS = {"product": 0, "company": 1}


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """`lexicon/mentions/names.toml`; words in lower case where nothing else is said."""

    ordinary: frozenset[str]
    """Ordinary words that are also names."""
    other_things: tuple[str, ...]
    """Word groups that contain a name but mean no vendor."""
    written_small: frozenset[str]
    """Ordinary words that are names behind "we use", even where they are written small."""
    defined_terms: frozenset[str]
    """Words that policies also write with a capital for things of their own ("the Customer")."""
    brands: frozenset[str]
    """First words of names that are nobody's common nouns, however they are written."""
    dictionary_words: frozenset[str]
    """Names that a dictionary has, too: written small they may be anybody's word."""
    industry_bodies: frozenset[str]
    """Companies as the catalogue writes them: a way to opt out (`opt_outs`), not a recipient."""
    months: frozenset[str]
    behind_verb: re.Pattern[str]
    """What follows a verb that looks like a name."""
    of_a_date: re.Pattern[str]
    """What follows a word that is also a month: "June, 2007"."""
    abbreviation: re.Pattern[str]
    """One with its full stop, which ends no clause, in a text in lower case."""
    endings: Mapping[str, re.Pattern[str]]
    """What languages with cases write on to a name."""
    places: frozenset[str]
    """Products that people visit, so that a policy may name them without using them."""
    household: frozenset[str]
    """Products and companies that people know and have for themselves: a bare name tells nothing of use."""
    features: frozenset[str]
    """Names of mere parts of a vendor: that one of them is off says nothing of the vendor."""
    for_sites: frozenset[str]
    """Products of the social web that sites use for their pages, whatever category they are in."""
    certifiers: frozenset[str]
    """Vendors that also vouch for sites and settle disputes, so that a name or link alone tells nothing of use."""


@cache
def name_lexicon() -> NameLexicon:
    """The words, read once."""
    data = read_lexicon("mentions/names.toml")
    nth = f"(?:{'|'.join(data['ordinals'])})"
    return NameLexicon(
        ordinary=frozenset(data["ordinary_words"].split()),
        other_things=tuple(data["other_things"]),
        written_small=frozenset(data["written_small"].split()),
        defined_terms=frozenset(data["defined_terms"].split()),
        brands=frozenset(data["brands"].split()),
        dictionary_words=frozenset(data["dictionary_words"].split()),
        industry_bodies=frozenset(data["industry_bodies"]),
        months=frozenset(data["months"].split()),
        behind_verb=re.compile(rf" (?:{data['behind_verbs']}) (?=[a-z])"),
        of_a_date=re.compile(rf",? (?:\d{{1,2}}{nth}?,? )?(?:19|20)\d\d\b|,? \d{{1,2}}{nth}?(?=[,.;)]|\Z)"),
        abbreviation=re.compile(rf"\b(?:{data['abbreviations']})\.(?=[ ,)])"),
        endings={
            language: re.compile(rf"(?:{endings})(?![\w@])") for language, endings in data["endings"].items()
        },
        places=frozenset(data["places"]),
        household=frozenset(data["household"]) | frozenset(data["places"]),
        features=frozenset(data["features"]),
        for_sites=frozenset(data["for_sites"]),
        certifiers=frozenset(data["certifiers"]),
    )


def by_sentence(names: Iterable[Name]) -> dict[int, list[Name]]:
    """Names by where their sentences begin, in their order."""
    found: dict[int, list[Name]] = {}
    for name in names:
        found.setdefault(name.sentence.at, []).append(name)
    return found


def run_together(name: str) -> str:
    """The letters and digits of a name, in small letters: as domains and files write it."""
    return "".join(filter(str.isalnum, name.casefold()))


def fold_case(text: str) -> str:
    """Lower case without accents, hyphens as spaces, character for character."""
    return _plain(lowered(text))


def _plain(low: str) -> str:
    low = low.replace("-", " ")
    if low.isascii():
        return low
    for accented, letter in _ACCENTS:
        low = low.replace(accented, letter)
    return low


@once_for_each
def _automaton(catalogue: Catalogue) -> ahocorasick.Automaton:
    entries: dict[str, list[Alias]] = {}
    for alias in catalogue.aliases:
        entries.setdefault(fold_case(alias.text.strip()), []).append(alias)
    automaton = ahocorasick.Automaton()
    for words in name_lexicon().other_things:
        automaton.add_word(fold_case(words), (len(words), _Entry(())))
    for words, found in entries.items():
        if (len(words) > 1 or words.isalpha()) and words not in automaton:
            ranked = sorted(found, key=lambda a: (not a.by_hand, _LEVELS[a.level]))
            automaton.add_word(words, (len(words), _Entry(tuple(ranked))))
            together = words.replace(" ", "")
            if ranked[0].by_hand and len(together) >= _LONG and " " in words and together not in entries:
                automaton.add_word(together, (len(together), _Entry(tuple(ranked))))
    automaton.make_automaton()
    gc.freeze()  # it lives as long as its catalogue, which is not looked through either
    return automaton


class NameIndex:
    """Finds the names of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._automaton = _automaton(catalogue)

    def find(self, document: Document) -> Iterator[Name]:
        """All names in order, none inside another."""
        text = document.reading.text
        sentences = document.sentences()
        starts = document.read_starts
        endings = name_lexicon().endings.get(document.language)
        for start, stem, entry in self._longest(text, document.lowered, endings):
            place = bisect_right(starts, start) - 1
            if place < 0 or not entry.aliases:
                continue
            ending = endings.match(text, stem) if endings is not None else None
            sentence, end = sentences[place], ending.end() if ending else stem
            if end > sentence.at + len(sentence.text):
                continue
            words = text[start:stem]
            for alias in entry.aliases:
                called_by_domain = alias.by_hand and len(words) > 3 and DOMAIN_END.match(text, end)
                is_used = words in name_lexicon().written_small and _is_used(text, start, end)
                standing = "known" if called_by_domain or is_used else _standing(alias, words, sentence.text)
                if standing == "ordinary_word" and (
                    _is_of_a_date(text, start, end) or _is_command(text[sentence.at : start], text, end)
                ):
                    standing = None
                if standing is not None:
                    yield Name(alias, sentence, start - sentence.at, end - sentence.at, standing)
                    break

    def _longest(
        self, text: str, low: str, endings: re.Pattern[str] | None
    ) -> Iterator[tuple[int, int, _Entry]]:
        """Whole-word matches, the longest at each place, from left to right without overlaps.

        A name may have one of the language's `endings`, which is no part of the match.
        """
        found: dict[int, tuple[int, _Entry]] = {}
        brands = name_lexicon().brands
        for last, (length, entry) in self._automaton.iter(_plain(low)):
            start = last - length + 1
            inflected = endings is not None and is_inflected(text, start, last + 1, endings)
            if text[last + 1 : last + 2] in _GOING_ON and not inflected:
                continue  # most of what is found is a part of a longer word
            if not (inflected or is_whole(text, start, last + 1, brands)):
                continue
            if found.get(start, (0,))[0] < last + 1:
                found[start] = (last + 1, entry)
        position = 0
        for start in sorted(found):
            end, entry = found[start]
            if start >= position:
                yield start, end, entry
                position = end


def _is_of_a_date(text: str, start: int, end: int) -> bool:
    """Whether a month's name stands in a date: "June, 2007", "30 June"."""
    return text[start:end].lower() in name_lexicon().months and (
        name_lexicon().of_a_date.match(text, end) is not None
        or _DAY.search(text, max(0, start - 6), start) is not None
    )


def _is_command(before: str, text: str, end: int) -> bool:
    """Whether a word that begins its sentence is a verb: "Make a purchase"."""
    return name_lexicon().behind_verb.match(text, end) is not None and not any(map(str.isalnum, before))


def _is_used(text: str, start: int, end: int) -> bool:
    """Whether a word written small stands where only the name of a service does: "we use plausible."."""
    cues = name_cues()
    return (
        cues.used_small.search(text, max(0, start - _USE), start) is not None
        and cues.after_small.match(text, end) is not None
    )


def _standing(alias: Alias, words: str, sentence: str) -> Standing | None:
    """How far these words are this vendor's name; None: other words that look the same."""
    is_short = len(alias.text) < _ACRONYM or (len(alias.text) == _ACRONYM and not alias.text.isupper())
    ordinary = alias.ambiguous or is_short or alias.text.lower() in name_lexicon().ordinary
    exact = words == alias.text or words.replace("-", " ") == alias.text
    if len(alias.text) == _ACRONYM and not ordinary:
        return "known" if exact else None
    if ordinary and "." in alias.text and exact:
        return "little_known"  # a domain is no ordinary word
    if ordinary and not exact and is_camel(words):
        return "set_apart"
    if ordinary:
        return "ordinary_word" if exact and not alias.text.islower() else None
    if not exact and words.islower() and words.isascii() != alias.text.isascii():
        return None  # with accents it is another word
    shouted = words.isupper() and sum(map(str.isupper, sentence)) * 2 < len(sentence)
    if not alias.by_hand:
        capitals = sum(map(str.isupper, words))
        is_mixed = words[0].isupper() and words.count(" ") + 1 < capitals < len(words)
        return "little_known" if (exact and not words.islower()) or shouted or is_mixed else None
    if "-" in alias.text and not exact:
        return None
    if exact or shouted or words[0].isupper() or not words.islower():
        return "known"
    if " " in words and words.split(maxsplit=1)[0] in name_lexicon().brands:
        return "known"
    if " " in words or len(words) < _SHORTEST_SMALL:
        return None
    # Written small it may be a common noun, if it is one: then only a cue right beside it tells.
    return "ordinary_word" if words in name_lexicon().dictionary_words else "known"


def is_camel(word: str) -> bool:
    """Whether a word has a capital inside, as companies are fond of: no sentence writes another so."""
    return _INNER_CAPITAL.fullmatch(word) is not None


def marked_sentence(text: str, group: Sequence[Name], others: Sequence[Name]) -> str:
    """The sentence in lower case, the enumeration as `§`, each other name as `¤`."""
    return marked_text(text, (group[0].start, group[-1].end), others)


def marked_text(text: str, vendor: tuple[int, int], others: Sequence[Name]) -> str:
    """The text in lower case, what stands at `vendor` as `§`, each other name as `¤`, abbreviations without stops."""
    spans = [(*vendor, "§"), *((name.start, name.end, "¤") for name in others)]
    pieces = []
    position = 0
    for start, end, mark in sorted(spans):
        pieces += [text[position:start].replace("§", " ").replace("¤", " ").lower(), mark]
        position = end
    pieces.append(text[position:].replace("§", " ").replace("¤", " ").lower())
    marked = "".join(pieces)
    return name_lexicon().abbreviation.sub(_without_stops, marked) if "." in marked else marked


def _without_stops(abbreviation: re.Match[str]) -> str:
    return abbreviation.group().replace(".", "")
