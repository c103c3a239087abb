"""How long a cookie is said to live, in days."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import regex

_DAYS = {
    "year": 365.0,
    "month": 30.0,
    "week": 7.0,
    "day": 1.0,
    "hour": 1 / 24,
    "minute": 1 / 1440,
    "second": 1 / 86400,
}
"""Calendar units as browsers' lifetimes are compared with them: a year is 365 days, a month 30."""
_TWELVE_MONTHS = 365 / 12


@cache
def cookie_lexicon() -> Mapping[str, Any]:
    """`lexicon/cookie_tables.toml` as it stands."""
    return tomllib.loads((files("trackers.policy") / "lexicon" / "cookie_tables.toml").read_text("utf-8"))


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], dict[str, int]]:
    words = cookie_lexicon()["lifetime"]
    numbers: dict[str, int] = words["numbers"]
    units = "|".join(f"(?P<{unit}>{words[unit]})" for unit in _DAYS)
    number = (
        rf"\d{{1,6}}(?:[.,]\d{{1,3}})?|{'|'.join(map(regex.escape, sorted(numbers, key=len, reverse=True)))}"
    )
    span = regex.compile(rf"(?<![\w.])(?P<number>{number})(?: ?\(\d{{1,4}}\))?[ -]{{0,2}}(?:{units})(?!\w)")
    return span, regex.compile(words["session"]), numbers


def lifetime_days(text: str) -> float | None:
    """Days that a text gives a cookie: 0 for a session, None where it does not say.

    Parts of one period are added (`1 year 1 month`); of several periods the longest counts.
    """
    span, session, numbers = _patterns()
    low = " ".join(text.lower().split())
    longest: float | None = None
    total, last = 0.0, -1
    for match in span.finditer(low, timeout=1.0):
        unit = next(name for name in _DAYS if match.group(name))
        said = match.group("number").replace(",", ".")
        number = float(numbers[said]) if said in numbers else float(said)
        days = number * (_TWELVE_MONTHS if unit == "month" and number >= 12 else _DAYS[unit])
        joined = last >= 0 and low[last : match.start()].strip(" ,") in ("", "and", "et", "und")
        total = total + days if joined else days
        last = match.end()
        longest = max(longest or 0.0, total)
    if longest is not None:
        return round(longest, 4)
    return 0.0 if session.search(low) else None
