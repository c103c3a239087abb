"""One order for every list of a report, so that two reports can be compared line by line.

Decoded payload fields, which may hold anything, become plain JSON values on the way.

Lists whose order means something keep it: the pages of a visit, the browser's arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar, get_args

from reports.model import (
    Cookie,
    DntSignal,
    Evidence,
    Finding,
    GpcSignal,
    Policy,
    PolicyStance,
    PolicyStatement,
    PolicyVendor,
    Profile,
    Quote,
    Report,
    Run,
    Seen,
    Severity,
    Signals,
    Site,
    Tracker,
    Visit,
)
from reports.plain_values import plain

_PROFILES: tuple[Profile, ...] = get_args(Profile)
_SEVERITIES: tuple[Severity, ...] = get_args(Severity)
_Signal = TypeVar("_Signal", DntSignal, GpcSignal)


def normalise(report: Report) -> Report:
    """The same report with every list in its one order; normalising twice changes nothing."""
    sites = sorted((_site(site) for site in report.sites), key=lambda s: (s.registrable_domain, s.url))
    return report.model_copy(update={"run": _run(report.run), "sites": sites})


def _run(run: Run) -> Run:
    return run.model_copy(
        update={
            "lists": sorted(run.lists, key=lambda item: (item.name, item.sha256)),
            "profiles": _profiles(run.profiles),
            "not_measured": _profiles(run.not_measured),
            "rules": _names(run.rules),
        }
    )


def _site(site: Site) -> Site:
    return site.model_copy(
        update={
            "problems": sorted(site.problems, key=lambda p: (p.kind, p.detail, p.visit or "")),
            "visits": sorted(site.visits, key=_visit_order),
            "trackers": sorted(map(_tracker, site.trackers), key=lambda t: (t.vendor, t.company, t.party)),
            "cookies": sorted(map(_cookie, site.cookies), key=_cookie_order),
            "storage": sorted(
                (item.model_copy(update={"profiles": _profiles(item.profiles)}) for item in site.storage),
                key=lambda item: (item.origin, item.kind, item.key, item.vendor or ""),
            ),
            "signals": _signals(site.signals),
            "policy": _policy(site.policy),
            "findings": sorted(map(_finding, site.findings), key=_finding_order),
        }
    )


def _visit_order(visit: Visit) -> tuple[int, int, str, str]:
    return _PROFILES.index(visit.profile), visit.repeat, visit.started, visit.id


def _tracker(tracker: Tracker) -> Tracker:
    events = (
        e.model_copy(update={"fields": plain(e.fields), "personal_data": _names(e.personal_data)})
        for e in tracker.events
    )
    declared = tracker.declared.model_copy(update={"quotes": _quotes(tracker.declared.quotes)})
    return tracker.model_copy(
        update={
            "hosts": _names(tracker.hosts),
            "cookies": _names(tracker.cookies),
            "storage": _names(tracker.storage),
            "basis": _names(tracker.basis),
            "profiles": _by_profile(tracker.profiles),
            "events": sorted(events, key=lambda e: (e.event, repr(sorted(e.fields.items(), key=str)))),
            "declared": declared,
        }
    )


def _cookie(cookie: Cookie) -> Cookie:
    return cookie.model_copy(
        update={
            "refused_because": _names(cookie.refused_because),
            "profiles": _profiles(cookie.profiles),
        }
    )


def _cookie_order(cookie: Cookie) -> tuple[str, str, str, bool, bool, str]:
    return cookie.domain, cookie.name, cookie.path, not cookie.stored, cookie.partitioned, cookie.setter or ""


def _signals(signals: Signals) -> Signals:
    return signals.model_copy(
        update={
            "dnt": _signal(signals.dnt) if signals.dnt else None,
            "gpc": _signal(signals.gpc) if signals.gpc else None,
        }
    )


def _signal(signal: _Signal) -> _Signal:
    names = ("stopped", "reduced", "continued", "inconclusive", "read_by")
    return signal.model_copy(update={name: _names(getattr(signal, name)) for name in names})


def _policy(policy: Policy) -> Policy:
    return policy.model_copy(
        update={
            "documents": sorted(policy.documents, key=lambda d: (d.kind, d.url)),
            "vendors": sorted(
                map(_policy_vendor, policy.vendors), key=lambda v: (v.vendor, v.company, v.stance, v.scope)
            ),
            "technologies": _statements(policy.technologies),
            "recipients": _statements(policy.recipients),
            "dnt": _stance(policy.dnt),
            "gpc": _stance(policy.gpc),
            "claims": _statements(policy.claims),
            "opt_outs": sorted(
                (
                    o.model_copy(update={"quotes": _quotes(o.quotes), "stops": _names(o.stops)})
                    for o in policy.opt_outs
                ),
                key=lambda o: (o.kind, o.url or "", o.vendor or "", _place(o.quotes)),
            ),
            "cookies_declared": sorted(
                (c.model_copy(update={"quotes": _quotes(c.quotes)}) for c in policy.cookies_declared),
                key=lambda c: (c.name, c.provider or "", _place(c.quotes)),
            ),
        }
    )


def _policy_vendor(vendor: PolicyVendor) -> PolicyVendor:
    return vendor.model_copy(
        update={
            "quotes": _quotes(vendor.quotes),
            "purposes": _names(vendor.purposes),
            "data": _names(vendor.data),
            "opt_out_urls": _names(vendor.opt_out_urls),
        }
    )


def _statements(statements: Iterable[PolicyStatement]) -> list[PolicyStatement]:
    sorted_inside = (s.model_copy(update={"quotes": _quotes(s.quotes)}) for s in statements)
    return sorted(sorted_inside, key=lambda s: (s.kind, _place(s.quotes)))


def _stance(stance: PolicyStance) -> PolicyStance:
    return stance.model_copy(update={"quotes": _quotes(stance.quotes)})


def _finding(finding: Finding) -> Finding:
    return finding.model_copy(
        update={
            "evidence": sorted(finding.evidence, key=_evidence_order),
            "quotes": _quotes(finding.quotes),
            "legal": _names(finding.legal),
        }
    )


def _finding_order(finding: Finding) -> tuple[int, str, str, str, str]:
    severity = _SEVERITIES.index(finding.severity)
    return severity, finding.rule, finding.vendor or "", finding.title, finding.detail


def _evidence_order(evidence: Evidence) -> tuple[str, str, str]:
    return evidence.kind, evidence.visit or "", evidence.ref


def _quotes(quotes: Iterable[Quote]) -> list[Quote]:
    return sorted(quotes, key=lambda q: (q.document, q.start, q.end))


def _place(quotes: list[Quote]) -> tuple[str, int]:
    return (quotes[0].document, quotes[0].start) if quotes else ("", 0)


def _names(names: Iterable[str]) -> list[str]:
    return sorted(set(names))


def _profiles(profiles: Iterable[Profile]) -> list[Profile]:
    return sorted(set(profiles), key=_PROFILES.index)


def _by_profile(seen: Mapping[Profile, Seen]) -> dict[Profile, Seen]:
    return {profile: seen[profile] for profile in _PROFILES if profile in seen}
