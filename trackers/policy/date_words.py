"""The expressions by which dates are read: `lexicon/dates.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from trackers.policy.lexicons import read_lexicon
from trackers.policy.literals import Vocabulary, needs_of
from trackers.policy.patterns import Pattern
from trackers.policy.written_dates import date_pattern


@dataclass(frozen=True, slots=True)
class WeakCues:
    """Triggers that alone are worth little: `[weak]` of the lexicon."""

    numbers: str
    effective: str
    updates: str
    label: str
    dates_sentence: list[str]


@dataclass(frozen=True, slots=True)
class DateLexicon:
    """What the file's expressions become, with all ways to write a date in them."""

    vocabulary: Vocabulary
    """Literals that `updated` and `effective` need."""
    updated: tuple[Pattern, ...]
    effective: tuple[Pattern, ...]
    title: regex.Pattern[str]
    title_date: Pattern
    asked: regex.Pattern[str]
    signed: Pattern
    more: Pattern
    """Behind a date: a later one of the same enumeration."""
    change_log: tuple[str, ...]
    changes_were: regex.Pattern[str]
    change: Pattern
    other_text: regex.Pattern[str]
    replaced: regex.Pattern[str]
    law: regex.Pattern[str]
    partners: regex.Pattern[str]
    ours: regex.Pattern[str]
    possessor: regex.Pattern[str]
    points_at: regex.Pattern[str]
    this_text: regex.Pattern[str]
    last: regex.Pattern[str]
    other_date: regex.Pattern[str]
    """What may stand before a date that stands by itself: nothing, or another date of the document."""
    policies: regex.Pattern[str]
    weak: WeakCues
    months: tuple[regex.Pattern[str], ...]


@cache
def date_lexicon() -> DateLexicon:
    """The expressions, compiled when they are first tried. Raises KeyError where one is missing from the file."""
    data = read_lexicon("dates.toml")
    months = {int(number): "|".join(names.split()) for number, names in data["months"].items()}
    date = date_pattern("|".join(months[number] for number in sorted(months)), data)
    updated = (
        f"(?P<cue>{data['updated']}){data['between']}{date}",
        f"{data['far']}{data['between']}{date}",
        *(line.replace("DATE", date) for line in data["date_first"]),
    )
    dated = data["title_date"].replace("DATE", date)
    effective = f"(?P<cue>{data['effective']}){data['between']}{date}"
    vocabulary = Vocabulary()

    def pattern(line: str) -> Pattern:
        return Pattern(line, vocabulary.mask(needs_of(line)))

    return DateLexicon(
        vocabulary=vocabulary,
        updated=tuple(map(pattern, updated)),
        effective=(pattern(effective),),
        title=regex.compile(f"{data['title']}\\W*"),
        title_date=Pattern(f"(?P<title>{data['title']})?{dated}\\W*"),
        asked=regex.compile(data["asked"]),
        signed=Pattern(data["signed"].replace("DATE", date)),
        more=Pattern(rf"\s{{0,3}}(?:[;,&]|\band\b)\s{{0,3}}(?:and\s)?{date}"),
        change_log=tuple(data["change_log"]),
        changes_were=regex.compile(data["changes_were"]),
        change=Pattern(
            f"(?m)^\\W*(?:(?:{data['edition']}[ .]*[\\d.]{{1,8}}|\\d{{1,3}}\\.\\d{{1,3}}(?![.\\d]))\\W{{1,5}})?{date}"
        ),
        other_text=regex.compile(data["other_text"]),
        replaced=regex.compile(data["replaced"]),
        law=regex.compile(data["law"]),
        partners=regex.compile(data["partners"]),
        ours=regex.compile(data["ours"]),
        possessor=regex.compile(data["possessor"]),
        points_at=regex.compile(data["points_at"]),
        this_text=regex.compile(data["this_text"]),
        last=regex.compile(data["last"]),
        other_date=regex.compile(
            rf"\W*(?:(?:{data['other_date']})\W*)?(?:\p{{L}}{{0,9}}\W*\d++\W*){{0,3}}[;,(]?\W*"
        ),
        policies=regex.compile(data["policies"]),
        weak=WeakCues(**data["weak"]),
        months=tuple(regex.compile(f"(?:{months[number]})") for number in sorted(months)),
    )
