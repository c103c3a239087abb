"""What the line above a list says of all names in it: that they are not in use, or have another role.

"You will not find here:", "Removed", "Devices our app runs on", "As seen in".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from trackers.policy.documents.document import GUESSED_LEVEL, Document
from trackers.policy.vendors.cues import entry_cues
from trackers.policy.vendors.entries import last_sentence, says_function
from trackers.policy.vendors.label_lines import match_label
from trackers.policy.vendors.line_cues import line_cues
from trackers.policy.vendors.mention_rules import MentionRule
from trackers.policy.vendors.names import Name

_REACH = 14
"""Lines between an entry and the line that opened its list."""
_ENTRY_WORDS = 16
"""Most words of an entry: a longer one is a paragraph, which ends a list."""
_OPENING_WORDS = 20
_HEADING_WORDS = 8
_DEEPEST = 4
_NAME_WORDS = 3

Said = Literal["denied", "other", ""]

NOT_USED = MentionRule("vendor-in-list-of-unused", "denied")


class Openings:
    """The lines of one document that open lists, by the blocks that stand in those."""

    def __init__(self, document: Document, names: Sequence[Name]) -> None:
        self._document = document
        self._named = {name.sentence.block for name in names}
        self._said: dict[int, Said] = {}

    def said_of(self, name: Name) -> Said:
        """What the opening says of the names in its list; empty where it says nothing of the kind."""
        entry = name.sentence.block
        if entry < 0 or len(name.sentence.text.split()) > _ENTRY_WORDS:
            return ""
        if entry not in self._said:
            self._said[entry] = self._find(entry)
        return self._said[entry]

    def _find(self, entry: int) -> Said:
        for opening in self._openings(entry):
            words = last_sentence(opening).strip().lower()
            if len(words.split()) > _OPENING_WORDS:
                return ""
            cues = line_cues()
            if cues.denies(words):
                return "denied"
            if cues.of_others_anyway.occurs_in(words):
                return "other"
            if cues.opens.occurs_in(words) or entry_cues().opens.occurs_in(words):
                return ""
            if cues.of_others.occurs_in(words):
                return "other"
        return ""

    def _openings(self, entry: int) -> Iterator[str]:
        """The line that opened the list, then those that opened the lists around it."""
        blocks, document = self._document.blocks, self._document
        for _ in range(_DEEPEST):
            lead = blocks[entry].lead
            above = lead if lead >= 0 else self._line_above(entry)
            if above < 0:
                return
            text = document.block_text(above)
            yield text
            # A line of few words may itself be an entry, of a name that nobody knows.
            may_be_entry = lead < 0 and self._may_be_entry(above)
            if blocks[above].kind != "list_item" and not may_be_entry:
                return
            entry = above

    def _may_be_entry(self, place: int) -> bool:
        text, level = self._document.block_text(place).rstrip(), self._document.blocks[place].heading_level
        is_short = len(text.split()) <= _NAME_WORDS and not text.endswith((":", "?"))
        return is_short and not 0 < level < GUESSED_LEVEL and not says_function(text)

    def _line_above(self, entry: int) -> int:
        """The nearest line that names nobody and opens what follows; -1 where none does."""
        blocks, document = self._document.blocks, self._document
        own_level = blocks[entry].heading_level
        for place in range(entry - 1, max(-1, entry - 1 - _REACH), -1):
            text = document.block_text(place).rstrip()
            level = blocks[place].heading_level
            if blocks[place].kind == "cell":
                return -1
            if text.endswith((":", "?")):
                return place
            match = match_label(text)
            has_value = match is not None and match.end() < len(text)
            if place in self._named or has_value or (own_level and level > own_level):
                continue
            words = len(text.split())
            if words > _ENTRY_WORDS or text.endswith((".", ";", ",")):
                if own_level:
                    continue  # the paragraph of another entry
                return -1
            if level or words <= _HEADING_WORDS:
                return place
        return -1
