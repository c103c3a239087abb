"""Where a link stands: its sentence, the words around it, and what opens the list of which it is an entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trackers.policy.documents.document import Document, Link
from trackers.policy.documents.sentences import Sentence
from trackers.policy.opt_outs.enumerations import Enumerations, introduces
from trackers.policy.opt_outs.rules import OptOutLexicon

_OTHER_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s)]+")
_POINTED = "here "
"""What stands before a link that is no more than "here"."""
_SHORT = 26
"""Characters beside a link below which the line before it says what the link is for."""
_ENTRY = 90
"""Characters beside a link in an entry of an enumeration."""
_SHORT_QUESTION = 90


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link stands: its sentence with the link as `§`, and the words around, all in lower case."""

    link: Link
    sentence: Sentence
    marked: str
    line: str
    """The sentence with the link's words."""
    context: str
    """The sentence, and the line before it where the sentence is little more than the link."""
    introduction: str = ""
    """What opens the enumeration in which the link stands, where it promises ways out."""
    to_here: str = ""
    """Of several links in one sentence: the words between the link before and this one …"""
    to_next: str = ""
    """… and those between this one and the next; empty for the last."""


def place_of(
    document: Document, link: Link, sentence: Sentence, lexicon: OptOutLexicon, above: Enumerations
) -> Place:
    """What a link's place says."""
    text = sentence.text
    start, end = _within(document, sentence, link)
    marked = f"{_quiet(text[:start])}§{_quiet(text[end:])}".lower()
    if lexicon.says("here", link.text.lower()):
        marked = marked.replace("§", f"{_POINTED}§")
    siblings = document.links_between(sentence.start, sentence.end)
    beside = len(marked) - sum(
        len(other.text) for other in siblings if other is not link and other.text not in other.url
    )
    around = ""
    introduction = above.introduction(sentence) if beside < _ENTRY else ""
    if (
        beside < _SHORT
        or _answers_question(document, sentence)
        or (len(marked) < 200 and lexicon.says("refers_back", marked))
    ):
        around = document.lead_of(sentence) or before(document, sentence)
        if len(around) < _ENTRY and beside < _SHORT and introduction not in around:
            around = f"{introduction} {around}"
    if not introduces(introduction, lexicon):
        introduction = ""
    elif introduction not in around:
        around = f"{introduction} {around}"
    words = f" {link.text.lower()[:200]} "
    line = marked.replace("§", words)
    if around:
        marked = f"{around.lower()} {marked}"
    to_here, to_next = _between(document, sentence, link, siblings)
    context = marked.replace("§", words)
    return Place(link, sentence, marked, line, context, introduction.lower(), to_here, to_next)


def _within(document: Document, sentence: Sentence, link: Link) -> tuple[int, int]:
    """Where a link stands in its sentence's text."""
    start = max(0, document.reading.position(link.start) - sentence.at)
    return start, min(len(sentence.text), max(start, document.reading.position(link.end) - sentence.at))


def _between(document: Document, sentence: Sentence, link: Link, siblings: Sequence[Link]) -> tuple[str, str]:
    """The words between a link and its neighbours, as `Place.to_here` and `Place.to_next`."""
    if len(siblings) < 2 or link not in siblings:
        return "", ""
    at = siblings.index(link)
    start, end = _within(document, sentence, link)
    after = _within(document, sentence, siblings[at - 1])[1] if at else 0
    until = _within(document, sentence, siblings[at + 1])[0] if at + 1 < len(siblings) else end
    return sentence.text[after:start].lower(), sentence.text[end:until].lower()


def steers(place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether a page on cookies is where the reader is sent to control them, not just to read."""
    if lexicon.says("only_informs", place.marked) and "opt" not in place.marked:
        return False
    return lexicon.says("controls", place.context)


def informs(place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether words beside an association's page speak of choices or of advertising, not just of cookies."""
    if not lexicon.says("informs", place.context):
        return False
    return not lexicon.says("only_informs", place.marked) or lexicon.says("controls", place.marked)


def _quiet(text: str) -> str:
    """Part of a sentence with other addresses as `¤`, so that their dots end no clause."""
    text = text.replace("§", " ")
    return _OTHER_ADDRESS.sub("¤", text) if "://" in text or "www." in text else text


def before(document: Document, sentence: Sentence) -> str:
    """The sentence before, where it belongs to the same thought."""
    previous = document.sentence_before(sentence)
    if previous is None or sentence.start - previous.end > 60 or len(previous.text) > 600:
        return ""
    return previous.text


def _answers_question(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence answers a short question: "Want to opt out? Use the settings at …"."""
    previous = document.sentence_before(sentence)
    return (
        previous is not None
        and previous.text.endswith("?")
        and len(previous.text) < _SHORT_QUESTION
        and previous.block == sentence.block
    )
