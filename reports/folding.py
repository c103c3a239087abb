"""The same cookie, key or event seen in many visits, folded into one row of the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reports import model
from reports.observe import Observation, ObservedTracker
from trackers.evidence import Cookie
from trackers.payloads import Hit
from trackers.site import party

MOST_EVENTS = 25
"""Kinds of events shown of one tracker."""
_LONGEST_VALUE = 500


def fold_cookies(observation: Observation) -> list[model.Cookie]:
    """One row for each cookie by name, domain, path and whether it was stored."""
    site = observation.evidence.site
    groups: dict[tuple[str, str, str, bool], list[tuple[str, Cookie]]] = {}
    for visit in observation.evidence.visits:
        if visit.measured:
            for cookie in visit.cookies:
                key = (cookie.name, cookie.domain, cookie.path, cookie.stored)
                groups.setdefault(key, []).append((visit.profile, cookie))
    rows = []
    for (name, domain, path, stored), seen in sorted(groups.items()):
        first = seen[0][1]
        owner = observation.cookie_owners.get((name, domain))
        attribution = owner.attribution if owner else None
        lifetimes = [c.lifetime_days for _, c in seen if c.lifetime_days is not None]
        rows.append(
            model.Cookie.model_validate(
                {
                    "name": name,
                    "domain": domain,
                    "path": path,
                    "party": party(f"https://{domain.lstrip('.')}/", site.url, site.first_party),
                    "vendor": attribution.vendor if attribution else None,
                    "purpose": owner.purpose if owner else "unknown",
                    "lifetime_days": max(lifetimes) if lifetimes else None,
                    "http_only": first.http_only,
                    "secure": first.secure,
                    "same_site": first.same_site,
                    "partitioned": any(c.partition_key for _, c in seen),
                    "set_by": _first(c.set_by for _, c in seen if c.set_by != "unknown") or "unknown",
                    "setter": _first(c.setter for _, c in seen if c.setter),
                    "stored": stored,
                    "refused_because": sorted({reason for _, c in seen for reason in c.refused_because}),
                    "profiles": sorted({profile for profile, _ in seen}),
                    "before_consent": any(profile in ("baseline", "dnt", "gpc") for profile, _ in seen),
                }
            )
        )
    return rows


def fold_storage(observation: Observation) -> list[model.StorageEntry]:
    """One row for each key by kind and origin."""
    groups: dict[tuple[str, str, str], set[str]] = {}
    for visit in observation.evidence.visits:
        if visit.measured:
            for item in visit.storage:
                groups.setdefault((item.kind, item.origin, item.key), set()).add(visit.profile)
    return [
        model.StorageEntry.model_validate(
            {
                "kind": kind,
                "origin": origin,
                "key": key,
                "vendor": owner.vendor if (owner := observation.storage_owners.get((key, origin))) else None,
                "profiles": sorted(profiles),
            }
        )
        for (kind, origin, key), profiles in sorted(groups.items())
    ]


def fold_events(tracker: ObservedTracker) -> list[dict[str, Any]]:
    """What the tracker was told, one row for each kind of event, with the first hit's fields."""
    groups: dict[str, list[Hit]] = {}
    for sent in tracker.requests:
        for hit in sent.hits:
            groups.setdefault(hit.event, []).append(hit)
    return [
        {
            "event": event,
            "fields": {name: _short(value) for name, value in sorted(hits[0].fields.items())},
            "personal_data": sorted({label for hit in hits for label in hit.personal_data}),
            "count": len(hits),
        }
        for event, hits in sorted(groups.items())[:MOST_EVENTS]
    ]


def _short(value: Any) -> Any:
    return value[:_LONGEST_VALUE] if isinstance(value, str) else value


def _first(values: Iterable[str | None]) -> str | None:
    return next((v for v in values if v), None)
