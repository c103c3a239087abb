"""Declared versus observed: what a rule says, what it leaves alone, and how grave it is."""

from __future__ import annotations

import pytest

from reports.crosscheck.declared_rules import (
    declared_not_observed,
    declared_only_generically,
    denied_tracker_observed,
    undeclared_tracker,
)
from reports.records import PolicySearch
from tests.reports.builders import POLICY, case, document, long_cookie, named, quote, says, visit, visits
from trackers.declarations import Declarations, Statement
from trackers.evidence import Request

ADS = visits({"baseline": [["Tally Ads"]] * 3})


@pytest.mark.parametrize(
    ("vendor", "severity"),
    [
        ("Tally Ads", "high"),
        ("Tally Count", "high"),
        ("Mirror Replay", "high"),
        ("Plaza", "high"),
        ("Ramp", "medium"),
    ],
)
def test_a_tracker_that_the_policy_does_not_mention_is_undeclared(vendor: str, severity: str) -> None:
    (found,) = undeclared_tracker(case(visits({"baseline": [[vendor]] * 3}), says()))
    assert (found.rule, found.vendor, found.severity) == ("undeclared-tracker", vendor, severity)
    assert found.confidence == "certain"
    assert found.evidence[0].kind == "request"
    assert found.evidence[0].visit == "baseline-1"
    assert "3 of 3 visits" in found.detail
    assert found.legal


@pytest.mark.parametrize(
    "declarations",
    [
        says(named("Tally Ads")),
        says(named("Tally", level="company")),
        says(recipients=(Statement("advertising_networks", (quote(),)),)),
        says(named("Tally Ads", stance="denied")),
    ],
)
def test_a_tracker_that_the_policy_speaks_of_is_not_undeclared(declarations: Declarations) -> None:
    assert list(undeclared_tracker(case(ADS, declarations))) == []


def test_another_product_of_the_same_company_declares_nothing() -> None:
    (found,) = undeclared_tracker(case(ADS, says(named("Tally Count"))))
    assert found.vendor == "Tally Ads"


def test_a_stranger_is_told_by_what_it_did_and_no_more_is_claimed() -> None:
    pixel = Request(
        url="https://px.stranger.example/p.gif",
        document_url="https://www.shop.test/",
        type="image",
        id="s1",
        status=200,
    )
    cookie = long_cookie("sid", ".stranger.example", value="a8f3k29dk2m4x7q1", request="s1", set_by="http")
    made = [visit("baseline", n, requests=(pixel,), cookies=(cookie,)) for n in (1, 2, 3)]
    (found,) = undeclared_tracker(case(made, says()))
    assert (found.vendor, found.severity, found.confidence) == ("stranger.example", "medium", "possible")
    assert "sid (kept for 365 days)" in found.detail
    assert "not established" in found.detail
    assert {e.kind for e in found.evidence} == {"request", "cookie"}


def test_a_tag_manager_alone_is_no_finding() -> None:
    assert list(undeclared_tracker(case(visits({"baseline": [["Tally Box"]] * 3}), says()))) == []


@pytest.mark.parametrize("outcome", ["not_found", "unreachable", "blocked", "failed", "skipped"])
def test_without_a_policy_that_was_read_nothing_is_undeclared(outcome: str) -> None:
    assert list(undeclared_tracker(case(ADS, None, policy=PolicySearch(outcome)))) == []
    opt_out_page = says(documents=(document(kind="opt_out_page"),))
    assert list(undeclared_tracker(case(ADS, opt_out_page, policy=PolicySearch(outcome)))) == []


def test_a_policy_in_a_language_that_is_read_less_well_makes_silence_less_certain() -> None:
    (found,) = undeclared_tracker(case(ADS, says(documents=(document(language="fi"),))))
    assert found.confidence == "likely"


def test_a_failed_visit_is_no_evidence() -> None:
    blocked = visit(vendors=["Tally Ads"], outcome="blocked")
    assert list(undeclared_tracker(case([blocked, visit(repeat=2)], says()))) == []


def test_a_general_phrase_declares_only_generically_and_is_quoted() -> None:
    words = quote("We work with advertising networks.")
    (found,) = declared_only_generically(
        case(ADS, says(recipients=(Statement("advertising_networks", (words,)),)))
    )
    assert (found.severity, found.vendor) == ("medium", "Tally Ads")
    assert [(q.document, q.start, q.end, q.text) for q in found.quotes] == [
        (POLICY, words.start, words.end, words.text)
    ]


@pytest.mark.parametrize(
    ("vendor", "part", "kind", "covered"),
    [
        ("Tally Ads", "recipients", "analytics_providers", False),
        ("Tally Count", "recipients", "analytics_providers", True),
        ("Mirror Replay", "technologies", "session_replay", True),
        ("Mirror Replay", "technologies", "cookies", False),
        ("Plaza", "technologies", "social_plugins", True),
        ("Ramp", "recipients", "advertising_networks", False),
    ],
)
def test_a_general_phrase_covers_its_own_kind_only(vendor: str, part: str, kind: str, covered: bool) -> None:
    declarations = says(**{part: (Statement(kind, (quote(),)),)})
    subject = case(visits({"baseline": [[vendor]] * 2}), declarations)
    assert [f.vendor for f in declared_only_generically(subject)] == [vendor] * covered
    assert [f.vendor for f in undeclared_tracker(subject)] == [vendor] * (not covered)


def test_a_denied_tracker_that_runs_is_a_grave_finding_with_the_denial_quoted() -> None:
    denial = named("Tally Count", stance="denied", quotes=(quote("We do not use Tally Count."),))
    (found,) = denied_tracker_observed(case(visits({"baseline": [["Tally Count"]]}), says(denial)))
    assert (found.severity, found.confidence) == ("high", "certain")
    assert found.quotes[0].text == "We do not use Tally Count."


def test_a_truthful_denial_is_no_finding() -> None:
    denial = says(named("Tally Count", stance="denied"))
    assert list(denied_tracker_observed(case(visits({"baseline": [["Plaza"]]}), denial))) == []
    assert list(declared_not_observed(case(visits({"baseline": [["Plaza"]]}), denial))) == []


def test_a_policy_that_names_and_denies_the_same_vendor_is_taken_as_naming_it() -> None:
    both = says(named("Tally Count"), named("Tally Count", stance="denied"))
    assert list(denied_tracker_observed(case(visits({"baseline": [["Tally Count"]]}), both))) == []


def test_denying_one_product_does_not_accuse_another_of_the_same_company() -> None:
    denial = says(named("Tally Count", stance="denied"), recipients=(Statement("advertising_networks", ()),))
    assert list(denied_tracker_observed(case(ADS, denial))) == []


def test_denying_the_company_denies_its_products() -> None:
    denial = says(named("Tally", level="company", stance="denied"))
    assert [f.vendor for f in denied_tracker_observed(case(ADS, denial))] == ["Tally Ads"]


def test_a_vendor_that_is_named_and_not_seen_is_told_as_information() -> None:
    (found,) = declared_not_observed(case([visit()], says(named("Mirror Replay", "Mirror"))))
    assert (found.severity, found.confidence, found.vendor) == ("info", "possible", "Mirror Replay")
    assert found.quotes


@pytest.mark.parametrize(
    "mention",
    [
        named("Tally Ads"),
        named("Tally", level="company"),
        named("Mirror Replay", "Mirror", scope="app"),
        named("Mirror Replay", "Mirror", scope="example"),
        named("Nobody Knows", "Nobody"),
    ],
)
def test_what_was_seen_or_is_not_said_of_the_site_is_not_missed(mention: object) -> None:
    assert list(declared_not_observed(case(ADS, says(mention)))) == []  # type: ignore[arg-type]


def test_nothing_is_missed_without_a_policy() -> None:
    assert list(declared_not_observed(case([visit()], None))) == []


def test_a_name_outside_of_the_catalogue_is_not_missed_where_it_was_not_seen() -> None:
    unknown = named("Foometer", "Foometer", level="company", catalogued=False)
    assert list(declared_not_observed(case(ADS, says(unknown)))) == []
