"""Judging a signal by counts, by what hits lost, and by how often chance would look the same."""

from __future__ import annotations

from dataclasses import replace
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.compare import SURE, Counts, counts, effect, is_settled, judge_signal, verdict
from reports.model import SignalEffect
from reports.observe import ObservedTracker
from tests.reports.builders import counted, long_cookie, observe, sent, small_catalogue, visit, visits
from tests.reports.builders import evidence as site_evidence
from trackers.payloads import Hit

EFFECTS = [
    # baseline visits, seen, signal visits, seen, effect
    (3, 3, 3, 0, "stopped"),
    (2, 2, 2, 0, "stopped"),
    (3, 3, 3, 3, "continued"),
    (3, 3, 3, 1, "inconclusive"),
    (3, 3, 3, 2, "inconclusive"),
    (5, 5, 5, 3, "continued"),
    (5, 5, 5, 2, "inconclusive"),
    (6, 6, 6, 5, "continued"),
    (6, 6, 6, 1, "inconclusive"),
    (3, 2, 3, 0, "inconclusive"),
    (6, 5, 6, 0, "stopped"),
    (6, 4, 6, 0, "inconclusive"),
    (3, 2, 3, 3, "inconclusive"),
    (3, 0, 3, 3, "continued"),
    (3, 0, 3, 1, "inconclusive"),
    (3, 1, 3, 0, "inconclusive"),
    (3, 0, 3, 0, None),
    (1, 1, 1, 0, "inconclusive"),
    (1, 1, 1, 1, "continued"),
    (1, 1, 3, 0, "inconclusive"),
]


@pytest.mark.parametrize(("baseline", "baseline_seen", "signal", "signal_seen", "expected"), EFFECTS)
def test_the_effect_follows_from_the_counts(
    baseline: int, baseline_seen: int, signal: int, signal_seen: int, expected: SignalEffect | None
) -> None:
    assert effect(Counts(baseline, baseline_seen, signal, signal_seen)) == expected


@st.composite
def any_counts(draw: st.DrawFn) -> Counts:
    baseline, signal = draw(st.integers(1, 20)), draw(st.integers(1, 20))
    return Counts(baseline, draw(st.integers(0, baseline)), signal, draw(st.integers(0, signal)))


@given(any_counts())
def test_what_was_seen_under_the_signal_is_never_stopped(seen: Counts) -> None:
    if seen.signal_seen:
        assert effect(seen) != "stopped"


@given(any_counts())
def test_what_was_never_seen_under_the_signal_is_never_continued(seen: Counts) -> None:
    if not seen.signal_seen:
        assert effect(seen) not in ("continued", "reduced")


@given(any_counts())
def test_an_effect_is_told_exactly_of_what_was_seen(seen: Counts) -> None:
    assert (effect(seen) is None) == (seen.baseline_seen == seen.signal_seen == 0)


@given(any_counts())
def test_chance_is_a_probability_and_falls_with_fewer_sightings_under_the_signal(seen: Counts) -> None:
    assert 0 < seen.chance <= 1
    if seen.signal_seen and seen.baseline_seen < seen.baseline:
        fewer = replace(seen, signal_seen=seen.signal_seen - 1, baseline_seen=seen.baseline_seen + 1)
        assert fewer.chance < seen.chance or seen.chance == 1


def test_chance_is_fishers() -> None:
    assert Counts(3, 3, 3, 0).chance == pytest.approx(1 / 20)
    assert Counts(6, 5, 6, 0).chance == pytest.approx(6 / 792)


@pytest.mark.parametrize("heads", [0.2, 0.35, 0.5, 0.65, 0.8])
@pytest.mark.parametrize("first", [2, 3])
def test_a_coin_is_judged_stopped_in_less_than_one_case_in_a_hundred(heads: float, first: int) -> None:
    """Exact, over everything that a coin can show while repeats are added up to six."""
    states = {
        (b, s): _chance(first, b, heads) * _chance(first, s, heads)
        for b in range(first + 1)
        for s in range(first + 1)
    }
    stopped = 0.0
    for rounds in range(first, 7):
        following: dict[tuple[int, int], float] = {}
        for (b, s), weight in states.items():
            observation = counted({"baseline": _first(b, rounds), "dnt": _first(s, rounds)})
            if rounds == 6 or is_settled(observation, "dnt"):
                judged = judge_signal(observation, "dnt")
                stopped += weight * (judged is not None and judged.effects.get("Coin") == "stopped")
                continue
            for one in (0, 1):
                for two in (0, 1):
                    share = (heads if one else 1 - heads) * (heads if two else 1 - heads)
                    key = (b + one, s + two)
                    following[key] = following.get(key, 0.0) + weight * share
        states = following
    assert stopped < SURE


def _chance(visits_: int, seen: int, heads: float) -> float:
    return comb(visits_, seen) * heads**seen * (1 - heads) ** (visits_ - seen)


def _first(seen: int, of: int) -> list[bool]:
    return [n < seen for n in range(of)]


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        ([], "nothing_to_test"),
        (["stopped"], "honoured"),
        (["reduced"], "honoured"),
        (["stopped", "reduced"], "honoured"),
        (["continued"], "not_honoured"),
        (["continued", "inconclusive"], "not_honoured"),
        (["continued", "stopped"], "partly_honoured"),
        (["continued", "reduced", "inconclusive"], "partly_honoured"),
        (["inconclusive"], "inconclusive"),
        (["stopped", "inconclusive"], "inconclusive"),
    ],
)
def test_the_sites_verdict_follows_from_its_trackers(effects: list[SignalEffect], expected: str) -> None:
    assert verdict(effects) == expected


def test_a_profile_without_a_measured_visit_has_no_verdict() -> None:
    failed = visit("dnt", 1, outcome="timeout")
    made = observe(site_evidence((visit(vendors=["Tally Ads"]), failed)), small_catalogue())
    assert judge_signal(made, "dnt") is None
    assert judge_signal(made, "gpc") is None


def test_a_visit_that_failed_is_not_a_visit_without_trackers() -> None:
    rounds = visits({"baseline": [["Tally Ads"]] * 3, "dnt": [["Tally Ads"]] * 2})
    broken = visit("dnt", 3, outcome="blocked")
    judged = judge_signal(observe(site_evidence((*rounds, broken)), small_catalogue()), "dnt")
    assert judged is not None
    assert judged.effects == {"Tally Ads": "continued"}
    assert judged.repeats == 2


def test_a_tag_manager_is_listed_but_does_not_decide_the_verdict() -> None:
    rounds = visits({"baseline": [["Tally Box", "Tally Ads"]] * 3, "dnt": [["Tally Box"]] * 3})
    judged = judge_signal(observe(site_evidence(rounds), small_catalogue()), "dnt")
    assert judged is not None
    assert judged.effects == {"Tally Ads": "stopped", "Tally Box": "continued"}
    assert judged.verdict == "honoured"


def test_a_tool_that_does_not_track_is_not_weighed() -> None:
    rounds = visits({"baseline": [["Ramp"]] * 3, "dnt": [["Ramp"]] * 3})
    judged = judge_signal(observe(site_evidence(rounds), small_catalogue()), "dnt")
    assert judged is not None
    assert (judged.effects, judged.verdict) == ({}, "nothing_to_test")


IDENTIFIED = Hit("Coin", "view", {"client_id": "77"}, ("identifier",), {})
ANONYMOUS = Hit("Coin", "view", {}, (), {})
DENIED = Hit("Coin", "view", {"client_id": "77"}, ("identifier",), {"us_privacy": "1YYN"})


@pytest.mark.parametrize(
    ("baseline", "under", "expected"),
    [
        ([IDENTIFIED], [ANONYMOUS], "reduced"),
        ([IDENTIFIED], [DENIED], "reduced"),
        ([ANONYMOUS], [DENIED], "reduced"),
        ([IDENTIFIED], [IDENTIFIED], "continued"),
        ([IDENTIFIED], [ANONYMOUS, IDENTIFIED], "continued"),
        ([ANONYMOUS], [ANONYMOUS], "continued"),
        ([DENIED], [DENIED], "continued"),
        ([IDENTIFIED], [], "reduced"),
        ([ANONYMOUS], [], "reduced"),
        ([], [], "continued"),
    ],
)
def test_reduced_means_that_the_signal_took_the_identifiers_away(
    baseline: list[Hit], under: list[Hit], expected: str
) -> None:
    observation = counted({"baseline": [False] * 3, "gpc": [False] * 3})
    tracker = ObservedTracker("Coin", "Mint", "advertising")
    for number in (1, 2, 3):
        tracker.requests.append(sent(f"baseline-{number}", "baseline", *baseline))
        tracker.requests.append(sent(f"gpc-{number}", "gpc", *under))
    judged = judge_signal(replace(observation, trackers=(tracker,)), "gpc")
    assert judged is not None
    assert judged.effects == {"Coin": expected}


def test_a_cookie_that_outlives_a_day_under_the_signal_keeps_a_tracker_from_being_reduced() -> None:
    observation = counted({"baseline": [False] * 3, "dnt": [False] * 3})
    tracker = ObservedTracker("Coin", "Mint", "advertising")
    for made in observation.evidence.visits:
        tracker.requests.append(sent(made.id, made.profile))
        tracker.cookies.append((made, long_cookie("_c", ".coin.example")))
    assert judge_signal(replace(observation, trackers=(tracker,)), "dnt").effects == {"Coin": "continued"}  # type: ignore[union-attr]
    tracker.cookies = [(v, c) for v, c in tracker.cookies if v.profile == "baseline"]
    assert judge_signal(replace(observation, trackers=(tracker,)), "dnt").effects == {"Coin": "reduced"}  # type: ignore[union-attr]


def test_counts_are_of_the_profiles_visits_only() -> None:
    rounds = visits({"baseline": [["Plaza"], []], "dnt": [[], ["Plaza"], ["Plaza"]], "gpc": [["Plaza"]]})
    observation = observe(site_evidence(rounds), small_catalogue())
    assert counts(observation, observation.trackers[0], "dnt") == Counts(2, 1, 3, 2)
    assert counts(observation, observation.trackers[0], "gpc") == Counts(2, 1, 1, 1)


def test_what_comes_and_goes_wants_more_visits_and_what_always_runs_does_not() -> None:
    assert not is_settled(counted({"baseline": [True, False, True], "dnt": [True] * 3}), "dnt")
    assert is_settled(counted({"baseline": [True] * 3, "dnt": [True] * 3}), "dnt")
    assert is_settled(counted({"baseline": [False] * 3, "dnt": [False] * 3}), "dnt")


def test_obedience_is_settled_once_chance_would_hardly_show_it() -> None:
    assert not is_settled(counted({"baseline": [True] * 3, "dnt": [False] * 3}), "dnt")
    assert is_settled(counted({"baseline": [True] * 4, "dnt": [False] * 4}), "dnt")
