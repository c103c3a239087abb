"""What the HTML templates show: a portfolio page and a page per site, worked out from the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.model import Evidence, Finding, Report, Seen, SignalEffect, Site, Tracker, Visit
from reports.render.charts import Share
from reports.render.material import Material
from reports.render.pictures import Album, Picture
from reports.render.plain_words import Statement, declared_as, in_short
from reports.render.quotes import QuoteInContext, in_context
from reports.render.rules import Rule, known_rules, rule, why_not_judged
from reports.render.summary import SEVERITIES, Counts, FindingCounts, counts, finding_counts, verdict_in_words
from reports.render.wording import label
from trackers.site import host_of

_COMMONEST = 10


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding, with the place it has on its page."""

    finding: Finding
    anchor: str
    rule: Rule
    quotes: tuple[QuoteInContext, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Rules that had no opinion on a site, for one reason."""

    reason: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """In how many visits something ran, under each signal profile."""

    profile: str
    seen: int
    visits: int


@dataclass(frozen=True, slots=True)
class SitePage:
    """The page of one site."""

    site: Site
    anchor: str
    title: str
    short: tuple[Statement, ...]
    counts: FindingCounts
    findings: tuple[FindingView, ...]
    waived: tuple[FindingView, ...]
    judged: int
    """Rules that have looked at this site."""
    unjudged: tuple[Unjudged, ...]
    pictures: tuple[Picture, ...]
    visits: Mapping[str, Visit]
    quotes: Mapping[str, str]

    @property
    def measured(self) -> bool:
        """False for a site of which nothing is known."""
        return self.site.status != "failed"

    @property
    def dnt(self) -> str | None:
        """Key of the verdict on Do Not Track."""
        return verdict_in_words(self.site, "dnt")

    @property
    def gpc(self) -> str | None:
        """Key of the verdict on Global Privacy Control."""
        return verdict_in_words(self.site, "gpc")

    @property
    def undeclared(self) -> int:
        """Trackers that the policy does not mention or denies."""
        return sum(declared_as(tracker) in ("undeclared", "denied") for tracker in self.site.trackers)

    @property
    def gravity(self) -> tuple[int, ...]:
        """Sort key: the gravest site has the largest."""
        return tuple(getattr(self.counts, severity) for severity in SEVERITIES)

    @property
    def running(self) -> tuple[Presence, ...]:
        """How many trackers ran at all under each signal profile that was visited."""
        profiles = ("baseline", "dnt", "gpc")
        return tuple(
            Presence(
                profile,
                sum(_seen(tracker, profile) > 0 for tracker in self.site.trackers),
                len(self.site.trackers),
            )
            for profile in profiles
            if any(visit.profile == profile and visit.outcome == "ok" for visit in self.site.visits)
        )

    def quote(self, document: str, start: int) -> str:
        """Anchor of the first finding that quotes this place; empty where none does."""
        return self.quotes.get(f"{document}#{start}", "")


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a verdict is spread over the sites."""

    title: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Frequent:
    """Something met on several sites."""

    name: str
    note: str
    sites: int
    marked: int
    """On how many of them it is undeclared or denied."""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The page of all sites."""

    report: Report
    counts: Counts
    pages: tuple[SitePage, ...]
    distributions: tuple[Distribution, ...]
    rules: tuple[Frequent, ...]
    trackers: tuple[Frequent, ...]

    @property
    def not_measured(self) -> tuple[SitePage, ...]:
        """Sites of which nothing is known."""
        return tuple(page for page in self.pages if not page.measured)

    @property
    def by_gravity(self) -> tuple[SitePage, ...]:
        """The gravest first; sites that were not measured, which nobody may overlook, before all."""
        return tuple(
            sorted(self.pages, key=lambda page: (page.measured, *(-count for count in page.gravity)))
        )


def portfolio(material: Material) -> Portfolio:
    """Everything the templates show."""
    report = material.report
    album = Album(material.screenshot, len(report.sites))
    anchors = _anchors(report.sites)
    pages = tuple(
        _page(site, anchor, album, material) for site, anchor in zip(report.sites, anchors, strict=True)
    )
    return Portfolio(
        report,
        counts(report),
        pages,
        (
            _distribution("Measurement", "status", [page.site.status for page in pages]),
            _distribution("Do Not Track", "verdict", [page.dnt for page in pages]),
            _distribution("Global Privacy Control", "verdict", [page.gpc for page in pages]),
        ),
        _frequent_rules(report),
        _frequent_trackers(report),
    )


def _page(site: Site, anchor: str, album: Album, material: Material) -> SitePage:
    views = tuple(
        FindingView(
            finding,
            f"{anchor}-finding-{position}",
            rule(finding.rule),
            tuple(in_context(quote, material.documents) for quote in finding.quotes),
            tuple(evidence for evidence in finding.evidence if evidence.kind != "quote"),
        )
        for position, finding in enumerate(site.findings, start=1)
    )
    unjudged, judged = _judgement(site, material.report)
    return SitePage(
        site=site,
        anchor=anchor,
        title=site.name or host_of(site.url) or site.url,
        short=in_short(site),
        counts=finding_counts(site.findings),
        findings=tuple(view for view in views if not view.finding.waived),
        waived=tuple(view for view in views if view.finding.waived),
        judged=judged,
        unjudged=unjudged,
        pictures=album.of(site),
        visits={visit.id: visit for visit in site.visits},
        quotes={
            f"{q.document}#{q.start}": view.anchor for view in reversed(views) for q in view.finding.quotes
        },
    )


def _judgement(site: Site, report: Report) -> tuple[tuple[Unjudged, ...], int]:
    found = {finding.rule for finding in site.findings}
    by_reason: dict[str, list[str]] = {}
    judged = len(found)
    for wanted in known_rules().values():
        if wanted.id in found:
            continue
        reason = why_not_judged(site, wanted, report.run.rules)
        if reason is None:
            judged += 1
        else:
            by_reason.setdefault(reason, []).append(wanted.id)
    return tuple(Unjudged(reason, tuple(names)) for reason, names in sorted(by_reason.items())), judged


def _anchors(sites: Sequence[Site]) -> list[str]:
    """A readable and unique anchor a site; two sites of one host are told apart by number."""
    taken: Counter[str] = Counter()
    anchors = []
    for site in sites:
        name = re.sub(r"[^a-z0-9.]+", "-", host_of(site.url) or site.registrable_domain.lower()).strip("-.")
        base = f"site-{name or 'unnamed'}"
        taken[base] += 1
        anchors.append(base if taken[base] == 1 else f"{base}--{taken[base]}")
    return anchors


def _seen(tracker: Tracker, profile: str) -> int:
    by_profile: Mapping[str, Seen] = {str(key): value for key, value in tracker.profiles.items()}
    return by_profile[profile].seen if profile in by_profile else 0


def _distribution(title: str, kind: str, keys: Sequence[str | None]) -> Distribution:
    found = Counter(label(kind, key) for key in keys)
    order = {"bad": 0, "mixed": 1, "unknown": 2, "absent": 3, "neutral": 4, "good": 5}
    ordered = sorted(found.items(), key=lambda item: (order[item[0].tone], item[0].text))
    return Distribution(title, tuple(Share(known.text, count, known.tone) for known, count in ordered))


def _frequent_rules(report: Report) -> tuple[Frequent, ...]:
    sites = Counter(
        identifier
        for site in report.sites
        for identifier in {finding.rule for finding in site.findings if not finding.waived}
    )
    return tuple(
        Frequent(identifier, rule(identifier).looks_for, count, 0) for identifier, count in _most(sites)
    )


def _frequent_trackers(report: Report) -> tuple[Frequent, ...]:
    seen: Counter[tuple[str, str]] = Counter()
    marked: Counter[tuple[str, str]] = Counter()
    for site in report.sites:
        vendors = {(t.vendor, t.company) for t in site.trackers}
        seen.update(vendors)
        marked.update(
            {(t.vendor, t.company) for t in site.trackers if declared_as(t) in ("undeclared", "denied")}
        )
    ranked = sorted(seen.items(), key=lambda item: (-item[1], -marked[item[0]], item[0]))[:_COMMONEST]
    return tuple(Frequent(name[0], name[1], count, marked[name]) for name, count in ranked)


def _most(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:_COMMONEST]


def effect_of(tracker: Tracker, profile: str) -> SignalEffect | None:
    """What the signal of a profile did to a tracker."""
    return {"dnt": tracker.dnt, "gpc": tracker.gpc}.get(profile)
