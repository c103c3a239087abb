"""What a policy calls the company that speaks in it: "Acme may share data" says the same as "we may share data"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from trackers.policy.documents.document import Document
from trackers.policy.kept import once_for_each
from trackers.policy.lexicons import read_lexicon
from trackers.policy.rules import fold
from trackers.site import host_of, registrable_domain

# A letter stands first in the expressions that read a whole text: engines look for it a hundred times as quickly.
_NAME = r"[A-Z][\w&'-]*(?:(?: [&+] |[ .])[A-Z][\w&'-]*){0,3}"
_BEFORE_BRACKETS = 400
"""Characters before brackets that say "we" among which the name stands."""
_QUOTED = re.compile(rf"[\"']({_NAME}),?[\"']")
_FIRST_BLOCKS = 10
"""Blocks at the top of a document in which a heading may name the company."""
_FIRST_CHARACTERS = 12_000
"""Where a policy says who "we" are."""
_OPENING = 600
"""Where it says what it is: further below, somebody else's policy may be spoken of."""
_MOST_NAMES = 8
_SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """`lexicon/own_names.toml` as it stands."""

    legal_forms: str
    together_with: str
    ourselves: str
    ourselves_as_subject: str
    titles: str
    describes: str
    at: str
    accessible: str
    operates: str
    operated_by: str
    we: str
    our: str
    general: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The expressions that are made of the words."""

    says_we: re.Pattern[str]
    """Brackets that say "we"."""
    defined: re.Pattern[str]
    """A name, and such brackets behind it."""
    titled: re.Pattern[str]
    opened: re.Pattern[str]
    """The first sentence that says whose policy it is."""
    presented: re.Pattern[str]
    we: str
    our: str
    general: frozenset[str]
    """Words that name no company."""


@cache
def _lexicon() -> _Lexicon:
    """The words, read once. Raises TypeError where one is missing from the file, or one is there that nobody reads."""
    words = _Words(**read_lexicon("own_names.toml"))
    says_we = rf"\((?=[^()]{{0,160}}[\"'](?:{words.ourselves})\b)"
    return _Lexicon(
        says_we=re.compile(says_we),
        defined=re.compile(
            rf"\b({_NAME})(?:,? (?:{words.legal_forms})\b\.?)?[®™]?,?(?: {words.together_with} [\w ,]{{1,60}}?)?"
            rf" ?{says_we}([^()]{{1,200}})\)?"
        ),
        titled=re.compile(rf"\b({_NAME})(?:'s)? {words.titles}\b"),
        opened=re.compile(rf"\b[Tt]h(?:e|is) ({_NAME})(?:'s)? {words.titles},? {words.describes}\b"),
        presented=re.compile(
            rf"\b{words.at} ({_NAME}),? {words.accessible}\b"
            rf"|[\"'](?:{words.ourselves_as_subject})[\"']\)?,? {words.operates}({_NAME})"
            rf"|\b({_NAME}),? {words.operated_by} (?=\3\b)"
        ),
        we=words.we,
        our=words.our,
        general=frozenset(words.general.split()),
    )


@once_for_each
def speaks_as_we(document: Document) -> str:
    """The document's folded reading with its company's own names as "we" or "our", character for character."""
    folded = fold(document.reading.text)
    names = own_names(document)
    if not names:
        return folded
    forms = sorted({form for name in names for form in (name, name.upper())}, key=len, reverse=True)
    any_form = "|".join(rf"{re.escape(form[0])}(?<![\w'@./-].){re.escape(form[1:])}" for form in forms)
    named = re.compile(rf"(?:{any_form})[®™]?(?P<owns>'s)?(?![\w@'-]|\.\w)")
    words = _lexicon()
    parts: list[str] = []
    place = 0
    for match in named.finditer(document.reading.text):
        parts += (
            folded[place : match.start()],
            (words.our if match["owns"] else words.we).ljust(len(match[0])),
        )
        place = match.end()
    return "".join([*parts, folded[place:]])


def own_names(document: Document) -> tuple[str, ...]:
    """The names by which a policy speaks of its own company: of its title, its address and its saying who "we" are."""
    named = _own_names(document.reading.text[:_FIRST_CHARACTERS], tuple(_titles(document)))
    return tuple(dict.fromkeys((*named, *_name_of_address(document))))


@lru_cache(maxsize=32)
def _own_names(text: str, titles: tuple[str, ...]) -> tuple[str, ...]:
    words = _lexicon()
    found: list[str] = []
    for definition in _definitions(text):
        short = (name for name in _QUOTED.findall(definition[2]) if name[0] == definition[1][0])
        found += (definition[1], *short)
    found.extend(name[1] or name[2] or name[3] for name in words.presented.finditer(text))
    found.extend(name[1] for name in words.opened.finditer(text, 0, _OPENING))
    found.extend(name[1] for title in titles for name in words.titled.finditer(title))
    named = (" ".join(_without_general_start(name.split())) for name in found)
    return tuple(dict.fromkeys(name for name in named if len(name) > 2))[:_MOST_NAMES]


def _definitions(text: str) -> Iterator[re.Match[str]]:
    """The places where a name is said to be "we", "us" or "our" in brackets."""
    place = 0
    words = _lexicon()
    for brackets in words.says_we.finditer(text):
        definition = words.defined.search(text, max(place, brackets.start() - _BEFORE_BRACKETS))
        if definition is not None and definition.start() < brackets.start():
            yield definition
            place = definition.end()


def _name_of_address(document: Document) -> Iterator[str]:
    """The domain's own word as the policy writes it: "LinkedIn" on linkedin.com."""
    word = registrable_domain(host_of(document.url)).partition(".")[0]
    if len(word) >= _SHORTEST_WORD and "a" <= word[0] <= "z" and word not in _lexicon().general:
        capital, rest = word[0].upper(), re.escape(word[1:])
        outside = rf"(?<![\w.@/-].{{{len(word)}}})(?![\w.@/-])"
        written = re.search(rf"{capital}(?i:{rest}){outside}", document.reading.text)
        if written is not None:
            yield written[0]


def _titles(document: Document) -> Iterator[str]:
    """Title and first headings; those in capitals as words."""
    headings = [
        document.block_text(place)
        for place, block in enumerate(document.blocks[:_FIRST_BLOCKS])
        if block.kind == "heading"
    ]
    for title in (document.title, *headings):
        yield title.title() if title.isupper() else title


def _without_general_start(words: list[str]) -> list[str]:
    """A name without the general words around it; nothing is left of "Online Privacy"."""
    general = _lexicon().general
    while words and words[0].lower().rstrip(".") in general:
        words = words[1:]
    while words and words[-1].lower().rstrip(".") in general:
        words = words[:-1]
    return words
