"""The words by which texts are cut into lines and sentences: `lexicon/reading.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trackers.policy.lexicons import read_lexicon


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
    torn: dict[str, str]


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
    never_last: frozenset[str]
    """Words, in lower case, that no sentence ends in."""
    rarely_last: frozenset[str]
    """The same for lines that are no short ones."""
    torn: dict[str, str]
    """First words of names that lines tear apart, and the words that follow, in lower case."""


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
        never_last=frozenset(" ".join(lines.never_last).split()),
        rarely_last=frozenset(" ".join(lines.rarely_last).split()),
        torn=lines.torn,
    )


def _any(alternatives: list[str]) -> str:
    return "|".join(alternatives)


def _any_case(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)
