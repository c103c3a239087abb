"""SARIF: what a reader of findings may rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reports.render import Format, render
from tests.reports.sample import CLINIC, DOCUMENTS, RULES, sample_report


@pytest.fixture
def run(tmp_path: Path) -> dict[str, Any]:
    (path,) = render(sample_report(), [Format.SARIF], tmp_path)
    log = json.loads(path.read_text(encoding="utf-8"))
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    return dict(only)


def test_every_finding_is_a_result_of_a_described_rule(run: dict[str, Any]) -> None:
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == sum(len(site.findings) for site in sample_report().sites)
    assert {rule["id"] for rule in rules} >= set(RULES)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert len(result["locations"]) == 1


def test_a_quote_is_a_region_counted_in_code_points(run: dict[str, Any]) -> None:
    assert run["columnKind"] == "unicodeCodePoints"
    result = next(r for r in run["results"] if r["ruleId"] == "denied-tracker-observed")
    place = result["locations"][0]["physicalLocation"]
    region = place["region"]
    assert place["artifactLocation"]["uri"] == CLINIC
    quoted = DOCUMENTS[CLINIC][region["charOffset"] : region["charOffset"] + region["charLength"]]
    assert quoted == region["snippet"]["text"]


def test_an_accepted_finding_is_suppressed_with_its_reason(run: dict[str, Any]) -> None:
    suppressed = [result for result in run["results"] if "suppressions" in result]
    assert [result["ruleId"] for result in suppressed] == ["gpc-ignored"]
    assert "DPIA 2026-14" in suppressed[0]["suppressions"][0]["justification"]


def test_sites_that_were_not_measured_make_the_invocation_unsuccessful(run: dict[str, Any]) -> None:
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    errors = [n for n in invocation["toolExecutionNotifications"] if n["level"] == "error"]
    assert {n["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for n in errors} == {
        "https://lost-at-sea.test/",
        "https://walled.test/",
    }


def test_no_address_is_a_script(run: dict[str, Any]) -> None:
    assert '"uri": "javascript:' not in json.dumps(run)


def test_the_fingerprint_outlives_a_change_of_wording(tmp_path: Path) -> None:
    report = sample_report()
    site = next(site for site in report.sites if site.name == "Harbour Clinic")
    reworded = site.model_copy(
        update={"findings": [finding.model_copy(update={"detail": "Reworded."}) for finding in site.findings]}
    )

    def prints(name: str, sites: list[Any]) -> set[str]:
        (path,) = render(report.model_copy(update={"sites": sites}), [Format.SARIF], tmp_path / name)
        results = json.loads(path.read_text(encoding="utf-8"))["runs"][0]["results"]
        return {result["partialFingerprints"]["undeclared/v1"] for result in results}

    assert prints("a", [site]) == prints("b", [reworded])
    assert len(prints("c", [site])) == len(site.findings)
