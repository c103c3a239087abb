"""Small bar charts as inline SVG. Every number that is drawn stands beside it as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.render.wording import Tone

_WIDTH = 360
_GAP = 2


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole."""

    text: str
    count: int
    tone: Tone


def stacked(shares: Sequence[Share]) -> Markup:
    """One bar, its parts in proportion, each with its number inside. Empty where there is nothing to show."""
    present = [share for share in shares if share.count]
    total = sum(share.count for share in present)
    if not total:
        return Markup()
    free = _WIDTH - _GAP * (len(present) - 1)
    drawn, x = [], 0.0
    for share in present:
        width = free * share.count / total
        drawn.append(
            Markup('<g class="tone-{}"><rect x="{:.1f}" y="0" width="{:.1f}" height="26"/>').format(
                share.tone, x, width
            )
        )
        if width > 22:
            drawn.append(Markup('<text x="{:.1f}" y="18">{}</text>').format(x + width / 2, share.count))
        drawn.append(Markup("</g>"))
        x += width + _GAP
    return _svg("stacked", _WIDTH, 26, drawn)


def bar(part: int, whole: int, tone: Tone) -> Markup:
    """A short bar: `part` of `whole`, the whole as its outline."""
    width = 60 * part / whole if whole else 0
    drawn = [
        Markup('<rect class="rail" x="0.5" y="0.5" width="59" height="7"/>'),
        Markup('<rect class="tone-{}" x="0" y="0" width="{:.1f}" height="8"/>').format(tone, width),
    ]
    return _svg("bar", 60, 8, drawn, fit="none")


def _svg(name: str, width: int, height: int, drawn: Sequence[Markup], fit: str = "xMidYMid meet") -> Markup:
    return Markup(
        '<svg class="{}" viewBox="0 0 {} {}" preserveAspectRatio="{}" aria-hidden="true" focusable="false">'
        "{}</svg>"
    ).format(name, width, height, fit, Markup().join(drawn))
