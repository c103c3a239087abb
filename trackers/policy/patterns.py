"""A regular expression of a lexicon: compiled when it is first tried, not tried where it cannot match, timed.

Every gap of a lexicon's expressions is bounded; the clock is a fuse for the one that is not. Only `regex` has a
clock; what Python's own engine understands (all but look-behinds of no fixed width) it finds twice as quickly,
so short texts are searched with that one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import regex

from trackers.policy.literals import Needs

_SECONDS = 0.25
"""For one pattern on one sentence."""
_FUSE_FROM = 4000
"""Characters below which no pattern can take long, for every gap is bounded; the clock would, and so would compiling
the pattern a second time."""

Match = regex.Match[str] | re.Match[str]
_LOOKS = ("(?=", "(?<=")
"""What these hold need not stand between what stands around them."""


class Pattern:
    """A pattern that is compiled when it is first used: most documents need few of them."""

    __slots__ = ("_compiled", "_quick", "in_order", "needs", "source")

    def __init__(self, source: str, needs: tuple[int, ...] = (), literals: Needs = ()) -> None:
        self.source = source
        self.needs = needs
        """Bits of a Vocabulary: no match without one of each number."""
        self.in_order = () if any(look in source for look in _LOOKS) else literals
        """Groups of literals of which every match has one of each, in this order; none once it is compiled."""
        self._compiled: regex.Pattern[str] | None = None
        self._quick: re.Pattern[str] | regex.Pattern[str] | None = None

    @property
    def compiled(self) -> regex.Pattern[str]:
        """The regular expression. Raises regex.error where the lexicon's line is none."""
        if self._compiled is None:
            self.in_order = ()
            self._compiled = regex.compile(self.source)
        return self._compiled

    @property
    def quick(self) -> re.Pattern[str] | regex.Pattern[str]:
        """The expression for short texts. Raises regex.error where the lexicon's line is none."""
        if self._quick is None:
            self.in_order = ()
            try:
                self._quick = re.compile(self.source)
            except re.error:
                self._quick = self.compiled
        return self._quick

    def may_match(self, present: int) -> bool:
        """Whether a text with these literals has what the pattern needs."""
        for need in self.needs:  # noqa: SIM110 - asked a hundred times a sentence; `all` takes twice as long
            if not need & present:
                return False
        return True


def search(
    pattern: Pattern, text: str, start: int = 0, end: int | None = None, *, seconds: float = _SECONDS
) -> Match | None:
    """The first match within `start:end`. A pattern that takes too long on hostile text counts as no match."""
    end = len(text) if end is None else end
    if pattern.in_order and not _stand_in_order(pattern.in_order, text, start, end):
        return None
    if end - start < _FUSE_FROM:
        return pattern.quick.search(text, start, end)
    return _in_time(lambda: pattern.compiled.search(text, start, end, timeout=seconds))


def match_at(pattern: Pattern, text: str, start: int = 0, end: int | None = None) -> Match | None:
    """The match that begins at `start`, within `start:end`."""
    end = len(text) if end is None else end
    if end - start < _FUSE_FROM:
        return pattern.quick.match(text, start, end)
    return _in_time(lambda: pattern.compiled.match(text, start, end, timeout=_SECONDS))


def fullmatch(pattern: Pattern, text: str) -> Match | None:
    """The match of a whole text."""
    if len(text) < _FUSE_FROM:
        return pattern.quick.fullmatch(text)
    return _in_time(lambda: pattern.compiled.fullmatch(text, timeout=_SECONDS))


def _in_time(find: Callable[[], Match | None]) -> Match | None:
    """What is found before time is up."""
    try:
        return find()
    except TimeoutError:
        return None


def search_if(
    pattern: Pattern, text: str, present: int, start: int = 0, end: int | None = None
) -> Match | None:
    """The first match within `start:end`; not looked for without the literals that the pattern needs."""
    return search(pattern, text, start, end) if pattern.may_match(present) else None


def find_all(pattern: Pattern, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
    """All matches within `start:end`, until time is up."""
    end = len(text) if end is None else end
    if pattern.in_order and not _stand_in_order(pattern.in_order, text, start, end):
        return
    if end - start < _FUSE_FROM:
        yield from pattern.quick.finditer(text, start, end)
        return
    try:
        yield from pattern.compiled.finditer(text, start, end, timeout=_SECONDS)
    except TimeoutError:
        return


def _stand_in_order(literals: Needs, text: str, start: int, end: int) -> bool:
    """Whether a literal of each group stands behind one of the group before: a look costs less than compiling."""
    place = start
    for group in literals:
        ends = [at + len(literal) for literal in group if (at := text.find(literal, place, end)) >= 0]
        if not ends:
            return False
        place = min(ends)
    return True
