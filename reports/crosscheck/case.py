"""What a rule is given, and the finding that it makes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from reports.compare import Judged
from reports.declared import DeclaredFact
from reports.model import Confidence, Evidence, Finding, Severity
from reports.model import Quote as ReportQuote
from reports.observe import Observation, ObservedTracker
from trackers.catalogue import Catalogue
from trackers.declarations import Declarations, Quote

ACCOUNTABLE = frozenset(
    (
        "advertising",
        "analytics",
        "session_replay",
        "social",
        "identity",
        "fingerprinting",
        "customer_interaction",
        "accessibility",
        "unknown",
    )
)
"""Categories that a policy must speak of. A tag manager, a CDN or error monitoring by itself is no finding."""

SELLING = frozenset(("advertising", "identity", "social", "fingerprinting"))
"""Categories whose data flow is sale or sharing under the CCPA, so that Global Privacy Control must stop it."""


@dataclass(frozen=True)
class Case:
    """One site as the rules see it."""

    observation: Observation
    says: Declarations | None
    """None where no policy document could be read."""
    declared: Mapping[str, DeclaredFact]
    dnt: Judged | None
    gpc: Judged | None
    catalogue: Catalogue
    today: date

    @property
    def policy_read(self) -> bool:
        """Whether the site's own policy was read, so that its silence says something.

        An opt-out page alone, beside a policy that is missing or could not be reached, is not it.
        """
        policy = self.observation.evidence.policy
        return self.says is not None and policy is not None and policy.outcome == "found"

    def accountable(self) -> list[ObservedTracker]:
        """The trackers that a policy must speak of."""
        return [t for t in self.observation.trackers if t.category in ACCOUNTABLE]

    def tracker(self, vendor: str) -> ObservedTracker:
        """An observed tracker by its vendor's name."""
        return next(t for t in self.observation.trackers if t.vendor == vendor)


def counted(number: int, noun: str) -> str:
    """`1 page`, `3 pages`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def evidence_of(tracker: ObservedTracker, profile: str | None = None) -> list[Evidence]:
    """The most telling request of a tracker (in a profile), else its first cookie or stored key.

    A hit that says something counts before any other request, and that before the mere loading of a script.
    """
    sent_there = [sent for sent in tracker.requests if profile in (None, sent.profile)]
    if sent_there:
        sent = min(sent_there, key=lambda s: (not s.hits, s.request.type == "script"))
        return [Evidence(visit=sent.visit, kind="request", ref=sent.request.url[:2000])]
    for visit, cookie in tracker.cookies:
        if profile in (None, visit.profile):
            return [Evidence(visit=visit.id, kind="cookie", ref=f"{cookie.name} ({cookie.domain})")]
    for visit, item in tracker.storage:
        if profile in (None, visit.profile):
            return [Evidence(visit=visit.id, kind="storage", ref=f"{item.key} ({item.origin})")]
    return []


def finding(
    rule: str,
    severity: Severity,
    title: str,
    detail: str,
    *,
    vendor: str | None = None,
    confidence: Confidence = "certain",
    evidence: Iterable[Evidence] = (),
    quotes: Iterable[Quote] = (),
) -> Finding:
    """A finding with the references of its rule."""
    return Finding(
        rule=rule,
        severity=severity,
        vendor=vendor,
        title=title,
        detail=detail,
        confidence=confidence,
        evidence=list(evidence),
        quotes=[report_quote(quote) for quote in dict.fromkeys(quotes)],
        legal=list(_legal().get(rule, ())),
    )


def report_quote(quote: Quote) -> ReportQuote:
    """A quote as report.json has it."""
    return ReportQuote(
        document=quote.document, start=quote.start, end=quote.end, text=quote.text, hidden=quote.hidden
    )


@cache
def _legal() -> dict[str, list[str]]:
    text = (Path(__file__).parent.parent / "legal.toml").read_text(encoding="utf-8")
    rules: dict[str, list[str]] = tomllib.loads(text)["rules"]
    return rules
