"""Patterns for names of cookies, storage keys and files, in which `*` stands for anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from trackers.host_rules import matches_pieces

T = TypeVar("T")


class NameIndex(Generic[T]):
    """Finds the patterns that match a name, by hashing the part before their first `*`."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._whole: dict[str, list[tuple[str, T]]] = {}
        self._starred: dict[str, list[tuple[str, tuple[str, ...], T]]] = {}
        for pattern, value in entries:
            if "*" in pattern:
                pieces = tuple(pattern.split("*"))
                self._starred.setdefault(pieces[0], []).append((pattern, pieces, value))
            else:
                self._whole.setdefault(pattern, []).append((pattern, value))
        self._longest = max(map(len, self._starred), default=-1)

    def matches(self, name: str) -> Iterator[tuple[str, T]]:
        """Every matching pattern with its value: the whole name first, then the longer beginnings."""
        yield from self._whole.get(name, ())
        for length in range(min(len(name), self._longest), -1, -1):
            for pattern, pieces, value in self._starred.get(name[:length], ()):
                if matches_pieces(pieces, name, closed=True):
                    yield pattern, value
