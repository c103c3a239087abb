"""Rows of tables in which a cell of its own says that what the row names is not in use ("not currently active").

The words, in every language, are `states_off` and `headings_of_states` in `lexicon/mentions/cues.toml`.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from trackers.policy.documents.document import Cell, Document, Table
from trackers.policy.vendors.cues import state_cues
from trackers.policy.vendors.line_cues import line_cues
from trackers.policy.vendors.lists import stands_alone
from trackers.policy.vendors.mention_rules import MentionRule
from trackers.policy.vendors.names import Name

_LONGEST_STATE = 70
_LONGEST_ROW = 1500
"""Characters to either side of a name in which the cells of its row in plain text are sought."""
_CELLS = 2

TOOL_OFF = MentionRule("tool-off-in-row", "denied")
"""The row is the vendor's own: its state is the vendor's."""
COOKIE_OFF = MentionRule("cookie-off-in-row", "weakly_denied")
"""The row names the vendor beside something else, such as a cookie that it sets: other rows may say more."""


class RowStates:
    """The rows of one document's tables that are out of use."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def off(self, name: Name) -> MentionRule | None:
        """The rule by which the row in which a name stands denies it; None where none does."""
        if (begins_row := self._off_in_table(name)) is None:
            begins_row = self._off_in_text(name)
        if begins_row is None:
            return None
        if begins_row:
            return TOOL_OFF
        return COOKIE_OFF if "|" in name.sentence.text or stands_alone(name) else None

    def is_on(self, name: Name) -> bool:
        """Whether a name begins a row in which a cell says that it, or a part of it, is in use."""
        place = bisect_right(self._on, (self._place(name), sys.maxsize)) - 1
        return place >= 0 and self._place(name) < self._on[place][1]

    def _place(self, name: Name) -> int:
        return self._document.reading.source(name.sentence.at + name.start)

    def _off_in_table(self, name: Name) -> bool | None:
        """Whether the name begins the row, where that is out of use; None where it is not."""
        if not self._cells:
            return None
        start = self._place(name)
        place = bisect_right(self._starts, start) - 1
        return None if place < 0 or start >= self._cells[place][1] else self._cells[place][2]

    def _off_in_text(self, name: Name) -> bool | None:
        """The same of a row in plain text."""
        block = name.sentence.block
        is_cell = block >= 0 and self._document.blocks[block].kind == "cell"
        if is_cell or "|" not in name.sentence.text:
            return None
        cells, column = self._row_in_text(name)
        if column == 0 and _is_all_no(cells[1:]):
            return True
        off = [place for place, cell in enumerate(cells) if _is_off(cell)]
        return not any(cells[:column]) if len(cells) >= _CELLS and off and column not in off else None

    def _row_in_text(self, name: Name) -> tuple[list[str], int]:
        """The cells of the line in which a name stands, and which of them holds it."""
        text = self._document.reading.text
        at = name.sentence.at + name.start
        start = text.rfind("\n", max(0, at - _LONGEST_ROW), at) + 1 or max(0, at - _LONGEST_ROW)
        end = text.find("\n", at, at + _LONGEST_ROW)
        line = text[start : end if end >= 0 else at + _LONGEST_ROW]
        indent = len(line) - len(line.lstrip("| "))
        before = text[start + indent : at].count("|")
        return [cell.strip() for cell in line[indent:].rstrip("| ").split("|")], before

    @cached_property
    def _on(self) -> list[tuple[int, int]]:
        """Start and end of the first cell of each row that is in use; in order."""
        found = []
        for table in self._document.tables:
            headings = self._headings(table)
            for row in table.rows[1:]:
                cells = [self._text(cell) for cell in row]
                if cells[0] and any(
                    _is_on(cell, heading) for cell, heading in zip(cells[1:], headings[1:], strict=False)
                ):
                    found.append((row[0].start, row[0].end))
        return sorted(found)

    def _headings(self, table: Table) -> list[str]:
        return [self._text(cell) for cell in table.rows[0]] if table.rows else []

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self._cells]

    @cached_property
    def _cells(self) -> list[tuple[int, int, bool]]:
        """Start and end of each cell all of whose rows are out of use, and whether it begins them; in order."""
        found: list[tuple[int, int, bool]] = []
        for table in self._document.tables:
            found.extend(self._cells_off(table))
        return sorted(found)

    def _cells_off(self, table: Table) -> list[tuple[int, int, bool]]:
        headings = self._headings(table)
        rows = [self._state_in(row, headings) for row in table.rows]
        columns = self._columns_off(headings)
        in_columns = [
            (row[place].start, row[place].end, True)
            for row in table.rows[1:]
            for place in columns
            if place < len(row) and row[place].start < row[place].end
        ]
        if not any(state >= 0 for state in rows):
            return in_columns
        still_on = {
            (cell.start, cell.end)
            for row, state in zip(table.rows, rows, strict=True)
            if state < 0
            for cell in row
        }
        return in_columns + [
            (cell.start, cell.end, column == 0)
            for row, state in zip(table.rows, rows, strict=True)
            for column, cell in enumerate(row)
            if 0 <= state != column and cell.start < cell.end and (cell.start, cell.end) not in still_on
        ]

    def _columns_off(self, headings: Sequence[str]) -> set[int]:
        """The columns whose heading says that what they hold is not in use: "Not used", "Old" beside "New"."""
        cues = line_cues()
        found = {place for place, heading in enumerate(headings) if cues.denies(heading.lower())}
        if any(cues.columns_after.fullmatch(heading) for heading in headings):
            found |= {
                place for place, heading in enumerate(headings) if cues.columns_before.fullmatch(heading)
            }
        return found

    def _state_in(self, row: Sequence[Cell], headings: Sequence[str]) -> int:
        """The column of the cell that says that the row is out of use; -1 where none does."""
        if _is_all_no([self._text(cell) for cell in row[1:]]):
            return len(row)
        for column, cell in enumerate(row):
            if column and 0 < cell.end - cell.start <= _LONGEST_STATE:
                heading = headings[column] if column < len(headings) else ""
                text = self._text(cell)
                is_filled = text != heading and line_cues().tells_end.search(text) is not None
                if is_filled and line_cues().columns_of_end.fullmatch(heading):
                    return column
                if _is_off(self._text(cell), heading):
                    return column
        return len(row) if self._has_no_part(row, headings) else -1

    def _has_no_part(self, row: Sequence[Cell], headings: Sequence[str]) -> bool:
        """Whether all the columns are for parts of what the row names, and each says that it is not in use."""
        cells = [self._text(cell) for cell in row[1:]]
        return (
            len(cells) >= _CELLS
            and len(headings) == len(row)
            and all(line_cues().columns_of_parts.fullmatch(heading) for heading in headings[1:])
            and all(state_cues().no.fullmatch(cell) or not any(map(str.isalnum, cell)) for cell in cells)
            and any(state_cues().no.fullmatch(cell) for cell in cells)
        )

    def _text(self, cell: Cell) -> str:
        return self._document.text[cell.start : min(cell.end, cell.start + _LONGEST_ROW)].strip()


def _is_all_no(answers: Sequence[str]) -> bool:
    """Whether the cells beside a name, two or more, answer "no" to whatever their columns ask."""
    return len(answers) >= _CELLS and all(state_cues().no.fullmatch(answer) for answer in answers)


def _is_off(cell: str, heading: str = "") -> bool:
    """Whether a cell says nothing but that something is not in use; a mere "no" needs a heading that asks for it."""
    if not cell or len(cell) > _LONGEST_STATE:
        return False
    cues = state_cues()
    if cues.off.fullmatch(cell) is not None or line_cues().off.fullmatch(cell) is not None:
        return True
    return cues.no.fullmatch(cell) is not None and cues.heading.fullmatch(heading) is not None


def _is_on(cell: str, heading: str) -> bool:
    """Whether a cell says that something is in use, below a heading that asks for it."""
    asks = state_cues().heading.fullmatch(heading) or line_cues().columns_of_parts.fullmatch(heading)
    return asks is not None and line_cues().on.fullmatch(cell) is not None
