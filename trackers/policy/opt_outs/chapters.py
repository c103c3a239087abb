"""Links that lead to no other page: to a chapter of the policy, or to a button that a script serves."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from trackers.policy.documents.document import Document, Link
from trackers.policy.opt_outs.addresses import address_words
from trackers.policy.opt_outs.places import Place
from trackers.policy.opt_outs.rules import OptOutLexicon

BUTTON = 60
"""Characters that a button's words have at most."""
_TO_TOP = ("", "!", "/")
"""Fragments that name no place."""
_SIGNS = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w\w")
_FEWEST_LETTERS = 3
"""Letters from which on a fragment may be a heading's words."""


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

    def head(self, link: Link) -> bool:
        """Whether a heading other than the one in which a link stands has its words, wherever the link leads."""
        words = link.text.strip(' .:"').lower()
        return _FEWEST_LETTERS <= len(words) <= BUTTON and self._is_headed(words, link)

    def has_button(self, link: Link) -> bool:
        """Whether a link that is no more than a fragment is a button: it names no place, or the tool that it opens.

        A fragment that a heading has for its words leads there.
        """
        if not _WORD.search(link.text):
            return False
        fragment = link.url.removeprefix("#")
        if fragment in _TO_TOP:
            return not self._stands_in_heading(link) or self._lexicon.says(
                "cookie_settings", link.text.lower()
            )
        if not (
            address_words().button.search(fragment)
            or (len(link.text) <= BUTTON and self._lexicon.says("cookie_settings", link.text.lower()))
        ):
            return False
        letters = _SIGNS.sub("", fragment).lower()
        return len(letters) < _FEWEST_LETTERS or letters not in self._headings_letters

    def _stands_in_heading(self, link: Link) -> bool:
        """Whether a link is a heading's: chapters that fold open at a click have such."""
        block = next((block for block, _ in self._document.headings if block.end > link.start), None)
        return block is not None and block.start <= link.start

    def may_open(self, link: Link) -> bool:
        """Whether a fragment may be what opens a tool, for all its letters: no heading has them, no number ends it."""
        letters = _SIGNS.sub("", link.url.removeprefix("#")).lower()
        return (
            len(letters) >= _FEWEST_LETTERS
            and not letters[-1].isdigit()
            and letters not in self._headings_letters
        )

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
    def _headings_letters(self) -> str:
        """All headings without blanks and signs, as fragments write them; a line each."""
        return "\n".join(_SIGNS.sub("", heading) for _, heading in self._document.headings).lower()

    @cached_property
    def _headings(self) -> tuple[str, list[int]]:
        """All headings, a line each, and where each line begins: one search looks through a thousand."""
        begins: list[int] = []
        length = 0
        for _, heading in self._document.headings:
            begins.append(length)
            length += len(heading) + 1
        return "\n".join(heading for _, heading in self._document.headings), begins
