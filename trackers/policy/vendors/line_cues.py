"""Expressions for short lines that hold names; the words are data: `lexicon/mentions/lines.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from trackers.policy.lexicons import read_lexicon
from trackers.policy.literals import Vocabulary
from trackers.policy.vendors.cues import any_case
from trackers.policy.wordings import Wording

_NAME = r"[\p{Lu}\d][\w.+&'-]*(?: [\p{Lu}][\w.+&'-]*){0,3}(?: \([^)]{0,60}\))?"
"""A name before another one."""


@dataclass(frozen=True, slots=True)
class LineWords:
    """`lines.toml`, which says what each expression is for."""

    of_others: str
    labels_of_others: str
    of_others_anyway: str
    particulars: str
    labels_of_none: str
    labels_of_no_tools: str
    not_this_one: str
    questions: str
    opens_denied: str
    opens_denied_except: str
    opens: str
    denies_next: str
    none_of_it: str
    except_some: str
    labels_of_services: str
    labels_of_some: str
    changed_off: str
    changed_on: str
    change_logs: str
    asks_for_use: str
    answers_no: str
    answers_yes: str
    columns_before: str
    columns_after: str
    menus: str
    before_value: str
    joins_values: str
    articles: str
    before_label: str
    addresses_people: str
    subjects: str
    about_it: str
    objects: str
    objects_except: str
    months: str
    columns_of_end: str
    tells_end: str
    ended: str
    choices: str
    asks_why_not: str
    off: str
    predecessor: str
    and_its_like: str
    off_alone: str
    off_since: str
    on_condition: str
    on: str
    planned: str
    columns_of_parts: str
    speaks_of_heading: str
    particulars_of_heading: str


@dataclass(frozen=True, slots=True)
class LineCues:
    """What short lines say; the `Wording`s read text in lower case."""

    of_others: Wording
    labels_of_others: Wording
    of_others_anyway: Wording
    particulars: Wording
    labels_of_none: Wording
    labels_of_no_tools: Wording
    not_this_one: Wording
    questions: Wording
    opens_denied: Wording
    opens_denied_except: Wording
    opens: Wording
    changed_off: Wording
    """Reads a marked sentence."""
    changed_on: Wording
    change_logs: Wording
    asks_for_use: Wording
    on_condition: Wording
    off: regex.Pattern[str]
    """A whole piece of an entry."""
    denies_next: regex.Pattern[str]
    """Ends where a name begins."""
    none_of_it: regex.Pattern[str]
    except_some: Wording
    labels_of_services: Wording
    labels_of_some: Wording
    answers_no: regex.Pattern[str]
    answers_yes: regex.Pattern[str]
    columns_before: regex.Pattern[str]
    columns_after: regex.Pattern[str]
    columns_of_end: regex.Pattern[str]
    asks_why_not: Wording
    value_opens: regex.Pattern[str]
    """All that may stand between a label and the name that is its value; other names, too."""
    apposition: regex.Pattern[str]
    """An item of a list up to the name: "our phone operator, "."""
    addresses_people: regex.Pattern[str]
    is_about_it: regex.Pattern[str]
    """A sentence whose subject or object is `§`, and nothing else."""
    subject: regex.Pattern[str]
    """What a sentence calls the one named above it."""
    object: regex.Pattern[str]
    dated: regex.Pattern[str]
    """The date or version that begins a line."""
    ended: Wording
    choices: Wording
    tells_end: regex.Pattern[str]
    menus: Wording
    and_its_like: regex.Pattern[str]
    """Behind the last name of a heading."""
    predecessor: regex.Pattern[str]
    """Opens brackets behind a name, up to the one that it took the place of."""
    off_alone: regex.Pattern[str]
    """All that follows a name."""
    on: regex.Pattern[str]
    planned: regex.Pattern[str]
    columns_of_parts: regex.Pattern[str]
    speaks_of_heading: regex.Pattern[str]
    particulars_of_heading: regex.Pattern[str]

    def denies(self, opening: str) -> bool:
        """Whether a label, heading or line in lower case opens what is not in use, with no exception."""
        return self.opens_denied.occurs_in(opening) and not self.opens_denied_except.occurs_in(opening)


@cache
def line_cues() -> LineCues:
    """The expressions, compiled once.

    Raises:
        TypeError: an expression is missing from the file, or one is there that nobody reads.
    """
    words, vocabulary = LineWords(**read_lexicon("mentions/lines.toml")), Vocabulary()
    return LineCues(
        of_others=Wording(words.of_others, vocabulary),
        of_others_anyway=Wording(words.of_others_anyway, vocabulary),
        labels_of_others=Wording(f"{words.of_others}|{words.labels_of_others}", vocabulary),
        particulars=Wording(words.particulars, vocabulary),
        labels_of_none=Wording(words.labels_of_none, vocabulary),
        labels_of_no_tools=Wording(words.labels_of_no_tools, vocabulary),
        not_this_one=Wording(words.not_this_one, vocabulary),
        questions=Wording(words.questions, vocabulary),
        opens_denied=Wording(words.opens_denied, vocabulary),
        opens_denied_except=Wording(words.opens_denied_except, vocabulary),
        opens=Wording(words.opens, vocabulary),
        changed_off=Wording(words.changed_off, vocabulary),
        changed_on=Wording(words.changed_on, vocabulary),
        change_logs=Wording(words.change_logs, vocabulary),
        asks_for_use=Wording(words.asks_for_use, vocabulary),
        on_condition=Wording(words.on_condition, vocabulary),
        off=any_case(rf"\W*(?:{words.off}){words.off_since}\W*"),
        denies_next=any_case(rf"(?:{words.denies_next}) (?:(?:{words.articles}) )?\Z"),
        none_of_it=any_case(rf"\W*(?:{words.none_of_it})\b"),
        except_some=Wording(words.except_some, vocabulary),
        labels_of_services=Wording(words.labels_of_services, vocabulary),
        labels_of_some=Wording(words.labels_of_some, vocabulary),
        answers_no=any_case(rf"\W*(?:(?:A|Answer)\s?[:.]\s*)?(?:{words.answers_no})"),
        answers_yes=any_case(rf"\W*(?:(?:A|Answer)\s?[:.]\s*)?(?:{words.answers_yes})"),
        columns_before=any_case(rf"\W*(?:{words.columns_before})\W*"),
        menus=Wording(words.menus, vocabulary),
        ended=Wording(words.ended, vocabulary),
        choices=Wording(words.choices, vocabulary),
        tells_end=any_case(words.tells_end),
        value_opens=regex.compile(
            rf"\W*(?:(?:A|Answer)\s?[:.]\s*)?(?:(?i:{words.before_value})\s){{0,2}}"
            rf"(?:{_NAME}\s*(?:[,/&+;\u2192]|->|\b(?:{words.joins_values})\b)\s*){{0,8}}"
        ),
        apposition=any_case(
            rf"\W*(?:(?:\d{{1,3}}|[a-z])[.)]\s*)?"
            rf"(?P<label>(?:{words.before_label}) (?:[\w-]+ ){{0,5}}?[\w-]+),\s+(?-i:(?=\p{{Lu}}))"
        ),
        addresses_people=any_case(rf"\b(?:{words.addresses_people})\b|[.!?]"),
        is_about_it=any_case(words.about_it),
        subject=regex.compile(rf"\b(?:{words.subjects})\b"),
        object=regex.compile(rf"\b(?:{words.objects})\b(?! (?:{words.objects_except})\b)"),
        dated=any_case(
            rf"\W*(?:v(?:ersion)?\s?\d[\d.]*|\d{{4}}|\d+\.\d+\s|\d{{1,2}}[./-]\d|(?:{words.months})\p{{L}}*\.? \d|"
            rf"\d{{1,2}}\.? (?:{words.months}))"
        ),
        columns_of_end=any_case(rf"\W*(?:{words.columns_of_end})\W*"),
        asks_why_not=Wording(words.asks_why_not, vocabulary),
        columns_after=any_case(rf"\W*(?:{words.columns_after})\W*"),
        and_its_like=any_case(words.and_its_like),
        predecessor=any_case(rf"\({words.predecessor} \Z"),
        off_alone=any_case(rf"\W*(?:{words.off_alone})\W*"),
        on=any_case(rf"\W*(?:{words.on})\W*"),
        planned=any_case(rf"\W*(?:{words.planned}){words.off_since}\W*"),
        columns_of_parts=any_case(rf".*\b(?:{words.columns_of_parts})\b.*"),
        speaks_of_heading=any_case(rf"\W*(?:{words.speaks_of_heading})"),
        particulars_of_heading=any_case(words.particulars_of_heading),
    )
