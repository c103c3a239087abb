"""Sentences of languages that are not read, or only in part, which deny something: what, nobody here can tell.

The words are in `lexicon/mentions/negations.toml`.
"""

from __future__ import annotations

from functools import cache

import regex

from trackers.policy.lexicons import read_lexicon
from trackers.policy.vendors.mention_rules import MentionRule


@cache
def _words(language: str) -> regex.Pattern[str] | None:
    words = read_lexicon("mentions/negations.toml")["words"].get(language)
    return None if words is None else regex.compile(words)


@cache
def _read_in_part() -> frozenset[str]:
    return frozenset(read_lexicon("mentions/negations.toml")["read_in_part"])


def is_negated_unread(said: str, language: str) -> bool:
    """Whether words in small letters hold a negation of a language whose denials are not all understood."""
    words = _words(language)
    return words is not None and words.search(said) is not None


def tells_all_the_same(rule: MentionRule | None, language: str, *, is_alone: bool) -> bool:
    """Whether a denial that a neighbour's lexicon found is to be believed: of the only name in its sentence."""
    return is_alone and language in _read_in_part() and rule is not None and "denied" in rule.verdict
