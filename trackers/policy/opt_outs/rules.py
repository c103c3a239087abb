"""The lexicon of ways out: words that offer one, by language, and addresses that are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

import regex

from trackers.policy.lexicons import find_lexicon, read_lexicon
from trackers.policy.literals import Gate, Vocabulary
from trackers.policy.opt_outs.addresses import original
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


_WITHOUT_LINK = (
    *("do_not_sell_words", "browser", "browser_path", "device", "cookie_settings_words", "industry_named"),
    *("add_on", "unsubscribe", "reach_us", "text_stop"),
)
"""The words of ways out that have neither a link nor a mailbox."""
_OPENING = ("introduces", "browser_links")
"""The words of a line that opens a list of links."""
_REFUSING = ("leaves", "leaves_surely", "leavable", "leads", "elsewhere", "other_things", "to_page")
"""The words of refusals: hundreds, of which many are brief."""


class OptOutLexicon:
    """One language's words, with the English ones."""

    def __init__(self, words: Mapping[str, str], stops: Mapping[str, str]) -> None:
        self._vocabulary = Vocabulary()
        apart = {*_OPENING, *_REFUSING}
        self.words = {
            name: Wording(pattern, self._vocabulary) for name, pattern in words.items() if name not in apart
        }
        # The first are asked of lines, most of which are asked nothing else; the second of clauses alone.
        for names, vocabulary in ((_OPENING, Vocabulary()), (_REFUSING, Vocabulary())):
            self.words |= {what: Wording(words[what], vocabulary) for what in names}
        self._opening = Gate(words[what] for what in _OPENING)
        self.pointed = words["pointed"]
        self._without_link = Gate(words[what] for what in _WITHOUT_LINK)
        self.stopping = {name: Wording(pattern, self._vocabulary) for name, pattern in stops.items()}

    def says(self, what: str, text: str) -> bool:
        """Whether a text in lower case says this: `offers`, `points`, `do_not_sell` …"""
        return self.words[what].occurs_in(text)

    def opens_list(self, text: str) -> bool:
        """Whether a line in lower case promises links below it: ways out, or help for each browser."""
        return any(self.says(what, text) for what in _OPENING)

    def may_open_list(self, text: str, starts: Sequence[int]) -> list[int]:
        """Which pieces of a text in lower case have what such a line needs; most have not."""
        return self._opening.places(text, starts)

    def offers_browser_settings(self, text: str) -> bool:
        """Whether a text in lower case speaks of what the settings of a browser do about cookies."""
        if self.says("browser_path", text):
            return True
        if not self.says("browser", text):
            return False
        if "browser_verbs" in self.words and not self.says("browser_verbs", text):
            return False
        return not self.says("browser_closed", text) or self.says("reader_may", text)

    def may_offer(self, text: str, starts: Sequence[int]) -> list[int]:
        """Which pieces of a text in lower case have what a way out without link and mailbox needs; most have not.

        Read from the words themselves, so that no word is forgotten.
        """
        return self._without_link.places(text, starts)

    def stops(self, text: str) -> tuple[str, ...]:
        """What the words promise to stop: `tracking`, `targeted_ads`, `targeted_ads_data`, `data_collection` …"""
        present = self._vocabulary.present(text)
        found = [name for name, words in self.stopping.items() if words.occurs_in(text, present)]
        if "targeted_ads_data" in found:
            found = [name for name in found if name not in ("data_collection", "targeted_ads")]
        return tuple(found)


_LIKELY = ("de", "fr")
"""Languages of texts that are too short to tell theirs."""


@cache
def opt_out_lexicon(language: str) -> OptOutLexicon:
    """The words of a language beside the English ones, of several where nobody knows which it is."""
    words = read_lexicon("opt_outs/any.toml") | read_lexicon("opt_outs/en.toml")
    stops = words.pop("stops")
    for one in _LIKELY if language == "und" else (language,):
        own = find_lexicon(f"opt_outs/{one}.toml") if one != "en" else None
        if own is None:
            continue
        if language == "und":
            own.pop("browser_verbs", None)  # asked besides: no English sentence has them
        stops = _beside(own.pop("stops"), stops)
        words = _beside(own, words)
    return OptOutLexicon(words, stops)


def _beside(own: Mapping[str, str], english: Mapping[str, str]) -> dict[str, str]:
    """Two lexicons as one: where both have words for a thing, either will do."""
    both = {what: f"{own[what]}|{english[what]}" for what in own.keys() & english.keys()}
    return {**english, **own, **both}


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
        for row in read_lexicon("opt_outs/addresses.toml")["address"]
    )
    return addresses, vocabulary


@lru_cache(maxsize=1024)
def known_address(url: str) -> KnownAddress | None:
    """The entry for a URL, None where it is no known way out; a search engine's forwarding is looked through."""
    url = original(url)
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
