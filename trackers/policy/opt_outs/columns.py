"""Tables with a column for ways out: links in it are such, links in the columns beside it are for reading."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from trackers.policy.documents.document import Cell, Document, Link, Table
from trackers.policy.opt_outs.rules import OptOutLexicon

_LONGEST_HEADER = 60


class Columns:
    """The columns of one document's tables."""

    def __init__(self, document: Document, lexicon: OptOutLexicon) -> None:
        self._document = document
        self._lexicon = lexicon

    def offer(self, link: Link) -> bool | None:
        """Whether a link stands in a column of ways out; None where its table has no such column."""
        cells, starts = self._cells
        place = bisect_right(starts, link.start) - 1
        if place < 0:
            return None
        cell, offers = cells[place]
        return offers if link.start < cell.end else None

    @cached_property
    def _cells(self) -> tuple[list[tuple[Cell, bool]], list[int]]:
        """The cells of all tables that have a column of ways out, and whether each offers one; and their starts."""
        cells = [cell for table in self._document.tables for cell in self._told(table)]
        cells.sort(key=lambda one: one[0].start)
        return cells, [cell.start for cell, _ in cells]

    def _told(self, table: Table) -> list[tuple[Cell, bool]]:
        offering = {place for place, cell in enumerate(table.rows[0]) if self._heads_offers(cell)}
        if not 0 < len(offering) < len(table.rows[0]):
            return []
        return [
            (cell, place in offering and not self._lexicon.says("no_way", self._text(cell)))
            for row in table.rows[1:]
            for place, cell in enumerate(row)
        ]

    def _heads_offers(self, cell: Cell) -> bool:
        text = self._text(cell)
        if not text or len(text) > _LONGEST_HEADER or self._lexicon.says("elsewhere", text):
            return False
        return self._lexicon.says("leaves", text) or self._lexicon.says("offers", text)

    def _text(self, cell: Cell) -> str:
        return self._document.text[cell.start : cell.end].strip().lower()
