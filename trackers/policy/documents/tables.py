"""Rows and cells as they come → tables whose columns line up, spans over rows and columns included."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from trackers.policy.documents.document import Cell, Table

_MOST_COLUMNS = 40
_MOST_ROWS_SPANNED = 500

TABLE_ROLES = {
    **dict.fromkeys(("table", "grid", "treegrid"), "table"),
    "row": "tr",
    **dict.fromkeys(("cell", "gridcell"), "td"),
    **dict.fromkeys(("rowheader", "columnheader"), "th"),
}
"""Tables that are drawn with other elements and say so by their `role`."""


@dataclass(frozen=True, slots=True)
class _Placed:
    cell: Cell
    columns: int
    rows: int


@dataclass(slots=True)
class OpenTable:
    """A table that is being read. `depth` is the depth of its element."""

    depth: int
    rows: list[list[_Placed]] = field(default_factory=list)
    cell: tuple[int, bool, int] | None = None
    """Start, whether a header, depth of the cell that is open."""
    spans: tuple[int, int] = (1, 1)
    """Columns and rows of the cell that is open."""

    def cell_begins(self, start: int, depth: int, *, header: bool, attributes: dict[str, str]) -> None:
        """A cell begins at a position of the text."""
        self.cell = (start, header, depth)
        self.spans = (
            _span(attributes.get("colspan", ""), _MOST_COLUMNS),
            _span(attributes.get("rowspan", ""), _MOST_ROWS_SPANNED),
        )

    def cell_ends(self, end: int) -> None:
        """The open cell ends at a position of the text."""
        if self.cell is not None:
            start, header, _ = self.cell
            self.rows[-1].append(_Placed(Cell(start, end, header), *self.spans))
            self.cell = None

    def laid_out(self) -> Table | None:
        """The table: empty cells where one reaches over more columns, repeated ones where over more rows."""
        rows: list[tuple[Cell, ...]] = []
        reaching: dict[int, tuple[Cell, int]] = {}
        for placed in self.rows:
            if placed:
                rows.append(_row(placed, reaching))
        return Table(tuple(rows)) if rows else None


def _row(placed: list[_Placed], reaching: dict[int, tuple[Cell, int]]) -> tuple[Cell, ...]:
    """One row; `reaching` holds the cells of rows above by column, and for how many rows they go on."""
    cells: list[Cell] = []

    def from_above() -> None:
        while len(cells) in reaching:
            cell, left = reaching.pop(len(cells))
            if left > 1:
                below[len(cells)] = (cell, left - 1)
            cells.append(replace(cell, from_above=True))

    below: dict[int, tuple[Cell, int]] = {}
    for part in placed:
        from_above()
        if part.rows > 1 and len(cells) < _MOST_COLUMNS:
            below[len(cells)] = (part.cell, part.rows - 1)
        cells.append(part.cell)
        room = min(part.columns - 1, max(0, _MOST_COLUMNS - len(cells)))
        cells.extend([Cell(part.cell.end, part.cell.end, part.cell.header)] * room)
    from_above()
    reaching.clear()
    reaching.update(below)
    return tuple(cells)


def _span(said: str, most: int) -> int:
    said = said.strip()[:6]
    return min(max(int(said), 1), most) if said.isascii() and said.isdigit() else 1
