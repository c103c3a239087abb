"""report.xlsx: the tables as sheets of one workbook."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from reports.render.material import Material, RenderedFile
from reports.render.tables import Cell, Table, tables

# Page strings must stay strings: never a formula, a link or a number.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDEST = 60


def render(material: Material) -> tuple[RenderedFile, ...]:
    """`report.xlsx`: one sheet a table, header frozen, filters on."""
    run = material.report.run
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        created = datetime.fromisoformat(run.started).replace(tzinfo=None)
        book.set_properties({"title": f"Privacy audit {run.name or run.id}", "created": created})
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        body = book.add_format({"valign": "top", "text_wrap": True})
        for table in tables(material.report):
            _fill(book.add_worksheet(table.name.capitalize()), table, head, body)
    return (RenderedFile("report.xlsx", buffer.getvalue()),)


def _fill(sheet: Worksheet, table: Table, head: CellFormat, body: CellFormat) -> None:
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, head)
        longest = max([len(name), *(len(str(row[column])) for row in table.rows if row[column] is not None)])
        sheet.set_column(column, column, min(longest + 2, _WIDEST))
    for index, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, index, column, cell, body)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, style: CellFormat) -> None:
    match cell:
        case None:
            sheet.write_blank(row, column, None, style)
        case bool():
            sheet.write_string(row, column, "yes" if cell else "no", style)
        case str():
            sheet.write_string(row, column, cell, style)
        case _:
            sheet.write_number(row, column, cell, style)
