"""Links to a place inside a policy: its table of contents."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from trackers.policy.documents.document import Document, Link
from trackers.policy.opt_outs.addresses import address_words
from trackers.policy.opt_outs.places import Place
from trackers.policy.opt_outs.rules import OptOutLexicon

BUTTON = 60
"""Characters that a button's words have at most."""


class Chapters:
    """The chapters of one document, and which links lead to them."""

    def __init__(self, document: Document, lexicon: OptOutLexicon) -> None:
        self._document = document
        self._lexicon = lexicon

    def hold(self, place: Place) -> bool:
        """Whether a link leads to a chapter.

        A consent tool's button may be a link with a fragment too; no heading has its words.
        """
        page, _, fragment = place.link.url.partition("#")
        if not fragment or not (address_words().policy.search(page) or page in ("", self._document.url)):
            return False
        words = place.link.text.strip(" .:").lower()
        if len(words) > BUTTON or not self._lexicon.says("cookie_settings", words):
            return bool(page)
        return self._is_headed(words, place.link)

    def _is_headed(self, words: str, link: Link) -> bool:
        """Whether a heading other than the one in which the link stands has the link's words."""
        text, begins = self._headings
        at = text.find(words)
        while at >= 0:
            heading = bisect_right(begins, at) - 1
            block, _ = self._document.headings[heading]
            if not block.start <= link.start < block.end:
                return True
            at = text.find(words, begins[heading + 1]) if heading + 1 < len(begins) else -1
        return False

    @cached_property
    def _headings(self) -> tuple[str, list[int]]:
        """All headings, a line each, and where each line begins: one search looks through a thousand."""
        begins: list[int] = []
        length = 0
        for _, heading in self._document.headings:
            begins.append(length)
            length += len(heading) + 1
        return "\n".join(heading for _, heading in self._document.headings), begins
