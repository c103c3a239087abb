"""Google consent mode as it travels in hits: `gcs`, `gcd`, `gcu`, `gcut`, `npa`, `dma`, `dma_cps`.

Google documents the consent types, not the letters of `gcd`. The letters are digits of a base-64 alphabet
whose low four bits are two answers of two bits each (default, then update): observed in traffic, and in
agreement with every published table of single letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from trackers.consent_strings.bits import ConsentStringError

Answer = Literal["granted", "denied", "unset"]

CONSENT_TYPES = ("ad_storage", "analytics_storage", "ad_user_data", "ad_personalization")
"""In the order in which `gcd` lists them; `gcs` has the first two."""

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_ANSWERS: tuple[Answer, ...] = ("unset", "unset", "denied", "granted")
_GCS = re.compile(r"G1([01-])([01-])")
_GCD = re.compile(r"1((?:[0-9][A-Za-z]){4,})([0-9]?.*)")
_STORAGE: dict[str, Answer] = {"1": "granted", "0": "denied", "-": "unset"}
_SERVICES = {
    "s": "Search",
    "y": "YouTube",
    "p": "Play",
    "h": "Shopping",
    "a": "Ads",
    "m": "Maps",
}
_UPDATE_TYPES = {"1": "denied to granted", "2": "granted to denied", "3": "unchanged"}


@dataclass(frozen=True, slots=True)
class ConsentDefaultAndUpdate:
    """What one letter of `gcd` says of one consent type."""

    letter: str
    default: Answer
    """What the page set before the person was asked."""
    update: Answer
    """What was set after the person answered."""

    @property
    def effective(self) -> Answer:
        """The update where there is one, else the default."""
        return self.update if self.update != "unset" else self.default


@dataclass(frozen=True, slots=True)
class GoogleConsentDetail:
    """A decoded `gcd`."""

    ad_storage: ConsentDefaultAndUpdate
    analytics_storage: ConsentDefaultAndUpdate
    ad_user_data: ConsentDefaultAndUpdate
    ad_personalization: ConsentDefaultAndUpdate
    further: tuple[ConsentDefaultAndUpdate, ...] = ()
    """Letters after the four documented ones."""


def decode_gcs(text: str) -> dict[str, Answer]:
    """`G1xy`: ad storage, then analytics storage. Raises ConsentStringError for anything else."""
    match = _GCS.fullmatch(text)
    if not match:
        raise ConsentStringError(f"not a gcs value: {text[:20]!r}")
    return {name: _STORAGE[mark] for name, mark in zip(CONSENT_TYPES, match.groups(), strict=False)}


def decode_gcd(text: str) -> GoogleConsentDetail:
    """`gcd`, letter by letter (`13t3t3t3t5`). Raises ConsentStringError for anything else."""
    match = _GCD.fullmatch(text)
    if not match:
        raise ConsentStringError(f"not a gcd value: {text[:40]!r}")
    ads, analytics, user_data, personalization, *further = map(_letter, match[1][1::2])
    return GoogleConsentDetail(ads, analytics, user_data, personalization, tuple(further))


def decode_dma_cps(text: str) -> tuple[str, ...]:
    """Google's core platform services that may use the data; `-` is none, unknown letters stay letters."""
    return tuple(_SERVICES.get(letter, letter) for letter in text if letter != "-")


def decode_gcut(text: str) -> str:
    """What the latest update changed, in words; the value itself where it is not known."""
    return _UPDATE_TYPES.get(text, text)


def _letter(letter: str) -> ConsentDefaultAndUpdate:
    code = _ALPHABET.index(letter)
    return ConsentDefaultAndUpdate(letter, default=_ANSWERS[code >> 2 & 3], update=_ANSWERS[code & 3])
