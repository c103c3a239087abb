"""Writing the files: names, order, atomic replacement, what each format needs."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import jsonschema
import pytest

from reports.model import Report
from reports.render import Format, RenderError, render
from reports.schema import PATH, build, text
from reports.sorting import normalise
from tests.reports.sample import DOCUMENTS, sample_report, screenshot


def test_every_format_writes_its_files(tmp_path: Path) -> None:
    written = render(
        sample_report(),
        list(Format),
        tmp_path / "new" / "folder",
        screenshot=screenshot,
        documents=DOCUMENTS,
        print_to_pdf=lambda html: b"%PDF-1.7 " + html[:15].encode(),
    )
    assert [path.name for path in written] == [
        "report.json",
        "report.html",
        "report.pdf",
        "sites.csv",
        "findings.csv",
        "trackers.csv",
        "cookies.csv",
        "report.xlsx",
        "report.sarif",
        "report.junit.xml",
    ]
    assert sorted(written) == sorted((tmp_path / "new" / "folder").iterdir())
    assert written[2].read_bytes() == b"%PDF-1.7 <!doctype html>"
    assert stat.S_IMODE(written[0].stat().st_mode) == 0o644


def test_rendering_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    formats = [wanted for wanted in Format if wanted is not Format.PDF]
    first = render(sample_report(), formats, tmp_path / "a", documents=DOCUMENTS)
    second = render(sample_report(), formats, tmp_path / "b", documents=DOCUMENTS)
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_a_pdf_without_a_browser_is_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("old")
    with pytest.raises(RenderError, match="browser"):
        render(sample_report(), [Format.JSON, Format.PDF], tmp_path)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_report_json_is_valid_and_reads_back(tmp_path: Path) -> None:
    (path,) = render(sample_report(), [Format.JSON], tmp_path)
    written = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(json.loads(PATH.read_text(encoding="utf-8"))).validate(written)
    assert written["schema"] == "undeclared/report/1"
    assert Report.model_validate(written) == normalise(sample_report())


def test_the_shipped_schema_is_the_one_of_the_models() -> None:
    jsonschema.Draft202012Validator.check_schema(build())
    assert PATH.read_text(encoding="utf-8") == text(), "run `python -m reports.schema`"


def test_the_schema_refuses_a_key_that_nobody_knows() -> None:
    written = json.loads(sample_report().model_dump_json(by_alias=True))
    written["sites"][0]["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError, match="surprise"):
        jsonschema.Draft202012Validator(build()).validate(written)
