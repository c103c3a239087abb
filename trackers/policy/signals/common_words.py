"""The words asked of every sentence on a signal, whatever its language: `lexicon/signals.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import regex

from trackers.policy.lexicons import read_lexicon

OWN, OTHER, BLANK, ADDRESS = "§", "¤", "~", "¬"
"""What a mention of the signal, of the other signal, words that say nothing, and an address are masked with."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The file as it stands; each entry is an expression."""

    before_gpc: str
    before_dnt: str
    opens_brackets: str
    written_name: str
    joined_script: str
    elsewhere: str
    despite: str
    joined_states: str
    joined_asks: str
    sure_dnt: str
    sure_gpc: str
    english_subjects: str
    after_joined_name: str
    opens_condition: str
    as_condition: str
    told_question: str
    own_clause: str
    concedes: str
    goes_on_with: str
    by_somebody: str
    site: str
    between_names: str
    such_as: str
    of_a_name: str
    joins: str
    turns_away: str
    of_people: str


@dataclass(frozen=True, slots=True)
class CommonWords:
    """The expressions that are made of the words."""

    gpc_defined: regex.Pattern[str]
    """The initials in brackets or quotation marks, as they are written."""
    dnt_defined: regex.Pattern[str]
    before_gpc: regex.Pattern[str]
    before_dnt: regex.Pattern[str]
    written_name: regex.Pattern[str]
    joined_script: regex.Pattern[str]
    elsewhere: regex.Pattern[str]
    despite: regex.Pattern[str]
    joined_states: regex.Pattern[str]
    joined_asks: regex.Pattern[str]
    sure_dnt: regex.Pattern[str]
    sure_gpc: regex.Pattern[str]
    english_subjects: regex.Pattern[str]
    ends_behind_name: regex.Pattern[str]
    """Nothing follows a name behind "and" that could be tracked."""
    opens_condition: re.Pattern[str]
    as_condition: str
    new_clause: regex.Pattern[str]
    """A comma before a clause of the site's own: what is said there is not neutral."""
    conceded: regex.Pattern[str]
    """The comma behind what is conceded."""
    by_somebody: re.Pattern[str]
    site: str
    between_names: regex.Pattern[str]
    """All that stands between two names of one signal."""
    as_other: regex.Pattern[str]
    """After words that point back: what they point to is the other signal ("signals like GPC")."""
    of_a_name: re.Pattern[str]
    joins: re.Pattern[str]
    turns_away: re.Pattern[str]
    """What a signal does nothing about: "your request" is then no signal any more."""
    of_people: re.Pattern[str]
    """In another paragraph: what people ask for."""


@cache
def common_words() -> CommonWords:
    """The words, read once.

    Raises:
        TypeError: an expression is missing from the file, or one is there that nobody reads.
    """
    words = _Words(**read_lexicon("signals.toml"))
    opened = rf"\(\s*(?:(?:{words.opens_brackets})\s+)?"
    return CommonWords(
        gpc_defined=regex.compile(rf"{opened}[\"“'‘]?GPC[\"”'’]?[^()]{{0,40}}\)|[\"“]GPC[\"”]"),
        dnt_defined=regex.compile(rf"{opened}[\"“'‘]?DNT[\"”'’]?\s*\)"),
        before_gpc=regex.compile(words.before_gpc),
        before_dnt=regex.compile(words.before_dnt),
        written_name=regex.compile(words.written_name),
        joined_script=regex.compile(words.joined_script),
        elsewhere=regex.compile(words.elsewhere),
        despite=regex.compile(words.despite),
        joined_states=regex.compile(words.joined_states),
        joined_asks=regex.compile(words.joined_asks),
        sure_dnt=regex.compile(words.sure_dnt),
        sure_gpc=regex.compile(words.sure_gpc),
        english_subjects=regex.compile(words.english_subjects),
        ends_behind_name=regex.compile(rf"$|[^\w\s\"“‘']|{words.after_joined_name}"),
        opens_condition=re.compile(words.opens_condition),
        as_condition=words.as_condition,
        new_clause=regex.compile(
            rf",(?! (?:{words.told_question})(?!\w))"
            rf"(?=[^,]*(?<!\w)(?:{words.own_clause})(?!\w))(?=[^,]*$)"
        ),
        conceded=regex.compile(
            rf"(?<!\w)(?:{words.concedes})(?!\w)[^|;,]{{3,160}}\K,(?=\s(?:{words.goes_on_with})(?!\w))"
        ),
        by_somebody=re.compile(words.by_somebody),
        site=words.site,
        between_names=regex.compile(
            rf"(?<={OWN})(?:[ ,()]++(?:{words.between_names})(?!\w)){{0,6}}[ ,()]*+(?={OWN})"
        ),
        as_other=regex.compile(rf"[ ,(]*{words.such_as}{OTHER}"),
        of_a_name=re.compile(rf"\b(?:{words.of_a_name})\b"),
        joins=re.compile(rf"\b(?:{words.joins})\b"),
        turns_away=re.compile(rf"\b(?:{words.turns_away})\b"),
        of_people=re.compile(rf"\b(?:{words.of_people})\b"),
    )
