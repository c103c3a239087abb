"""Patterns for names of cookies, storage keys and files: `*` stands for anything, `#` for digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Generic, TypeVar

T = TypeVar("T")


class NameIndex(Generic[T]):
    """Finds the patterns that match a name, by hashing the part before their first `*` or `#`."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._whole: dict[str, list[tuple[str, T]]] = {}
        self._open: dict[str, list[tuple[str, T]]] = {}
        for pattern, value in entries:
            beginning = _MARK.split(pattern, maxsplit=1)[0]
            table = self._whole if beginning == pattern else self._open
            table.setdefault(beginning, []).append((pattern, value))
        self._longest = max(map(len, self._open), default=-1)

    def matches(self, name: str) -> Iterator[tuple[str, T]]:
        """Every matching pattern with its value: the whole name first, then the longer beginnings."""
        yield from self._whole.get(name, ())
        for length in range(min(len(name), self._longest), -1, -1):
            for pattern, value in self._open.get(name[:length], ()):
                if _compiled(pattern).fullmatch(name):
                    yield pattern, value


_MARK = re.compile(r"[*#]")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled at the first name that begins alike: most patterns are never asked."""
    escaped = re.escape(pattern).replace(r"\*", ".*").replace(r"\#", r"\d+")
    return re.compile(escaped, re.DOTALL)
