"""The lexicon of ways out: words that offer one, by language, and addresses that are one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

import regex

from trackers.policy.literals import Vocabulary
from trackers.policy.rules import choice
from trackers.policy.wordings import Wording

_FORWARDED = regex.compile(
    r"https?://www\.google\.[a-z.]+/url\?(?:[^#]{0,200}&)?(?:q|url)=(https?(?::|%3A)[^&]+)"
)


class Needs(StrEnum):
    """What a sentence must do that gives a known address (`needs` in the lexicon)."""

    NOTHING = ""
    CONTROL = "control"
    """Speak of controlling cookies."""
    STEER = "steer"
    """Speak of it, and send the reader there for it."""
    OFFER = "offer"
    """Offer a choice."""
    POINT = "point"
    """Give this address for the choice."""


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """An address that is a way out wherever it stands."""

    kind: str
    vendor: str | None
    pattern: Wording
    deep: bool = True
    """False: a home page; the sentence must offer the choice."""
    needs: Needs = Needs.NOTHING


class OptOutLexicon:
    """One language's words, with the English ones."""

    def __init__(self, words: Mapping[str, str], stops: Mapping[str, str]) -> None:
        self._vocabulary = Vocabulary()
        self.words = {name: Wording(pattern, self._vocabulary) for name, pattern in words.items()}
        # Asked of every sentence, most of which are asked nothing else.
        self.words["may_offer"] = Wording(words["may_offer"], Vocabulary())
        self.stopping = {name: Wording(pattern, self._vocabulary) for name, pattern in stops.items()}

    def says(self, what: str, text: str) -> bool:
        """Whether a text in lower case says this: `offers`, `points`, `do_not_sell` …"""
        return self.words[what].occurs_in(text)

    def stops(self, text: str) -> tuple[str, ...]:
        """What the words promise to stop: `tracking`, `targeted_ads`, `targeted_ads_data`, `data_collection` …"""
        present = self._vocabulary.present(text)
        found = [name for name, words in self.stopping.items() if words.occurs_in(text, present)]
        if "targeted_ads_data" in found:
            found = [name for name in found if name not in ("data_collection", "targeted_ads")]
        return tuple(found)


def read_words(name: str) -> dict[str, Any]:
    """`lexicon/opt_outs/NAME` as it stands."""
    return tomllib.loads((files("trackers.policy") / "lexicon" / "opt_outs" / name).read_text("utf-8"))


@cache
def opt_out_lexicon(language: str) -> OptOutLexicon:
    """The words of a language; English alone where there are none."""
    english = read_words("en.toml")
    stops = english.pop("stops")
    words: dict[str, str] = read_words("any.toml") | english
    for what, pattern in read_words("other.toml").get(language, {}).items():
        words[what] = f"{pattern}|{words[what]}" if what in words else pattern
    return OptOutLexicon(words, stops)


@cache
def known_addresses() -> tuple[tuple[KnownAddress, ...], Vocabulary]:
    """All addresses that are ways out, in the order in which they are asked, and the literals that they need.

    Raises ValueError where an address needs what no sentence does.
    """
    vocabulary = Vocabulary()
    addresses = tuple(
        KnownAddress(
            kind=row["kind"],
            vendor=row.get("vendor"),
            pattern=Wording(row["pattern"], vocabulary),
            deep=row.get("deep", row["kind"] != "industry_opt_out"),
            needs=choice(Needs, row.get("needs", ""), rule=row["pattern"]),
        )
        for row in read_words("addresses.toml")["address"]
    )
    return addresses, vocabulary


@lru_cache(maxsize=1024)
def known_address(url: str) -> KnownAddress | None:
    """The entry for a URL, None where it is no known way out; a search engine's forwarding is looked through."""
    if match := _FORWARDED.match(url):
        url = unquote(match.group(1))
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    place = f"{(parts.hostname or '')}{parts.path}{'?' + parts.query if parts.query else ''}".lower()
    addresses, vocabulary = known_addresses()
    present = vocabulary.present(place)
    return next((address for address in addresses if address.pattern.occurs_in(place, present)), None)
