"""What is made once for each catalogue or document, and kept for as long as that lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Owner = TypeVar("Owner")
Made = TypeVar("Made")


def once_for_each(make: Callable[[Owner], Made]) -> Callable[[Owner], Made]:
    """Remember what `make` makes of an object, told by its identity: comparing documents would cost more."""
    kept: dict[int, Made] = {}

    @wraps(make)
    def made(owner: Owner) -> Made:
        key = id(owner)
        if key not in kept:
            kept[key] = make(owner)
            weakref.finalize(owner, kept.pop, key, None)
        return kept[key]

    return made
