"""What one row, list or sentence says of a cookie, and the headings that tell what a column holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

import regex

from trackers.declarations import Quote
from trackers.policy.cookies.lexicon import cookie_lexicon
from trackers.policy.documents.document import Document

Column = Literal["name", "provider", "purpose", "lifetime", "party"]
_COLUMNS: tuple[Column, ...] = ("name", "lifetime", "provider", "purpose", "party")


@dataclass(slots=True)
class CookieRow:
    """What one row, list or sentence says of one or more cookies."""

    names: list[str]
    quotes: list[Quote]
    provider: str | None = None
    purpose: str | None = None
    lifetime: str = ""
    party: str = ""
    rule: str = ""
    in_sentences: bool = False
    """It stands in sentences or in a list of them, where "session" alone tells no lifetime."""
    said: set[str] = field(default_factory=set)

    def say(self, column: Column, words: str) -> None:
        """Note what a column says; empty words say nothing."""
        if words and column != "name":
            setattr(self, column, words)
        self.said.add(column)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document, sentences and all: `start:end` count in the stored text."""

    start: int
    end: int
    text: str
    block: int

    def quote(self, document: Document) -> Quote:
        """The whole line as a quote."""
        return document.quote(self.start, self.end)


@cache
def _column_patterns() -> tuple[tuple[Column, regex.Pattern[str]], ...]:
    patterns = cookie_lexicon()["columns"]
    return tuple((column, regex.compile(patterns[column])) for column in _COLUMNS)


@cache
def _whose() -> regex.Pattern[str]:
    return regex.compile(cookie_lexicon()["columns"]["whose"])


@lru_cache(maxsize=1024)
def column_of(heading: str) -> Column | None:
    """Which column a heading names."""
    heading = " ".join(heading.lower().strip(" :*").split())
    if not heading or len(heading) > 60:
        return None
    if _whose().fullmatch(heading):
        return "party"
    return next((column for column, words in _column_patterns() if words.search(heading)), None)


def label_of(text: str) -> Column | None:
    """Which column a line names that may be a label of its own: a few words, no sentence."""
    if len(text) > 40 or len(text.split()) > 4 or text[-1:] in ".!?,;":
        return None
    return column_of(text)


def lines_of(document: Document) -> Iterator[Line]:
    """The lines of a document outside of its tables."""
    text = document.reading.text
    line: Line | None = None
    stop = 0
    for sentence in document.sentences():
        goes_on = line is not None and "\n" not in text[stop : sentence.at]
        stop = sentence.at + len(sentence.text)
        if line is not None and goes_on and line.block == sentence.block:
            line = Line(line.start, sentence.end, f"{line.text} {sentence.text}", line.block)
            continue
        if line is not None:
            yield line
        in_table = sentence.block >= 0 and document.blocks[sentence.block].kind == "cell"
        line = None if in_table else Line(sentence.start, sentence.end, sentence.text, sentence.block)
    if line is not None:
        yield line
