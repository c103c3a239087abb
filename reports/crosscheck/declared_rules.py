"""Declared versus observed."""

from __future__ import annotations

from collections.abc import Iterator

from reports.crosscheck.case import Case, counted, evidence_of, finding
from reports.declared import is_observed
from reports.model import Confidence, Evidence, Finding, Severity
from reports.observe import ObservedTracker, persistent_cookies

_WORDS: dict[str, str] = {
    "advertising": "advertising",
    "analytics": "web analytics",
    "session_replay": "session replay",
    "social": "social network",
    "identity": "identity matching",
    "fingerprinting": "device fingerprinting",
    "customer_interaction": "customer interaction",
    "accessibility": "accessibility overlay",
    "unknown": "unclassified tracking",
}
_SEVERITY: dict[str, Severity] = {
    "accessibility": "medium",
    "customer_interaction": "medium",
    "unknown": "medium",
}


def undeclared_tracker(case: Case) -> Iterator[Finding]:
    """A tracker runs that the policy does not mention, neither by name nor by company nor by kind.

    Where there is no policy at all, `policy-missing` says so once.
    """
    for tracker in case.accountable():
        fact = case.declared[tracker.vendor]
        if fact.status == "undeclared" and case.policy_read and tracker.basis == {"behaviour"}:
            yield _undeclared_stranger(case, tracker)
        elif fact.status == "undeclared" and case.policy_read:
            yield finding(
                "undeclared-tracker",
                _SEVERITY.get(tracker.category, "high"),
                f"{tracker.vendor} runs on the site, and the privacy policy does not mention it",
                f"{_who(tracker)} was seen in {_visits(case, tracker)}. The policy names neither it nor its "
                f"company, and no general statement of the policy covers {_kind(tracker)}.",
                vendor=tracker.vendor,
                confidence=_confidence(case, tracker),
                evidence=evidence_of(tracker),
            )


def _undeclared_stranger(case: Case, tracker: ObservedTracker) -> Finding:
    """A host that nobody lists: the finding says what it did, for nobody else vouches that it tracks."""
    kept = persistent_cookies(tracker, None)
    names = " and ".join(sorted({f"{c.name} (kept for {c.lifetime_days or 0:.0f} days)" for c in kept})[:3])
    did = f"it set the identifier {names}" if kept else "it received an identifier that the site itself keeps"
    cookie = [
        Evidence(visit=visit.id, kind="cookie", ref=f"{c.name} ({c.domain})")
        for visit, c in tracker.cookies
        if c in kept
    ]
    return finding(
        "undeclared-tracker",
        "medium",
        f"{tracker.vendor}, unknown to the catalogue of trackers, can recognise visitors, and the privacy policy "
        "does not mention it",
        f"{tracker.vendor} was contacted in {_visits(case, tracker)}, and it behaves as trackers do: {did}. "
        "Who runs it, and what for, was not established. The policy does not name it.",
        vendor=tracker.vendor,
        confidence=_confidence(case, tracker),
        evidence=[*evidence_of(tracker), *cookie[:1]],
    )


def declared_only_generically(case: Case) -> Iterator[Finding]:
    """A tracker runs that only a general phrase of the policy covers."""
    for tracker in case.accountable():
        fact = case.declared[tracker.vendor]
        if fact.status == "category":
            yield finding(
                "declared-only-generically",
                "medium",
                f"{tracker.vendor} runs on the site, and the privacy policy covers it only in general terms",
                f"{_who(tracker)} was seen in {_visits(case, tracker)}. The policy speaks of such recipients or "
                "technologies in general, and does not name this one.",
                vendor=tracker.vendor,
                confidence=_confidence(case, tracker),
                evidence=evidence_of(tracker),
                quotes=fact.quotes,
            )


def denied_tracker_observed(case: Case) -> Iterator[Finding]:
    """A tracker runs that the policy says is not used."""
    for tracker in case.observation.trackers:
        fact = case.declared[tracker.vendor]
        if fact.status == "denied":
            yield finding(
                "denied-tracker-observed",
                "high",
                f"{tracker.vendor} runs on the site, and the privacy policy says that it is not used",
                f"{_who(tracker)} was seen in {_visits(case, tracker)}.",
                vendor=tracker.vendor,
                # A denial of the company as a whole may mean another of its products.
                confidence="certain"
                if tracker.confidence == "certain" and any(tracker.vendor in q.text for q in fact.quotes)
                else "likely",
                evidence=evidence_of(tracker),
                quotes=fact.quotes,
            )


def declared_not_observed(case: Case) -> Iterator[Finding]:
    """The policy names a tracker that was not seen on the pages visited.

    Names that the catalogue does not know are left out: they may be of any service.
    """
    if case.says is None:
        return
    for mention in case.says.vendors:
        product = case.catalogue.products.get(mention.product)
        watched = mention.level == "company" or (product is not None and product.category in _WORDS)
        if mention.stance != "used" or mention.scope != "site" or not watched or not mention.catalogued:
            continue
        if is_observed(mention, case.observation.trackers, case.catalogue):
            continue
        pages = len({page for visit in case.observation.visits("baseline") for page in visit.pages})
        yield finding(
            "declared-not-observed",
            "info",
            f"The privacy policy names {mention.vendor}, which was not seen",
            f"{mention.vendor} was not seen on the {counted(pages, 'page')} visited. It may run on other pages, in an "
            "app or after a log-in, or the policy may be out of date.",
            vendor=mention.vendor,
            confidence="possible",
            quotes=mention.quotes[:3],
        )


def _who(tracker: ObservedTracker) -> str:
    owner = f" of {tracker.company}" if tracker.company and tracker.company not in tracker.vendor else ""
    return f"{tracker.vendor}{owner} ({_kind(tracker)})"


def _kind(tracker: ObservedTracker) -> str:
    return _WORDS.get(tracker.category, tracker.category.replace("_", " "))


def _visits(case: Case, tracker: ObservedTracker) -> str:
    measured = [v.id for v in case.observation.evidence.visits if v.measured]
    return f"{len(tracker.visits.intersection(measured))} of {len(measured)} visits"


def _confidence(case: Case, tracker: ObservedTracker) -> Confidence:
    """A policy in a language that is read less well makes its silence less certain."""
    languages = {document.language for document in case.says.documents} if case.says else set()
    if tracker.category == "unknown":
        return "possible" if tracker.basis == {"behaviour"} else "likely"
    return "certain" if tracker.confidence == "certain" and languages & {"en", "fr", "de"} else "likely"
