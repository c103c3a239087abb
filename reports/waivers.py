"""Accepted findings: shown as waived, never counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.model import Finding, Waiver
from trackers.site import host_of, is_below


@dataclass(frozen=True, slots=True)
class WaiverRule:
    """Which findings are accepted, why, and until when (that day included)."""

    rule: str
    reason: str
    vendor: str | None = None
    site: str | None = None
    """A host: the finding's site is it or below it."""
    until: date | None = None


def waive(findings: list[Finding], site_url: str, rules: Sequence[WaiverRule], today: date) -> list[Finding]:
    """The findings, each with its waiver where one fits."""
    return [_waived(one, site_url, rules, today) for one in findings]


def _waived(one: Finding, site_url: str, rules: Sequence[WaiverRule], today: date) -> Finding:
    for rule in rules:
        if (
            rule.rule == one.rule
            and (rule.vendor is None or rule.vendor.casefold() == (one.vendor or "").casefold())
            and (rule.site is None or is_below(host_of(site_url), _host(rule.site)))
            and (rule.until is None or today <= rule.until)
        ):
            until = rule.until.isoformat() if rule.until else None
            return one.model_copy(update={"waived": Waiver(reason=rule.reason, until=until)})
    return one


def _host(site: str) -> str:
    """The host that a waiver names, whether as a host or as an address."""
    return host_of(site if "//" in site else "//" + site) or site
