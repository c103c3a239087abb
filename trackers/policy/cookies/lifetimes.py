"""How long a cookie is said to live, in days."""

from __future__ import annotations

from functools import cache

import regex

from trackers.policy.cookies.lexicon import cookie_lexicon

_DAYS = {
    "year": 365.0,
    "month": 30.0,
    "fortnight": 14.0,
    "week": 7.0,
    "day": 1.0,
    "hour": 1 / 24,
    "minute": 1 / 1440,
    "second": 1 / 86400,
}
"""Calendar units as browsers' lifetimes are compared with them: a year is 365 days, a month 30."""
_ISO_PERIOD = regex.compile(
    r"p(?=.)(?:(?P<year>\d{1,3})y)?(?:(?P<month>\d{1,4})m)?(?:(?P<week>\d{1,4})w)?(?:(?P<day>\d{1,5})d)?"
    r"(?:t(?:(?P<hour>\d{1,6})h)?(?:(?P<minute>\d{1,7})m)?(?:(?P<second>\d{1,9})s)?)?"
)
"""A period as machines write it: `P1Y`, `PT30M`."""
_TWELVE_MONTHS = 365 / 12


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], dict[str, float]]:
    words = cookie_lexicon()["lifetime"]
    numbers: dict[str, float] = words["numbers"]
    units = "|".join(f"(?P<{unit}>{words[unit]})" for unit in _DAYS)
    in_words = "|".join(map(regex.escape, sorted(numbers, key=len, reverse=True)))
    number = rf"(?P<number>\d{{1,10}}(?:[.,]\d{{1,3}}| ?½| 1/2)?|½|(?:{in_words})(?=[ (-]))"
    span = regex.compile(rf"(?<![\w.]){number}(?: ?\(\d{{1,4}}\))?[ -]{{0,2}}(?:{units})(?!\w)")
    return span, regex.compile(words["session"]), numbers


@cache
def _session_in_prose() -> regex.Pattern[str]:
    return regex.compile(cookie_lexicon()["lifetime"]["session_in_prose"])


@cache
def _and_a_half() -> regex.Pattern[str]:
    return regex.compile(cookie_lexicon()["lifetime"]["and_a_half"])


def _number(said: str) -> float:
    """Digits, with a half as they are printed: `2.5`, `2½`, `2 1/2`, `½`."""
    whole = said.removesuffix("½").removesuffix(" 1/2").strip()
    return float(whole or 0) + (0.5 if whole != said else 0.0)


def lifetime_days(text: str, *, prose: bool = False) -> float | None:
    """Days that a text gives a cookie: 0 for a session, None where it does not say.

    Parts of one period are added (`1 year 1 month`); of several periods the longest counts. In `prose` the
    word "session" alone says nothing of a life: a cookie may remember a session for years.
    """
    span, session, numbers = _patterns()
    if prose:
        session = _session_in_prose()
    low = " ".join(text.lower().split())
    if iso := _ISO_PERIOD.fullmatch(low):
        return round(sum(_DAYS[unit] * int(said) for unit, said in iso.groupdict().items() if said), 4)
    longest: float | None = None
    total, last = 0.0, -1
    for match in span.finditer(low, timeout=1.0):
        unit = next(name for name in _DAYS if match.group(name))
        said = match.group("number").replace(",", ".")
        number = float(numbers[said]) if said in numbers else _number(said)
        if _and_a_half().match(low, match.end()):
            number += 0.5
        days = number * (_TWELVE_MONTHS if unit == "month" and number >= 12 else _DAYS[unit])
        joined = last >= 0 and low[last : match.start()].strip(" ,") in (
            "",
            *cookie_lexicon()["lifetime"]["joins"],
        )
        total = total + days if joined else days
        last = match.end()
        longest = max(longest or 0.0, total)
    if longest is not None:
        return round(longest, 4)
    return 0.0 if session.search(low) else None
