"""Counts, and one line a site: what a terminal or a mail shows of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from reports.model import Finding, Report, Severity, Signal, Site
from reports.render.visible import shown
from reports.render.wording import label
from trackers.site import host_of

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the gravest to the least."""
SignalName = Literal["dnt", "gpc"]
_BREACHES: dict[SignalName, frozenset[str]] = {
    "dnt": frozenset({"dnt-promise-broken"}),
    "gpc": frozenset({"gpc-ignored", "gpc-promise-broken"}),
}
"""Rules by which trackers that ran on with a signal are a finding."""


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """Findings that stand (waived ones apart), by severity."""

    high: int = 0
    medium: int = 0
    low: int = 0
    info: int = 0
    waived: int = 0

    @property
    def total(self) -> int:
        """All that stand."""
        return self.high + self.medium + self.low + self.info


@dataclass(frozen=True, slots=True)
class Counts:
    """A whole report in numbers. A site that could not be measured counts nowhere but in `failed`."""

    sites: int
    complete: int
    partial: int
    failed: int
    with_findings: int
    findings: FindingCounts


def finding_counts(findings: Iterable[Finding]) -> FindingCounts:
    """How many findings of each severity stand, and how many are waived."""
    counts = Counter("waived" if finding.waived else finding.severity for finding in findings)
    return FindingCounts(**counts)


def counts(report: Report) -> Counts:
    """The numbers of the whole report."""
    status = Counter(site.status for site in report.sites)
    return Counts(
        sites=len(report.sites),
        complete=status["complete"],
        partial=status["partial"],
        failed=status["failed"],
        with_findings=sum(finding_counts(site.findings).total > 0 for site in report.sites),
        findings=finding_counts(finding for site in report.sites for finding in site.findings),
    )


def verdict(site: Site, signal: Signal | None) -> str | None:
    """Key of the signal's verdict; None (not measured) for a failed site, whatever it holds."""
    return signal.verdict if signal and site.status != "failed" else None


def verdict_in_words(site: Site, name: SignalName) -> str | None:
    """Key of the label for a signal's verdict: trackers that ran on are held against a site only with a finding."""
    key = verdict(site, getattr(site.signals, name))
    broken = any(finding.rule in _BREACHES[name] for finding in site.findings)
    return key if key != "not_honoured" or broken else "not_honoured_unbroken"


def site_line(site: Site) -> str:
    """One line of plain text: host, status, findings by severity, verdicts, trackers. Safe for a terminal."""
    host = shown(host_of(site.url) or site.url, 80)
    if site.status == "failed":
        return f"{host}: NOT MEASURED ({_reasons(site)})"
    found = finding_counts(site.findings)
    parts = [f"{getattr(found, severity)} {severity}" for severity in SEVERITIES if getattr(found, severity)]
    line = [
        ", ".join(parts) if parts else "no findings in what was measured",
        f"DNT {label('verdict', verdict_in_words(site, 'dnt')).inside}",
        f"GPC {label('verdict', verdict_in_words(site, 'gpc')).inside}",
        f"{len(site.trackers)} tracker{'' if len(site.trackers) == 1 else 's'}",
    ]
    if found.waived:
        line.append(f"{found.waived} waived")
    if site.status == "partial":
        line.append(f"measured only in part ({_reasons(site)})")
    return f"{host}: " + "; ".join(line)


def _reasons(site: Site) -> str:
    kinds = dict.fromkeys(problem.kind for problem in site.problems)
    return ", ".join(label("problem", kind).inside for kind in kinds) or "no reason was stored"
