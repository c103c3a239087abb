"""The words that tables and sentences on cookies are read with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import regex

from trackers.policy.lexicons import read_lexicon


@cache
def cookie_lexicon() -> Mapping[str, Any]:
    """`lexicon/cookie_tables.toml` as it stands."""
    return read_lexicon("cookie_tables.toml")


@cache
def about_cookies() -> regex.Pattern[str]:
    """What a heading or a sentence in lower case says when it is about cookies."""
    return regex.compile(cookie_lexicon()["prose"]["about"])
