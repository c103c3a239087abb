"""What a name that the catalogue does not know looks like: the words of `lexicon/mentions/uncatalogued.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import regex

from trackers.policy.lexicons import read_lexicon
from trackers.policy.vendors.leading_words import LeadingWords

_WORD = r"[^\W_][\w&'+-]*(?:\.[\w-]+)*"


@dataclass(frozen=True, slots=True)
class UncataloguedLexicon:
    """`lexicon/mentions/uncatalogued.toml`."""

    some_form: regex.Pattern[str]
    """A word that is a legal form, or ends one, with the full stop behind it."""
    before_name: re.Pattern[str]
    """Ordinary nouns before a name, where they have capitals, too; may be empty."""
    any_form: re.Pattern[str]
    """A legal form where a name may stand before it: whatever `form` finds holds one."""
    form: regex.Pattern[str]
    """A name and the legal form after it."""
    head: regex.Pattern[str]
    """The name at the head of an entry, or that fills a cell; what may stand before its colon is `beside` it."""
    link: regex.Pattern[str]
    no_names: frozenset[str]
    """Words of which alone no name is made."""
    in_names: frozenset[str]
    """Those of them that names hold beside another word."""
    in_things: frozenset[str]
    """Those of them that no name holds, unless a legal form or a link proves it."""
    noun: regex.Pattern[str]
    """The end of a common noun, in languages that write them with a capital."""
    column: regex.Pattern[str]
    of_others: regex.Pattern[str]
    registered: regex.Pattern[str]
    """Particulars of a register: of the site's own company, unless data are `handed_on` to it."""
    handed_on: regex.Pattern[str]
    denied: regex.Pattern[str]
    """Anywhere before a name: what is said of it may be a denial."""
    item: regex.Pattern[str]
    """A name in an enumeration, with what may follow it."""
    item_with_aside: regex.Pattern[str]
    """An `item` between semicolons, with what it is for, `aside`, without brackets."""
    and_others: regex.Pattern[str]
    """What ends an enumeration of those of whom others are like: "and other advertising companies"."""
    plural_before: regex.Pattern[str]
    """What the names right behind it are: "the statistics services Acme and Widget"."""
    opens_items: regex.Pattern[str]
    """Before the first name of an enumeration."""
    between: regex.Pattern[str]
    """What stands between two names of an enumeration."""
    leads: LeadingWords
    """Words that lead to a name, in small letters; `use` holds those that say no more than that something is used."""
    led: regex.Pattern[str]
    """The name behind them, with what must follow it."""
    after_use: regex.Pattern[str]
    apposition: re.Pattern[str]
    """What stands right behind a name, in small letters, and says what it is to the site."""
    last_name: regex.Pattern[str]
    """The name that ends where the search does, read to the left."""


@cache
def uncatalogued_lexicon() -> UncataloguedLexicon:
    """The words, read once."""
    words = read_lexicon("mentions/uncatalogued.toml")
    forms = words["legal_forms"]
    joined = rf"(?: (?:(?:{words['in_name']}) )?(?=[\p{{Lu}}\d])"
    name = rf"(?!(?:19|20)\d\d )(?=[\p{{Lu}}\d]|\p{{Ll}}+\p{{Lu}}){_WORD}{joined}{_WORD}){{0,4}}?"
    and_or = words["and_or"]
    after = rf"(?:,? (?P<form>{forms})(?!\w)\.?)"
    leads = [
        line.replace("{services}", words["services"]).replace("{done}", words["done"])
        for line in words["leads"]
    ]
    no_names, in_names = (frozenset(words[key].split()) for key in ("no_names", "in_names"))
    return UncataloguedLexicon(
        some_form=regex.compile(rf"(?:{forms})\.?"),
        before_name=re.compile(rf"(?:{words['before_name']})?"),
        any_form=re.compile(rf" (?:{forms})(?!\w)"),
        form=regex.compile(rf"(?<![\w@./'-])(?P<name>{name}){after}"),
        head=regex.compile(
            rf"(?P<name>{name}){after}?(?=(?P<beside>{words['beside_head']})?"
            r"\s*(?:[:(\u2013\u2014|]|-\s|--|,\s|\.\s|\.?\s*\Z|https?://))"
        ),
        link=regex.compile(rf"(?P<name>{name}|{_WORD}){after}?"),
        no_names=no_names,
        in_names=in_names,
        in_things=no_names - in_names,
        noun=regex.compile(rf"(?:{words['noun_endings']})\Z"),
        column=regex.compile(rf"\W*(?:{words['columns']})\W*", regex.IGNORECASE),
        of_others=regex.compile(words["of_others"], regex.IGNORECASE),
        registered=regex.compile(words["registered"], regex.IGNORECASE),
        handed_on=regex.compile(words["handed_on"], regex.IGNORECASE),
        denied=regex.compile(words["denied"], regex.IGNORECASE),
        item=regex.compile(
            rf"[\"'(]?(?P<name>{name})(?=[\s.\"']*(?:\Z|[,;/()]| (?:{words['after_item']})\b))"
        ),
        item_with_aside=regex.compile(
            rf"(?<=[:;]\s)(?P<item>(?:(?:{and_or}) )?{name})"
            rf"(?P<aside>\s(?:{words['item_is_for']}|[-\u2013\u2014])\s[^;:.()]{{3,90}}(?=;|\.?\s*\Z|\. ))"
        ),
        and_others=regex.compile(
            rf"\b(?:{words['and_others']}) (?:[\w-]+ ){{0,4}}(?:{words['plural_before']})\b"
        ),
        plural_before=regex.compile(rf"\b(?:{words['plural_before']}),? \Z"),
        opens_items=regex.compile(words["opens_items"]),
        between=regex.compile(rf"\s*[,;/]\s+(?:(?:{and_or})\s)?\s*|\s(?:{and_or}|&)\s|/"),
        leads=LeadingWords(rf"(?r)(?:{'|'.join(leads)})|(?P<use>{words['leads_of_use']})"),
        led=regex.compile(rf"(?P<name>{name})(?={after}?(?i:{words['after_cue']}))"),
        apposition=re.compile(words["apposition"]),
        last_name=regex.compile(rf"(?r)(?<![\w@./'-]){name.removesuffix('?')}"),
        after_use=regex.compile(words["after_use"], regex.IGNORECASE),
    )
