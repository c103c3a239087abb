"""The words that tables and sentences on cookies are read with."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import regex


@cache
def cookie_lexicon() -> Mapping[str, Any]:
    """`lexicon/cookie_tables.toml` as it stands."""
    return tomllib.loads((files("trackers.policy") / "lexicon" / "cookie_tables.toml").read_text("utf-8"))


@cache
def about_cookies() -> regex.Pattern[str]:
    """What a heading or a sentence in lower case says when it is about cookies."""
    return regex.compile(cookie_lexicon()["prose"]["about"])
