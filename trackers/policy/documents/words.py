"""The words by which texts are cut into lines and sentences: `lexicon/reading.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trackers.policy.lexicons import read_lexicon

_LINE_END = r"[ \t]*\r?\n"
_GOES_ON = r"[a-z\u00df-\u00f6\u00f8-\u00ff\"'\u201c\u201e\u00ab(]"
"""What a line begins with that goes on with the one before."""


@dataclass(frozen=True, slots=True)
class _Sentences:
    within: list[str]
    within_or_end: list[str]
    openers: list[str]


@dataclass(frozen=True, slots=True)
class _Hyphens:
    kept: str
    before: list[str]


@dataclass(frozen=True, slots=True)
class _Headings:
    section: list[str]


@dataclass(frozen=True, slots=True)
class _Lines:
    never_last: list[str]
    rarely_last: list[str]
    torn: list[str]


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """The expressions that are made of the words; none minds the case of letters."""

    within: re.Pattern[str]
    """At the end of a text: a full stop that ends no sentence."""
    within_or_end: re.Pattern[str]
    """At the end of a text: a full stop that rarely ends one."""
    opener: re.Pattern[str]
    """A word that begins a sentence, with the marks before it."""
    hyphenated: frozenset[str]
    """First parts of words that keep their hyphen where a line ends behind it; in lower case."""
    after_hyphen: re.Pattern[str]
    numbered: re.Pattern[str]
    """The number of a line or a section, and the beginning of its words."""
    dangling: re.Pattern[str]
    """The end of a line that no sentence ends in, and the small letter or the mark that the next one begins with."""


@cache
def reading_words() -> ReadingWords:
    """The words, read once.

    Raises:
        TypeError: a list is missing from the file, or one is there that nobody reads.
    """
    table = read_lexicon("reading.toml")
    sentences, hyphens = _Sentences(**table.pop("sentences")), _Hyphens(**table.pop("hyphens"))
    headings, lines = _Headings(**table.pop("headings")), _Lines(**table.pop("lines"))
    if table:
        raise TypeError(f"nobody reads {', '.join(table)} in lexicon/reading.toml")
    return ReadingWords(
        within=_any_case(rf"(?:\b(?:{_any(sentences.within)})|(?<!n')\b[A-Z]|\b\d{{1,2}})\.\Z"),
        within_or_end=_any_case(rf"(?:\b(?:{_any(sentences.within_or_end)}))\.[\"')]*\Z"),
        opener=_any_case(rf"[\"'(\[]*(?:{_any(sentences.openers)})\b"),
        hyphenated=frozenset(hyphens.kept.split()),
        after_hyphen=re.compile(rf"(?:{_any(hyphens.before)})\b"),
        numbered=_any_case(
            r"\s*(?:\(?(?:\d{1,2}|[A-Za-z]|[IVX]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+\.?"
            rf"|(?:{_any(headings.section)}) \d+\W?|\u00a7\s*\d+)\s+\S"
        ),
        dangling=re.compile(
            rf"(?:(?i:\b(?:{_any(lines.never_last)})|(?<=[^\n]{{40}})\b(?:{_any(lines.rarely_last)}))"
            rf"{_LINE_END}(?=[ \t]{{0,12}}{_GOES_ON})"
            rf"|(?:\w['\u2019]s|(?i:\b(?:{_any(lines.torn)}))){_LINE_END}(?=[ \t]{{0,12}}\w))"
        ),
    )


def _any(alternatives: list[str]) -> str:
    return "|".join(alternatives)


def _any_case(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)
