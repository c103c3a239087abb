"""Line breaks that end no sentence although most lines of the text are long.

Crawlers keep the bodies of pages as text with tags. Inside an element a line break is white space, as in HTML. Nor
does a line end that ends in "not" or "the", and is followed by small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trackers.policy.documents.reading import is_wrapped, places_of, runs_on
from trackers.policy.documents.words import reading_words

_ELEMENT = re.compile(
    r"<(?P<name>p|li|dd|td|b|strong|h[1-6])(?:\s[^<>]{0,1000})?>"
    r"(?P<body>(?:[^<]|<(?!/?(?:p|li|dd|dt|td|tr|ul|ol|br|div|table|h[1-6]|b|strong)\b)){1,8000})<",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(
    r"^[ \t]*[^\s|#<].{39,}(?:\n(?![ \t]*(?:[*+\-\u2022#|<]|\d{1,2}[.)]))[ \t]*\S.*)+", re.MULTILINE
)
"""Lines without a blank one between them, or one that begins an item, a heading or a row."""
_ITEM = re.compile(r"[ \t]*(?:[*+\-\u2022]|\d{1,2}[.)])\s")
_MARKED_OUT = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
_WORD = 24
"""Characters at the end of a line, and the beginning of the next one, that are looked at."""
_SHORT = 40
"""Characters of a line that may be a title whatever its last word."""
_POSSESSIVES = ("'s", "\u2019s")
_OPENS = ('"', "'", "\u201c", "\u201e", "\u00ab", "(")
_TITLE = 120
"""Characters of a heading; what is set in bold print may be longer, and then is a text like any other."""


def soft_breaks(text: str) -> frozenset[int]:
    """Where line breaks of the text stand in the middle of a sentence by what is around them."""
    found = {*_dangling(text), *_inside_paragraphs(text)}
    for element in _ELEMENT.finditer(text) if "</" in text else ():
        first, end = element.span("body")
        is_title = element["name"].lower() in _MARKED_OUT and end - first <= _TITLE
        for place in places_of("\n", text, first, end):
            has_words = text[first:place].strip() and text[place:end].strip()
            is_blank = text[place + 1 : place + 2] in {"\n", "\r"}
            if has_words and not is_blank and (is_title or runs_on(text, place, place + 1)):
                found.add(place)
    return frozenset(found)


def _inside_paragraphs(text: str) -> Iterator[int]:
    """The breaks of paragraphs that were wrapped by hand, and of the items of lists that go on indented."""
    for paragraph in _PARAGRAPH.finditer(text):
        first, end = paragraph.span()
        item = _ITEM.match(text, first) is not None
        if not item and not is_wrapped(paragraph.group()):
            continue
        for place in places_of("\n", text, first, end):
            if (not item or text[place + 1 : place + 3].isspace()) and runs_on(text, place, place + 1):
                yield place


def _dangling(text: str) -> Iterator[int]:
    """The ends of the lines that go on in the next one by their last word."""
    words = reading_words()
    start, place = 0, text.find("\n")
    while place >= 0:
        last = text[max(start, place - _WORD) : place].rstrip().rpartition(" ")[2].lower()
        is_last = last in words.never_last or (last in words.rarely_last and place - start > _SHORT)
        if is_last or last in words.torn or last.endswith(_POSSESSIVES):
            following = text[place + 1 : place + _WORD].lstrip(" \t")
            goes_on = following[:1].islower() or following[:1] in _OPENS
            torn = words.torn.get(last)
            if (
                (is_last and goes_on)
                or (torn is not None and following.lower().startswith(torn))
                or (last.endswith(_POSSESSIVES) and following[:1].isalpha())
            ):
                yield place
        start, place = place + 1, text.find("\n", place + 1)
