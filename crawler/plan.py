"""From settings to planned visits: site × profile × repeat, with ids that are the same for the same plan."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from crawler.settings import Profile, Settings, SiteSettings
from reports.records import PlannedSite, PlannedVisit


def new_run_id() -> str:
    """Sortable by time, readable, and unique: `20261122-183000-3f9a`."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def planned_sites(run: str, settings: Settings) -> list[PlannedSite]:
    """The sites of a run in the order of the settings."""
    return [_planned_site(run, site) for site in settings.site]


def planned_visits(site: PlannedSite, profiles: Sequence[Profile], repeats: range) -> Iterator[PlannedVisit]:
    """The visits of a site, interleaved (baseline, dnt, gpc, baseline, …), so that time favours no profile."""
    for repeat in repeats:
        for profile in profiles:
            yield PlannedVisit(_id(site.id, profile, str(repeat)), site.id, profile, repeat)


def _planned_site(run: str, site: SiteSettings) -> PlannedSite:
    return PlannedSite(_id(run, site.url), site.url, site.name, site.first_party)


def _id(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
