"""Sections that list rights: whether one of them is to stop a sale, tracking, advertising or mailings."""

from __future__ import annotations

from trackers.policy.documents.document import GUESSED_LEVEL, Document
from trackers.policy.documents.sentences import Sentence
from trackers.policy.opt_outs.rules import OptOutLexicon

_REACH = 2500
"""Characters of a section above and below the sentence that tells how its rights are exercised."""
_NO_HEADING = 7
"""A level below all headings."""


class Rights:
    """The rights that the sections of one document name."""

    def __init__(self, document: Document, lexicon: OptOutLexicon) -> None:
        self._document = document
        self._lexicon = lexicon
        self._named: dict[tuple[int, str], bool] = {}

    def stand_around(self, sentence: Sentence, right: str) -> bool:
        """Whether the section in which a sentence stands names the right of which the lexicon speaks as `right`.

        The section reaches up to the heading above; across it, where the heading only says how to make requests.
        It reaches down as well, where the sentence or the one before looks ahead.
        """
        if sentence.block < 0 or self._lexicon.says("other_requests", sentence.text.lower()):
            return False
        previous = self._document.sentence_before(sentence)
        before = previous.text if previous else ""
        is_back = self._lexicon.says("such_request", sentence.text.lower())
        if is_back and self._lexicon.says("other_requests", before.lower()):
            return False
        if self._names(sentence.block, right) or self._above(sentence, right):
            return True
        told = f"{before} {sentence.text}".lower()
        if (
            right == "right_to_leave"
            and self._lexicon.says("on_rights", told)
            and self._is_on_contact(sentence)
        ):
            return any(self._names(place, right) for place in range(len(self._document.blocks)))
        return self._lexicon.says("looks_ahead", told) and self._below(sentence, right)

    def _is_on_contact(self, sentence: Sentence) -> bool:
        """Whether a sentence stands below a heading on how to write to the site: it is for all sections' rights."""
        heading = self._document.blocks[sentence.block].heading
        return heading >= 0 and self._lexicon.says("on_contact", self._document.block_text(heading).lower())

    def _names(self, place: int, right: str) -> bool:
        """Whether a block names the right; asked once of each, for many sentences may stand in one."""
        if (place, right) not in self._named:
            text = self._document.block_text(place).lower()
            self._named[place, right] = self._lexicon.says(right, text)
        return self._named[place, right]

    def _above(self, sentence: Sentence, right: str) -> bool:
        blocks = self._document.blocks
        heading = blocks[sentence.block].heading
        rank = blocks[heading].level if heading >= 0 else _NO_HEADING
        for place in range(sentence.block - 1, -1, -1):
            block = blocks[place]
            if sentence.start - block.end > _REACH:
                return False
            if self._names(place, right):
                return True
            if block.kind == "heading" and block.level <= rank and not self._leads_on(place, heading):
                return False
        return False

    def _leads_on(self, place: int, heading: int) -> bool:
        """Whether what stands above a heading belongs to the section that `heading` opens.

        It does above that heading itself, where it is on requests, and then above those of single rights.
        """
        if not self._lexicon.says("on_requests", self._document.block_text(heading).lower()):
            return False
        return place == heading or self._lexicon.says("on_right", self._document.block_text(place).lower())

    def _below(self, sentence: Sentence, right: str) -> bool:
        blocks = self._document.blocks
        heading = blocks[sentence.block].heading
        rank = blocks[heading].level if heading >= 0 else 0
        for place in range(sentence.block + 1, len(blocks)):
            block = blocks[place]
            ends = 0 < block.heading_level < GUESSED_LEVEL and block.level <= rank
            if ends or block.start - sentence.end > _REACH:
                return False
            if self._names(place, right):
                return True
        return False
