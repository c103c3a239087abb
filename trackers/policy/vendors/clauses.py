"""The clause of a sentence that speaks of a vendor, where other clauses speak of other vendors.

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
    begins_name: regex.Pattern[str]
    """Begins a clause of a name alone: "…, now Widget"."""
    bare: regex.Pattern[str]
    """What stands in such a clause before the name, instead of what it says, `uses`."""
    uses: str


@cache
def _clauses(language: str) -> _Clauses:
    tables = read_lexicon("mentions/clauses.toml")
    table = tables.get(language, tables[_RELATED])
    bare = rf"(?:{table['now']})[:,]?\s(?:(?:{table['now_at']})\s)?(?:(?:{tables['articles']})\s)?(?=[§¤])"
    return _Clauses(
        we=table["we"],
        joins=regex.compile(rf"\A(?:{tables['joins']})\s"),
        over=regex.compile(table["over"]),
        begins=regex.compile(table["begins"]),
        begins_bare=regex.compile(table["begins_bare"]),
        begins_name=regex.compile(rf"\s?[,;:\u2013\u2014-]\s?(?:(?:{tables['joins']})\s)?{bare}"),
        bare=regex.compile(rf"\A{bare}"),
        uses=table["uses"],
    )


@dataclass(frozen=True, slots=True)
class _Shared:
    apart: regex.Pattern[str]
    joined: regex.Pattern[str]
    """Before a name that does, or is for, something of its own."""
    acts: regex.Pattern[str]
    """Behind a name that does, or is for, something of its own."""


@cache
def _shared() -> _Shared:
    words = read_lexicon("mentions/clauses.toml")
    acts = rf"(?:'s|s)?(?: \([^)]{{0,60}}\))?,? (?:(?:{words['adverbs']}) )?(?:{words['acts']})\b"
    return _Shared(
        apart=regex.compile(words["apart"]),
        joined=regex.compile(rf"(?:,|,? (?:{words['and']})) (?:the )?(?=[§¤]{acts})"),
        acts=regex.compile(acts),
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
    beginnings = (words.begins, words.begins_bare, words.begins_name)
    starts = {match.start() for one in beginnings for match in one.finditer(marked)}
    parts = _parts(marked, starts)
    if len(parts) < 2:
        return marked
    mine = next((place for place, part in enumerate(parts) if "§" in part), 0)
    is_over = [words.over.search(part) is not None for part in parts]
    if all(over is is_over[mine] for over in is_over):
        return marked
    clause = parts[mine].strip(" ,;:-\u2013\u2014")
    if mine == 0:
        return clause
    clause = words.bare.sub(words.uses, words.joins.sub("", clause))
    return clause if not words.we or clause.startswith(f"{words.we} ") else f"{words.we} {clause}"


def own_clause(marked: str) -> str:
    """The clause in which `§` does something, or is used for something, by itself: what purposes it has.

    "¤ plays our videos; § measures visits" tells of § that it measures. The whole sentence where it has one clause.
    """
    if "¤" not in marked:
        return marked
    shared = _shared()
    starts = {match.start() for match in shared.apart.finditer(marked)}
    for match in shared.joined.finditer(marked):
        before = marked[: match.start()]
        last = max(before.rfind("§"), before.rfind("¤"))
        if last >= 0 and shared.acts.match(before, last + 1):
            starts.add(match.start())
    return next(part for part in _parts(marked, starts) if "§" in part)


def _parts(marked: str, starts: set[int]) -> list[str]:
    """A sentence cut at these places, so that each part names somebody: others go on with the one before."""
    parts: list[str] = []
    for start, end in pairwise([0, *sorted(starts), len(marked)]):
        part = marked[start:end]
        if parts and not (_names(part) and _names(parts[-1])):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _names(part: str) -> bool:
    return "§" in part or "¤" in part
