"""One decoded event of a tracker's request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Hit:
    """What one event of a request says."""

    vendor: str
    """Name of the catalogue's product."""
    event: str
    """`page_view`, `Purchase` … as the vendor calls it, codes spelt out; empty where the hit names none."""
    fields: Mapping[str, Any]
    """Standard name → value (docs/payloads.md); parameters nobody documented keep their raw name."""
    personal_data: tuple[str, ...] = ()
    """Labels, sorted: `email_sha256`, `client_id`, `sensitive_url` …"""
    consent: Mapping[str, str] = field(default_factory=dict)
    """Consent signals by the names of `trackers.consent_strings.SIGNALS`."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    """Raw parameter → raw value, as sent; nested values by dotted path."""
    sensitive_terms: tuple[str, ...] = ()
    """`category: term` of each sensitive term in a page address that was sent."""
