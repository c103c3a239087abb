"""JUnit: one case a site and rule; a pass means that the rule has looked."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from reports.model import Report
from reports.render import Format, render
from reports.render.rules import known_rules
from tests.reports.sample import RULES, sample_report


def suites_of(report: Report, folder: Path) -> dict[str, ET.Element]:
    (path,) = render(report, [Format.JUNIT], folder)
    return {suite.get("name", ""): suite for suite in ET.parse(path).getroot()}


@pytest.fixture
def suites(tmp_path: Path) -> dict[str, ET.Element]:
    return suites_of(sample_report(), tmp_path)


def outcome(suite: ET.Element, rule: str) -> str:
    case = suite.find(f"testcase[@name='{rule}']")
    assert case is not None
    return case[0].tag if len(case) else "passed"


def test_every_site_has_a_case_for_every_rule(suites: dict[str, ET.Element]) -> None:
    assert len(suites) == len(sample_report().sites)
    for suite in suites.values():
        assert suite.get("tests") == str(len(suite.findall("testcase"))) == str(len(known_rules()))


def test_findings_fail_and_accepted_ones_are_skipped(suites: dict[str, ET.Element]) -> None:
    clinic = suites["https://www.harbour-clinic.test/"]
    assert outcome(clinic, "undeclared-tracker") == "failure"
    assert outcome(clinic, "gpc-ignored") == "skipped"
    assert clinic.get("failures") == "6"


def test_a_rule_that_looked_and_found_nothing_passes(suites: dict[str, ET.Element]) -> None:
    garden = suites["https://quiet-garden.test/"]
    assert {outcome(garden, rule) for rule in RULES} == {"passed"}


def test_a_rule_that_could_not_look_is_skipped(suites: dict[str, ET.Element]) -> None:
    assert outcome(suites["https://quiet-garden.test/"], "tracking-after-reject") == "skipped"
    theatre = suites["https://theatre.test/"]
    assert outcome(theatre, "gpc-ignored") == "skipped"
    assert outcome(theatre, "undeclared-tracker") == "skipped"


def test_a_site_that_was_not_measured_never_passes(suites: dict[str, ET.Element]) -> None:
    for name in ("https://lost-at-sea.test/", "https://walled.test/"):
        assert {outcome(suites[name], rule) for rule in known_rules()} == {"error"}


def test_a_run_that_names_no_rules_passes_none(tmp_path: Path) -> None:
    report = sample_report()
    blind = report.model_copy(update={"run": report.run.model_copy(update={"rules": []})})
    garden = suites_of(blind, tmp_path)["https://quiet-garden.test/"]
    assert garden.get("skipped") == garden.get("tests")
