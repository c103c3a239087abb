"""Names that a cookie's own row gives as the one who sets it ("_fbp | Meta | Advertising | 90 days").

Such a row says that the site uses the vendor, and that a word which is also an ordinary one is meant as its name.
"""

from __future__ import annotations

from collections.abc import Iterable

from trackers.declarations import DeclaredCookie
from trackers.policy.documents.document import Document
from trackers.policy.vendors.cues import list_cues
from trackers.policy.vendors.names import Name, name_lexicon


class CookieProviders:
    """The providers of declared cookies and where the documents give them."""

    def __init__(self, cookies: Iterable[DeclaredCookie]) -> None:
        self._rows: dict[str, list[tuple[int, int, tuple[str, ...]]]] = {}
        for cookie in cookies:
            if cookie.provider is None:
                continue
            pieces = list_cues().between_providers.split(cookie.provider)
            providers = tuple(piece.strip() for piece in (cookie.provider, *pieces))
            for quote in cookie.quotes:
                self._rows.setdefault(quote.document, []).append((quote.start, quote.end, providers))

    def hold(self, name: Name, document: Document) -> bool:
        """Whether the name stands in the row of a cookie as its provider, or as one of several."""
        words = name.sentence.text[name.start : name.end]
        if name.standing != "known" and words.lower() in name_lexicon().defined_terms:
            return False
        rows = self._rows.get(document.url, ())
        if not any(_names(words, name, provider) for _, _, providers in rows for provider in providers):
            return False
        place, _ = document.reading.span(name.sentence.at + name.start, name.sentence.at + name.end)
        return any(
            start <= place < end and any(_names(words, name, provider) for provider in providers)
            for start, end, providers in rows
        )


def _names(words: str, name: Name, provider: str) -> bool:
    """Whether a provider is called by the words, and by no more than a legal form where they are ordinary ones."""
    if not provider.startswith(words):
        return False
    rest = list_cues().cell_ends.match(provider, len(words))
    return rest is not None and (name.standing == "known" or not rest["more"])
