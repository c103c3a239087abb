"""Strings that pages, policies and vendors chose, made safe to show to a person.

Escaping is the template engine's work. What escaping cannot do is done here: characters that hide or reorder
text are spelled out, huge strings are cut with their length said, and only plain web addresses become links.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LONGEST = 4000
"""Characters of one string that a report shows at most."""
LONGEST_LINK = 2000

# C0 and C1 controls but tab and newline; Arabic letter mark; zero-width space; direction marks, embeddings,
# overrides and isolates; line and paragraph separators; word joiner and invisible operators; byte order mark;
# interlinear annotation; tag characters; surrogates and non-characters. Joiners (U+200C, U+200D) and the soft
# hyphen stay: Persian, emoji and hyphenated prose need them and they reorder nothing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """`text` with every character that hides or reorders others spelled out: `⟨U+202E⟩`."""
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text.replace("\r\n", "\n"))


def shorten(text: str, limit: int = LONGEST) -> str:
    """`text`, cut after `limit` characters with its whole length said where it is longer."""
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text):,} characters in all)"


def shown(text: str, limit: int = LONGEST) -> str:
    """Shortened, then made visible."""
    return visible(shorten(text, limit))


def link(url: str | None) -> str | None:
    """The URL where it may be linked: plain http or https, no name or password, nothing hidden; else None."""
    if not url or len(url) > LONGEST_LINK or _UNSEEN.search(url) or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else None
