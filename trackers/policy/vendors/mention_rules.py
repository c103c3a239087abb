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

from trackers.policy.literals import Vocabulary
from trackers.policy.wordings import Wording

Verdict = Literal["denied", "weakly_denied", "aside", "surely_used", "other", "used"]
VERDICTS: tuple[Verdict, ...] = ("denied", "weakly_denied", "aside", "surely_used", "other", "used")
"""In the order in which they are asked."""
_RELATED = {"nb": "da", "no": "da", "sv": "da"}
"""Languages that are read with a neighbour's lexicon."""
_NEVER = Wording(r"(?!)", Vocabulary())


@dataclass(frozen=True, slots=True)
class MentionRule:
    """One rule and its name."""

    id: str
    pattern: Wording


@dataclass(frozen=True, slots=True)
class MentionLexicon:
    """All that one language says of vendors."""

    rules: Mapping[Verdict, tuple[MentionRule, ...]]
    spared: tuple[MentionRule, ...] = ()
    """Sentences that look like a denial and are none."""
    example: Wording = _NEVER
    app_only: Wording = _NEVER
    site_too: Wording = _NEVER
    own: Wording = _NEVER
    purposes: Mapping[str, Wording] = field(default_factory=dict)
    data: Mapping[str, Wording] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    """Literals that the wordings need."""

    def judge(self, marked: str) -> tuple[Verdict, str] | None:
        """The verdict on the vendor in a marked sentence and the rule that gave it; None where none speaks."""
        present = self.vocabulary.present(marked)
        for verdict in VERDICTS:
            for rule in self.rules.get(verdict, ()):
                if rule.pattern.occurs_in(marked, present):
                    if "denied" in verdict and any(s.pattern.occurs_in(marked, present) for s in self.spared):
                        break
                    return verdict, rule.id
        return None


@cache
def mention_lexicon(language: str) -> MentionLexicon:
    """The lexicon of a language; English where there is none, for its words travel."""
    folder = files("trackers.policy") / "lexicon" / "mentions"
    file = folder / f"{_RELATED.get(language, language)}.toml"
    if not file.is_file():
        return mention_lexicon("en")
    return _made(tomllib.loads(file.read_text("utf-8")))


def _made(data: Mapping[str, Any]) -> MentionLexicon:
    vocabulary = Vocabulary()

    def wording(words: str) -> Wording:
        return Wording(words.replace("{gap}", "[^.;:!?§\u2013\u2014]{0,140}?"), vocabulary)

    def rules(kind: str) -> tuple[MentionRule, ...]:
        return tuple(MentionRule(rule["id"], wording(rule["pattern"])) for rule in data.get(kind, ()))

    return MentionLexicon(
        rules={verdict: rules(verdict) for verdict in VERDICTS},
        spared=rules("spared"),
        vocabulary=vocabulary,
        **{key: wording(words) for key, words in data.get("sentence", {}).items()},
        purposes={name: wording(words) for name, words in data.get("purposes", {}).items()},
        data={name: wording(words) for name, words in data.get("data", {}).items()},
    )
