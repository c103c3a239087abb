"""CSV and XLSX: the same rows, harmless in a spreadsheet, empty where nothing was measured."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from reports.render import Format, render
from reports.render.tables import tables
from tests.reports.sample import sample_report

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def rows(tmp_path: Path) -> dict[str, list[dict[str, str]]]:
    paths = render(sample_report(), [Format.CSV], tmp_path)
    return {
        path.stem: list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""))) for path in paths
    }


def test_a_site_that_was_not_measured_has_no_numbers(rows: dict[str, list[dict[str, str]]]) -> None:
    lost = next(row for row in rows["sites"] if row["site"] == "https://walled.test/")
    assert lost["status"] == "failed"
    assert lost["dnt_verdict"] == "not_measured"
    assert {lost[name] for name in ("high", "low", "trackers", "cookies_stored", "requests")} == {""}


def test_a_site_without_trackers_has_a_nought(rows: dict[str, list[dict[str, str]]]) -> None:
    garden = next(row for row in rows["sites"] if row["site"] == "https://quiet-garden.test/")
    assert (garden["trackers"], garden["high"], garden["dnt_verdict"]) == ("0", "0", "nothing_to_test")


def test_a_finding_keeps_its_quote_and_evidence(rows: dict[str, list[dict[str, str]]]) -> None:
    row = next(row for row in rows["findings"] if row["rule"] == "denied-tracker-observed")
    assert row["vendor"] == "Hotjar"
    assert "We do not use Hotjar" in row["quotes"]
    assert "https://cdn.hotjar.test/c/hotjar-1.js?sv=6" in row["evidence"]


def test_no_cell_of_a_page_begins_like_a_formula(rows: dict[str, list[dict[str, str]]]) -> None:
    cells = [cell for table in rows.values() for row in table for cell in row.values()]
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)


def test_visits_are_counted_in_words_that_no_spreadsheet_takes_for_a_date(
    rows: dict[str, list[dict[str, str]]],
) -> None:
    hotjar = next(row for row in rows["trackers"] if row["vendor"] == "Hotjar")
    assert (hotjar["seen_baseline"], hotjar["declared"], hotjar["dnt"]) == ("3 of 3", "denied", "continued")


def test_the_workbook_holds_the_tables_and_no_formula(tmp_path: Path) -> None:
    (path,) = render(sample_report(), [Format.XLSX], tmp_path)
    expected = tables(sample_report())
    with zipfile.ZipFile(path) as book:
        names = [
            sheet.get("name") for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")
        ]
        assert names == [table.name.capitalize() for table in expected]
        for number, table in enumerate(expected, start=1):
            sheet = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert len(list(sheet.iter(f"{SHEET}row"))) == len(table.rows) + 1
            assert not list(sheet.iter(f"{SHEET}f"))
            assert not list(sheet.iter(f"{SHEET}hyperlink"))
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "=HYPERLINK" in strings
    assert "\u202e" not in strings
