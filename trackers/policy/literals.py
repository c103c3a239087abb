"""Literals without which a pattern of a lexicon cannot match: most patterns need not even be compiled.

What a pattern needs is read from its line: of every part that may not be missing, the plain letters it contains.
The needs are groups of alternatives; a text that has nothing of one group cannot match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import ahocorasick

Needs = tuple[frozenset[str], ...]
"""Of every group the text must contain one literal."""

_ATOM = re.compile(
    r"(?P<look>\((?=\?<?[=!]))|(?P<open>\((?:\?:|\?P<\w+>)?)|(?P<set>\[\^?\]?[^\]]*\])|(?P<escape>\\.)"
    r"|\{(?P<name>[a-z]\w*)(?P<times>[?*]?)\}|(?P<gap>\{\.\.\d+\})|(?P<plain>[\w'§¤])|(?P<other>.)"
)
_MISSING = re.compile(r"[?*]|\{0?,")
_TIMES = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_SHORTEST = 2


def needs_of(line: str, word_list: Callable[[str], Needs]) -> Needs:
    """The needs of a lexicon's line; `word_list` gives those of a word list by its name."""
    branches = [_sequence(branch, word_list) for branch in _split(line)]
    return branches[0] if len(branches) == 1 else _any(branches)


def any_of(branches: Iterable[Needs]) -> Needs:
    """The needs of a choice: of every branch its best group."""
    return _any(list(branches))


def _any(branches: list[Needs]) -> Needs:
    if not branches or not all(branches):
        return ()
    best = (max(groups, key=lambda group: (min(map(len, group)), -len(group))) for groups in branches)
    return (frozenset[str]().union(*best),)


def _sequence(line: str, word_list: Callable[[str], Needs]) -> Needs:
    groups: list[frozenset[str]] = []
    run = ""
    place = 0

    def end_run() -> None:
        nonlocal run
        if len(run) >= _SHORTEST or run in {"§", "¤"}:
            groups.append(frozenset({run}))
        run = ""

    while place < len(line):
        atom = _ATOM.match(line, place)
        assert atom is not None
        stop = _close(line, place) if atom["look"] or atom["open"] else atom.end()
        times = _TIMES.match(line, stop) if not (atom["name"] or atom["gap"]) else None
        is_missing = times is not None and _MISSING.match(times.group()) is not None
        if atom["plain"] and not is_missing:
            run += atom["plain"]
            if times is not None:
                end_run()
        else:
            end_run()
            if atom["name"] and not atom["times"]:
                groups.extend(word_list(atom["name"]))
            elif atom["open"] and not is_missing:
                groups.extend(needs_of(line[atom.end() : stop - 1], word_list))
        place = times.end() if times is not None else stop
    end_run()
    return tuple(dict.fromkeys(groups))


def _split(line: str) -> list[str]:
    """The alternatives of a choice, outside of parentheses and sets."""
    parts, begin, place = [], 0, 0
    while place < len(line):
        if line[place] == "|":
            parts.append(line[begin:place])
            begin = place = place + 1
            continue
        place = _after(line, place)
    parts.append(line[begin:])
    return parts


def _close(line: str, place: int) -> int:
    """Behind the parenthesis that closes the one at `place`."""
    place += 1
    while place < len(line) and line[place] != ")":
        place = _after(line, place)
    return place + 1


def _after(line: str, place: int) -> int:
    if line[place] == "\\":
        return place + 2
    if line[place] == "(":
        return _close(line, place)
    if line[place] == "[":
        return line.index("]", place + 2) + 1
    return place + 1


class Vocabulary:
    """All literals that a lexicon's patterns need; each is one bit of a number."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._automaton: ahocorasick.Automaton | None = None

    def mask(self, needs: Needs) -> tuple[int, ...]:
        """One number for each group, in which the bits of its literals are set."""
        return tuple(sum(self._bit(literal) for literal in group) for group in needs)

    def _bit(self, literal: str) -> int:
        self._automaton = None
        return self._bits.setdefault(literal, 1 << len(self._bits))

    def present(self, text: str) -> int:
        """The bits of the literals that occur in a folded text."""
        if self._automaton is None:
            self._automaton = ahocorasick.Automaton()
            for literal, bit in self._bits.items():
                self._automaton.add_word(literal, bit)
            self._automaton.make_automaton()
        found = 0
        if self._bits:
            for bit in {bit for _, bit in self._automaton.iter(text)}:
                found |= bit
        return found
