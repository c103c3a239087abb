"""When a document says that it was last updated, and from when it counts.

Only a date beside words that say so is taken: pages are full of dates. A date that says no day is given as
year and month; none is ever made up.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import regex

from trackers.declarations import Fired, Quote
from trackers.policy.document import Document

_TIMEOUT = 2.0
"""Seconds for one document and kind; the patterns are bounded, so this is a fuse."""
_YEAR = regex.compile(r"(?:19|20)\d\d|\d[-./]\d{1,2}[-./]\d\d")
_FAR = 1500
"""Characters from the top or the end within which a document says its date."""


@dataclass(frozen=True, slots=True)
class PolicyDates:
    """ISO 8601 dates (`2021-06-04`, or `2018-02` where no day is given), None where nothing is said."""

    last_updated: str | None = None
    effective: str | None = None
    quotes: tuple[Quote, ...] = ()
    fired: tuple[Fired, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    date: str
    score: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    updated: regex.Pattern[str]
    effective: regex.Pattern[str]
    other_text: regex.Pattern[str]
    this_text: regex.Pattern[str]
    months: tuple[regex.Pattern[str], ...]


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads((files("trackers.policy") / "lexicon" / "dates.toml").read_text("utf-8"))
    months = {int(number): "|".join(names.split()) for number, names in data["months"].items()}
    any_month = "|".join(months[number] for number in sorted(months))
    date = _date_pattern(any_month)
    return _Lexicon(
        updated=regex.compile(f"(?P<cue>{data['updated']}){data['between']}{date}"),
        effective=regex.compile(f"(?P<cue>{data['effective']}){data['between']}{date}"),
        other_text=regex.compile(data["other_text"]),
        this_text=regex.compile(data["this_text"]),
        months=tuple(regex.compile(f"(?:{months[number]})") for number in sorted(months)),
    )


def _date_pattern(month: str) -> str:
    year = r"(?:19|20)\d\d"
    of = r"(?:[\s.,]|\b(?:of|de|do|del|di)\b){1,4}"
    nth = r"(?:st|nd|rd|th|er|\u00ba|\u00aa|o)"
    forms = (
        rf"(?P<y1>{year})[-/.\u5e74\ub144]\s?(?P<m1>\d{{1,2}})[-/.\u6708\uc6d4]\s?(?P<d1>\d{{1,2}})(?!\d)",
        rf"(?P<a2>\d{{1,2}})(?P<s2>[-/.])\s?(?P<b2>\d{{1,2}})(?P=s2)\s?(?P<y2>{year}|\d\d)(?![\d.])",
        rf"(?P<m3>{month})\b\.?{of}?(?P<d3>\d{{1,2}}){nth}?(?!\d)[\s,.'\\\]]{{1,4}}(?:of\s)?(?P<y3>{year})(?!\d)",
        rf"(?P<d4>\d{{1,2}}){nth}?(?:{of}|-)(?P<m4>{month})\b\.?(?:{of}|-|')?(?P<y4>{year})(?!\d)",
        rf"(?P<m5>{month})\b\.?(?:{of}|['\u2019-]|/)?(?P<y5>{year})(?!\d)",
        rf"(?P<m6>0?[1-9]|1[0-2])/(?P<y6>{year})(?!\d)",
    )
    return rf"(?P<date>(?<!\w)(?:{'|'.join(forms)}))"


def policy_dates(document: Document) -> PolicyDates:
    """The date of a document's last update and the date from which it counts, each quoted."""
    lexicon = _lexicon()
    updated = _best(_search(document, lexicon, "updated"))
    effective = _best(_search(document, lexicon, "effective"))
    quotes = []
    fired = []
    for found, rule in ((updated, "date:last-updated"), (effective, "date:effective")):
        if found is not None:
            first, last = document.reading.span(found.start, found.end)
            quote = document.quote(first, last)
            quotes.append(quote)
            fired.append(Fired(rule, quote))
    return PolicyDates(
        updated.date if updated else None, effective.date if effective else None, tuple(quotes), tuple(fired)
    )


def _best(found: Iterator[_Found]) -> _Found | None:
    """The date that stands where documents say it; of equals the first."""
    return max(found, key=lambda one: (one.score, -one.start), default=None)


def _search(document: Document, lexicon: _Lexicon, kind: Literal["updated", "effective"]) -> Iterator[_Found]:
    text = document.reading.text
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    pattern = lexicon.updated if kind == "updated" else lexicon.effective
    for start, end in _near_numbers(low):
        try:
            for match in pattern.finditer(low, start, end, timeout=_TIMEOUT):
                date = _date(match, lexicon, document.language)
                score = _score(low, match, lexicon, kind) if date else 0
                if date and score > 0:
                    yield _Found(date, score, match.start(), match.end("date"))
        except TimeoutError:
            continue


def _near_numbers(low: str) -> Iterator[tuple[int, int]]:
    """The parts of a text that could hold a date and the words before it: dates have numbers."""
    begun, ended = 0, 0
    for match in _YEAR.finditer(low):
        start, end = max(0, match.start() - 200), min(len(low), match.end() + 8)
        if start > ended:
            if ended:
                yield begun, ended
            begun = start
        ended = end
    if ended:
        yield begun, ended


def _score(low: str, match: regex.Match[str], lexicon: _Lexicon, kind: str) -> int:
    """How surely the date is this document's own; nothing or less: it is not."""
    before = low[max(0, match.start() - 60) : match.start()].rsplit("\n", 1)[-1]
    before = regex.split(r"[.!?] |[|\u2022\u00b7]", before)[-1]
    cue = match.group("cue")
    around = f"{before} {cue}"
    score = 1
    if low[match.end("cue") : match.end("cue") + 1] in ('"', "-"):
        return 0  # a key of settings that a page spilt into its text
    if lexicon.other_text.search(before) and not regex.search(
        r"(?:privacy|cookies?) (?:policy|notice)", before
    ):
        return 0
    weak = len(cue.split()) == 1 and not match.group()[len(cue) :].lstrip().startswith(
        (":", "-", "on ", "vom ")
    )
    if lexicon.this_text.search(around):
        score += 3
    elif weak and before.strip(" *_#(<>|-\t"):
        return 0
    if kind == "updated" and "effective" in match.group() and "updat" not in match.group():
        score -= 1
    if kind == "updated" and cue == "version" and "effective" in match.group():
        return 0
    if cue.startswith("as of") and before.strip(" *_#(<>|-\t"):
        return 0
    place = match.start()
    if place < _FAR or len(low) - place < _FAR:
        score += 1
    return score + (1 if not before.strip(" *_#(<>|-\t") else 0)


def _date(match: regex.Match[str], lexicon: _Lexicon, language: str) -> str | None:
    """The ISO date of a match, None where there is no such day."""
    got = match.groupdict()
    if got["y1"]:
        return _iso(got["y1"], got["m1"], got["d1"])
    if got["y2"]:
        first, second = int(got["a2"]), int(got["b2"])
        american = language in ("en", "und") and got["s2"] != "." and first <= 12
        day, month = (second, first) if (american or second > 12) else (first, second)
        return _iso(got["y2"], str(month), str(day))
    for month_key, day_key, year_key in (("m3", "d3", "y3"), ("m4", "d4", "y4"), ("m5", "", "y5")):
        if got[year_key]:
            name = got[month_key].rstrip(".")
            number = next((i for i, names in enumerate(lexicon.months, 1) if names.fullmatch(name)), 0)
            return _iso(got[year_key], str(number), got[day_key] if day_key else None)
    return _iso(got["y6"], got["m6"], None)


def _iso(year: str, month: str, day: str | None) -> str | None:
    number = int(year) + (2000 if len(year) == 2 else 0)
    try:
        date = datetime.date(number, int(month), int(day or 1))
    except ValueError:
        return None
    if not 1994 < number <= datetime.datetime.now(tz=datetime.UTC).year + 1:
        return None
    return date.isoformat() if day else date.isoformat()[:7]
