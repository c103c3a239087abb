"""One CSV file a table, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from reports.render.material import Material, RenderedFile
from reports.render.tables import Cell, Table, tables

# A cell that begins so is read as a formula by Excel, LibreOffice or Google Sheets (full-width forms too).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(material: Material) -> tuple[RenderedFile, ...]:
    """`sites.csv`, `findings.csv`, `trackers.csv`, `cookies.csv`: UTF-8, RFC 4180, names in the first row."""
    return tuple(RenderedFile(f"{table.name}.csv", _csv(table)) for table in tables(material.report))


def _csv(table: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode()


def _cell(cell: Cell) -> str | float:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case str():
            return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
        case _:
            return cell
