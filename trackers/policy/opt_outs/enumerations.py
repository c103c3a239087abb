"""What introduces a run of short lines, entry after entry: plain text has no marks for such lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from trackers.policy.documents.document import Document
from trackers.policy.documents.sentences import Sentence

_REACH = 2500
"""Characters between an entry and the line that opened the enumeration."""
_LONG = 160
_SURE_HEADING = 5
"""Headings of this level are only guessed from a line's look: names of vendors look the same."""
_FEWEST_WORDS = 3
_REFERS_BACK = re.compile(r"\bdo (?:this|so|that)\b", re.IGNORECASE)
_MARKS = " \t\r\n*_"
"""What may stand behind a line's last character."""


class Enumerations:
    """The enumerations of one document.

    A line that ends with a colon opens one, and so does a line without links of which `opens` says so; a
    finished paragraph or a heading of the same rank closes it.
    """

    def __init__(self, document: Document, opens: Callable[[str], bool]) -> None:
        self._document = document
        self._opens = opens

    def introduction(self, sentence: Sentence) -> str:
        """The sentence that introduces the enumeration in which a sentence stands; empty where none does."""
        opening = self._openings[sentence.block] if sentence.block >= 0 else -1
        sentences = self._document.block_sentences(opening) if opening >= 0 else ()
        if len(sentences) > 1 and _REFERS_BACK.search(sentences[-1].text):
            return f"{sentences[-2].text} {sentences[-1].text}"
        return sentences[-1].text if sentences else ""

    @cached_property
    def _openings(self) -> list[int]:
        """For each block, the block above that introduces it; -1 where none does."""
        document = self._document
        found: list[int] = []
        last, rank = -1, 0
        for place, block in enumerate(document.blocks):
            text = document.text[block.start : block.end].rstrip(_MARKS)
            if block.kind == "heading" and block.level <= rank and block.level < _SURE_HEADING:
                last = -1
            found.append(last if last >= 0 and block.start - document.blocks[last].end <= _REACH else -1)
            if self._is_opening(text, block.start, block.end):
                last = place
                above = (
                    block if block.kind == "heading" or block.heading < 0 else document.blocks[block.heading]
                )
                rank = above.level if above.kind == "heading" else 0
            elif len(text) > _LONG and text.endswith((".", "!", "?")) and block.kind != "heading":
                last = -1
        return found

    def _is_opening(self, text: str, start: int, end: int) -> bool:
        if text.endswith(":"):
            return len(text.split(None, _FEWEST_WORDS)) >= _FEWEST_WORDS
        return self._opens(text) and not self._document.links_between(start, end)
