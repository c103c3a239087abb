"""Judging a signal: profile against profile, tracker by tracker. Pure comparison.

The rules are DESIGN's, made precise by one-sided Fisher tests so that chance is not mistaken for obedience:
a tracker that comes and goes by itself is never "stopped" on three visits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import comb
from typing import Literal

from reports.model import SignalEffect, SignalVerdict
from reports.observe import (
    Observation,
    ObservedTracker,
    TrackerRequest,
    carries_identifier,
    persistent_cookies,
    says_denied,
)
from trackers.catalogue import TRACKING_CATEGORIES

SURE = 0.01
"""A difference that chance brings about less often than this is settled."""
HARDLY = 0.02
"""The same for a tracker that stopped with everything else: four visits against four, where three show it by
chance in 1 case of 64 for a tracker that comes and goes."""
FEWEST = 2
"""Visits of a profile below which nothing is said."""

_REPORTING = frozenset({"image", "ping", "beacon", "csp_report", "websocket"})
"""Kinds of requests that report even where nobody can read them."""

Signal = Literal["dnt", "gpc"]


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many visits of the baseline and of the signal a tracker was seen."""

    baseline: int
    baseline_seen: int
    signal: int
    signal_seen: int

    @property
    def chance(self) -> float:
        """One-sided Fisher: how likely so few sightings under the signal are if the signal does nothing."""
        seen, visits = self.baseline_seen + self.signal_seen, self.baseline + self.signal
        ways = sum(
            comb(self.signal, k) * comb(self.baseline, seen - k)
            for k in range(min(self.signal_seen, seen) + 1)
        )
        return ways / comb(visits, seen)


@dataclass(frozen=True, slots=True)
class Judged:
    """A signal's effect on every tracker, and the site's verdict."""

    effects: Mapping[str, SignalEffect]
    """Vendor → effect; vendors that were not seen in either profile are left out."""
    verdict: SignalVerdict
    repeats: int

    def vendors(self, effect: SignalEffect) -> list[str]:
        """The vendors with an effect."""
        return sorted(vendor for vendor, is_ in self.effects.items() if is_ == effect)


def counts(observation: Observation, tracker: ObservedTracker, signal: Signal) -> Counts:
    """How often a tracker was seen with and without a signal."""
    baseline = [v.id for v in observation.visits("baseline")]
    under = [v.id for v in observation.visits(signal)]
    seen = tracker.visits
    return Counts(len(baseline), len(seen.intersection(baseline)), len(under), len(seen.intersection(under)))


def judge_signal(observation: Observation, signal: Signal) -> Judged | None:
    """The verdict on a signal; None where either profile has no measured visit."""
    baseline, under = observation.visits("baseline"), observation.visits(signal)
    if not baseline or not under:
        return None
    effects: dict[str, SignalEffect] = {}
    weighed: list[SignalEffect] = []
    for tracker in observation.trackers:
        if tracker.category in TRACKING_CATEGORIES:
            found = effect(counts(observation, tracker, signal))
            if found == "continued" and _is_reduced(tracker, signal):
                found = "reduced"
            if found is not None:
                effects[tracker.vendor] = found
                if (
                    tracker.category != "tag_manager"
                ):  # loading the container is not what the signal asks to stop
                    weighed.append(found)
    return Judged(effects, verdict(weighed), min(len(baseline), len(under)))


def effect(seen: Counts) -> SignalEffect | None:
    """Stopped, continued or inconclusive from counts alone; None where it was seen in neither."""
    if not seen.baseline_seen and not seen.signal_seen:
        return None
    if min(seen.baseline, seen.signal) < FEWEST:
        # One visit tells that a tracker runs under the signal, never that the signal stopped it.
        return "continued" if seen.baseline_seen and seen.signal_seen else "inconclusive"
    always = seen.baseline_seen == seen.baseline
    if not seen.signal_seen:
        return "stopped" if always or seen.chance < SURE else "inconclusive"
    if seen.signal_seen == seen.signal and (always or not seen.baseline_seen):
        return "continued"
    if always and seen.chance >= SURE and seen.signal_seen * 2 > seen.signal and seen.signal >= 5:
        return "continued"
    return "inconclusive"


def verdict(effects: Iterable[SignalEffect]) -> SignalVerdict:
    """The site's verdict from its trackers."""
    found = set(effects)
    obeyed = bool(found & {"stopped", "reduced"})
    if not found:
        return "nothing_to_test"
    if "continued" in found:
        return "partly_honoured" if obeyed else "not_honoured"
    return "honoured" if obeyed and "inconclusive" not in found else "inconclusive"


def is_settled(observation: Observation, signal: Signal) -> bool:
    """Whether more visits could not say more.

    Trackers that come and go want more of them; so does a "stopped" that chance could show, and more so where
    something else on the site did not stop (then the site does not simply obey).
    """
    judged = judge_signal(observation, signal)
    if judged is None or not judged.effects:
        return True
    if "inconclusive" in judged.effects.values():
        return False
    sure = SURE if "continued" in judged.effects.values() else HARDLY
    stopped = [t for t in observation.trackers if judged.effects.get(t.vendor) == "stopped"]
    return all(counts(observation, tracker, signal).chance < sure for tracker in stopped)


def _is_reduced(tracker: ObservedTracker, signal: Signal) -> bool:
    """Under the signal no hit is sent any more, or every hit has lost its identifiers or declares denial."""
    before = [r for r in tracker.requests if r.profile == "baseline"]
    under = [r for r in tracker.requests if r.profile == signal]
    if _fell_silent(before, under) and not persistent_cookies(tracker, signal):
        return True
    if not under:
        return False
    if refuses(tracker, signal) and not refuses(tracker, "baseline"):
        # The refusal is the answer to the signal, whether or not the hit had anything to lose.
        return True
    return _recognises(before, tracker, "baseline") and not _recognises(under, tracker, signal)


def _fell_silent(before: list[TrackerRequest], under: list[TrackerRequest]) -> bool:
    """Every visit reported something without the signal; with it nothing was fetched but code."""
    reported = {r.visit for r in before if r.hits}
    return (
        bool(reported)
        and reported == {r.visit for r in before}
        and not any(r.hits or r.request.method != "GET" or r.request.type in _REPORTING for r in under)
    )


def refuses(tracker: ObservedTracker, profile: str) -> bool:
    """Whether a profile has hits, and every one declares that consent is denied or the person has opted out."""
    hits = [r for r in tracker.requests if r.profile == profile and r.hits]
    return bool(hits) and all(says_denied(r) for r in hits)


def _recognises(sent: list[TrackerRequest], tracker: ObservedTracker, profile: str) -> bool:
    """Whether anything sent recognises the person without saying that consent is denied.

    A script that is merely loaded says nothing either way; the hits decide where there are any.
    """
    hits = [r for r in sent if r.hits]
    unrefused = [r for r in hits if not says_denied(r)]
    if hits and not unrefused:
        return False
    return any(carries_identifier(r) for r in unrefused or sent) or bool(persistent_cookies(tracker, profile))
