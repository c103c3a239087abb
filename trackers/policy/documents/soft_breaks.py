"""Line breaks that end no sentence although most lines of the text are long.

Crawlers keep the bodies of pages as text with tags. Inside an element a line break is white space, as in HTML. Nor
does a line end that ends in "not" or "the", and is followed by small letters.
"""

from __future__ import annotations

import re

from trackers.policy.documents.reading import runs_on
from trackers.policy.documents.words import reading_words

_ELEMENT = re.compile(
    r"<(?P<name>p|li|dd|td|b|strong|h[1-6])(?:\s[^<>]{0,1000})?>"
    r"(?P<body>(?:[^<]|<(?!/?(?:p|li|dd|dt|td|tr|ul|ol|br|div|table|h[1-6]|b|strong)\b)){1,8000})<",
    re.IGNORECASE,
)
_MARKED_OUT = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
_TITLE = 120
"""Characters of a heading; what is set in bold print may be longer, and then is a text like any other."""


def soft_breaks(text: str) -> frozenset[int]:
    """Where line breaks of the text stand in the middle of a sentence by what is around them."""
    found = {match.end() - 1 for match in reading_words().dangling.finditer(text)}
    for element in _ELEMENT.finditer(text) if "</" in text else ():
        first, end = element.span("body")
        is_title = element["name"].lower() in _MARKED_OUT and end - first <= _TITLE
        place = text.find("\n", first, end)
        while place >= 0:
            has_words = text[first:place].strip() and text[place:end].strip()
            is_blank = text[place + 1 : place + 2] in {"\n", "\r"}
            if has_words and not is_blank and (is_title or runs_on(text, place, place + 1)):
                found.add(place)
            place = text.find("\n", place + 1, end)
    return frozenset(found)
