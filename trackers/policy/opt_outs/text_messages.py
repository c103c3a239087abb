"""Text messages that end text messages: "text STOP to 12345", "antworten Sie mit STOP"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from trackers.declarations import Quote
from trackers.policy.lexicons import read_expressions
from trackers.policy.opt_outs.offers import Offer

_NEAR = 160
"""Characters on either side of the word to send, among which the rest of the instruction stands."""


@dataclass(frozen=True, slots=True)
class _Words:
    """`lexicon/opt_outs/text_messages.toml`."""

    keyword: re.Pattern[str]
    channel: re.Pattern[str]
    spared: re.Pattern[str]


@cache
def _words() -> _Words:
    return _Words(**read_expressions("opt_outs/text_messages.toml"))


def text_messages(text: str, quote: Quote) -> Iterator[Offer]:
    """The way out by text message that a sentence gives. It has no address to visit; its number is in the quote."""
    words = _words()
    for keyword in words.keyword.finditer(text):
        around = text[max(0, keyword.start() - _NEAR) : keyword.end() + _NEAR]
        if words.spared.search(around) or not words.channel.search(around):
            continue
        yield Offer("unsubscribe", None, None, "text-message", quote, ("sms",))
        return
