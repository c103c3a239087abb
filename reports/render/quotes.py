"""Quotes in the context of the document that they were taken from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reports.model import Quote

_CONTEXT = 160
"""Characters shown on either side at most."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class QuoteInContext:
    """A quote with the words around it."""

    quote: Quote
    before: str = ""
    after: str = ""
    exact: bool | None = None
    """Whether the stored text holds exactly these words at this place; None where no text was handed over."""


def in_context(quote: Quote, documents: Mapping[str, str]) -> QuoteInContext:
    """The quote with up to 160 characters on either side, cut between words; none where it does not match."""
    text = documents.get(quote.document)
    if text is None:
        return QuoteInContext(quote)
    if text[quote.start : quote.end] != quote.text:
        return QuoteInContext(quote, exact=False)
    before = text[max(0, quote.start - _CONTEXT) : quote.start]
    after = text[quote.end : quote.end + _CONTEXT]
    if quote.start > _CONTEXT:
        before = "…" + (before.split(maxsplit=1)[1:] or [before])[0]
    if quote.end + _CONTEXT < len(text):
        after = (after.rsplit(maxsplit=1)[:1] or [after])[0] + "…"
    return QuoteInContext(quote, _SPACE.sub(" ", before), _SPACE.sub(" ", after), exact=True)
