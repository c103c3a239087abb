"""Run against run: what is new, gone and unchanged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.model import Finding, Report, Site


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of thing in two runs; each item is one line for a person, sorted."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    unchanged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed from one run to a later one."""

    before: str
    """Run id."""
    after: str
    trackers: Change
    cookies: Change
    declarations: Change
    findings: Change
    not_compared: tuple[str, ...]
    """Sites that could not be measured in one of the runs, so that nothing is said of them."""

    def by_kind(self) -> dict[str, Change]:
        """The changes by what changed."""
        return {
            "trackers": self.trackers,
            "cookies": self.cookies,
            "declarations": self.declarations,
            "findings": self.findings,
        }

    @property
    def anything(self) -> bool:
        """Whether anything is new or gone."""
        return any(change.new or change.gone for change in self.by_kind().values())


def difference(before: Report, after: Report) -> Difference:
    """Compare two reports site by site.

    A site that failed in either run is left out: what could not be measured has not "gone".
    """
    old = {site.url: site for site in before.sites}
    new = {site.url: site for site in after.sites}
    failed = {url for sites in (old, new) for url, site in sites.items() if site.status == "failed"}
    earlier = [site for url, site in old.items() if url not in failed]
    later = [site for url, site in new.items() if url not in failed]
    return Difference(
        before=before.run.id,
        after=after.run.id,
        trackers=_change(map(_trackers, earlier), map(_trackers, later)),
        cookies=_change(map(_cookies, earlier), map(_cookies, later)),
        declarations=_change(map(_declarations, earlier), map(_declarations, later)),
        findings=_change(map(_findings, earlier), map(_findings, later)),
        not_compared=tuple(sorted(failed)),
    )


def links_of(finding: Finding) -> list[str]:
    """The links that a finding is about: a site may have several dead ones, each a finding of the same rule."""
    return sorted({e.ref for e in finding.evidence if e.kind == "link"})


def _change(before: Iterable[set[str]], after: Iterable[set[str]]) -> Change:
    old, new = set().union(*before), set().union(*after)
    return Change(tuple(sorted(new - old)), tuple(sorted(old - new)), tuple(sorted(old & new)))


def _trackers(site: Site) -> set[str]:
    return {f"{site.url}: {t.vendor} ({t.category})" for t in site.trackers}


def _cookies(site: Site) -> set[str]:
    return {f"{site.url}: {c.name} ({c.domain})" for c in site.cookies if c.stored}


def _declarations(site: Site) -> set[str]:
    policy = site.policy
    said = {f"names {v.vendor} as {v.stance}" for v in policy.vendors}
    said |= {f"{s.kind}" for part in (policy.technologies, policy.recipients, policy.claims) for s in part}
    if policy.documents:
        said |= {f"Do Not Track: {policy.dnt.stance}", f"Global Privacy Control: {policy.gpc.stance}"}
    return {f"{site.url}: {words}" for words in said}


def _findings(site: Site) -> set[str]:
    return {
        f"{site.url}: {f.rule}" + (f" ({subject})" if subject else "")
        for f in site.findings
        if not f.waived
        for subject in [", ".join(filter(None, (f.vendor, *links_of(f))))]
    }
