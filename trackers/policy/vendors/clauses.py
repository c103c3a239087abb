"""The clause of a sentence that speaks of a vendor, where another clause says the reverse of another vendor.

"We no longer use Acme and have moved to Widget": one is over, the other is in use, and no rule on the whole
sentence could tell which is which. The words are in `lexicon/mentions/clauses.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from trackers.policy.lexicons import read_lexicon

_RELATED = "en"
"""Whose clauses are read where a language has no table: English words travel."""


@dataclass(frozen=True, slots=True)
class _Clauses:
    we: str
    """What a clause without a subject is read with; empty where a language needs none."""
    joins: regex.Pattern[str]
    over: regex.Pattern[str]
    begins: regex.Pattern[str]
    begins_bare: regex.Pattern[str]
    """Begins a clause behind one that says that something is over, or such a clause itself."""


@cache
def _clauses(language: str) -> _Clauses:
    tables = read_lexicon("mentions/clauses.toml")
    table = tables.get(language, tables[_RELATED])
    return _Clauses(
        we=table["we"],
        joins=regex.compile(rf"\A(?:{tables['joins']})\s"),
        over=regex.compile(table["over"]),
        begins=regex.compile(table["begins"]),
        begins_bare=regex.compile(table["begins_bare"]),
    )


def turned_clause(marked: str, language: str) -> str:
    """The clause with `§`, if another clause with `¤` turns what it says into the reverse; else the whole sentence.

    `marked` is a sentence in lower case, the vendor as `§`, others as `¤`.
    """
    if "¤" not in marked:
        return marked
    words = _clauses(language)
    if words.over.search(marked) is None:
        return marked
    starts = {match.start() for one in (words.begins, words.begins_bare) for match in one.finditer(marked)}
    cuts = [0, *sorted(starts), len(marked)]
    parts = [marked[start:end] for start, end in pairwise(cuts)]
    parts = _joined(parts)
    if len(parts) < 2:
        return marked
    mine = next((place for place, part in enumerate(parts) if "§" in part), 0)
    is_over = [words.over.search(part) is not None for part in parts]
    if all(over is is_over[mine] for over in is_over):
        return marked
    clause = parts[mine].strip(" ,;:-\u2013\u2014")
    if mine == 0:
        return clause
    clause = words.joins.sub("", clause)
    return clause if not words.we or clause.startswith(f"{words.we} ") else f"{words.we} {clause}"


def _joined(parts: list[str]) -> list[str]:
    """The parts, each without a name joined to the one that follows it; the last to the one before."""
    joined: list[str] = []
    held = ""
    for part in parts:
        held += part
        if "§" in held or "¤" in held:
            joined.append(held)
            held = ""
    if held and joined:
        joined[-1] += held
    return joined
