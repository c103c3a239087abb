"""Signals: what was promised against what the traffic did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.crosscheck.signal_rules import (
    dnt_not_disclosed,
    dnt_promise_broken,
    dnt_statements_contradict,
    gpc_ignored,
    gpc_promise_broken,
)
from reports.records import PolicySearch
from tests.reports.builders import case, document, says, visit, visits
from trackers.payloads import Hit

RAN_ON = visits({"baseline": [["Tally Ads"]] * 3, "dnt": [["Tally Ads"]] * 3, "gpc": [["Tally Ads"]] * 3})
STOPPED = visits({"baseline": [["Tally Ads"]] * 3, "dnt": [[]] * 3, "gpc": [[]] * 3})
COIN = visits(
    {
        "baseline": [["Tally Ads"], [], ["Tally Ads"]],
        "dnt": [[], ["Tally Ads"], []],
        "gpc": [["Tally Ads"], [], []],
    }
)


def test_a_promise_to_honour_dnt_is_broken_by_a_tracker_that_ran_on() -> None:
    (found,) = dnt_promise_broken(case(RAN_ON, says(dnt="honoured")))
    assert (found.severity, found.confidence) == ("high", "certain")
    assert found.quotes[0].text == "dnt honoured"
    assert found.evidence[0].visit == "dnt-1"
    assert "Tally Ads was seen in 3 of 3 visits" in found.detail


@pytest.mark.parametrize("stance", ["not_honoured", "unclear", "contradictory", "vendor_only", "silent"])
def test_only_a_promise_can_be_broken(stance: str) -> None:
    assert list(dnt_promise_broken(case(RAN_ON, says(dnt=stance)))) == []


@pytest.mark.parametrize("made", [STOPPED, COIN, ()])
def test_a_promise_that_was_kept_or_not_measured_is_not_broken(made: tuple[object, ...]) -> None:
    assert list(dnt_promise_broken(case(made, says(dnt="honoured")))) == []  # type: ignore[arg-type]


def test_a_tag_manager_that_is_still_loaded_breaks_no_promise() -> None:
    made = visits({"baseline": [["Tally Box"]] * 3, "dnt": [["Tally Box"]] * 3})
    assert list(dnt_promise_broken(case(made, says(dnt="honoured")))) == []


def test_two_visits_are_less_certain_than_three() -> None:
    made = visits({"baseline": [["Tally Ads"]] * 2, "dnt": [["Tally Ads"]] * 2})
    (found,) = dnt_promise_broken(case(made, says(dnt="honoured")))
    assert found.confidence == "likely"


def test_silence_on_dnt_is_a_finding_where_trackers_run() -> None:
    (found,) = dnt_not_disclosed(case(RAN_ON, says(dnt="silent")))
    assert (found.severity, found.confidence, found.vendor) == ("medium", "certain", None)
    (found,) = dnt_not_disclosed(case(RAN_ON, says(dnt="vendor_only")))
    assert found.confidence == "likely"


@pytest.mark.parametrize("stance", ["honoured", "not_honoured", "unclear", "contradictory"])
def test_a_policy_that_says_anything_of_its_own_answer_discloses_it(stance: str) -> None:
    assert list(dnt_not_disclosed(case(RAN_ON, says(dnt=stance)))) == []


def test_without_third_party_trackers_there_is_nothing_to_disclose() -> None:
    assert list(dnt_not_disclosed(case([visit()], says(dnt="silent")))) == []
    assert list(dnt_not_disclosed(case(visits({"baseline": [["Ramp"]]}), says(dnt="silent")))) == []


def test_an_opt_out_page_alone_is_not_a_policy_that_is_silent() -> None:
    page = says(dnt="silent", documents=(document(kind="opt_out_page"),))
    assert list(dnt_not_disclosed(case(RAN_ON, page, policy=PolicySearch("unreachable")))) == []


def test_silence_in_a_language_read_less_well_is_less_certain() -> None:
    (found,) = dnt_not_disclosed(case(RAN_ON, says(dnt="silent", documents=(document(language="it"),))))
    assert found.confidence == "likely"


def test_a_policy_that_contradicts_itself_is_told_with_its_words() -> None:
    (found,) = dnt_statements_contradict(case([visit()], says(dnt="contradictory")))
    assert (found.severity, found.quotes[0].text) == ("medium", "dnt contradictory")
    assert list(dnt_statements_contradict(case([visit()], says(dnt="honoured")))) == []
    assert list(dnt_statements_contradict(case([visit()], None))) == []


@pytest.mark.parametrize(
    ("stance", "confidence"), [("honoured", "certain"), ("honoured_conditional", "likely")]
)
def test_a_promise_to_honour_gpc_is_broken_by_selling_trackers(stance: str, confidence: str) -> None:
    subject = case(RAN_ON, says(gpc=stance))
    (found,) = gpc_promise_broken(subject)
    assert (found.severity, found.confidence) == ("high", confidence)
    assert list(gpc_ignored(subject)) == []


@pytest.mark.parametrize("stance", ["silent", "not_honoured", "unclear", "contradictory"])
def test_without_a_promise_gpc_was_ignored(stance: str) -> None:
    subject = case(RAN_ON, says(gpc=stance))
    (found,) = gpc_ignored(subject)
    assert (found.severity, found.evidence[0].visit) == ("high", "gpc-1")
    assert list(gpc_promise_broken(subject)) == []


def test_gpc_is_ignored_even_where_there_is_no_policy() -> None:
    (found,) = gpc_ignored(case(RAN_ON, None, policy=PolicySearch("not_found")))
    assert found.quotes == []


@pytest.mark.parametrize("made", [STOPPED, COIN, ()])
def test_what_stopped_or_comes_and_goes_ignores_no_signal(made: tuple[object, ...]) -> None:
    assert list(gpc_ignored(case(made, says()))) == []  # type: ignore[arg-type]
    assert list(gpc_promise_broken(case(made, says(gpc="honoured")))) == []  # type: ignore[arg-type]


def test_analytics_alone_does_not_ignore_gpc() -> None:
    made = visits({"baseline": [["Tally Count"]] * 3, "gpc": [["Tally Count"]] * 3})
    assert list(gpc_ignored(case(made, says()))) == []
    assert list(gpc_promise_broken(case(made, says(gpc="honoured")))) == []


def test_what_declares_a_refusal_in_every_hit_anyway_breaches_no_signal() -> None:
    refused = Hit("Tally Ads", "view", {}, (), {"us_privacy": "1YYN"})
    made = case(RAN_ON, says(dnt="honoured", gpc="silent"))
    assert list(gpc_ignored(made))
    assert list(dnt_promise_broken(made))
    (tracker,) = made.observation.trackers
    tracker.requests = [replace(sent, hits=(refused,)) for sent in tracker.requests]
    assert list(gpc_ignored(made)) == []
    assert list(dnt_promise_broken(made)) == []
