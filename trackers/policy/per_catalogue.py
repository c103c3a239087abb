"""What is made once for each catalogue: indexes that cost more than a document's reading."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from trackers.catalogue import Catalogue

Made = TypeVar("Made")


def once_per_catalogue(make: Callable[[Catalogue], Made]) -> Callable[[Catalogue], Made]:
    """Remember what `make` makes of a catalogue for as long as that catalogue lives."""
    kept: dict[int, Made] = {}

    @wraps(make)
    def made(catalogue: Catalogue) -> Made:
        key = id(catalogue)
        if key not in kept:
            kept[key] = make(catalogue)
            weakref.finalize(catalogue, kept.pop, key, None)
        return kept[key]

    return made
