"""When a document says that it was last updated, and from when it counts.

Only a date beside words that say so is taken: pages are full of dates. A date that says no day is given as
year and month; none is ever made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import Literal

import regex

from trackers.declarations import Fired, Quote
from trackers.policy.date_words import DateLexicon, date_lexicon
from trackers.policy.documents.document import Document
from trackers.policy.patterns import Match, Pattern, find_all, fullmatch, match_at
from trackers.policy.written_dates import iso_date, months_first
from trackers.site import host_of

_TIMEOUT = 2.0
"""Seconds for one document and kind; the patterns are bounded, so this is a fuse."""
_YEAR = re.compile(r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|[-./]\d{1,2}[-./]\d\d)")
_LONGEST_PART = 3600
"""Characters of a part in which dates are looked for: longer texts need the slower engine."""
_OVERLAP = 600
"""Characters that two such parts share, so that no date stands across an edge with its words."""
_FAR = 1500
"""Characters from the top or the end within which a document says its date."""
_NEAR_TOP = 3000
"""Characters from the top within which the title stands, below what a page shows before it."""
_BEFORE = 90
"""Characters before a date that may tell whose it is,"""
_TITLE = 200
"""and before one in brackets: a title."""
_FOOT = 400
"""Characters at the end among which a place and a date stand alone, as below a letter."""
_BEFORE_HEADING = regex.compile(r"(?:^|\n)[^\w\n]*$")
_COLON = regex.compile(r"[ \u00a0\u202f]?:")
_DAY_FIRST = regex.compile(r"dd.mm")
_NEAR_HEADING = 400
"""Characters between the heading of a list of changes and its first entry."""
_LISTS = 5
"""Lists of changes of one document that are looked at."""
_AFTER = 60
"""Characters behind a date that may tell whose it is."""
_NO_LETTERS = re.compile(r"\W")


@dataclass(frozen=True, slots=True)
class PolicyDates:
    """ISO 8601 dates (`2021-06-04`, or `2018-02` where no day is given), None where nothing is said."""

    last_updated: str | None = None
    effective: str | None = None
    quotes: tuple[Quote, ...] = ()
    fired: tuple[Fired, ...] = ()


@dataclass(frozen=True)
class _Text:
    """A document in lower case."""

    document: Document

    @property
    def low(self) -> str:
        """Its reading, character for character."""
        return self.document.lowered

    @cached_property
    def american(self) -> bool:
        """Whether 05/03/2021 is in May: asked of few documents, for it takes a search through all of one."""
        return months_first(self.document)


@dataclass(frozen=True, slots=True)
class _Found:
    date: str
    score: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is all date, and where it begins."""

    start: int
    match: Match


def policy_dates(document: Document) -> PolicyDates:
    """The date of a document's last update and the date from which it counts, each quoted."""
    lexicon = date_lexicon()
    low = document.lowered
    near = tuple(_near_numbers(low))
    text = _Text(document)
    updated = (
        _best(_search(text, near, lexicon, "updated"))
        or _under_title(text, lexicon)
        or _answered(text, lexicon)
        or _last_change(text, lexicon)
        or _in_foot(text, lexicon)
    )
    effective = _best(_search(text, near, lexicon, "effective"))
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


def _search(
    text: _Text,
    near: Sequence[tuple[int, int]],
    lexicon: DateLexicon,
    kind: Literal["updated", "effective"],
) -> Iterator[_Found]:
    """The dates in the parts `near` numbers that the words before them make this document's own."""
    patterns = lexicon.updated if kind == "updated" else lexicon.effective
    low = text.low
    for start, end in near:
        present = lexicon.vocabulary.present(low[start:end])
        for pattern in patterns:
            if not pattern.may_match(present):
                continue
            for match in find_all(pattern, low, start, end):
                date = _date(match, lexicon, text)
                score = _score(text, match, lexicon, kind) if date else 0
                if date and score > 0:
                    date, until = (
                        _latest(date, match, text, lexicon) if kind == "updated" else (date, match.end())
                    )
                    yield _Found(date, score, match.start(), until)


def _latest(date: str, found: Match, text: _Text, lexicon: DateLexicon) -> tuple[str, int]:
    """The latest of several dates in a row, and where that row ends: "updated: May 3, 2019; June 7, 2021"."""
    until = found.end()
    while more := match_at(lexicon.more, text.low, until, until + _NEAR_HEADING):
        date, until = max(date, _date(more, lexicon, text) or ""), more.end()
    return date, until


def _dated_lines(low: str, pattern: Pattern, start: int, end: int) -> Iterator[tuple[_Line, str]]:
    """The lines of a part that hold no more than the pattern and its date, each with the line above."""
    above = ""
    for line in low[start:end].splitlines(keepends=True):
        if _YEAR.search(line) and (found := fullmatch(pattern, line)):
            yield _Line(start, found), above
        start += len(line)
        above = line if any(map(str.isalnum, line)) else above


def _first(lines: Iterable[_Line], lexicon: DateLexicon, text: _Text) -> _Found | None:
    """The first of the lines whose date is one."""
    for line in lines:
        if date := _date(line.match, lexicon, text):
            return _Found(date, 1, line.start + line.match.start("date"), line.start + line.match.end("date"))
    return None


def _in_foot(text: _Text, lexicon: DateLexicon) -> _Found | None:
    """The date of a line of the foot that is no more than a place and a date, as letters have it, or the last line."""
    low = text.low
    signed = _dated_lines(low, lexicon.signed, max(0, len(low) - _FOOT), len(low))
    last = _dated_lines(low, lexicon.title_date, low.rstrip().rfind("\n") + 1, len(low))
    return _first((line for line, _ in chain(signed, last)), lexicon, text)


def _under_title(text: _Text, lexicon: DateLexicon) -> _Found | None:
    """The date of an edition: alone on the title's line or on the one below, near the top."""
    lines = _dated_lines(text.low, lexicon.title_date, 0, _NEAR_TOP)
    titled = (line for line, above in lines if line.match["title"] or _is_title(above, lexicon))
    return _first(titled, lexicon, text)


def _is_title(line: str, lexicon: DateLexicon) -> bool:
    try:
        return lexicon.title.fullmatch(line, timeout=_TIMEOUT) is not None
    except TimeoutError:
        return False


def _answered(text: _Text, lexicon: DateLexicon) -> _Found | None:
    """The date alone on a line below a question for it: "When was this policy last updated?"."""
    try:
        ends = [asked.end() for asked in lexicon.asked.finditer(text.low, timeout=_TIMEOUT)]
    except TimeoutError:
        return None
    lines = (
        line
        for end in ends
        for line, _ in _dated_lines(text.low, lexicon.title_date, end, end + _NEAR_HEADING)
    )
    return _first(lines, lexicon, text)


def _last_change(text: _Text, lexicon: DateLexicon) -> _Found | None:
    """The latest date of a list of changes: each entry begins with its date, the first soon below the heading."""
    low = text.low
    for end in _change_logs(low, lexicon):
        entries = find_all(lexicon.change, low, end, min(end + _FAR, len(low)))
        dated = [(_date(entry, lexicon, text), entry) for entry in entries]
        found = [_Found(date, 1, entry.start("date"), entry.end("date")) for date, entry in dated if date]
        if found and found[0].start - end < _NEAR_HEADING:
            return max(found, key=lambda one: one.date)
    return None


def _change_logs(low: str, lexicon: DateLexicon) -> Iterator[int]:
    """Where the headings of lists of changes end, and the lines that open such lists."""
    for heading in lexicon.change_log:
        place = low.find(heading)
        while place >= 0 and not _BEFORE_HEADING.search(low, max(0, place - 9), place):
            place = low.find(heading, place + 1)
        if place >= 0:
            yield place + len(heading)
    try:
        lines = lexicon.changes_were.finditer(low, timeout=_TIMEOUT)
        yield from [line.end() for line in islice(lines, _LISTS)]
    except TimeoutError:
        return


def _near_numbers(low: str) -> Iterator[tuple[int, int]]:
    """The parts of a text that could hold a date and the words around it, long ones in pieces that overlap."""
    for begun, ended in _numbered(low):
        for start in range(begun, max(begun + 1, ended - _OVERLAP), _LONGEST_PART - _OVERLAP):
            yield start, min(ended, start + _LONGEST_PART)


def _numbered(low: str) -> Iterator[tuple[int, int]]:
    """The parts with the numbers that dates have."""
    begun, ended = 0, 0
    for match in _YEAR.finditer(low):
        start, end = max(0, match.start() - 200), min(len(low), match.end() + 80)
        if start > ended:
            if ended:
                yield begun, ended
            begun = start
        ended = end
    if ended:
        yield begun, ended


def _is_of_others(text: _Text, match: Match, before: str, lexicon: DateLexicon) -> bool:
    """Whether a date is that of somebody else's policy: "Trackco's privacy policy (updated May 3, 2021) explains …"."""
    if lexicon.points_at.match(text.low[match.end() : match.end() + _AFTER]):
        return True
    owner = lexicon.possessor.search(before) if match.group()[:1] != "\n" else None
    if owner and before.rstrip().endswith("("):
        return _NO_LETTERS.sub("", owner[1]) not in _NO_LETTERS.sub("", host_of(text.document.url))
    partner = lexicon.partners.search(before)
    return partner is not None and not lexicon.ours.search(before, partner.end())


def _score(text: _Text, match: Match, lexicon: DateLexicon, kind: str) -> int:
    """How surely the date is this document's own; nothing or less: it is not."""
    low = text.low
    line = low[max(0, match.start() - _TITLE) : match.start()].rsplit("\n", 1)[-1]
    in_brackets = line.endswith("(")  # what it dates stands before them: a title, full stops and all
    before = line if in_brackets else regex.split(r"[.!?] |[|\u2022\u00b7]", line[-_BEFORE:])[-1]
    cue = match.group("cue")
    words = match.group()
    weak = lexicon.weak
    alone = lexicon.other_date.fullmatch(before) is not None
    if low[match.end("cue") : match.end("cue") + 1] in ('"', "-"):
        return 0  # a key of settings that a page spilt into its text
    if lexicon.other_text.search(before) and not lexicon.policies.search(before):
        return 0
    if lexicon.replaced.search(before) or _is_of_others(text, match, before, lexicon):
        return 0
    named = list(lexicon.this_text.finditer(f"{before} {words}"))
    law = list(lexicon.law.finditer(before))
    if law and not any(one.start() > law[-1].start() for one in named):
        return 0
    ours = bool(named) or (kind == "updated" and lexicon.last.search(words) is not None)
    if not ours and not alone and not _COLON.match(low, match.end("cue")):
        return 0
    if kind == "updated" and cue == weak.numbers and weak.effective in words:
        return 0
    top = match.start() < _FAR
    if (
        kind == "effective"
        and not (named or top)
        and regex.match(r"\s*,\s*\p{L}", low[match.end() : match.end() + 9])
    ):
        return 0  # "Effective May 3, the law of …"
    first = not before.strip(" *_#<>|([,-\t")
    at_an_end = match.start() < _NEAR_TOP or len(low) - match.start() < _FOOT
    if cue == weak.label and not (first and at_an_end):
        return 0
    if cue in weak.dates_sentence and not (first and regex.match(r"[\s)*_.|]*(?:\n|$)", low[match.end() :])):
        return 0  # "As of May 3, we have …" dates what follows
    near = 2 if top or len(low) - match.start() < _FAR else 0
    both = kind == "updated" and weak.effective in words and weak.updates not in words
    return 2 + ours + near + alone - both


def _date(match: Match, lexicon: DateLexicon, text: _Text) -> str | None:
    """The ISO date of a match, None where there is no such day."""
    got = match.groupdict()
    if got["y2"]:
        first, second = int(got["a2"]), int(got["b2"])
        american = text.american and got["s2"] != "." and first <= 12
        if _DAY_FIRST.search(match.group()):
            american = False
        day, month = (second, first) if (american or second > 12) else (first, second)
        return iso_date(got["y2"], str(month), str(day))
    number = next(n for n in "13456789" if got[f"y{n}"])
    month_said = got[f"m{number}"]
    if not month_said.isdigit():
        name = month_said.rstrip(".")
        month_said = str(next((i for i, names in enumerate(lexicon.months, 1) if names.fullmatch(name)), 0))
    return iso_date(got[f"y{number}"], month_said, got.get(f"d{number}"))
