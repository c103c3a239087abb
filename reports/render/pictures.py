"""Screenshots as data: URIs, each once, within a budget for the whole file."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from reports.model import Site
from reports.render.material import Screenshot

_LARGEST = 3_000_000
"""Bytes of one screenshot; a larger one stays in the database."""
_BUDGET = 24_000_000
"""Bytes of all screenshots of one file: what a mail server and a phone still take."""
_MANY_SITES = 30
"""Above this a site shows one screenshot, not every one that a finding points to."""
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Picture:
    """The screenshot of one visit."""

    visit: str
    source: str
    """data: URI; empty where the picture was left out for its size."""


class Album:
    """Hands out screenshots until the budget is spent."""

    def __init__(self, screenshot: Screenshot, sites: int) -> None:
        self._screenshot = screenshot
        self._one_a_site = sites > _MANY_SITES
        self._left = _BUDGET

    def of(self, site: Site) -> tuple[Picture, ...]:
        """The site's screenshots: the one it chose first, then those that findings point to."""
        visits = [site.screenshot] if site.screenshot else []
        if not (self._one_a_site and visits):
            visits += [e.visit or e.ref for f in site.findings for e in f.evidence if e.kind == "screenshot"]
        found = (self._picture(visit) for visit in dict.fromkeys(visits))
        return tuple(picture for picture in found if picture)

    def _picture(self, visit: str) -> Picture | None:
        content = self._screenshot(visit)
        if not content:
            return None
        kind = next((name for start, name in _SIGNATURES.items() if content.startswith(start)), None)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            kind = "image/webp"
        if kind is None:
            return None
        if len(content) > min(_LARGEST, self._left):
            return Picture(visit, "")
        self._left -= len(content)
        return Picture(visit, f"data:{kind};base64,{base64.b64encode(content).decode()}")
