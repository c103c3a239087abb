"""Names that stand at the head of an entry, or in its brackets, in a list of services that a site uses.

"Stripe (payments)", "Payments: Stripe", "1. Name: Stripe" say without a verb what a sentence would say with one.
The words that tell such lists from others (browsers, opt-outs, the site's own pages on networks) are in
`lexicon/mentions/entries.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from trackers.policy.documents.document import GUESSED_LEVEL, Document
from trackers.policy.vendors.cues import entry_cues
from trackers.policy.vendors.line_cues import line_cues
from trackers.policy.vendors.names import Name

_NEXT = 2
"""Blocks to either side of a bare entry in which other bare entries stand."""
_REACH = 60
"""Blocks before an entry among which the line that opened its list is sought, whatever they are …"""
_FAR_REACH = 300
"""… and among which that of an entry with a link is sought as long as they are short lines: lists of all partners."""
_LONGEST_LINE = 140
_LONGEST_OPENING = 400
_BESIDE = 90
"""Characters after a name, and before brackets, that say what the service does."""
_LABEL_WORDS = 6
_HEADING_WORDS = 4
"""Most words behind a name in a heading that is still the name's own."""
_NUMBERED = regex.compile(r"\W*\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]")
_SIGNS_OF_ADDRESSES = ("://", "www.", "@")
_ADDRESS = regex.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_OF_NAMED = regex.compile(r"(?: [a-z][\w-]*){1,3}\s*[:(\u2013\u2014]")
"""A part of the named service before what it is for: "Acme session cookie — keeps you signed in"."""
_LAST_SENTENCE = regex.compile(r".*(?<=[.!?])\s+(.*)", regex.DOTALL)


def last_sentence(text: str) -> str:
    """The last sentence of a paragraph; where none ends before it, all of it."""
    match = _LAST_SENTENCE.match(text)
    return match[1] if match else text


def heads_entry(name: Name, last: Name | None = None) -> bool:
    """Whether nothing but a bullet, a number or a label such as "Provider:" stands before the name.

    `last` is the last name of the enumeration that `name` begins ("Acme and Widget, for payments").
    """
    text = name.sentence.text
    cues = entry_cues()
    if name.end - name.start == 1 and text[name.end : name.end + 1] in (".", ")"):
        return False  # a chapter's number
    return (
        cues.before_head.fullmatch(text, 0, name.start) is not None
        and cues.after_head.match(text, (last or name).end) is not None
    )


def is_set_off(name: Name) -> bool:
    """Whether a bracket, dash or colon sets the name off from what is said of it."""
    text = name.sentence.text
    return heads_entry(name) and entry_cues().separator.match(text, name.end) is not None


def is_heading_with_function(document: Document, name: Name) -> bool:
    """Whether the name alone is a heading and the block below says what such a service does."""
    place = name.sentence.block
    if place < 0 or document.blocks[place].kind != "heading" or not _is_bare(name):
        return False
    return place + 1 < len(document.blocks) and says_function(document.block_text(place + 1)[:_BESIDE])


def _is_bare(name: Name) -> bool:
    return heads_entry(name) and not name.sentence.text[name.end :].strip(" .®™*")


def _begins_heading(document: Document, name: Name) -> bool:
    """Whether a heading is the name and few words more: "Acme and platform services", "Acme – print service"."""
    text = name.sentence.text
    return (
        document.in_heading(name.sentence)
        and entry_cues().before_head.fullmatch(text, 0, name.start) is not None
        and len(text[name.end :].split()) <= _HEADING_WORDS
        and not entry_cues().elsewhere.occurs_in(text.lower())
    )


def says_function(text: str) -> bool:
    """Whether words say what a service does for a site."""
    low = text.lower()
    if any(sign in low for sign in _SIGNS_OF_ADDRESSES):
        low = _ADDRESS.sub(" ", low)
    return entry_cues().functions.occurs_in(low)


def has_function_beside(name: Name) -> bool:
    """Whether the entry says what the named service does: after the name, or before the brackets or colon."""
    text = name.sentence.text
    cues = entry_cues()
    after = text[name.end : name.end + _BESIDE]
    is_glued = after[:1].isupper()
    heads = heads_entry(name) and cues.separator.match(after)
    heads = heads or (_OF_NAMED.match(after) and cues.before_head.fullmatch(text, 0, name.start))
    if is_glued or heads:
        return says_function(after) and not cues.elsewhere.occurs_in(after.lower())
    label = cues.label.match(text[: name.start]) if name.start <= _LONGEST_OPENING else None
    if label is None or len(label["label"].split()) > _LABEL_WORDS:
        return False
    if name.standing == "ordinary_word" and not cues.after_head.match(text, name.end):
        return False  # "Notifications: Adjust your settings"
    said = label["label"].lower()
    return says_function(said) and not cues.elsewhere.occurs_in(said) and not cues.opens_other.occurs_in(said)


def has_label_of_list(name: Name, last: Name, *, is_opened: bool = False) -> bool:
    """Whether words that open a list of services stand before the names, in their line: "Our processors: Acme".

    `last` is the last name of the enumeration that `name` begins. Where the list `is_opened` as one of services by
    what stands above it, any label will do ("for the app: Acme").
    """
    text, cues = name.sentence.text, entry_cues()
    if name.start > _LONGEST_OPENING or ":" not in text[: name.start]:
        return False
    label = cues.label_of_list.match(text[: name.start])
    if label is None or not cues.after_listed.match(text, last.end):
        return False
    said = label["label"].lower()
    return (
        (is_opened or cues.opens.occurs_in(said))
        and not cues.elsewhere.occurs_in(said)
        and not cues.opens_other.occurs_in(said)
    )


def is_below_function(document: Document, name: Name) -> bool:
    """Whether the name begins the block right below a heading that says no more than what a service does."""
    place = name.sentence.block
    if place <= 0 or not document.begins_block(name.sentence) or not heads_entry(name):
        return False
    cues, heading = entry_cues(), document.block_text(place - 1).lower()
    return (
        document.blocks[place - 1].heading_level > 0
        and len(heading.split()) <= _LABEL_WORDS
        and says_function(heading)
        and not cues.elsewhere.occurs_in(heading)
        and not cues.opens_other.occurs_in(heading)
    )


def has_details_below(document: Document, name: Name) -> bool:
    """Whether the bare name is followed by particulars of a service ("Purpose: …", "Personal Data: …")."""
    sentence = name.sentence
    if not (_is_bare(name) or _begins_heading(document, name)):
        return False
    end = sentence.at + len(sentence.text)
    below = document.reading.text[end : end + _BESIDE]
    return entry_cues().details.match(below) is not None


def _last_said(opening: str) -> Iterator[str]:
    """The last sentence of an opening, and the one before where that is brief: "We use tools. Each has its task:"."""
    last = last_sentence(opening)
    yield last[-_LONGEST_OPENING:].lower()
    before = opening.removesuffix(last).rstrip()
    if before and len(last.split()) <= _LABEL_WORDS:
        yield last_sentence(before)[-_LONGEST_OPENING:].lower()


class ServiceLists:
    """The lists of one document that were opened as lists of services or recipients."""

    def __init__(self, document: Document, names: Sequence[Name] = ()) -> None:
        self._document = document
        self._opened: dict[int, bool] = {}
        self._bare = {name.sentence.block for name in names if name.standing == "known" and _is_bare(name)}

    def hold(self, name: Name) -> bool:
        """Whether the list in which the name heads an entry was opened so."""
        entry = name.sentence.block
        if entry not in self._opened:
            self._opened[entry] = self._is_opened(entry)
        return self._opened[entry]

    def hold_bare(self, name: Name) -> bool:
        """Whether the name is all of an entry next to entries that are nothing but known vendors' names."""
        block = name.sentence.block
        return (
            block >= 0
            and _is_bare(name)
            and not self._bare.isdisjoint(range(block - _NEXT, block + _NEXT + 1))
        )

    def _is_opened(self, entry: int) -> bool:
        cues = entry_cues()
        for opening in self._openings(entry):
            for said in _last_said(opening):
                if cues.opens_other.occurs_in(said):
                    return False
                if cues.opens.occurs_in(said) or line_cues().opens.occurs_in(said):
                    return True
        return False

    def _openings(self, entry: int) -> Iterator[str]:
        """What may have opened the list, the nearest first: its lead, headings, lines with a colon or a question."""
        if entry < 0:
            return
        document, blocks = self._document, self._document.blocks
        if lead := document.block_text(blocks[entry].lead):
            yield lead
        if heading := self._line_above(entry):
            yield heading
        own_level = blocks[entry].heading_level
        has_address = "://" in document.text[blocks[entry].start : blocks[entry].end]
        has_address = has_address or bool(document.links_between(blocks[entry].start, blocks[entry].end))
        reach = _FAR_REACH if has_address else _REACH
        for before in range(entry - 1, max(-1, entry - 1 - reach), -1):
            level = blocks[before].heading_level
            if own_level and level >= own_level:
                continue  # the heading of another entry
            text = document.block_text(before).rstrip()
            if entry - before > _REACH and len(text) > _LONGEST_LINE:
                return
            if text.endswith((":", "?")) or level:
                yield text
            if 0 < level < GUESSED_LEVEL and not _NUMBERED.match(text):
                return

    def _line_above(self, entry: int) -> str:
        """The short line right above an unbroken run of bare names that lost the marks of its list; else empty."""
        first = entry
        while first - 1 in self._bare and entry - first < _REACH:
            first -= 1
        if (first == entry and entry not in self._bare) or not first:
            return ""
        text = self._document.block_text(first - 1).strip()
        return text if len(text.split()) <= _LABEL_WORDS and not text.endswith(".") else ""
