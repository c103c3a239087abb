"""Reading one `Set-Cookie` line as a browser does (RFC 6265bis, section 5.6)."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from http.cookiejar import http2time  # type: ignore[attr-defined]

_MAX_AGE = re.compile(r"-?[0-9]+")
_CHROMIUM_LIMIT_DAYS = 400.0
"""Chromium caps every cookie's life (RFC 6265bis, section 5.5)."""


@dataclass(frozen=True, slots=True)
class SetCookie:
    """What one line asks for."""

    name: str
    value: str
    domain: str | None
    """The `Domain` attribute without leading dot; None for a host-only cookie."""
    path: str | None
    lifetime_days: float | None
    """None for a session cookie; zero or less asks for deletion."""
    http_only: bool
    secure: bool
    same_site: str | None
    partitioned: bool


def parse_set_cookie(line: str, now: float | None = None) -> SetCookie | None:
    """Parse a line (or what a script wrote to `document.cookie`); None where it names no cookie.

    `now` is the moment at which it was set, in seconds since the epoch.
    """
    moment = time.time() if now is None else now
    pair, *attributes = line.split(";")
    name, equals, value = pair.partition("=")
    if not equals:
        name, value = "", name
    name, value = name.strip(), value.strip()
    if not name and not value:
        return None
    found: dict[str, str] = {}
    for attribute in attributes:
        key, _, content = attribute.partition("=")
        found[key.strip().lower()] = content.strip()
    same_site = found.get("samesite", "").capitalize()
    return SetCookie(
        name=name,
        value=value,
        domain=found.get("domain", "").lstrip(".").lower() or None,
        path=found["path"] if found.get("path", "").startswith("/") else None,
        lifetime_days=_lifetime(found, moment),
        http_only="httponly" in found,
        secure="secure" in found,
        same_site=same_site if same_site in ("Strict", "Lax", "None") else None,
        partitioned="partitioned" in found,
    )


def _lifetime(attributes: dict[str, str], moment: float) -> float | None:
    """`Max-Age` beats `Expires`; one that cannot be read is as if it were not there."""
    seconds: float | None = None
    max_age = attributes.get("max-age", "")
    if _MAX_AGE.fullmatch(max_age):
        seconds = float(max_age[:15])
    elif attributes.get("expires"):
        expires = http2time(attributes["expires"])
        seconds = None if expires is None else expires - moment
    if seconds is None:
        return None
    return min(round(seconds / 86_400, 6), _CHROMIUM_LIMIT_DAYS)
