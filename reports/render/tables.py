"""The report as flat tables, for the formats that know only rows: CSV and XLSX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from reports.model import Cookie, Finding, Profile, Quote, Report, Site, Tracker
from reports.render.plain_words import declared_as
from reports.render.summary import finding_counts, verdict
from reports.render.visible import shown

Cell = str | float | bool | None
_LONGEST_CELL = 30_000
"""Below the 32,767 characters that a spreadsheet's cell holds."""

_Part = TypeVar("_Part")
_Columns = Mapping[str, Callable[[_Part], Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells in the order of `columns`."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(report: Report) -> tuple[Table, ...]:
    """Sites, findings, trackers and cookies; every row says its site and whether that site was measured.

    A site without rows in a table is either without them or not measured: `sites` tells which. Numbers of a
    site that was not measured are empty there, never 0.
    """
    return (
        _table("sites", report.sites, _SITE, lambda site: [site]),
        _table("findings", report.sites, _FINDING, lambda site: site.findings),
        _table("trackers", report.sites, _TRACKER, lambda site: site.trackers),
        _table("cookies", report.sites, _COOKIE, lambda site: site.cookies),
    )


def _table(
    name: str, sites: Iterable[Site], columns: _Columns[_Part], parts: Callable[[Site], Iterable[_Part]]
) -> Table:
    rows = tuple(
        (_cell(site.url), site.status, *(_cell(column(part)) for column in columns.values()))
        for site in sites
        for part in parts(site)
    )
    return Table(name, ("site", "status", *columns), rows)


def _cell(value: Cell) -> Cell:
    return shown(value, _LONGEST_CELL) if isinstance(value, str) else value


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)


def _quotes(quotes: Iterable[Quote]) -> str:
    return "\n".join(
        f"“{q.text}” ({q.document}, characters {q.start}–{q.end}{', hidden on the page' * q.hidden})"
        for q in quotes
    )


def _measured(count: Callable[[Site], int]) -> Callable[[Site], Cell]:
    return lambda site: None if site.status == "failed" else count(site)


def _seen(profile: Profile) -> Callable[[Tracker], Cell]:
    """`2 of 3`: a spreadsheet would read `2/3` as a date."""

    def cell(tracker: Tracker) -> Cell:
        seen = tracker.profiles.get(profile)
        return f"{seen.seen} of {seen.visits}" if seen else None

    return cell


_SITE: _Columns[Site] = {
    "name": lambda s: s.name,
    "registrable_domain": lambda s: s.registrable_domain,
    "problems": lambda s: _joined(f"{p.kind}: {p.detail}" for p in s.problems),
    "high": _measured(lambda s: finding_counts(s.findings).high),
    "medium": _measured(lambda s: finding_counts(s.findings).medium),
    "low": _measured(lambda s: finding_counts(s.findings).low),
    "info": _measured(lambda s: finding_counts(s.findings).info),
    "waived": _measured(lambda s: finding_counts(s.findings).waived),
    "dnt_verdict": lambda s: verdict(s, s.signals.dnt) or "not_measured",
    "gpc_verdict": lambda s: verdict(s, s.signals.gpc) or "not_measured",
    "dnt_stance": lambda s: s.policy.dnt.stance if s.policy.documents else "not_measured",
    "gpc_stance": lambda s: s.policy.gpc.stance if s.policy.documents else "not_measured",
    "trackers": _measured(lambda s: len(s.trackers)),
    "undeclared_trackers": _measured(lambda s: sum(declared_as(t) == "undeclared" for t in s.trackers)),
    "cookies_stored": _measured(lambda s: sum(c.stored for c in s.cookies)),
    "cookies_refused": _measured(lambda s: sum(not c.stored for c in s.cookies)),
    "requests": _measured(lambda s: s.requests.total),
    "third_party_requests": _measured(lambda s: s.requests.third_party),
    "policy_documents": lambda s: _joined(d.url for d in s.policy.documents),
}

_FINDING: _Columns[Finding] = {
    "severity": lambda f: f.severity,
    "rule": lambda f: f.rule,
    "vendor": lambda f: f.vendor,
    "title": lambda f: f.title,
    "detail": lambda f: f.detail,
    "confidence": lambda f: f.confidence,
    "quotes": lambda f: _quotes(f.quotes),
    "evidence": lambda f: "\n".join(f"{e.kind}: {e.ref} (visit {e.visit or 'none'})" for e in f.evidence),
    "legal": lambda f: _joined(f.legal),
    "waived_because": lambda f: f.waived.reason if f.waived else None,
    "waived_until": lambda f: f.waived.until if f.waived else None,
}

_TRACKER: _Columns[Tracker] = {
    "vendor": lambda t: t.vendor,
    "company": lambda t: t.company,
    "country": lambda t: t.country,
    "category": lambda t: t.category,
    "party": lambda t: t.party,
    "declared": lambda t: t.declared.status,
    "dnt": lambda t: t.dnt or "not_measured",
    "gpc": lambda t: t.gpc or "not_measured",
    "seen_baseline": _seen("baseline"),
    "seen_dnt": _seen("dnt"),
    "seen_gpc": _seen("gpc"),
    "hosts": lambda t: _joined(t.hosts),
    "cookies": lambda t: _joined(t.cookies),
    "storage": lambda t: _joined(t.storage),
    "basis": lambda t: _joined(t.basis),
    "requests": lambda t: t.requests,
    "personal_data": lambda t: _joined(sorted({name for e in t.events for name in e.personal_data})),
    "declared_quotes": lambda t: _quotes(t.declared.quotes),
}

_COOKIE: _Columns[Cookie] = {
    "name": lambda c: c.name,
    "domain": lambda c: c.domain,
    "path": lambda c: c.path,
    "party": lambda c: c.party,
    "vendor": lambda c: c.vendor,
    "purpose": lambda c: c.purpose,
    "stored": lambda c: c.stored,
    "refused_because": lambda c: _joined(c.refused_because),
    "lifetime_days": lambda c: c.lifetime_days,
    "session": lambda c: c.lifetime_days is None,
    "http_only": lambda c: c.http_only,
    "secure": lambda c: c.secure,
    "same_site": lambda c: c.same_site,
    "partitioned": lambda c: c.partitioned,
    "set_by": lambda c: c.set_by,
    "setter": lambda c: c.setter,
    "before_consent": lambda c: c.before_consent,
    "profiles": lambda c: _joined(c.profiles),
}
