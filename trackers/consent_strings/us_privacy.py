"""The CCPA's `us_privacy` string: four characters such as `1YNN` (IAB, U.S. Privacy String 1.0)."""

from __future__ import annotations

from dataclasses import dataclass

from trackers.consent_strings.bits import ConsentStringError

_ANSWERS = {"Y": True, "N": False, "-": None}


@dataclass(frozen=True, slots=True)
class UsPrivacy:
    """A decoded string; None stands for `-`, not applicable."""

    version: int
    notice: bool | None
    """Notice and the opportunity to opt out were given."""
    opt_out_sale: bool | None
    """The person opted out of the sale of personal data."""
    lspa_covered: bool | None
    """The transaction is covered by the IAB's Limited Service Provider Agreement."""


def decode_us_privacy(text: str) -> UsPrivacy:
    """Decodes a `us_privacy` string. Raises ConsentStringError for anything but version 1."""
    version, answers = text[:1], text[1:].upper()
    if version != "1" or len(answers) != 3 or any(letter not in _ANSWERS for letter in answers):
        raise ConsentStringError(f"not a US Privacy string: {text[:20]!r}")
    return UsPrivacy(1, *(_ANSWERS[letter] for letter in answers))
