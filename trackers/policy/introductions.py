"""What introduces a list item or a table's cell: the sentence above the list, the heading of the column."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from trackers.policy.documents.document import GUESSED_LEVEL, Document
from trackers.policy.documents.sentences import Sentence

_LONGEST_LEAD = 300
"""Characters of the sentence above a list that its items are read with."""
_LONGEST_CELL = 1500
"""A longer cell is a page's layout, no entry of a table."""
_LONGEST_COLUMN_HEADING = 200
_REACH = 4000
"""Characters between a bare entry and the sentence that opened the enumeration."""
_BARE_WORDS = 6
_LINE_WORDS = 25
_ENDS = (".", "!", "?")


class Introductions:
    """The introductions of one document, looked up by sentence."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._leads: dict[tuple[int, bool], Sentence | None] = {}

    def lead(self, sentence: Sentence) -> Sentence | None:
        """The sentence with a colon that a sentence continues ("We share data with:"); None where there is none.

        A bare entry ("• Payment processors") continues the last such sentence across sub-headings of its
        enumeration, as in tables that were made into lists.
        """
        if sentence.block < 0:
            return None
        block = self._document.blocks[sentence.block]
        is_bare_entry = block.kind in ("list_item", "cell") and _is_bare(sentence)
        key = (sentence.block, is_bare_entry)
        if key not in self._leads:
            self._leads[key] = self._lead(sentence.block, is_bare_entry=is_bare_entry)
        return self._leads[key]

    def _lead(self, place: int, *, is_bare_entry: bool) -> Sentence | None:
        block = self._document.blocks[place]
        lead = self._last_sentence(block.lead)
        if lead is None and is_bare_entry:
            opening = self._openings[place]
            if opening >= 0 and block.start - self._document.blocks[opening].end <= _REACH:
                lead = self._last_sentence(opening)
        if lead is None and self._lines[place] >= 0:
            lead = self._last_sentence(self._lines[place])
        return lead

    def heading(self, sentence: Sentence) -> str:
        """The heading of the column in which a sentence stands, or else the heading above it."""
        place = bisect_right(self._cell_starts, sentence.start) - 1
        if place >= 0 and sentence.start < self._columns[place][1]:
            return self._columns[place][2]
        return self._document.heading_of(sentence)

    def is_heading(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in a heading."""
        return self._document.in_heading(sentence)

    def _last_sentence(self, block: int) -> Sentence | None:
        """The last sentence of a block, where it ends with a colon."""
        if block < 0 or not self._document.block_text(block).rstrip().endswith(":"):
            return None
        sentences = self._document.block_sentences(block)
        return sentences[-1] if sentences and len(sentences[-1].text) < _LONGEST_LEAD else None

    @cached_property
    def _lines(self) -> list[int]:
        """For each block, the line with a colon above an unbroken run of lines without a full stop; or -1.

        Text that was taken from a page has often lost the marks of its lists.
        """
        lines: list[int] = []
        last = -1
        for place, block in enumerate(self._document.blocks):
            text = self._document.block_text(place).rstrip()
            plain = block.kind == "paragraph" or block.heading_level >= GUESSED_LEVEL
            if not plain or text.endswith((":", *_ENDS)) or len(text.split()) > _LINE_WORDS:
                lines.append(-1)
                opens = block.kind in ("paragraph", "list_item") and text.endswith(":")
                last = place if opens else -1
            else:
                lines.append(last)
        return lines

    @cached_property
    def _openings(self) -> list[int]:
        """For each block, the last block before it that ends with a colon, if no finished sentence came since."""
        openings: list[int] = []
        last = -1
        for place, block in enumerate(self._document.blocks):
            openings.append(last)
            if block.kind == "paragraph":
                text = self._document.block_text(place).rstrip()
                last = place if text.endswith(":") else -1 if text.endswith(_ENDS) else last
        return openings

    @cached_property
    def _columns(self) -> list[tuple[int, int, str]]:
        """Start, end and column heading of each cell below a table's first row, in order."""
        cells: list[tuple[int, int, str]] = []
        for table in self._document.tables:
            headings = [self._document.reading.between(cell.start, cell.end) for cell in table.rows[0]]
            for row in table.rows[1:]:
                cells.extend(
                    (cell.start, cell.end, heading)
                    for cell, heading in zip(row, headings, strict=False)
                    if cell.end - cell.start <= _LONGEST_CELL and len(heading) <= _LONGEST_COLUMN_HEADING
                )
        return sorted(cells)

    @cached_property
    def _cell_starts(self) -> list[int]:
        return [start for start, _, _ in self._columns]


def _is_bare(sentence: Sentence) -> bool:
    return sum(1 for word in sentence.text.split() if word[0].isalnum()) <= _BARE_WORDS
