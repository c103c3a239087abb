"""What stands between two lines of dashes at the top of a Markdown file: the page's title and data, no text of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BETWEEN_LINES = re.compile(
    r"\A\ufeff?(?P<line>---|\+\+\+)[ \t]*\r?\n(?P<body>(?:[^\n]{0,1000}\n){1,80}?)(?P=line)[ \t]*(?:\r?\n|\Z)"
)
_ENTRY = re.compile(r"[\w.-]+ ?[:=](?:\s|\Z)|\s|[-#\[\]{}]|\Z")
"""The beginning of a line with a key, or of one that goes on with the key above."""
_TITLE = re.compile(r"^title ?[:=]\s*(?P<mark>[\"']?)(?P<title>[^\n]{1,200}?)(?P=mark)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where it ends, 0 where there is none, and the title that it gives the page."""

    end: int = 0
    title: str = ""


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text. Lines that are no entries make it a text between two rules."""
    found = _BETWEEN_LINES.match(text)
    if found is None or not all(map(_ENTRY.match, found["body"].splitlines())):
        return FrontMatter()
    title = _TITLE.search(found["body"])
    return FrontMatter(found.end(), title["title"].strip() if title else "")
