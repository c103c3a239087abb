"""From one site's evidence to its part of the report: observe, read, compare, cross-check. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports import model
from reports.compare import Judged, judge_signal
from reports.crosscheck import cross_check
from reports.crosscheck.case import Case, report_quote
from reports.declared import DeclaredFact, declared
from reports.folding import fold_cookies, fold_events, fold_storage
from reports.observe import Observation, ObservedTracker, observe
from reports.records import NOT_RECORDED, LinkCheckRecord, SiteEvidence, VisitRecord
from reports.waivers import WaiverRule, waive
from trackers.catalogue import Catalogue
from trackers.declarations import Declarations, Quote
from trackers.filters import FilterLists
from trackers.policy import read_document, read_policy
from trackers.site import party, registrable_domain

_INCOMPLETE = frozenset((NOT_RECORDED, "capture_failed", "too_large"))
"""Problems of a measured visit that leave a part of it unseen."""

_SIGNAL_APIS = {"dnt": "navigator.doNotTrack", "gpc": "navigator.globalPrivacyControl"}


@dataclass(frozen=True)
class Judgement:
    """A site's part of the report, and what the database's tables are filled from."""

    site: model.Site
    observation: Observation
    says: Declarations | None


def judge(
    evidence: SiteEvidence,
    catalogue: Catalogue,
    *,
    today: date,
    profiles: Sequence[str],
    filters: FilterLists | None = None,
    waivers: Sequence[WaiverRule] = (),
) -> Judgement:
    """Judge one site. `today` is the day of the audit, so that a report rendered later says the same."""
    observation = observe(evidence, catalogue, filters)
    says = declarations_of(evidence, catalogue)
    searched = evidence.policy is not None and evidence.policy.outcome in ("found", "not_found")
    facts = {t.vendor: declared(t, says, catalogue, searched=searched) for t in observation.trackers}
    dnt, gpc = judge_signal(observation, "dnt"), judge_signal(observation, "gpc")
    case = Case(observation, says, facts, dnt, gpc, catalogue, today)
    measured = [v for v in evidence.visits if v.measured]
    status = _status(evidence, profiles)
    findings = cross_check(case) if status != "failed" else []
    entry = next((v for v in measured if v.screenshot or v.profile == "baseline"), None)
    site = model.Site(
        url=evidence.site.url,
        name=evidence.site.name,
        registrable_domain=registrable_domain(evidence.site.url),
        status=status,
        problems=_problems(evidence),
        visits=[_visit(v) for v in evidence.visits],
        trackers=[
            _tracker(observation, t, facts[t.vendor], dnt, gpc, catalogue) for t in observation.trackers
        ],
        requests=_totals(evidence),
        cookies=fold_cookies(observation),
        storage=fold_storage(observation),
        signals=_signals(observation, dnt, gpc),
        policy=policy_of(says, evidence.policy.checks if evidence.policy else ()),
        findings=waive(findings, evidence.site.url, waivers, today),
        screenshot=entry.id if entry else None,
    )
    return Judgement(site, observation, says)


def not_judged(evidence: SiteEvidence, detail: str) -> Judgement:
    """The judgement of a site whose evidence could not be judged: not measured, with the reason."""
    problem = model.Problem(kind="internal_error", detail=detail)
    site = model.Site(
        url=evidence.site.url,
        name=evidence.site.name,
        registrable_domain=registrable_domain(evidence.site.url),
        status="failed",
        problems=[problem, *_problems(evidence)],
        visits=[_visit(v) for v in evidence.visits],
        requests=_totals(evidence),
    )
    return Judgement(site, Observation(evidence, (), {}, {}, {}), None)


def _problems(evidence: SiteEvidence) -> list[model.Problem]:
    """Each problem once, with the first visit that had it."""
    first = {(p.kind, p.detail): p for p in reversed(evidence.problems)}
    return [model.Problem(kind=p.kind, detail=p.detail, visit=p.visit) for p in reversed(first.values())]


def declarations_of(evidence: SiteEvidence, catalogue: Catalogue) -> Declarations | None:
    """What the stored documents say; None where there is none."""
    if evidence.policy is None or not evidence.policy.documents:
        return None
    documents = [
        read_document(d.source, url=d.url, content_type=d.content_type, kind=d.kind)  # type: ignore[arg-type]
        for d in evidence.policy.documents
    ]
    return read_policy(documents, catalogue)


def policy_of(says: Declarations | None, checks: Sequence[LinkCheckRecord] = ()) -> model.Policy:
    """report.json's `policy` from declarations and checked links."""
    if says is None:
        return model.Policy()
    outcomes = {check.url: check for check in checks}

    def quotes(found: Sequence[Quote]) -> list[model.Quote]:
        return [report_quote(quote) for quote in found]

    return model.Policy(
        documents=[
            model.PolicyDocument(
                url=d.url,
                kind=d.kind,
                language=d.language,
                last_updated=d.last_updated,
                sha256=d.sha256,
                characters=d.characters,
                effective=d.effective,
                problems=list(d.problems),
            )
            for d in says.documents
        ],
        vendors=[
            model.PolicyVendor(
                vendor=v.vendor,
                company=v.company,
                stance=v.stance,
                quotes=quotes(v.quotes),
                level=v.level,
                purposes=list(v.purposes),
                data=list(v.data),
                opt_out_urls=list(v.opt_out_urls),
                scope=v.scope,
                catalogued=v.catalogued,
                domains=list(v.domains),
            )
            for v in says.vendors
        ],
        technologies=[model.PolicyStatement(kind=s.kind, quotes=quotes(s.quotes)) for s in says.technologies],
        recipients=[model.PolicyStatement(kind=s.kind, quotes=quotes(s.quotes)) for s in says.recipients],
        dnt=model.PolicyStance(stance=says.dnt.stance, quotes=quotes(says.dnt.quotes)),
        gpc=model.PolicyStance(stance=says.gpc.stance, quotes=quotes(says.gpc.quotes)),
        claims=[model.PolicyStatement(kind=s.kind, quotes=quotes(s.quotes)) for s in says.claims],
        opt_outs=[
            model.PolicyOptOut(
                kind=o.kind,
                url=o.url,
                vendor=o.vendor,
                quotes=quotes(o.quotes),
                stops=list(o.stops),
                check=_check(outcomes.get(o.url or "")),
            )
            for o in says.opt_outs
        ],
        cookies_declared=[
            model.PolicyCookie(
                name=c.name,
                provider=c.provider,
                purpose=c.purpose,
                lifetime_days=c.lifetime_days,
                quotes=quotes(c.quotes),
                party=c.party,
            )
            for c in says.cookies
        ],
    )


def _check(record: LinkCheckRecord | None) -> model.LinkCheck:
    if record is None:
        return model.LinkCheck(outcome="not_checked")
    return model.LinkCheck.model_validate(
        {
            "outcome": record.outcome,
            "status": record.status,
            "final_url": record.final_url,
            "detail": record.detail,
        }
    )


def _status(evidence: SiteEvidence, profiles: Sequence[str]) -> Any:
    """`failed` without a measured baseline visit; `partial` where a visit, part of one or the policy is missing."""
    measured = Counter(v.profile for v in evidence.visits if v.measured)
    if not measured["baseline"]:
        return "failed"
    policy_unread = evidence.policy is None or evidence.policy.outcome in ("blocked", "failed", "skipped")
    if (
        policy_unread
        or any(not measured[p] for p in profiles)
        or any(not v.measured for v in evidence.visits)
        or any(p.visit and p.kind in _INCOMPLETE for p in evidence.problems)
    ):
        return "partial"
    return "complete"


def _visit(visit: VisitRecord) -> model.Visit:
    return model.Visit.model_validate(
        {
            "id": visit.id,
            "profile": visit.profile,
            "repeat": visit.repeat,
            "outcome": visit.outcome,
            "pages": list(visit.pages),
            "requests": len(visit.requests),
            "started": visit.started,
            "seconds": visit.seconds,
        }
    )


def _tracker(
    observation: Observation,
    tracker: ObservedTracker,
    fact: DeclaredFact,
    dnt: Judged | None,
    gpc: Judged | None,
    catalogue: Catalogue,
) -> model.Tracker:
    profiles: dict[str, model.Seen] = {}
    for profile in dict.fromkeys(v.profile for v in observation.evidence.visits):
        visits = [v.id for v in observation.visits(profile)]
        if visits:
            profiles[profile] = model.Seen(visits=len(visits), seen=len(tracker.visits.intersection(visits)))
    company = catalogue.companies.get(tracker.company)
    return model.Tracker.model_validate(
        {
            "vendor": tracker.vendor,
            "company": tracker.company,
            "category": tracker.category,
            "party": tracker.party,
            "hosts": tracker.hosts,
            "cookies": sorted({c.name for _, c in tracker.cookies}),
            "storage": sorted({item.key for _, item in tracker.storage}),
            "basis": sorted(tracker.basis),
            "profiles": profiles,
            "dnt": dnt.effects.get(tracker.vendor) if dnt else None,
            "gpc": gpc.effects.get(tracker.vendor) if gpc else None,
            "consent": {"before": profiles.get("baseline", model.Seen(visits=0, seen=0)).seen > 0},
            "events": fold_events(tracker),
            "declared": {"status": fact.status, "quotes": [report_quote(q) for q in fact.quotes]},
            "requests": len(tracker.requests),
            "first_seen": tracker.requests[0].request.id if tracker.requests else None,
            "country": company.country if company else "",
        }
    )


def _totals(evidence: SiteEvidence) -> model.RequestTotals:
    requests = [r for v in evidence.visits for r in v.requests]
    third = sum(party(r.url, r.document_url, evidence.site.first_party) == "third" for r in requests)
    return model.RequestTotals(total=len(requests), third_party=third)


def _signals(observation: Observation, dnt: Judged | None, gpc: Judged | None) -> model.Signals:
    return model.Signals(
        dnt=None
        if dnt is None
        else model.DntSignal(**_signal(observation, "dnt", dnt), tk_header=_tk_header(observation)),
        gpc=None
        if gpc is None
        else model.GpcSignal(
            **_signal(observation, "gpc", gpc),
            well_known=_well_known(observation.evidence),
            strings=_strings(observation),
        ),
    )


def _signal(observation: Observation, signal: str, judged: Judged) -> dict[str, Any]:
    calls = [c for v in observation.evidence.visits for c in v.calls if c.api == _SIGNAL_APIS[signal]]
    return {
        "verdict": judged.verdict,
        "stopped": judged.vendors("stopped"),
        "reduced": judged.vendors("reduced"),
        "continued": judged.vendors("continued"),
        "inconclusive": judged.vendors("inconclusive"),
        "read_by": sorted({c.script_url for c in calls}),
        "repeats": judged.repeats,
    }


def _tk_header(observation: Observation) -> str | None:
    """The `Tk` response header (W3C Tracking Preference Expression, section 6.2) of the site's own documents."""
    for visit in observation.visits("dnt"):
        for request in visit.requests:
            if request.type == "document":
                for name, value in request.response_headers:
                    if name == "tk":
                        return value
    return None


def _well_known(evidence: SiteEvidence) -> model.WellKnown | None:
    if evidence.policy is None or evidence.policy.well_known_gpc is None:
        return None
    return model.WellKnown.model_validate(json.loads(evidence.policy.well_known_gpc))


def _strings(observation: Observation) -> dict[str, dict[str, str] | None]:
    """The consent strings that trackers were sent, with and without Global Privacy Control."""
    found: dict[str, dict[str, str] | None] = {"us_privacy": None, "gpp": None}
    for name in found:
        by_profile: dict[str, str] = {}
        for tracker in observation.trackers:
            for sent in tracker.requests:
                value = next((h.consent[name] for h in sent.hits if h.consent.get(name)), None)
                if value and sent.profile in ("baseline", "gpc"):
                    by_profile.setdefault(sent.profile, value)
        found[name] = by_profile or None
    return found
