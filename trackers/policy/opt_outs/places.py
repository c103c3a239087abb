"""Where a link stands: its sentence, the words around it, and what opens the list of which it is an entry."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from trackers.policy.documents.document import Document, Link
from trackers.policy.documents.sentences import Sentence
from trackers.policy.opt_outs.enumerations import MARKS_AT_END, Enumerations, introduces
from trackers.policy.opt_outs.mailboxes import MAIL_HOST
from trackers.policy.opt_outs.rules import OptOutLexicon

_OTHER_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s)]+")
_SHORT = 26
"""Characters beside a link below which the line before it says what the link is for."""
_ENTRY = 90
"""Characters beside a link in an entry of an enumeration."""
_ENDS = (".", "!")
"""Signs at the end of a sentence: one on writing to the site is no entry of the list above it."""
_SHORT_QUESTION = 90
_BORDER = re.compile(r"[;|\u2022\u00b7]|(?<!\b[^\W\d_])[.!?](?=\s)")
"""Signs between the clauses of a sentence."""
_JOINED = 8
"""Links, at most, that share the words before the first."""
_BARE = re.compile(
    r"\b(?:\w[\w-]{0,60}\.){1,4}(?:com|org|net|info|co\.uk|de|fr|eu|io)\b(?!\.\w)", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_CROWD = 50
"""Links in one sentence from which on only the words near each are read: such a line is a menu, no prose …"""
_NEAR = 400
"""… and how many characters on either side those are."""


@dataclass(frozen=True, slots=True)
class Siblings:
    """The links of one sentence; made once for all of them."""

    links: tuple[Link, ...]
    starts: tuple[int, ...]
    words: int
    """Characters of the links' words, addresses that are written out left aside."""
    is_menu: bool = False
    """The sentence is nothing but links to several places: none of them speaks for another."""

    def place(self, link: Link) -> int:
        """Which of the links one is; -1 for none of them."""
        at = bisect_left(self.starts, link.start)
        while at < len(self.links) and self.links[at].start == link.start:
            if self.links[at] == link:
                return at
            at += 1
        return -1


def siblings_in(document: Document, sentence: Sentence) -> Siblings:
    """The links that begin in a sentence."""
    links = tuple(document.links_between(sentence.start, sentence.end))
    is_menu = len({link.url for link in links}) > 1 and only_links(document, sentence, links)
    return Siblings(links, tuple(link.start for link in links), sum(map(_words, links)), is_menu)


def only_links(document: Document, sentence: Sentence, links: Sequence[Link]) -> bool:
    """Whether a sentence has no words beside its links."""
    at = 0
    for link in links:
        start, end = _within(document, sentence, link)
        if _LETTER.search(sentence.text, at, start):
            return False
        at = max(at, end)
    return bool(links) and not _LETTER.search(sentence.text, at)


def _words(link: Link) -> int:
    return 0 if link.text in link.url else len(link.text)


@dataclass(frozen=True)
class Place:
    """Where a link stands: its sentence with the link as `§`, and the words around, all in lower case.

    What few links are asked for is made when it is.
    """

    document: Document
    link: Link
    sentence: Sentence
    siblings: Siblings
    at: int
    """Which of the siblings the link is; -1 for none of them."""
    lexicon: OptOutLexicon
    above: Enumerations
    marked: str
    line: str
    """The sentence with the link's words."""
    context: str
    """The sentence, and the line before it where the sentence is little more than the link."""
    introduction: str
    """What opens the enumeration in which the link stands, where it promises ways out."""
    for_browser: bool
    """It is an entry of a list of help on cookies, browser by browser."""
    alone: str
    """`marked` without the words around."""

    @property
    def follows(self) -> bool:
        """Whether another link stands before it in the sentence."""
        return self.at > 0

    @property
    def to_here(self) -> str:
        """Of several links in one sentence: the words between the link before and this one."""
        return self._between[0]

    @property
    def to_next(self) -> str:
        """The words between this link and the next; empty for the last."""
        return self._between[1]

    @property
    def clause(self) -> str:
        """The words of the sentence that are this link's alone, with the link as `§`."""
        return self._clause[1]

    @cached_property
    def opening(self) -> str:
        """What stands above the clause: the line that opens the list, or the sentence or the clause before."""
        before_clause = self._clause[0]
        if self.follows:
            return before_clause
        lead = self.document.lead_of(self.sentence) or self._introduction
        return f"{opening_of(self.document, self.sentence, lead)} {before_clause}".lower().strip()

    @property
    def _introduction(self) -> str:
        """What introduces the lines of which the sentence begins one; prose goes on from the sentence before."""
        previous = self.document.sentence_before(self.sentence)
        goes_on = previous is not None and previous.block == self.sentence.block
        introduction = "" if goes_on else self.above.introduction(self.sentence)
        return introduction if introduction.rstrip(MARKS_AT_END).endswith(":") else ""

    @cached_property
    def _between(self) -> tuple[str, str]:
        return _between(self.document, self.sentence, self.siblings, self.at)

    @cached_property
    def _clause(self) -> tuple[str, str]:
        if self.at < 0:
            return "", ""
        return clause_of(self.document, self.sentence, self.siblings, self.at, self.lexicon)


def place_of(
    document: Document,
    link: Link,
    sentence: Sentence,
    siblings: Siblings,
    lexicon: OptOutLexicon,
    above: Enumerations,
) -> Place:
    """What a link's place says; `siblings` are all links of its sentence."""
    text = sentence.text
    start, end = _within(document, sentence, link)
    first, last = 0, len(text)
    if siblings.is_menu:
        first, last = start, end
    elif len(siblings.links) > _CROWD:
        first, last = max(0, start - _NEAR), min(last, end + _NEAR)
    marked = f"{_quiet(text[first:start])}§{_quiet(text[end:last])}".lower()
    if lexicon.says("here", link.text.lower()):
        marked = marked.replace("§", f"{lexicon.pointed} §")
    at = siblings.place(link)
    left_out = first + len(text) - last
    beside = len(marked) + left_out - siblings.words + (_words(link) if at >= 0 else 0)
    around = ""
    is_entry = beside < _ENTRY and not (
        sentence.text.rstrip().endswith(_ENDS) and lexicon.says("on_contact", marked)
    )
    introduction = above.introduction(sentence) if is_entry else ""
    for_browser = beside < _ENTRY and is_for_browser(document, sentence, link, introduction, lexicon)
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
    line, alone = marked.replace("§", words), marked
    if around:
        around = around.lower()
        if beside < _SHORT and lexicon.says("looks_below", around):
            around = around.rstrip(" .")
        marked = f"{around} {marked}"
    return Place(
        document,
        link,
        sentence,
        siblings,
        at,
        lexicon,
        above,
        marked,
        line,
        context=marked.replace("§", words),
        introduction=introduction.lower(),
        for_browser=for_browser,
        alone=alone,
    )


def is_for_browser(
    document: Document, sentence: Sentence, link: Link, introduction: str, lexicon: OptOutLexicon
) -> bool:
    """Whether a short line with a link is about one browser, in a list that is opened as help on cookies."""
    opening = (introduction or document.heading_of(sentence)).lower()
    if not lexicon.says("browser_word", opening):
        return False
    return lexicon.offers_browser_settings(opening) and (
        lexicon.says("browser_named", f"{before(document, sentence)} {sentence.text}".lower())
        or lexicon.says("browser_named", link.url.lower())
    )


def _within(document: Document, sentence: Sentence, link: Link) -> tuple[int, int]:
    """Where a link stands in its sentence's text."""
    start = max(0, document.reading.position(link.start) - sentence.at)
    return start, min(len(sentence.text), max(start, document.reading.position(link.end) - sentence.at))


def _between(document: Document, sentence: Sentence, siblings: Siblings, at: int) -> tuple[str, str]:
    """The words between a link and its neighbours, as `Place.to_here` and `Place.to_next`."""
    links = siblings.links
    if len(links) < 2 or at < 0:
        return "", ""
    start, end = _within(document, sentence, links[at])
    after = _within(document, sentence, links[at - 1])[1] if at else 0
    until = _within(document, sentence, links[at + 1])[0] if at + 1 < len(links) else end
    return sentence.text[after:start].lower(), sentence.text[end:until].lower()


def opening_of(document: Document, sentence: Sentence, lead: str) -> str:
    """What stands above a sentence and has no links of its own: the `lead` of its list, or the sentence before.

    A brief question stands for the sentence before it, too: "We count visits. Not happy with that? Go to …".
    """
    previous = document.sentence_before(sentence)
    if lead or previous is None:
        return lead
    told = before(document, sentence)
    if told and not _LETTER.search(told):  # a line drawn below a heading
        return before(document, previous)
    if not told or "@" in told or document.links_between(previous.start, previous.end):
        return document.heading_of(sentence)
    if told.endswith("?") and len(told) < _SHORT_QUESTION:
        earlier = document.sentence_before(previous)
        if earlier is None or document.links_between(earlier.start, earlier.end):
            return told
        return f"{before(document, previous)} {told}"
    return told


def clause_of(
    document: Document, sentence: Sentence, siblings: Siblings, at: int, lexicon: OptOutLexicon
) -> tuple[str, str]:
    """The words that are one link's alone, `at` among its `siblings`, with the link as `§`; first the clause before.

    They reach from the link before; links that only a conjunction parts share theirs. Words behind a link are its
    own where no other link follows, or where it has none before.
    """
    text, links = sentence.text, siblings.links
    until = min(len(links), at + _JOINED)
    spans = {other: _within(document, sentence, links[other]) for other in range(max(0, at - _JOINED), until)}

    def joined(one: int, other: int) -> bool:
        if one not in spans or other not in spans:
            return False
        return lexicon.says("joins", text[spans[one][1] : spans[other][0]].lower())

    first = last = at
    while joined(first - 1, first):
        first -= 1
    while joined(last, last + 1):
        last += 1
    since = spans[first - 1][1] if first - 1 in spans else 0 if first == 0 else spans[first][0]
    *clauses, told = _BORDER.split(text[since : spans[first][0]])
    behind = ""
    if last + 1 == len(links):
        behind = text[spans[last][1] :]
    elif not _LETTER.search(told) and last + 1 in spans:
        behind = text[spans[last][1] : spans[last + 1][0]]
    behind = _BORDER.split(behind[:_NEAR])[0]
    above = (clauses[-1] if clauses else "").strip().lower()
    above = above if _LETTER.search(above) else ""
    return above, f"{_quiet(told[-_NEAR:])}§{_quiet(behind)}".lower()


def steers(place: Place, lexicon: OptOutLexicon) -> bool:
    """Whether a page on cookies is where the reader is sent to control them, not just to read."""
    if lexicon.says("tells_control", place.marked):
        return True
    if lexicon.says("only_informs", place.marked) and not lexicon.says("opt", place.marked):
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
    if "@" in text:
        text = MAIL_HOST.sub("@", text)
    if "://" in text or "www." in text:
        text = _OTHER_ADDRESS.sub("¤", text)
    return _BARE.sub("¤", text) if "." in text else text


def before(document: Document, sentence: Sentence) -> str:
    """The sentence before, where it belongs to the same thought."""
    previous = document.sentence_before(sentence)
    if previous is None or sentence.start - previous.end > 60 or len(previous.text) > 600:
        return ""
    if previous.block != sentence.block and previous.text.endswith("."):
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
