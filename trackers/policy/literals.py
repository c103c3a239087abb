"""Literals without which a pattern of a lexicon cannot match: most patterns need not even be compiled.

What a pattern needs is read from its line: of every part that may not be missing, the plain letters it contains.
The needs are groups of alternatives; a text that has nothing of one group cannot match. Lines of rules
(`trackers.policy.rules`) and ordinary regular expressions (`trackers.policy.wordings`) are read alike, but in
the latter a space is a space.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache, reduce
from operator import itemgetter, or_

import ahocorasick

from trackers.policy.lexicons import read_lexicon

Needs = tuple[frozenset[str], ...]
"""Of every group the text must contain one literal."""

_SET = r"\[\^?\]?(?:\\.|[^\]\\])*\]"
_STRUCTURE = re.compile(rf"\\.|{_SET}|[()|]", re.DOTALL)
"""What tells the parts of a line: parentheses and bars, and what hides them."""
_GROUPS = rf"(?P<look>\((?=\?)(?!\?(?::|>|=|<=|P<\w)))|(?P<open>\((?:\?(?::|>|<?=|P<\w+>))?)|(?P<set>{_SET})"
_ESCAPE = r"(?P<escape>\\(?:[pP]\{[^}]*\}|N\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|.))"
_LINE = re.compile(
    rf"{_GROUPS}|{_ESCAPE}|\{{(?P<name>[a-z]\w*)(?P<times>[?*]?)\}}|(?P<gap>\{{\.\.\d+\}})"
    r"|(?P<plain>[\w'§¤]+(?![?*+{])|[\w'§¤])|(?P<other>.)"
)
_EXPRESSION = re.compile(
    rf"{_GROUPS}|\\(?P<mark>[./-])|{_ESCAPE}"
    r"|(?P<plain>[\w'§¤ ,:;/@&%=-]+(?![?*+{])|[\w'§¤ ,:;/@&%=-])|(?P<other>.)",
    re.DOTALL,
)
_MISSING = re.compile(r"[?*]|\{0?,")
_TIMES = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_SHORTEST = 2
_NUMBER = itemgetter(1)
_REMEMBERED = 32
"""Texts whose literals a vocabulary remembers: several rules read one sentence."""


@cache
def _everywhere() -> frozenset[str]:
    """Literals of nearly every sentence, the most of what there is to find: taken for present without a look."""
    return frozenset(read_lexicon("everywhere.toml")["literals"])


def needs_of(line: str, word_list: Callable[[str], Needs] | None = None) -> Needs:
    """The needs of a lexicon's line; `word_list` gives those of a word list by its name.

    Without word lists the line is an ordinary regular expression. One with flags that ignore case must not be
    asked: literals are compared as they stand.
    """
    branches = [_sequence(branch, word_list) for branch in alternatives_of(line)]
    return branches[0] if len(branches) == 1 else any_of(branches)


def any_of(branches: Iterable[Needs]) -> Needs:
    """The needs of a choice: of every branch its best group."""
    groups_of = list(branches)
    if not groups_of or not all(groups_of):
        return ()
    return (frozenset[str]().union(*map(_best, groups_of)),)


def _best(groups: Needs) -> frozenset[str]:
    """The group that the fewest texts will have."""
    return max(groups, key=lambda group: (min(map(len, group)), -len(group)))


def _sequence(line: str, word_list: Callable[[str], Needs] | None) -> Needs:
    groups: list[frozenset[str]] = []
    run = ""
    place = 0
    atoms = _LINE if word_list else _EXPRESSION

    def end_run() -> None:
        nonlocal run
        if len(run.strip()) >= _SHORTEST or run in {"§", "¤"}:
            groups.append(frozenset({run}))
        run = ""

    while place < len(line):
        atom = atoms.match(line, place)
        assert atom is not None
        kind = atom.lastgroup
        stop = _close(line, place) if kind in {"look", "open"} else atom.end()
        times = _TIMES.match(line, stop) if kind not in {"times", "gap"} else None
        is_missing = times is not None and _MISSING.match(times.group()) is not None
        if kind in {"plain", "mark"} and not is_missing:
            run += atom[kind]
            if times is not None:
                end_run()
        else:
            end_run()
            if word_list and kind == "times" and not atom["times"]:
                groups.extend(word_list(atom["name"]))
            elif kind == "open" and not is_missing:
                groups.extend(needs_of(line[atom.end() : stop - 1], word_list))
        place = times.end() if times is not None else stop
    end_run()
    return tuple(dict.fromkeys(groups))


def alternatives_of(line: str) -> list[str]:
    """The alternatives of a line or an expression, outside of parentheses and sets; itself where it has none."""
    if "|" not in line:
        return [line]
    parts, begin, depth = [], 0, 0
    for mark in _STRUCTURE.finditer(line):
        match mark.group():
            case "(":
                depth += 1
            case ")":
                depth -= 1
            case "|" if not depth:
                parts.append(line[begin : mark.start()])
                begin = mark.end()
    parts.append(line[begin:])
    return parts


def _close(line: str, place: int) -> int:
    """Behind the parenthesis that closes the one at `place`."""
    depth = 0
    for mark in _STRUCTURE.finditer(line, place):
        if mark.group() == "(":
            depth += 1
        elif mark.group() == ")":
            depth -= 1
            if not depth:
                return mark.end()
    return len(line)


class Gate:
    """Finds the sentences that have all the literals that one of several expressions needs; most have not."""

    def __init__(self, sources: Iterable[str]) -> None:
        others: dict[str, list[Needs]] = {}
        self._is_open = False
        for alternative in (one for source in sources for one in alternatives_of(source)):
            groups = needs_of(alternative)
            if not groups:
                self._is_open = True
                continue
            best = _best(groups)
            for literal in best:
                others.setdefault(literal, []).append(tuple(group for group in groups if group != best))
        self._automaton = ahocorasick.Automaton()
        for literal, needs in others.items():
            self._automaton.add_word(literal, tuple(dict.fromkeys(needs)))
        self._automaton.make_automaton()

    def places(self, text: str, starts: Sequence[int]) -> list[int]:
        """Which pieces of a text, by where each begins, one of the expressions may match; none reaches across."""
        if self._is_open:
            return list(range(len(starts)))
        found: list[int] = []
        place, start, following = -1, -1, starts[0] if starts else sys.maxsize
        piece = ""
        for end, choices in self._automaton.iter(text):
            if end >= following:
                place = bisect_right(starts, end) - 1
                start = starts[place]
                following = starts[place + 1] if place + 1 < len(starts) else sys.maxsize
                piece = text[start:following]
            elif not piece:
                continue
            for needs in choices:
                for group in needs:
                    if not any(map(piece.__contains__, group)):
                        break
                else:
                    found.append(place)
                    piece = ""
                    break
        return found


class Vocabulary:
    """All literals that a lexicon's patterns need; each is one bit of a number."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._taken = 0
        self._of_number: tuple[int, ...] = ()
        """The bits in the order of their literals: an automaton's numbers are quicker to tell apart than bits."""
        self._automaton: ahocorasick.Automaton | None = None
        self._searched: dict[str, int] = {}

    def mask(self, needs: Needs) -> tuple[int, ...]:
        """One number for each group, in which the bits of its literals are set."""
        return tuple(sum(self._bit(literal) for literal in group) for group in needs)

    def _bit(self, literal: str) -> int:
        if literal not in self._bits:
            self._automaton = None
            self._searched.clear()
        return self._bits.setdefault(literal, 1 << len(self._bits))

    def present(self, text: str) -> int:
        """The bits of the literals that occur in a folded text, or in nearly any; the last texts are remembered."""
        found = self._searched.get(text)
        if found is None:
            if len(self._searched) >= _REMEMBERED:
                self._searched.clear()
            found = self._searched[text] = self._search(text)
        return found

    def _search(self, text: str) -> int:
        if self._automaton is None:
            self._automaton = ahocorasick.Automaton()
            self._of_number = tuple(self._bits.values())
            self._taken = sum(bit for literal, bit in self._bits.items() if literal in _everywhere())
            for number, literal in enumerate(self._bits):
                if literal not in _everywhere():
                    self._automaton.add_word(literal, number)
            self._automaton.make_automaton()
        if not len(self._automaton):
            return self._taken
        found = set(map(_NUMBER, self._automaton.iter(text)))
        return reduce(or_, map(self._of_number.__getitem__, found), self._taken)
