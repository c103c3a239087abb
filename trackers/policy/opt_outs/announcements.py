"""Links that a sentence elsewhere announces by their words: "… review our ad policy", and the link below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from trackers.policy.documents.document import Document
from trackers.policy.documents.sentences import Sentence
from trackers.policy.opt_outs.places import Place
from trackers.policy.opt_outs.rules import OptOutLexicon

_QUOTED = re.compile(
    r"[\"\u201c\u201e\u00ab]\s?([^\"\u201c\u201d\u201e\u00ab\u00bb]{4,60}?)\s?[\"\u201c\u201d\u00bb]"
)
_BLOCKS = 2
"""Blocks above a link in which it may be announced by its words, unquoted …"""
_REACH = 1200
"""… and characters."""
_LONGEST = 600
_QUOTATIONS = 5
"""Words in quotation marks of one sentence that are looked at."""
_BESIDE = 12
"""Characters beside a link that stands alone."""
_LEFT_OUT = 3
"""Words at the beginning of a link that the sentence need not have: "See our ad policy"."""
_FEWEST_LETTERS = 8


class Announcements:
    """What the sentences of one document announce."""

    def __init__(self, document: Document, lexicon: OptOutLexicon) -> None:
        self._document = document
        self._lexicon = lexicon

    def cover(self, place: Place) -> bool:
        """Whether a link that stands alone is one that a sentence offers as a way out.

        The sentence stands directly above, or it puts the link's words in quotation marks.
        """
        link, sentence = place.link, place.sentence
        words = link.text.strip(" .:>\u203a\u2192").lower()
        if len(sentence.text) - len(link.text) > _BESIDE or self._lexicon.says("policy_link", words):
            return False
        if words in self._quoted:
            return True
        parts = words.split()
        names = [" ".join(parts[first:]) for first in range(min(_LEFT_OUT, len(parts) - 2) + 1)]
        names = [name for name in names if len(name) >= _FEWEST_LETTERS and " " in name]
        return bool(names) and any(self._points_to(above, names) for above in self._above(sentence))

    def _points_to(self, sentence: Sentence, names: list[str]) -> bool:
        text = sentence.text.lower()
        name = next((name for name in names if name in text), None)
        return name is not None and self._lexicon.says("points", text.replace(name, "§", 1))

    def _above(self, sentence: Sentence) -> Iterator[Sentence]:
        document = self._document
        for place in range(sentence.block - 1, max(-1, sentence.block - 1 - _BLOCKS), -1):
            block = document.blocks[place]
            if block.kind == "heading" or sentence.start - block.end > _REACH:
                return
            yield from (one for one in document.block_sentences(place) if len(one.text) <= _LONGEST)

    @cached_property
    def _quoted(self) -> frozenset[str]:
        """The words in quotation marks behind which sentences place a way out."""
        found: set[str] = set()
        for sentence in self._document.sentences():
            text = sentence.text.lower()
            if len(text) > _LONGEST or not _QUOTED.search(text) or not self._lexicon.says("offers", text):
                continue
            for quoted in islice(_QUOTED.finditer(text), _QUOTATIONS):
                marked = f"{text[: quoted.start()]}§{text[quoted.end() :]}"
                if quoted[1] not in found and self._lexicon.says("points", marked):
                    found.add(quoted[1])
        return frozenset(found)
