"""Recognises cookies by which a person's refusal is remembered; the patterns are in opt_out_cookies.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class _Patterns:
    names: re.Pattern[str]
    taken_back: frozenset[str]
    values: re.Pattern[str]
    blanked: tuple[re.Pattern[str], re.Pattern[str]]
    withheld: tuple[re.Pattern[str], re.Pattern[str]]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    raw = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))

    def any_of(*patterns: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)

    return _Patterns(
        names=any_of(*raw["names"]),
        taken_back=frozenset(raw["taken_back"]),
        values=any_of(*raw["values"]),
        blanked=(any_of(raw["blanked_names"]), any_of(raw["blanked_values"])),
        withheld=(any_of(raw["consent_names"]), any_of(raw["consent_values"])),
    )


@lru_cache(maxsize=4096)
def records_refusal(name: str, value: str) -> bool:
    """Whether a cookie of this name and value says that the person has opted out or withheld consent."""
    patterns = _patterns()
    said = unquote(value).strip()
    if patterns.values.search(said):
        return True
    if patterns.names.search(name):
        return said.lower() not in patterns.taken_back
    return any(
        names.search(name) is not None and values.search(said) is not None
        for names, values in (patterns.blanked, patterns.withheld)
    )
