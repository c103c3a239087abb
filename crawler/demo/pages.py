"""Server-side includes: how the demonstration's pages share a footer and differ by visitor.

The directives are HTML comments:

`<!--#include FILE -->`: another file of the site, or of `shared/` where the site has none.
`<!--#if dnt gpc -->…<!--#end -->`: for visitors of whom a fact holds; also `unless`; no nesting.
`<!--#date 5 long -->`: the first day of the month five months ago, so that policies stay as old as they are.
`<!--#cookie NAME=…; … -->`: a `Set-Cookie` line of the response; `{id}` becomes a fresh identifier.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection

_CONDITION = re.compile(r"<!--#(if|unless) ([a-z ]+?) -->(.*?)<!--#end -->", re.DOTALL)
_INCLUDE = re.compile(r"<!--#include (\S+) -->")
_DATE = re.compile(r"<!--#date (\d+) (\w+) -->")
_COOKIE = re.compile(r"<!--#cookie (.+?) -->\n?")

DATE_STYLES: dict[str, Callable[[datetime.date], str]] = {
    "long": lambda day: f"{day:%B} {day.day}, {day.year}",
    "british": lambda day: f"{day.day} {day:%B} {day.year}",
    "month": lambda day: f"{day:%B} {day.year}",
    "iso": lambda day: day.isoformat(),
    "us": lambda day: f"{day:%m}/{day:%d}/{day.year}",
}


def months_ago(months: int, today: datetime.date | None = None) -> datetime.date:
    """The first day of the month `months` before this one (UTC)."""
    day = today or datetime.datetime.now(datetime.UTC).date()
    index = day.year * 12 + day.month - 1 - months
    return datetime.date(index // 12, index % 12 + 1, 1)


def expand(text: str, include: Callable[[str], str]) -> str:
    """The page with its includes in place; `include` gives a file's text by name."""
    return _INCLUDE.sub(lambda match: expand(include(match[1]), include), text)


def depends_on(text: str, fact: str) -> bool:
    """Whether an expanded page shows different visitors different things for this fact."""
    return any(fact in match[2].split() for match in _CONDITION.finditer(text))


def render(
    text: str, facts: Collection[str], today: datetime.date | None = None
) -> tuple[str, tuple[str, ...]]:
    """An expanded page as one visitor gets it, and the `Set-Cookie` lines that go with it.

    `facts` are what is true of the visit: `dnt`, `gpc`, `heads`. Raises KeyError for a date style that does
    not exist.
    """

    def keep(match: re.Match[str]) -> str:
        holds = any(name in facts for name in match[2].split())
        return match[3] if holds == (match[1] == "if") else ""

    text = _CONDITION.sub(keep, text)
    cookies = tuple(match[1] for match in _COOKIE.finditer(text))
    text = _COOKIE.sub("", text)
    return _DATE.sub(lambda match: DATE_STYLES[match[2]](months_ago(int(match[1]), today)), text), cookies
