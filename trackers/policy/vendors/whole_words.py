"""Whether a name that was found in a text is a word of its own there, or a part of another."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

DOMAIN_END = re.compile(
    r"\.(?:com|io|net|org|co|ai|de|fr|tech|app|dev|eu|ch|nl|cloud)\b(?![/\w@-])", re.IGNORECASE
)
_AFTER_SLASH = re.compile(r"(?:^|[\s(|\"'*])[A-Z][\w&+-]*(?: [A-Z][\w&+-]*){0,2}(?:/[A-Z][\w&+-]*)*/\Z")
"""What stands before a name that a slash joins to others, which is no address: "Acme/Widget"."""
_BEFORE_SLASH = 60
_GENITIVE = 6
"""Shortest name that an "s" may follow without an apostrophe ("Googles Dienste")."""
_INFLECTED = 4
"""Shortest name that has endings."""
_GLUED_BEFORE = "_.@/#-"
_GLUED = 5
"""Shortest name that is sought inside glued words."""
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
)
"""Thai, Lao, Burmese, Khmer, kana, Han; and Hangul, whose particles are written on to a name."""


def is_inflected(text: str, start: int, end: int, endings: re.Pattern[str]) -> bool:
    """Whether a name written with a capital has an ending of its language: "Facebookowi"."""
    return (
        end - start >= _INFLECTED
        and text[start].isupper()
        and (start == 0 or not (text[start - 1].isalnum() or text[start - 1] in _GLUED_BEFORE))
        and endings.match(text, end) is not None
    )


def is_whole(text: str, start: int, end: int, brands: AbstractSet[str]) -> bool:
    """Whether the characters `start:end` are whole words; `brands`: names that are nobody's common nouns."""
    if _is_glued(text, start, end):
        return True
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    before = " " if _WITHOUT_SPACES.match(before) else before
    after = " " if _WITHOUT_SPACES.match(after) else after
    if before == "-" and start > 1 and text[start - 2].isalnum():
        return False
    if after == "s" and _is_genitive(text, start, end, brands):
        after = text[end + 1 : end + 2] or " "
    if (
        before == "/"
        and text[start].isupper()
        and _AFTER_SLASH.search(text[max(0, start - _BEFORE_SLASH) : start])
    ):
        before = " "
    if before.isalnum() or before in "_.@/#" or after.isalnum() or after in "_@":
        return (
            before == "." and start > 1 and text[start - 2].islower() and not after.isalnum() and after != "."
        )
    if after == "/":
        return "." not in text[start:end] and not text[end + 1 : end + 2].isdigit()
    if after == "." and text[end + 1 : end + 2].isalnum():
        return DOMAIN_END.match(text, end) is not None and before.isspace()
    return True


def _is_glued(text: str, start: int, end: int) -> bool:
    """Whether cells of a lost table run into the name, told by its capitals: "FathomAnalytics", "daysYouTube Ads2"."""
    name = text[start:end]
    if not (name[0].isupper() and name[-1].islower() and len(name) >= _GLUED):
        return False
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    if before in "\n|":
        return after.isupper()
    free = " " in name
    return (
        free
        and (before.islower() or before.isspace())
        and (after.isupper() or after.isdigit() or after.isspace())
    )


def _is_genitive(text: str, start: int, end: int, brands: AbstractSet[str]) -> bool:
    """Whether an "s" after a name written with capitals is that of possession or plural: "OpenAIs models"."""
    name = text[start:end]
    is_name = name[0].isupper() and len(name) >= _GENITIVE and name.isalnum() and not name.isupper()
    capitals = sum(map(str.isupper, name))
    return is_name and (capitals > 1 or name.lower() in brands)
