"""The word lists and rules for reading a signal's stance, compiled, one set a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from trackers.policy.literals import Vocabulary
from trackers.policy.patterns import Pattern
from trackers.policy.rules import Grammar, Rule, load_lexicon, make_rules

Signal = Literal["dnt", "gpc"]

LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pt", "pl", "sv", "da", "nb")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What limits a promise: `only` always does, `law` and `where` unless it is also made without them."""

    only: Pattern | None
    law: Pattern | None
    where: Pattern | None


@dataclass(frozen=True, slots=True)
class SignalLexicon:
    """How one language speaks of DNT and GPC."""

    language: str
    needles: dict[Signal, tuple[str, ...]]
    """Literals of which one must occur in any mention; lower case."""
    mention: dict[Signal, Pattern | None]
    description: Pattern | None
    """Do Not Track described in other words, beside those of `description_beside`."""
    description_beside: Pattern | None
    verb_before: Pattern | None
    joined_before: Pattern | None
    noun_after: Pattern | None
    never_after: Pattern | None
    context: dict[Signal, Pattern | None]
    anaphor_strong: Pattern | None
    anaphor_weak: Pattern | None
    anaphor_heading: Pattern | None
    anaphor_both: Pattern | None
    """Words for both signals at once: "we honour both"."""
    own: Pattern | None
    third: Pattern | None
    offered: Pattern | None
    """Somebody else's own setting and what they do about it: "X offers a § setting which it ignores"."""
    not_agent: Pattern | None
    own_joint: Pattern | None
    own_aside: Pattern | None
    clause: Pattern | None
    title_never: Pattern | None
    """How a statement begins that only looks like a title because its full stop is missing."""
    neutral: Pattern | None
    excepted: Pattern | None
    """The signal where something is said of all others: "apart from GPC, we …"."""
    idle: Pattern | None
    """Why a signal has nothing to change: "because we do not sell"."""
    described: Pattern | None
    described_never: Pattern | None
    """What the law says of the signal, which describes nothing."""
    described_standard: Pattern | None
    """That nothing has been agreed, which says how unclear things are even where it is masked as neutral."""
    described_told: Pattern | None
    """That the visitor is told to switch it on, whether or not with a full stop."""
    described_heading: Pattern | None
    conditions: Conditions
    no: Pattern | None
    """Answers to a question: "No."."""
    yes: Pattern | None
    reversed: Pattern | None
    """A question after which "no" promises: "Do you ignore …?"."""
    condition: Pattern | None
    """A question whose answer says what happens under the signal: "What happens when I turn on …?"."""
    ellipsis: Pattern | None
    """A refusal that leaves out what is refused: "Therefore we do not respond."."""
    exception: Pattern | None
    """What goes on although a promise was made: "The advertising tags are loaded regardless."."""
    rules: tuple[Rule, ...]
    vocabulary: Vocabulary
    """Literals that the rules need."""


@cache
def signal_lexicon(language: str) -> SignalLexicon | None:
    """The lexicon of one language (ISO 639-1); None where there is none."""
    table = load_lexicon("signals", language)
    if table is None:
        return None
    grammar = Grammar(table["words"])

    def lines(section: str, key: str) -> Pattern | None:
        return grammar.any_of(table.get(section, {}).get(key, ()))

    return SignalLexicon(
        language=language,
        needles={s: tuple(table["needles"].get(s, ())) for s in ("dnt", "gpc")},
        mention={"dnt": lines("mention", "dnt"), "gpc": lines("mention", "gpc")},
        description=lines("mention", "dnt_description"),
        description_beside=lines("mention", "dnt_description_beside"),
        verb_before=lines("mention", "verb_before"),
        joined_before=lines("mention", "joined_before"),
        noun_after=lines("mention", "noun_after"),
        never_after=lines("mention", "never_after"),
        context={"dnt": lines("mention", "dnt_context"), "gpc": lines("mention", "gpc_context")},
        anaphor_strong=lines("anaphor", "strong"),
        anaphor_weak=lines("anaphor", "weak"),
        anaphor_heading=lines("anaphor", "heading"),
        anaphor_both=lines("anaphor", "both"),
        own=lines("subject", "own"),
        third=lines("subject", "third"),
        offered=lines("subject", "offered"),
        not_agent=lines("subject", "not_agent"),
        own_joint=lines("subject", "own_joint"),
        own_aside=lines("subject", "own_aside"),
        clause=lines("clause", "ends"),
        title_never=lines("title", "never"),
        neutral=lines("neutral", "before"),
        excepted=lines("neutral", "except"),
        idle=lines("idle", "because"),
        described=lines("described", "any"),
        described_never=lines("described", "never"),
        described_standard=lines("described", "standard"),
        described_told=lines("described", "told"),
        described_heading=lines("described", "heading"),
        conditions=Conditions(
            lines("condition", "only"), lines("condition", "law"), lines("condition", "where")
        ),
        no=lines("answer", "no"),
        yes=lines("answer", "yes"),
        reversed=lines("answer", "reversed"),
        condition=lines("answer", "condition"),
        ellipsis=lines("answer", "ellipsis"),
        exception=lines("answer", "exception"),
        rules=make_rules(grammar, table["rule"]),
        vocabulary=grammar.vocabulary,
    )
