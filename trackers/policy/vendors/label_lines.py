"""Names that are the value of a label or the answer to a question: "Delivery: DPD and UPS", "Who hosts it? Hetzner.".

The label tells what the service does, or it stands among other such lines. Labels of the site's own particulars, of
its pages on networks, of browsers or of the press are none. The words are in `lexicon/mentions/lines.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from trackers.policy.documents.document import Document
from trackers.policy.documents.sentences import Sentence
from trackers.policy.vendors.cues import entry_cues
from trackers.policy.vendors.entries import says_function
from trackers.policy.vendors.line_cues import line_cues
from trackers.policy.vendors.names import Name

_LABEL = regex.compile(
    r"[^\w(|]*(?:\d+(?:\.\d+)*[.)]?\s+)?(?:Q(?:uestion)?\s?[:.]\s*)?"
    r"(?P<label>(?=[^:?=]*?\p{L}{2})[^:?=|\u2192]{2,80}?)\s*(?::(?!//)|\?|=|\u2192|->|\s[\u2013\u2014-]\s|\s?\|\s?(?=[^|]*\Z)|\s?\.{3,}\s?|\((?=[^()]*\)\W*\Z))\s*"
)
_ENDS_LABEL = re.compile(r"[:?=|\u2192(\u2013\u2014-]|\.{3}")
"""Without one of these no label ends; most sentences have none near their beginning."""
_LONGEST_LABEL = 160
_GOES_ON = regex.compile(r"\s*[+/&\u2013\u2014\u2192]")
_GOES_ON_TO_SAY = regex.compile(r" \p{Ll}{3,}")
"""A sentence behind the name, not the end of a list."""
_MOST_WORDS = 8
_LONGEST_LINE = 24
"""Words of a line with a label."""
_SHORTEST_SHEET = 3
_NEAR = 6
_REACH = 2 * _NEAR
"""Sentences among which as many lines stand: a question and its answer are one."""
_SHORT_VALUE = 10
"""Most words of a value in which "not" before a name denies no more than the name."""
_ANSWER = 30
"""Characters before a name with which a sentence answers a question."""
_ASKS_FOR_LITTLE = 4
_LONGEST_TEXT = 160


@lru_cache(maxsize=1024)
def match_label(line: str) -> regex.Match[str] | None:
    """What stands before the value of a line, its `label` for itself; remembered, for several rules ask."""
    return _LABEL.match(line) if _ENDS_LABEL.search(line, 0, _LONGEST_LABEL) else None


def _tells_service(label: str) -> bool:
    """Whether a label, in small letters, says that a service of the site is named behind it."""
    return (
        says_function(label)
        or (entry_cues().opens.occurs_in(label) and not entry_cues().opens_other.occurs_in(label))
        or line_cues().labels_of_services.occurs_in(label)
    )


class LabelLines:
    """The lines of one document that are a label and its value."""

    def __init__(self, document: Document, names: Sequence[Name]) -> None:
        self._document = document
        self._known = {name.sentence.at: name.start for name in names if name.standing == "known"}

    def hold(self, group: Sequence[Name], *, is_opened: bool) -> bool:
        """Whether the names are the value of a label, so that they are services of the site.

        `is_opened`: what stands above the line opens a list of services.
        """
        if entry_cues().label_before.search(group[0].sentence.text, 0, group[0].start):
            return not self.is_of_others(group[0])
        found = self._label_of(group[0])
        if found is None:
            return False
        label, value = found
        low, cues = label.lower(), line_cues()
        if len(label.split()) > _LONGEST_LINE or cues.labels_of_others.occurs_in(low):
            return False
        if any(
            words.occurs_in(low) for words in (cues.particulars, cues.labels_of_none, entry_cues().elsewhere)
        ):
            return False
        if not self._is_value(group, value):
            return False
        mark = group[0].sentence.text[len(label) : value]
        is_flow = ("\u2192" in mark or "->" in mark) and not cues.menus.occurs_in(low)
        return is_flow or self._is_of_service(group[0].sentence, label, is_opened=is_opened)

    def is_of_others(self, name: Name) -> bool:
        """Whether the label before a name in its line is of what is no vendor of the site."""
        found = self._label_of(name)
        return found is not None and line_cues().labels_of_others.occurs_in(found[0].lower())

    def is_denied(self, group: Sequence[Name]) -> bool:
        """Whether the label, or the word right before the names in its value, says that they are not in use."""
        name, text = group[0], group[0].sentence.text
        match = match_label(text)
        if match is None or match.end() > name.start or len(text.split()) > _LONGEST_LINE:
            return False
        label, before, cues = match["label"].lower(), text[match.end() : name.start], line_cues()
        if cues.denies(label):
            speaks = cues.labels_of_none.occurs_in(label) and _GOES_ON_TO_SAY.match(text, group[-1].end)
            return not (speaks or cues.addresses_people.search(before))
        if cues.labels_of_no_tools.occurs_in(label) and not before.strip():
            return entry_cues().after_listed.match(text, group[-1].end) is not None
        if cues.none_of_it.match(text, match.end()) and not cues.except_some.occurs_in(before.lower()):
            return True
        is_short = len(text[match.end() :].split()) <= _SHORT_VALUE
        return is_short and cues.denies_next.search(before) is not None

    def value_of(self, group: Sequence[Name]) -> bool:
        """Whether the names begin the value of a label."""
        found = self._label_of(group[0])
        if found is None or line_cues().labels_of_some.occurs_in(found[0].lower()):
            return False
        text = group[0].sentence.text
        return line_cues().value_opens.fullmatch(text, found[1], group[0].start) is not None

    def _label_of(self, name: Name) -> tuple[str, int] | None:
        """The label and where its value begins."""
        text = name.sentence.text
        match = match_label(text)
        if match and match.end() <= name.start and len(match["label"].split()) <= _MOST_WORDS:
            return match["label"], match.end()
        block = name.sentence.block
        if block >= 0 and self._document.blocks[block].kind == "list_item":
            match = line_cues().apposition.match(text)
            if match and match.end() <= name.start:
                return match["label"], match.end()
        before = self._document.sentence_before(name.sentence) if name.start <= _ANSWER else None
        if before is None or before.block != name.sentence.block or not before.text.endswith("?"):
            return None
        asked = match_label(before.text)
        return (f"{asked['label']}?", 0) if asked else None

    def _is_value(self, group: Sequence[Name], value: int) -> bool:
        """Whether the names are all of the value, or stand in it behind no more than a few words."""
        first, last = group[0], group[-1]
        text = first.sentence.text
        before, after = text[value : first.start], text[last.end :]
        if line_cues().not_this_one.occurs_in(before.lower()):
            return False
        ends = entry_cues().after_listed.match(after) or _GOES_ON.match(after)
        if line_cues().value_opens.fullmatch(before):
            return ends is not None or first.standing == "known"
        is_short = len(before.split()) <= _MOST_WORDS and len(text.split()) <= _LONGEST_LINE
        return first.standing == "known" and is_short and not line_cues().addresses_people.search(before)

    def _is_of_service(self, sentence: Sentence, label: str, *, is_opened: bool) -> bool:
        """Whether label, heading or the lines around tell that services of the site are named."""
        low = label.lower()
        if label.endswith("?"):
            if line_cues().questions.occurs_in(low):
                return True
            is_short = len(label.split()) <= _ASKS_FOR_LITTLE
            return is_short and (says_function(low) or self._is_in_sheet(sentence))
        return is_opened or _tells_service(low) or self._is_in_sheet(sentence)

    def _is_in_sheet(self, sentence: Sentence) -> bool:
        """Whether the line stands among others of its kind, of which another tells a service of the site."""
        lines = list(self._sheet(sentence))
        if len(lines) < _SHORTEST_SHEET - 1:
            return False
        return any(
            (named or _tells_service(label)) and not line_cues().labels_of_others.occurs_in(label)
            for label, named in lines
        )

    def unknown_values(self) -> Iterator[tuple[Sentence, int]]:
        """Lines whose value may be a name that the catalogue does not know, and where it begins.

        Known names stand behind the labels of other lines around: two, or one where the label tells a service.
        """
        cues = line_cues()
        for sentence in self._near_known():
            text = sentence.text
            if len(text) > _LONGEST_TEXT or sentence.at in self._known:
                continue
            match = match_label(text)
            if match is None or match.end() == len(text) or len(match["label"].split()) > _MOST_WORDS:
                continue
            low = match["label"].lower()
            if cues.labels_of_others.occurs_in(low) or cues.particulars.occurs_in(low):
                continue
            if entry_cues().elsewhere.occurs_in(text.lower()) or cues.opens_denied.occurs_in(low):
                continue
            lines = list(self._sheet(sentence))
            known = sum(named and not cues.labels_of_others.occurs_in(label) for label, named in lines)
            if known >= 1 + (not _tells_service(low)):
                yield sentence, match.end()

    def _near_known(self) -> Iterator[Sentence]:
        """The sentences with a known name and those so near that the lines around them may reach one."""
        sentences, starts = self._document.sentences(), self._document.read_starts
        following = 0
        for at in sorted(self._known):
            place = bisect_right(starts, at) - 1
            yield from sentences[max(following, place - _REACH) : place + _REACH + 1]
            following = max(following, place + _REACH + 1)

    def _sheet(self, sentence: Sentence) -> Iterator[tuple[str, bool]]:
        """The labels of the lines right above and below, and whether a known name stands behind each."""
        sentences, starts = self._document.sentences(), self._document.read_starts
        own = bisect_right(starts, sentence.at) - 1
        for step in (-1, 1):
            place, seen = own + step, 0
            while 0 <= place < len(sentences) and seen < _NEAR:
                one = sentences[place]
                match = match_label(one.text)
                is_answer = place > 0 and sentences[place - 1].text.endswith("?")
                if match is None and not is_answer:
                    break
                if match and len(one.text.split()) <= _LONGEST_LINE:
                    named = self._known.get(one.at, -1) >= match.end()
                    following = sentences[place + 1] if place + 1 < len(sentences) else one
                    if one.text.endswith("?") and following.at in self._known:
                        named = True
                    yield match["label"].lower(), named
                    seen += 1
                elif match:
                    break
                place += step
