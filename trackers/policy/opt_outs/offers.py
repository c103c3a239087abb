"""One way out as one place of a document offers it, and the entry that several places make together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trackers.declarations import OptOut, Quote

_QUOTES = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out in one place; `rule` found it."""

    kind: str
    url: str | None
    vendor: str | None
    rule: str
    quote: Quote
    stops: tuple[str, ...]


def merged(offers: Iterable[Offer]) -> tuple[OptOut, ...]:
    """One entry for each way, with the quotes of every place that offers it."""
    together: dict[tuple[str, str, str], list[Offer]] = {}
    for offer in offers:
        together.setdefault((offer.kind, offer.url or "", offer.vendor or ""), []).append(offer)
    return tuple(
        OptOut(
            kind=kind,
            url=url or None,
            vendor=vendor or None,
            quotes=tuple(dict.fromkeys(offer.quote for offer in same))[:_QUOTES],
            stops=tuple(dict.fromkeys(stop for offer in same for stop in offer.stops)),
        )
        for (kind, url, vendor), same in sorted(together.items())
    )
