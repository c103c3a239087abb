"""What introduces a run of short lines, entry after entry: plain text has no marks for such lists."""

from __future__ import annotations

from functools import cached_property

from trackers.policy.documents.document import GUESSED_LEVEL, Document
from trackers.policy.documents.reading import lowered
from trackers.policy.documents.sentences import Sentence
from trackers.policy.opt_outs.rules import OptOutLexicon

_REACH = 2500
"""Characters between an entry and the line that opened the enumeration."""
_LONG = 160
_FEWEST_WORDS = 3
_LONGEST_INTRODUCTION = 500
MARKS_AT_END = " \t\r\n*_"
"""What may stand behind a line's last character."""


class Enumerations:
    """The enumerations of one document.

    A line that ends with a colon opens one, and so does a line without links that promises some; a finished
    paragraph or a heading of the same rank closes it.
    """

    def __init__(self, document: Document, lexicon: OptOutLexicon) -> None:
        self._document = document
        self._lexicon = lexicon

    def introduction(self, sentence: Sentence) -> str:
        """The sentence that introduces the enumeration in which a sentence stands; empty where none does."""
        opening = self._openings[sentence.block] if sentence.block >= 0 else -1
        sentences = self._document.block_sentences(opening) if opening >= 0 else ()
        if len(sentences) > 1 and self._lexicon.says("do_so", sentences[-1].text.lower()):
            return f"{sentences[-2].text} {sentences[-1].text}"
        if not sentences:
            return ""
        above = self._openings[opening]
        if self._document.blocks[opening].heading_level and above == opening - 1 >= 0:
            return f"{self._document.block_sentences(above)[-1].text} {sentences[-1].text}"
        return sentences[-1].text

    @cached_property
    def _openings(self) -> list[int]:
        """For each block, the block above that introduces it; -1 where none does."""
        document = self._document
        may_promise = frozenset(
            self._lexicon.may_open_list(lowered(document.text), [block.start for block in document.blocks])
        )
        found: list[int] = []
        last, rank = -1, 0
        for place, block in enumerate(document.blocks):
            text = document.text[block.start : block.end].rstrip(MARKS_AT_END)
            if 0 < block.heading_level < GUESSED_LEVEL and block.level <= rank:
                last = -1
            found.append(last if last >= 0 and block.start - document.blocks[last].end <= _REACH else -1)
            if text.endswith(":"):
                is_opening = len(text.split(None, _FEWEST_WORDS)) >= _FEWEST_WORDS
            else:
                is_opening = place in may_promise and self._promises(text, block.start, block.end)
            if is_opening:
                last = place
                above = document.blocks[block.heading] if block.heading >= 0 else block
                rank = block.heading_level or above.heading_level
            elif len(text) > _LONG and text.endswith((".", "!", "?")) and block.kind != "heading":
                last = -1
        return found

    def _promises(self, text: str, start: int, end: int) -> bool:
        """Whether a line without links promises some below it."""
        if len(text) > _LONGEST_INTRODUCTION or self._document.links_between(start, end):
            return False
        return self._lexicon.opens_list(text.lower())


def introduces(text: str, lexicon: OptOutLexicon) -> bool:
    """Whether a line promises that the links below it are ways out."""
    text = text.lower()
    if not text or len(text) > _LONGEST_INTRODUCTION:
        return False
    if lexicon.says("introduces", text):
        return True
    if not text.endswith(":"):
        return False
    return lexicon.says("points", f"{text} §") or (
        lexicon.says("how_to_do_so", text) and lexicon.says("offers", text)
    )
