"""Questions that a policy asks itself, and the sentences that answer them."""

from __future__ import annotations

from collections.abc import Sequence

from trackers.policy.documents.document import Document
from trackers.policy.documents.sentences import Sentence
from trackers.policy.vendors.cues import sentence_cues
from trackers.policy.vendors.names import Name

_ANSWER = 30
"""Characters before a name with which a sentence answers a question."""
_LONGEST_QUESTION = 200


def answer_to(document: Document, sentence: Sentence) -> str:
    """The yes or no that follows, where the sentence is a question; else empty."""
    if not sentence.text.endswith("?"):
        return ""
    match = sentence_cues().yes_or_no.match(document.reading.text, sentence.at + len(sentence.text))
    return match["answer"].lower() if match else ""


def question_before(document: Document, group: Sequence[Name]) -> str:
    """The question that a sentence answers with a name at its beginning; else empty."""
    previous = document.sentence_before(group[0].sentence) if group[0].start < _ANSWER else None
    if previous is None or not previous.text.endswith("?") or len(previous.text) > _LONGEST_QUESTION:
        return ""
    return previous.text.lower()
