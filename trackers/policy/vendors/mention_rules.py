"""The rules that tell what a sentence says of a vendor, from `lexicon/mentions/LANGUAGE.toml`.

A rule reads the sentence in lower case with the vendor's name as `§` and other vendors' names as `¤`. Where a
rule's meaning steers what else is asked, the lexicon says so: no code knows a rule by its identifier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Literal, get_args

from trackers.policy.lexicons import find_lexicon
from trackers.policy.literals import Vocabulary
from trackers.policy.rules import choice
from trackers.policy.wordings import Wording
from trackers.vendor_file import Category

Verdict = Literal["denied", "weakly_denied", "aside", "surely_used", "other", "used"]
VERDICTS: tuple[Verdict, ...] = ("denied", "weakly_denied", "aside", "surely_used", "other", "used")
"""In the order in which they are asked."""
COMPANY = "company"
"""What stands for a category where a company is named, whose products are for many purposes."""
_REMEMBERED = 2000
"""Verdicts on sentences that a lexicon remembers."""
_RELATED = {"nb": "da", "no": "da", "sv": "da"}
"""Languages that are read with a neighbour's lexicon."""
_NEVER = Wording(r"(?!)", Vocabulary())


class Role(StrEnum):
    """What a name is, where it is no vendor's that the site uses (`role` of an `[[other]]` rule)."""

    SIGN_IN = "sign-in"
    """What people sign in with. An entry of a list of services says no more."""
    OWN_PAGE = "own-page"
    """Where the site has a page or channel. An entry of a list of services says no more."""
    POLICY = "policy"
    """Whose policy or help is spoken of. Of most trackers and services, even that says that they are used."""
    CERTIFIER = "certifier"
    """Who vouches for the site. That name and its link alone say nothing of use, wherever they stand."""


class Sign(StrEnum):
    """What outweighs a rule on names in another role (`yields_to` of an `[[other]]` rule)."""

    TRACKER = "tracker"
    """That the vendor does nothing but track: people do not share, post or sign in there."""
    WAY_OUT = "way-out"
    """A link to the tracker's own opt-out in the sentence."""
    NATURE = "nature"
    """Whatever the vendor's products are for, and where the name stands."""


@dataclass(frozen=True, slots=True)
class MentionRule:
    """One rule: its name, what it says of the vendor, and what other signs are worth beside it."""

    id: str
    verdict: Verdict
    pattern: Wording = _NEVER
    """Matches nothing in a rule on the shape of the text, which code asks."""
    role: Role | None = None
    yields_to: Sign | None = None
    by_name: bool = False
    """It goes by no more than the name or its link."""

    @property
    def by_words(self) -> bool:
        """Whether words say it, not the look of the line or what the vendor is known for."""
        return self.pattern is not _NEVER


@dataclass(frozen=True, slots=True)
class OwnPurpose:
    """What products of some categories are for: who denies to use one for that, denies to use it."""

    pattern: Wording
    categories: frozenset[str] = frozenset()
    """Categories of the catalogue; `company` for a company's name. Empty for all."""

    def denied_of(self, category: str, marked: str, present: int) -> bool:
        """Whether the sentence denies this purpose, and it is that of the category's products."""
        return (not self.categories or category in self.categories) and self.pattern.occurs_in(
            marked, present
        )


@dataclass(frozen=True, slots=True)
class MentionLexicon:
    """All that one language says of vendors."""

    rules: Mapping[Verdict, tuple[MentionRule, ...]]
    spared: tuple[Wording, ...] = ()
    """Sentences that look like a denial and are none."""
    restricted: Wording = _NEVER
    """Denials of a use for one purpose: none of the use itself, unless the product is for that purpose."""
    own_purposes: tuple[OwnPurpose, ...] = ()
    example: Wording = _NEVER
    app_only: Wording = _NEVER
    site_too: Wording = _NEVER
    own: Wording = _NEVER
    another_role: Wording | None = None
    """Words beside which the bare name of a service does not say that it is used; None: it never does."""
    absent: Wording = _NEVER
    """Words of a negation or an end: beside them a mere name is no sign of use."""
    ended: Wording = _NEVER
    """That something is over: what the sentence before said of its use is no longer so."""
    purposes: Mapping[str, Wording] = field(default_factory=dict)
    data: Mapping[str, Wording] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    """Literals that the wordings need."""
    _judged: dict[tuple[str, str], MentionRule | None] = field(default_factory=dict, init=False)

    def judge(self, marked: str, category: str = "") -> MentionRule | None:
        """The rule that gives the verdict on the vendor in a marked sentence; None where none speaks.

        `category` is that of the vendor's product, `company` for a company: what its own purpose is. The last
        verdicts are remembered: a sentence is judged alone and in its context, and boilerplate comes again.
        """
        key = marked, category
        if key not in self._judged:
            if len(self._judged) >= _REMEMBERED:
                self._judged.clear()
            self._judged[key] = self._judge(marked, category)
        return self._judged[key]

    def _judge(self, marked: str, category: str) -> MentionRule | None:
        present = self.vocabulary.present(marked)
        for verdict in VERDICTS:
            for rule in self.rules.get(verdict, ()):
                for (
                    need
                ) in rule.pattern.needs:  # most rules end here: a call for each would take twice as long
                    if not need & present:
                        break
                else:
                    if rule.pattern.occurs_in(marked, present):
                        if "denied" in verdict and self._is_spared(marked, present, category):
                            break
                        return rule
        return None

    def says_absent(self, marked: str) -> bool:
        """Whether words of a negation or an end stand beside the vendor, on no condition and for no one purpose."""
        if not self.absent.occurs_in(marked) or self.restricted.occurs_in(marked):
            return False
        return not any(one.occurs_in(marked) for one in self.spared)

    def _is_spared(self, marked: str, present: int, category: str) -> bool:
        """Whether what looks like a denial of the vendor is none."""
        if any(one.occurs_in(marked, present) for one in self.spared):
            return True
        return self.restricted.occurs_in(marked, present) and not any(
            one.denied_of(category, marked, present) for one in self.own_purposes
        )


@cache
def mention_lexicon(language: str) -> MentionLexicon:
    """The lexicon of a language; English where there is none, for its words travel."""
    data = find_lexicon(f"mentions/{_RELATED.get(language, language)}.toml")
    return mention_lexicon("en") if data is None else make_lexicon(data)


def make_lexicon(data: Mapping[str, Any]) -> MentionLexicon:
    """The lexicon that a file's tables make.

    Raises:
        ValueError: a rule has a role, or yields to a sign, that is none, or names no category.
        TypeError: a rule has a key that nobody reads.
    """
    vocabulary = Vocabulary()

    def wording(words: str) -> Wording:
        return Wording(words.replace("{gap}", "[^.;:!?§\u2013\u2014]{0,140}?"), vocabulary)

    return MentionLexicon(
        rules={
            verdict: tuple(_rule(row, verdict, wording(row["pattern"])) for row in data.get(verdict, ()))
            for verdict in VERDICTS
        },
        spared=tuple(wording(row["pattern"]) for row in data.get("spared", ())),
        own_purposes=tuple(
            OwnPurpose(wording(row["pattern"]), frozenset(map(_category, row.get("categories", ()))))
            for row in data.get("own_purposes", ())
        ),
        vocabulary=vocabulary,
        **{key: wording(words) for key, words in data.get("sentence", {}).items()},
        purposes={name: wording(words) for name, words in data.get("purposes", {}).items()},
        data={name: wording(words) for name, words in data.get("data", {}).items()},
    )


def _category(name: str) -> str:
    if name != COMPANY and name not in get_args(Category):
        raise ValueError(f"own purpose: {name!r} is no category")
    return name


def _rule(row: Mapping[str, Any], verdict: Verdict, pattern: Wording) -> MentionRule:
    said: dict[str, Any] = {**row, "verdict": verdict, "pattern": pattern}
    for key, values in (("role", Role), ("yields_to", Sign)):
        if key in row:
            said[key] = choice(values, row[key], rule=row["id"])
    return MentionRule(**said)
