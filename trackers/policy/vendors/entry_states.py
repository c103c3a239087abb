"""Entries that say of themselves whether what they name is in use: "Hotjar – removed in May", "Outbrain: off".

The state may also stand in the paragraph below a heading that is only the name, or be a mark before it. The words
are in `lexicon/mentions/lines.toml`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import regex

from trackers.policy.documents.document import Document
from trackers.policy.vendors.cues import entry_cues
from trackers.policy.vendors.line_cues import line_cues
from trackers.policy.vendors.mention_rules import MentionLexicon, MentionRule
from trackers.policy.vendors.names import Name

_OFF = MentionRule("entry-says-off", "denied")
_ON = MentionRule("entry-says-on", "used")
_PLANNED = MentionRule("entry-says-planned", "other")
_BELOW_OFF = MentionRule("paragraph-below-name-says-off", "denied")
_DESCRIBED = MentionRule("paragraph-below-name-describes", "used")

_CROSSES = "✗✘❌🚫☒⛔"
_BETWEEN = regex.compile(r"\s*[·•|;:(){}\[\]=\u2013\u2014]\s*|\s-\s|(?P<weak>,\s|\.\s|\.\Z|~~)")
_ADDRESS = regex.compile(r"https?://|www\.")
_LONGEST_REST = 160
_PIECES = 8
_CROSSED_OUT_WORDS = 14
_LABEL_BELOW = regex.compile(r"\W*(?:\d+(?:\.\d+)*[.)]?\s+)?(?:\p{L}[\w ]{1,24}:\s*)?")
_SUBJECT = regex.compile(
    r"\b(?:it|they|this (?:service|tool|pixel|tag|script|provider|company|plug-?in|widget|software|system|network))\b"
)
_SENTENCES_BELOW = 3
_BARE = regex.compile(r"(?:[\s.,®™*:]|\([^)]{0,60}\))*")


class EntryStates:
    """The entries of one document and what they say of their state."""

    def __init__(self, document: Document, lexicon: MentionLexicon) -> None:
        self._document = document
        self._lexicon = lexicon

    def of(self, name: Name, group: Sequence[Name]) -> MentionRule | None:
        """The rule by which an entry tells of the state of what it names; None where it does not."""
        text = name.sentence.text
        if text.lstrip()[:1] in _CROSSES and text.strip() and len(text.split()) <= _CROSSED_OUT_WORDS:
            return _OFF
        if _is_struck_out(text, name):
            return _OFF
        if not entry_cues().before_head.fullmatch(text, 0, group[0].start):
            return None
        rest = text[group[-1].end :]
        if _is_bare(rest):
            return self._below(name)
        return _state_in(rest)

    def _below(self, name: Name) -> MentionRule | None:
        """What the paragraph below a line that is only a name says of it."""
        document = self._document
        sentences, place = document.sentences(), bisect_right(document.read_starts, name.sentence.at)
        below = sentences[place : place + _SENTENCES_BELOW]
        if not below or below[0].block in (-1, name.sentence.block):
            return None
        block = below[0].block
        if document.blocks[block].kind not in ("paragraph", "list_item"):
            return None
        said = [one.text for one in below if one.block == block]
        first = said[0][_LABEL_BELOW.match(said[0]).end() :] if said else ""  # type: ignore[union-attr]
        pieces = [piece for piece in _BETWEEN.split(first) if piece and piece.strip(" ,.")][:2]
        if any(_says_off(piece) for piece in pieces) and not line_cues().on_condition.occurs_in(first.lower()):
            return _BELOW_OFF
        judged = [self._lexicon.judge(_with_subject(one)) for one in said]
        verdicts = [rule.verdict for rule in judged if rule is not None]
        if "denied" in verdicts:
            return _BELOW_OFF
        if "other" in verdicts or "aside" in verdicts:
            return None
        cues = line_cues()
        speaks = cues.speaks_of_heading.match(first) or cues.particulars_of_heading.search(said[0])
        if speaks and not entry_cues().elsewhere.occurs_in(first.lower()):
            return _DESCRIBED
        return None


def _with_subject(sentence: str) -> str:
    """A sentence below a name, in small letters, with `§` for what it speaks of."""
    low = sentence.lower()
    marked, times = _SUBJECT.subn("§", low, count=1)
    return marked if times else f"§ {low}"


def _is_bare(rest: str) -> bool:
    """Whether nothing but a legal form stands behind the name."""
    match = entry_cues().after_head.match(rest)
    return _BARE.fullmatch(rest) is not None or (
        match is not None and match.end() == len(rest) and len(rest.split()) <= 4
    )


def _is_struck_out(text: str, name: Name) -> bool:
    return "~~" in text and text.count("~~", 0, name.start) % 2 == 1 and "~~" in text[name.end :]


def _state_in(rest: str) -> MentionRule | None:
    """What the words behind the name at the head of an entry say of its state."""
    cues = line_cues()
    if len(rest) > _LONGEST_REST or rest[:1].isalnum() or cues.on_condition.occurs_in(rest.lower()):
        return None
    match = entry_cues().after_head.match(rest)
    if match is None and not _BETWEEN.match(rest):
        return None
    if rest.lstrip()[:1] in (":", "=", "-", "\u2013", "\u2014") and cues.off_alone.fullmatch(rest):
        return _OFF
    if cues.on.fullmatch(rest) and rest.strip()[:1] in (":", "=", "-", "\u2013", "\u2014", ",", "|"):
        return _ON
    start, is_weak = 0, False
    ends = [*_BETWEEN.finditer(rest)][:_PIECES]
    for end, begins, weak in (
        *((one.start(), one.end(), one["weak"] is not None) for one in ends),
        (len(rest), len(rest), False),
    ):
        piece = rest[start:end].strip()
        if piece and not (is_weak and " " not in piece):
            if _says_off(piece):
                return _OFF
            if cues.planned.fullmatch(piece):
                return _PLANNED
        start, is_weak = begins, weak
    return None


def _says_off(piece: str) -> bool:
    return not _ADDRESS.search(piece) and line_cues().off.fullmatch(piece) is not None
