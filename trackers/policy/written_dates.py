"""Dates as people write them: the expression that finds one, and the day that it means."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from trackers.policy.documents.document import Document
from trackers.site import host_of

_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([/-])(\d{1,2})\2(?:19|20)\d\d(?!\d)")
_MAILBOX = re.compile(r"@[\w.-]{1,80}?\.([A-Za-z]{2})(?![\w-]|\.\w)")
_DAYS_FIRST = frozenset(("uk", "ie", "au", "nz", "in", "za", "eu", "sg", "my", "ng", "ke", "mt"))
"""Countries that write English and put the day before the month."""


def date_pattern(month: str, words: Mapping[str, str]) -> str:
    """The expression for a date in the group `date`; `month` and `words` are the lexicon's.

    Year, month and day are in groups with the number of the form: `y1`, `m1`, `d1` …; of two numbers that may be
    day and month, the form 2 has the first in `a2`, the second in `b2` and the sign between in `s2`.
    """
    year = r"(?:19|20)\d\d"
    of = rf"(?:[\s.,]|\b(?:{words['within']})\b){{1,5}}"
    nth = rf"(?:{words['ordinal']})"
    forms = (
        rf"(?P<y1>{year})[-/.\u5e74\ub144]\s?(?P<m1>\d{{1,2}})[-/.\u6708\uc6d4]\s?(?P<d1>\d{{1,2}})(?!\d)",
        rf"(?P<a2>\d{{1,2}})\s?(?P<s2>[-/.])\s?(?P<b2>\d{{1,2}})\s?(?P=s2)\s?(?P<y2>{year}|\d\d)(?![\d.]*\d)",
        rf"(?P<m3>{month})(?=[\W\d])\.?(?:{of}|-)?(?P<d3>\d{{1,2}}){nth}?(?!\d)[\s,.'\\\]-]{{1,4}}(?:(?:{words['of_year']})\s)?(?P<y3>{year})(?!\d)",
        rf"(?P<d4>\d{{1,2}}){nth}?(?:{of}|-)?(?P<m4>{month})(?=[\W\d])\.?(?:{of}|-|')?(?P<y4>{year})(?!\d)",
        rf"(?P<m5>{month})(?=[\W\d])\.?(?:{of}|['\u2019-]|/)?(?P<y5>{year})(?!\d)",
        rf"(?P<m6>0?[1-9]|1[0-2])[/.-](?P<y6>{year})(?![\d-])",
        rf"(?P<y7>{year}),?\s(?P<m7>{month})\s(?P<d7>\d{{1,2}})(?!\d)",
        rf"(?P<y8>{year})[-/](?P<m8>0[1-9]|1[0-2])(?![\d/-])",
        r"(?P<y9>20\d\d)(?P<m9>0[1-9]|1[0-2])(?P<d9>[0-3]\d)(?!\d)",
    )
    return rf"(?P<date>(?<!\w)(?:{'|'.join(forms)}))"


def months_first(document: Document) -> bool:
    """Whether months stand before days: as other dates of the document tell, or its language, domain and mailboxes."""
    if document.language not in ("en", "und"):
        return False
    told = [(int(date[1]), int(date[3])) for date in _NUMERIC.finditer(document.lowered)]
    if any(second > 12 >= first for first, second in told):
        return True
    if any(first > 12 >= second for first, second in told):
        return False
    countries = {host_of(document.url).rsplit(".", 1)[-1], *map(str.lower, _MAILBOX.findall(document.text))}
    return countries.isdisjoint(_DAYS_FIRST)


def iso_date(year: str, month: str, day: str | None) -> str | None:
    """The ISO 8601 date, without a day where none is given; None where there is no such day."""
    number = int(year) + (2000 if len(year) == 2 else 0)
    try:
        date = datetime.date(number, int(month), int(day or 1))
    except ValueError:
        return None
    if not 1994 < number <= datetime.datetime.now(tz=datetime.UTC).year + 1:
        return None
    return date.isoformat() if day else date.isoformat()[:7]
