"""Do Not Track and Global Privacy Control: what was promised, and what the traffic did."""

from __future__ import annotations

from collections.abc import Iterator

from reports.compare import Counts, Judged, Signal, counts, refuses
from reports.crosscheck.case import SELLING, Case, counted, evidence_of, finding
from reports.model import Confidence, Finding

_NAMES = {"dnt": "Do Not Track", "gpc": "Global Privacy Control"}


def dnt_promise_broken(case: Case) -> Iterator[Finding]:
    """The policy says that Do Not Track is honoured, and trackers ran on with it."""
    if case.says is None or case.says.dnt.stance != "honoured" or case.dnt is None:
        return
    continued = [
        v for v in _ran_unrefused(case, case.dnt, "dnt") if case.tracker(v).category != "tag_manager"
    ]
    if continued:
        yield finding(
            "dnt-promise-broken",
            "high",
            "The privacy policy promises to honour Do Not Track, and trackers ran on with it",
            _ran_on(case, "dnt", continued),
            confidence=_confidence(case.dnt),
            evidence=[e for vendor in continued for e in evidence_of(case.tracker(vendor), "dnt")],
            quotes=case.says.dnt.quotes,
        )


def dnt_not_disclosed(case: Case) -> Iterator[Finding]:
    """Trackers run and the policy does not say how the site itself responds to Do Not Track."""
    if case.says is None or not case.policy_read or case.says.dnt.stance not in ("silent", "vendor_only"):
        return
    running = [t for t in case.accountable() if t.category != "accessibility" and t.party == "third"]
    if not running:
        return
    trackers = [t.vendor for t in running]
    known = any(t.category != "unknown" for t in running)
    read = counted(len(case.says.documents), "policy document")
    languages = {document.language for document in case.says.documents}
    yield finding(
        "dnt-not-disclosed",
        "medium",
        "The privacy policy does not say how the site responds to Do Not Track",
        f"Trackers run on the site ({', '.join(trackers[:8])}{' …' if len(trackers) > 8 else ''}). {read} "
        "read, and no statement was found of how the site itself responds to the signal.",
        confidence=("certain" if languages == {"en"} and case.says.dnt.stance == "silent" else "likely")
        if known
        else "possible",
        evidence=[e for t in running[:3] for e in evidence_of(t)],
        quotes=case.says.dnt.quotes,
    )


def dnt_statements_contradict(case: Case) -> Iterator[Finding]:
    """The policy says both that Do Not Track is honoured and that it is not."""
    if case.says is not None and case.says.dnt.stance == "contradictory":
        yield finding(
            "dnt-statements-contradict",
            "medium",
            "The privacy policy contradicts itself on Do Not Track",
            "One statement says that the signal is honoured, another that it is not.",
            confidence="likely",
            quotes=case.says.dnt.quotes,
        )


def gpc_promise_broken(case: Case) -> Iterator[Finding]:
    """The policy says that Global Privacy Control is honoured, and selling trackers ran on with it."""
    continued = _selling_continued(case)
    if continued and case.gpc and case.says and _promises_gpc(case):
        yield finding(
            "gpc-promise-broken",
            "high",
            "The privacy policy promises to honour Global Privacy Control, and trackers ran on with it",
            _ran_on(case, "gpc", continued),
            confidence="likely" if case.says.gpc.stance == "honoured_conditional" else _confidence(case.gpc),
            evidence=[e for vendor in continued for e in evidence_of(case.tracker(vendor), "gpc")],
            quotes=case.says.gpc.quotes,
        )


def gpc_ignored(case: Case) -> Iterator[Finding]:
    """Advertising, identity and social trackers ran on unreduced with Global Privacy Control.

    Analytics alone is no finding: for a mere service provider the signal asks for nothing.
    """
    continued = _selling_continued(case)
    if continued and case.gpc and not _promises_gpc(case):
        yield finding(
            "gpc-ignored",
            "high",
            "Trackers that serve advertising or profiling ran on with Global Privacy Control switched on",
            _ran_on(case, "gpc", continued),
            confidence=_confidence(case.gpc),
            evidence=[e for vendor in continued for e in evidence_of(case.tracker(vendor), "gpc")],
            quotes=case.says.gpc.quotes if case.says else (),
        )


def _selling_continued(case: Case) -> list[str]:
    if case.gpc is None:
        return []
    return [v for v in _ran_unrefused(case, case.gpc, "gpc") if case.tracker(v).category in SELLING]


def _ran_unrefused(case: Case, judged: Judged, signal: Signal) -> list[str]:
    """What continued, without what declares a refusal in every hit anyway: that is no breach of the signal."""
    return [v for v in judged.vendors("continued") if not refuses(case.tracker(v), signal)]


def _promises_gpc(case: Case) -> bool:
    return case.says is not None and case.says.gpc.stance in ("honoured", "honoured_conditional")


def _ran_on(case: Case, signal: Signal, vendors: list[str]) -> str:
    seen = [(vendor, counts(case.observation, case.tracker(vendor), signal)) for vendor in vendors]
    return f"With {_NAMES[signal]} switched on: " + "; ".join(_line(v, c) for v, c in seen) + "."


def _line(vendor: str, seen: Counts) -> str:
    return (
        f"{vendor} was seen in {seen.signal_seen} of {seen.signal} visits "
        f"(without the signal in {seen.baseline_seen} of {seen.baseline})"
    )


def _confidence(judged: Judged) -> Confidence:
    return "certain" if judged.repeats >= 3 else "likely"
