"""The policy itself, and the opt-out links in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.crosscheck.opt_out_rules import opt_out_link_dead, opt_out_link_insecure
from reports.crosscheck.policy_rules import policy_missing, policy_outdated, policy_unreachable
from reports.model import Finding
from reports.records import LinkCheckRecord, PolicySearch, Problem
from tests.reports.builders import POLICY, case, checked, document, quote, says, visit, visits
from trackers.declarations import OptOut

LEAVE = "https://ads.tally.example/leave"


@pytest.mark.parametrize(("vendors", "severity"), [([["Tally Ads"]], "high"), ([[]], "medium")])
def test_a_missing_policy_weighs_more_where_trackers_run(vendors: list[list[str]], severity: str) -> None:
    subject = case(visits({"baseline": vendors}), None, policy=PolicySearch("not_found"))
    (found,) = policy_missing(subject)
    assert (found.severity, found.confidence) == (severity, "likely")


@pytest.mark.parametrize("outcome", ["found", "unreachable", "blocked", "failed", "skipped"])
def test_a_policy_that_could_not_be_read_is_not_missing(outcome: str) -> None:
    assert list(policy_missing(case([visit()], None, policy=PolicySearch(outcome)))) == []


def test_a_search_that_never_was_finds_nothing_missing() -> None:
    assert list(policy_missing(case([visit()], None, policy=None))) == []
    assert list(policy_unreachable(case([visit()], None, policy=None))) == []


@pytest.mark.parametrize(
    ("why", "confidence"),
    [("HTTP 404", "certain"), ("HTTP 502", "likely"), ("the page does not read as a policy", "likely")],
)
def test_a_broken_link_to_the_policy_is_told_with_the_address(why: str, confidence: str) -> None:
    problem = Problem("policy_unreachable", f"{POLICY}: {why}")
    (found,) = policy_unreachable(
        case([visit()], None, policy=PolicySearch("unreachable"), problems=[problem])
    )
    assert (found.severity, found.detail, found.confidence) == ("high", f"{POLICY}: {why}", confidence)
    assert [e.ref for e in found.evidence] == [POLICY]


@pytest.mark.parametrize("outcome", ["found", "not_found", "blocked", "failed"])
def test_a_policy_behind_a_bot_wall_is_not_unreachable(outcome: str) -> None:
    assert list(policy_unreachable(case([visit()], None, policy=PolicySearch(outcome)))) == []


def outdated(
    *dates: str | None, today: date = date(2026, 11, 22), kind: str = "privacy_policy"
) -> list[Finding]:
    documents = tuple(
        document(last_updated=stated, kind=kind, date_quotes=(quote(f"Updated {stated}"),))
        for stated in dates
    )
    return list(policy_outdated(case([visit()], says(documents=documents), today=today)))


@pytest.mark.parametrize(
    ("stated", "severity"),
    [
        ("2026-11-22", None),
        ("2025-11-22", None),
        ("2025-11-21", None),
        ("2025-11-20", "low"),
        ("2025-11", None),
        ("2025-10", "low"),
        ("2024-12", "low"),
        ("2024-11-23", "low"),
        ("2024-11", "low"),
        ("2024-10", "medium"),
        ("2019-03-04", "medium"),
        ("2027-01-01", None),
        (None, None),
    ],
)
def test_a_policy_is_outdated_after_twelve_months_and_a_month_means_its_last_day(
    stated: str | None, severity: str | None
) -> None:
    assert [f.severity for f in outdated(stated)] == ([severity] if severity else [])


def test_the_newest_privacy_policy_counts() -> None:
    assert outdated("2019-01-01", "2026-10-01") == []
    (found,) = outdated("2019-01-01", None, "2021-06-04")
    assert "2021-06-04" in found.title
    assert found.quotes[0].text == "Updated 2021-06-04"


def test_an_old_cookie_policy_is_not_an_old_privacy_policy() -> None:
    assert outdated("2019-01-01", kind="cookie_policy") == []


@pytest.mark.parametrize(
    ("stated", "words", "age"),
    [
        ("2024-11-24", "on 2024-11-24", "1 year and 11 months"),
        ("2023-12", "in 2023-12", "2 years and 10 months"),
        ("2023-11-22", "on 2023-11-22", "3 years before"),
    ],
)
def test_the_age_is_told_in_years_and_months(stated: str, words: str, age: str) -> None:
    (found,) = outdated(stated)
    assert found.title.endswith(words)
    assert age in found.detail


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.booleans())
def test_no_date_that_a_policy_can_state_is_too_much(stated: date, month_only: bool) -> None:
    for found in outdated(stated.isoformat()[: 7 if month_only else 10]):
        assert " 12 month(s)" not in found.detail


@pytest.mark.parametrize(
    ("outcome", "rule", "severity", "confidence"),
    [
        ("dead", "opt-out-link-dead", "high", "certain"),
        ("redirected_home", "opt-out-link-dead", "medium", "likely"),
        ("insecure", "opt-out-link-insecure", "medium", "certain"),
        ("works", None, None, None),
        ("manual", None, None, None),
        ("not_checked", None, None, None),
    ],
)
def test_an_opt_out_link_is_judged_by_where_it_led(
    outcome: str, rule: str | None, severity: str | None, confidence: str | None
) -> None:
    opt_out = OptOut("vendor_opt_out", LEAVE, "Tally Ads", (quote("You may leave here"),))
    subject = case(
        [visit()], says(opt_outs=(opt_out,)), policy=PolicySearch("found", checks=(checked(LEAVE, outcome),))
    )
    found = [*opt_out_link_dead(subject), *opt_out_link_insecure(subject)]
    assert [(f.rule, f.severity, f.confidence) for f in found] == (
        [(rule, severity, confidence)] if rule else []
    )
    for one in found:
        assert (one.vendor, one.quotes[0].text, one.evidence[0].ref) == (
            "Tally Ads",
            "You may leave here",
            LEAVE,
        )


@pytest.mark.parametrize(
    ("status", "confidence"), [(404, "certain"), (200, "certain"), (503, "likely"), (None, "likely")]
)
def test_a_dead_link_is_certain_only_where_its_server_said_so(status: int | None, confidence: str) -> None:
    opt_out = OptOut("vendor_opt_out", LEAVE, "Tally Ads", (quote("You may leave here"),))
    check = LinkCheckRecord(LEAVE, "dead", status, detail="no answer")
    subject = case([visit()], says(opt_outs=(opt_out,)), policy=PolicySearch("found", checks=(check,)))
    (found,) = opt_out_link_dead(subject)
    assert found.confidence == confidence
    assert ("twice" in found.detail) == (confidence == "likely")


def test_a_link_offered_twice_is_told_once() -> None:
    twice = tuple(OptOut("vendor_opt_out", LEAVE, vendor, (quote(),)) for vendor in ("Tally Ads", None))
    subject = case(
        [visit()], says(opt_outs=twice), policy=PolicySearch("found", checks=(checked(LEAVE, "dead"),))
    )
    assert [f.vendor for f in opt_out_link_dead(subject)] == ["Tally Ads"]


def test_an_opt_out_without_a_link_or_a_check_is_no_finding() -> None:
    ways = (OptOut("contact", None, None, (quote(),)), OptOut("vendor_opt_out", LEAVE, None, (quote(),)))
    subject = case([visit()], says(opt_outs=ways), policy=PolicySearch("found"))
    assert [*opt_out_link_dead(subject), *opt_out_link_insecure(subject)] == []
