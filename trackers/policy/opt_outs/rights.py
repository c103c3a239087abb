"""Sections that list rights: whether one of them is to stop a sale, tracking, advertising or mailings."""

from __future__ import annotations

import re

from trackers.policy.documents.document import Document
from trackers.policy.documents.sentences import Sentence
from trackers.policy.opt_outs.rules import OptOutLexicon

_REACH = 2500
"""Characters of a section above and below the sentence that tells how its rights are exercised."""
_ON_REQUESTS = re.compile(r"\b(?:how|exercis\w+|requests?|submit\w*)\b", re.IGNORECASE)
_LOOKS_AHEAD = re.compile(r"\b(?:following|below)\b", re.IGNORECASE)
_NO_HEADING = 7
_SUREST = 4
"""Headings below this level are guessed from a line's look: the name of one right looks the same."""


def is_among_rights(document: Document, sentence: Sentence, lexicon: OptOutLexicon, right: str) -> bool:
    """Whether the section in which a sentence stands names the right of which the lexicon speaks as `right`.

    The section reaches up to the heading above; across it, where the heading only says how to make requests.
    """
    here = sentence.block
    if here < 0 or lexicon.says("other_requests", sentence.text.lower()):
        return False
    if lexicon.says(right, document.block_text(here).lower()) or _above(document, sentence, lexicon, right):
        return True
    previous = document.sentence_before(sentence)
    ahead = _LOOKS_AHEAD.search(f"{previous.text if previous else ''} {sentence.text}")
    return ahead is not None and _below(document, sentence, lexicon, right)


def _above(document: Document, sentence: Sentence, lexicon: OptOutLexicon, right: str) -> bool:
    blocks = document.blocks
    heading = blocks[sentence.block].heading
    rank = blocks[heading].level if heading >= 0 else _NO_HEADING
    for place in range(sentence.block - 1, -1, -1):
        block = blocks[place]
        if sentence.start - block.end > _REACH:
            return False
        if lexicon.says(right, document.block_text(place).lower()):
            return True
        if block.kind == "heading":
            on_requests = place == heading and _ON_REQUESTS.search(document.block_text(place))
            if block.level <= rank and not on_requests:
                return False
    return False


def _below(document: Document, sentence: Sentence, lexicon: OptOutLexicon, right: str) -> bool:
    heading = document.blocks[sentence.block].heading
    rank = document.blocks[heading].level if heading >= 0 else 0
    for place in range(sentence.block + 1, len(document.blocks)):
        block = document.blocks[place]
        ends = block.kind == "heading" and block.level <= min(rank, _SUREST)
        if ends or block.start - sentence.end > _REACH:
            return False
        if lexicon.says(right, document.block_text(place).lower()):
            return True
    return False
