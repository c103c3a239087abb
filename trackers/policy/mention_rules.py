"""The rules that tell what a sentence says of a vendor, from `lexicon/mentions/LANGUAGE.toml`.

A rule reads the sentence in lower case with the vendor's name as `§` and other vendors' names as `¤`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import regex

Verdict = Literal["denied", "weakly_denied", "surely_used", "other", "used"]
VERDICTS: tuple[Verdict, ...] = ("denied", "weakly_denied", "surely_used", "other", "used")
"""In the order in which they are asked."""
_TIMEOUT = 0.5
"""Seconds for one rule on one sentence; every gap is bounded, so this is a fuse."""
_RELATED = {"nb": "da", "no": "da", "sv": "da"}
"""Languages that are read with a neighbour's lexicon."""
_NEVER = regex.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class MentionRule:
    """One rule and its name."""

    id: str
    pattern: regex.Pattern[str]

    def fires(self, marked: str) -> bool:
        """Whether the rule speaks on a marked sentence; a sentence that takes too long says nothing."""
        return matches(self.pattern, marked)


@dataclass(frozen=True, slots=True)
class MentionLexicon:
    """All that one language says of vendors."""

    rules: Mapping[Verdict, tuple[MentionRule, ...]]
    spared: tuple[MentionRule, ...] = ()
    """Sentences that look like a denial and are none."""
    example: regex.Pattern[str] = _NEVER
    app_only: regex.Pattern[str] = _NEVER
    site_too: regex.Pattern[str] = _NEVER
    own: regex.Pattern[str] = _NEVER
    purposes: Mapping[str, regex.Pattern[str]] = field(default_factory=dict)
    data: Mapping[str, regex.Pattern[str]] = field(default_factory=dict)

    def judge(self, marked: str) -> tuple[Verdict, str] | None:
        """The verdict on the vendor in a marked sentence and the rule that gave it; None where none speaks."""
        for verdict in VERDICTS:
            for rule in self.rules.get(verdict, ()):
                if rule.fires(marked):
                    if "denied" in verdict and any(spare.fires(marked) for spare in self.spared):
                        break
                    return verdict, rule.id
        return None


def matches(pattern: regex.Pattern[str], text: str) -> bool:
    """Whether a pattern occurs in a text, within the time a sentence may take."""
    try:
        return pattern.search(text, timeout=_TIMEOUT) is not None
    except TimeoutError:
        return False


@cache
def mention_lexicon(language: str) -> MentionLexicon:
    """The lexicon of a language; English where there is none, for its words travel."""
    folder = files("trackers.policy") / "lexicon" / "mentions"
    file = folder / f"{_RELATED.get(language, language)}.toml"
    if not file.is_file():
        return mention_lexicon("en")
    return _compiled(tomllib.loads(file.read_text("utf-8")))


def _compiled(data: Mapping[str, Any]) -> MentionLexicon:
    rules: dict[Verdict, tuple[MentionRule, ...]] = {
        verdict: tuple(MentionRule(rule["id"], _pattern(rule["pattern"])) for rule in data.get(verdict, ()))
        for verdict in VERDICTS
    }
    return MentionLexicon(
        rules=rules,
        spared=tuple(MentionRule(rule["id"], _pattern(rule["pattern"])) for rule in data.get("spared", ())),
        **{key: _pattern(words) for key, words in data.get("sentence", {}).items()},
        purposes={name: _pattern(words) for name, words in data.get("purposes", {}).items()},
        data={name: _pattern(words) for name, words in data.get("data", {}).items()},
    )


def _pattern(words: str) -> regex.Pattern[str]:
    return regex.compile(words.replace("{gap}", "[^.;:!?§]{0,140}?"))
