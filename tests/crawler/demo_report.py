"""A report of the demonstration web that tells exactly the planted truth."""

from __future__ import annotations

from crawler.demo.manifest import Manifest, PlantedPolicy, PlantedSite, PlantedTracker
from reports.model import (
    Browser,
    CatalogueVersion,
    Cookie,
    Declared,
    DntSignal,
    Finding,
    GpcSignal,
    LinkCheck,
    Policy,
    PolicyOptOut,
    PolicyStance,
    PolicyVendor,
    Problem,
    Report,
    RequestTotals,
    Run,
    Signals,
    Site,
    Tool,
    Tracker,
)


def truthful_report(manifest: Manifest) -> Report:
    return Report(
        schema="undeclared/report/1",
        tool=Tool(name="undeclared", version="0"),
        run=Run(
            id="r",
            started="2026-01-01T00:00:00Z",
            finished=None,
            browser=Browser(product="Chromium", version="0", user_agent="", args=[]),
            catalogue=CatalogueVersion(version="0", sha256=""),
        ),
        sites=[_site(site) for site in manifest.sites],
    )


def _site(truth: PlantedSite) -> Site:
    named: list[tuple[str, str | None]] = [(name, None) for name in truth.cookies]
    named += [(name, tracker.vendor) for tracker in truth.tracker for name in tracker.cookies]
    return Site(
        url=truth.url,
        registrable_domain="",
        status=truth.status,
        problems=[Problem(kind=kind, detail="") for kind in truth.problems],
        trackers=[_tracker(tracker) for tracker in truth.tracker],
        requests=RequestTotals(total=1, third_party=0),
        cookies=[_cookie(name, vendor) for name, vendor in named],
        signals=Signals(
            dnt=DntSignal(verdict=truth.dnt) if truth.dnt else None,
            gpc=GpcSignal(verdict=truth.gpc) if truth.gpc else None,
        ),
        policy=_policy(truth.policy) if truth.policy else Policy(),
        findings=[finding(planted.rule, planted.vendor) for planted in truth.finding],
    )


def _tracker(planted: PlantedTracker) -> Tracker:
    return tracker(
        planted.vendor,
        planted.category,
        party=planted.party,
        dnt=planted.dnt,
        gpc=planted.gpc,
        declared=Declared(status=planted.declared),
    )


def tracker(vendor: str, category: str, **more: object) -> Tracker:
    values = {"company": "", "party": "third", "hosts": [], "declared": {"status": "undeclared"}} | more
    return Tracker.model_validate({"vendor": vendor, "category": category, **values})


def finding(rule: str, vendor: str | None = None) -> Finding:
    return Finding(rule=rule, severity="high", vendor=vendor, title="", detail="", confidence="certain")


def _cookie(name: str, vendor: str | None) -> Cookie:
    return Cookie(
        name=name,
        domain="",
        path="/",
        party="first",
        vendor=vendor,
        purpose="unknown",
        lifetime_days=None,
        http_only=False,
        secure=True,
        same_site=None,
        partitioned=False,
        set_by="script",
        setter=None,
        stored=True,
    )


def vendor_mention(vendor: str, stance: str, company: str = "", level: str = "product") -> PolicyVendor:
    values = {"vendor": vendor, "company": company, "stance": stance, "quotes": [], "level": level}
    return PolicyVendor.model_validate(values)


def _policy(planted: PlantedPolicy) -> Policy:
    return Policy(
        vendors=[vendor_mention(name, "used", f"{name} Inc.") for name in planted.used]
        + [vendor_mention(name, "denied") for name in planted.denied],
        dnt=PolicyStance(stance=planted.dnt),
        gpc=PolicyStance(stance=planted.gpc),
        opt_outs=[
            PolicyOptOut(
                kind="x", url=link.url, vendor=None, quotes=[], check=LinkCheck(outcome=link.outcome)
            )
            for link in planted.opt_outs
        ],
    )
