"""Sentences of a reading, with their places in the stored text.

A line break or a cell's edge always ends a sentence: joining lines turns a list of things not done into
things done. A full stop ends one unless it stands in an abbreviation, a number or an address.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trackers.policy.documents.reading import Reading
from trackers.policy.documents.words import reading_words


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `text` is what rules read; `start:end` count in the document's stored text."""

    start: int
    end: int
    text: str
    at: int
    """Where `text` begins in the document's reading."""
    block: int = -1
    """Index of the block it stands in; -1 where the document has no block there."""


_LINE = re.compile(r"[^\n\t]+")
_END = re.compile(
    r"[.!?\u3002\uff01\uff1f\u2026](?:"
    r"(?<![.!?\u3002\uff01\uff1f\u2026]{2})[.!?\u3002\uff01\uff1f\u2026]*+[\"')\]]*+(?=\s++[\"'(\[]*+[^\s\"'(\[])"
    r"|(?<=[.!?])(?=[A-Z\u00c0-\u00dd][a-z]+[ ,']))"
)
_SHOUTING_BRAND = re.compile(r"\bYahoo!\Z")
"""A name with an exclamation mark, which ends no sentence by itself: "Yahoo! Search Marketing"."""
_LONGEST = 3000
"""Characters after which a sentence without an end is cut at a space: such text is no prose."""


def split_sentences(reading: Reading, blocks: Sequence[tuple[int, int]] = ()) -> Iterator[Sentence]:
    """All sentences of a reading in order; `blocks` are spans of the stored text, in order, not nested."""
    starts = [start for start, _ in blocks]
    for line in _LINE.finditer(reading.text):
        for at, stop in _pieces(line.group(), line.start()):
            start, end = reading.span(at, stop)
            block = bisect_right(starts, start) - 1
            if block >= 0 and start >= blocks[block][1]:
                block = -1
            yield Sentence(start, end, reading.text[at:stop], at, block)


def _pieces(line: str, offset: int) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _END.finditer(line):
        end = match.end()
        if _ends(line, begin, end):
            yield from _trimmed(line, begin, end, offset)
            begin = end
    yield from _trimmed(line, begin, len(line), offset)


def _ends(line: str, begin: int, end: int) -> bool:
    before = line[max(begin, end - 12) : end]
    after = line[end : end + 24].lstrip()
    words = reading_words()
    if before.rstrip("\"')]")[-1:] != ".":
        if _SHOUTING_BRAND.search(before):
            return words.opener.match(after) is not None
        return not after[:1].islower()
    if not line[end].isspace():
        return words.opener.match(after) is not None
    if after[:1].islower():
        return False
    if words.within.search(before):
        return before[-2:-1].isdigit() and end - begin > 8 and words.opener.match(after) is not None
    return not words.within_or_end.search(before) or words.opener.match(after) is not None


def _trimmed(line: str, begin: int, end: int, offset: int) -> Iterator[tuple[int, int]]:
    while begin < end and line[begin].isspace():
        begin += 1
    while end > begin and line[end - 1].isspace():
        end -= 1
    while end - begin > _LONGEST:
        cut = line.rfind(" ", begin + _LONGEST // 2, begin + _LONGEST)
        cut = cut if cut > 0 else begin + _LONGEST
        yield begin + offset, cut + offset
        begin = cut
        while begin < end and line[begin].isspace():
            begin += 1
    if begin < end:
        yield begin + offset, end + offset
