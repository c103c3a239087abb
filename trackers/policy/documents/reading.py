"""The text as rules read it, and the way back to the text as it is stored.

Rules match words. What stands between the words in a stored text (soft hyphens, zero-width characters,
Markdown marks, stray tags, runs of white space, line breaks in the middle of a sentence) would hide them, so
it is left out here, and every position keeps its place in the stored text.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from trackers.policy.documents.words import reading_words

_SAME_LENGTH = (
    (" ", "\u00a0\u2007\u202f\u2009\u200a\u3000"),
    ("'", "\u2018\u2019\u201b\u2032\u02bc\u00b4`"),
    ('"', "\u201c\u201d\u201e\u201f\u00ab\u00bb"),
    ("-", "\u2010\u2011\u2012"),
)
"""Typography that carries no meaning for a rule; each replaced by one character, so that lengths stay."""

_INVISIBLE = "\u00ad\u00ae\u2122\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
"""Typographic ligatures of PDF files and what they stand for."""

_TAGS = (
    "a|abbr|address|article|aside|b|big|blockquote|br|center|cite|code|dd|details|div|dl|dt|em|figure|font|footer"
    "|form|h[1-6]|header|hr|i|img|label|li|main|nav|ol|option|p|pre|section|select|small|span|strong|sub|summary"
    "|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul"
)
_BREAKING = re.compile(
    r"</?(?:address|article|aside|blockquote|br|center|dd|div|dl|dt|footer|form|h[1-6]|header|hr|li|main|nav|ol"
    r"|option|p|pre|section|select|table|tbody|td|tfoot|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
_NOISE_CLEAN = re.compile(
    rf"[ \n{_INVISIBLE}\ufb00-\ufb06](?:(?<= )(?: +|\n\s*)|(?<=\n)\s+|(?<=[{_INVISIBLE}])[{_INVISIBLE}]*"
    r"|(?<=[\ufb00-\ufb06]))"
)
_NOISE_MARKED = re.compile(
    rf"[\s&<\]\[!*_\\{_INVISIBLE}\ufb00-\ufb06-](?:"
    r"(?<=\w[-\u00ad])[ \t]*\r?\n[ \t]*(?=[a-z\u00df-\u00f6\u00f8-\u00ff])|(?<=\s)\s+"
    rf"|(?<=[\n\t\r\f\v<\]\[!*_\\\ufb00-\ufb06])|(?<=[{_INVISIBLE}])[{_INVISIBLE}]*"
    r"|(?<=&)(?i:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});)"
)
"""Where a mark may begin; `_MARKS` tells whether one does. One set in front lets the engine skip the words."""
_MARKS = {
    "<": re.compile(rf"</?(?:{_TAGS})\b[^<>]{{0,1000}}>", re.IGNORECASE),
    "]": re.compile(r"\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)"),
    "[": re.compile(r"\[(?=[^\[\]\n]{0,1500}\]\()"),
    "!": re.compile(r"!\[(?=[^\[\]\n]{0,1500}\]\()"),
    "*": re.compile(r"\*{1,3}"),
    "_": re.compile(r"(?<!\w)_(?=[^_\s][^_\n]{0,200}_(?!\w|\*(?!\*)))|(?<=[^\s_])_(?!\w|\*(?!\*))"),
    "\\": re.compile(r"\\[!-/:-@\[-`{-~]"),
}
_CODE = re.compile(r"`[^`\n]{1,200}`")
_NOWHERE = (sys.maxsize, sys.maxsize)
_RULE_LINE = re.compile(r"[-=*_\s]+\Z")
_ITEM = re.compile(r"\s*(?:[*+\-\u2022\u00b7\u25cf\u25aa\u2013o]\s|\(?\w{1,3}[.)]\s|[#|<])")
_MANY_LINES = 8
_SHORTEST_WRAPPED = 40
"""Characters of the longest line below which lines are entries rather than parts of sentences."""
WRAP_LIMIT = 130
"""A text hardly one of whose lines is longer than this was wrapped by hand or by a printer."""
_LONG_AMONG = 25
"""Lines of a wrapped text of which one may be longer: it holds an address."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text for rules. Its i-th piece begins at `starts[i]` here and at `sources[i]` in the stored text."""

    text: str
    starts: tuple[int, ...] = (0,)
    sources: tuple[int, ...] = (0,)

    def source(self, position: int) -> int:
        """Where the character at `position` of the reading stands in the stored text."""
        place = bisect_right(self.starts, position) - 1
        return self.sources[place] + position - self.starts[place]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stored text's `start:end` for the reading's."""
        if end <= start:
            first = self.source(start)
            return first, first
        return self.source(start), self.source(end - 1) + 1

    def position(self, source: int) -> int:
        """The reading's position for one of the stored text; what was left out counts as what follows it."""
        place = bisect_right(self.sources, source) - 1
        if place < 0:
            return 0
        position = self.starts[place] + source - self.sources[place]
        limit = self.starts[place + 1] if place + 1 < len(self.starts) else len(self.text)
        return min(position, limit)

    def between(self, start: int, end: int) -> str:
        """What rules read of the stored text's `start:end`."""
        return self.text[self.position(start) : self.position(end)].strip()


def lowered(text: str) -> str:
    """Lower case, character for character: a letter whose small form is longer stays as it is."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def places_of(part: str, text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where a part begins within `start:end` of a text, in order."""
    place = text.find(part, start, end)
    while place >= 0:
        yield place
        place = text.find(part, place + 1, end)


def read_clean(text: str) -> Reading:
    """The reading of a text whose mark-up is gone already (HTML)."""
    return _without(text, _NOISE_CLEAN, wrapped=False)


def read_marked(text: str, *, wrapped: bool | None, soft_breaks: frozenset[int]) -> Reading:
    """The reading of a text that still carries marks: Markdown, stray tags, lines wrapped by hand.

    `wrapped` says whether its lines end in the middle of sentences; None lets the lines tell. `soft_breaks` do so
    in any case.
    """
    is_so = is_wrapped(text) if wrapped is None else wrapped
    return _without(text, _NOISE_MARKED, wrapped=is_so, soft_breaks=soft_breaks)


def is_wrapped(text: str) -> bool:
    """Whether line breaks stand inside sentences: hardly a long line, and most full lines run on in lower case.

    Rows of tables are as long as they must be, and so is a line with an address.
    """
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and line[0] != "|"]
    short = [line for line in lines if len(line) <= WRAP_LIMIT]
    if (len(lines) - len(short)) * _LONG_AMONG > len(lines):
        return False
    lines = short
    longest = max(map(len, lines), default=0)
    if longest < _SHORTEST_WRAPPED:
        return False
    pairs = [(a, b) for a, b in pairwise(lines) if len(a) >= longest * 0.7]
    running = sum(1 for a, b in pairs if a[-1] not in ".!?:;" and b[:1].islower())
    if len(lines) < _MANY_LINES:  # few lines must speak the more plainly
        return len(pairs) > 1 and running >= len(pairs) * 0.5
    return len(pairs) >= 5 and running >= len(pairs) * 0.4


def _without(
    text: str, noise: re.Pattern[str], *, wrapped: bool, soft_breaks: frozenset[int] = frozenset()
) -> Reading:
    plain = _plain(text)
    code = iter([m.span() for m in _CODE.finditer(text)] if noise is _NOISE_MARKED else [])
    code_start, code_end = next(code, _NOWHERE)
    pieces: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    length = position = 0
    for match in noise.finditer(plain):
        found = match.group()
        start = match.start()
        is_soft = start in soft_breaks
        if found == "\n" and not (wrapped or is_soft):
            continue  # stays as it is
        if start < position:
            continue
        end = match.end()
        while code_end <= start:
            code_start, code_end = next(code, _NOWHERE)
        if mark := _MARKS.get(found):
            whole = mark.match(plain, start)
            if whole is None or code_start <= start or _is_wildcard(plain, start, whole.end()):
                continue
            end = whole.end()
            found = whole.group()
        if position < start:
            pieces.append(plain[position:start])
            starts.append(length)
            sources.append(position)
            length += start - position
        instead = " " if is_soft else _instead(plain, match.span(), found, wrapped=wrapped)
        for letter in LIGATURES.get(found) or instead:
            pieces.append(letter)
            starts.append(length)
            sources.append(end - 1 if found[0] == "\\" else start)
            length += 1
        position = end
    if position < len(plain) or not starts:
        pieces.append(plain[position:])
        starts.append(length)
        sources.append(position)
    return Reading("".join(pieces), tuple(starts), tuple(sources))


def _plain(text: str) -> str:
    """The text with plain typography, character for character."""
    if text.isascii():
        return text.replace("`", "'")
    for plain, typographic in _SAME_LENGTH:
        for character in typographic:
            text = text.replace(character, plain)
    return text


def _is_wildcard(plain: str, start: int, end: int) -> bool:
    """Whether a star, or an underscore at a word's end, belongs to a cookie's name: `_pk_id*`, `__utm_`."""
    if end - start != 1 or plain[start] not in "*_":
        return False
    word = _word_before(plain, start)
    return plain[start] == "*" and "_" in word.strip("*") and not word.startswith("*")


def _word_before(plain: str, place: int) -> str:
    """What stands before a place without a gap, as far as it matters."""
    before = plain[max(0, place - 80) : place]
    for mark in "|,;":
        before = before.replace(mark, " ")
    return before.split()[-1] if before and not before[-1].isspace() else ""


def _instead(plain: str, span: tuple[int, int], found: str, *, wrapped: bool) -> str:
    """What takes the place of noise: nothing, a space, a letter, or the line break that ends a block."""
    start, end = span
    if found[0] in "-\u00ad" and "\n" in found:
        if found[0] == "-" and reading_words().after_hyphen.match(plain, end):
            return "- "
        keeps = _word_before(plain, start).lower().strip("(\"'") in reading_words().hyphenated
        return "-" if keeps and found[0] == "-" else ""
    if "\n" in found and found.isspace():
        if wrapped and found.count("\n") == 1 and runs_on(plain, start, end):
            return " "
        return "\n"
    if found.isspace():
        return "\t" if "\t" in found and start and plain[start - 1] != "\n" else " "
    if found[0] == "&":
        letters = _plain(unescape(found))
        return " " if letters.isspace() else letters.strip(_INVISIBLE)
    if found[0] == "\\":
        return found[1]
    return "\n" if found[0] == "<" and _BREAKING.match(found) else ""


def runs_on(plain: str, end: int, start: int) -> bool:
    """Whether the line that begins at `start` goes on with the sentence of the line that ends at `end`."""
    line_start = plain.rfind("\n", 0, end) + 1
    line = plain[line_start:end].strip()
    following = plain[start : start + 40]
    if not line or not following or _ITEM.match(following) or _RULE_LINE.match(line):
        return False
    return following[0].islower() or (line[-1] not in ".!?:;" and len(line) > 45) or line[-1] in ",("
