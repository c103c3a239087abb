"""Decoded payload fields as values that JSON has: what a tracker sent may be anything."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any


def plain(value: object) -> Any:
    """`value` as JSON can hold it: bytes and lone surrogates become U+FFFD, infinite numbers become null."""
    match value:
        case None | bool() | int() | float():
            return None if isinstance(value, float) and not math.isfinite(value) else value
        case Mapping():
            return {_text(key): plain(part) for key, part in value.items()}
        case list() | tuple():
            return [plain(part) for part in value]
        case set() | frozenset():
            return sorted((plain(part) for part in value), key=repr)
        case _:
            return _text(value)


def _text(value: object) -> str:
    raw = value if isinstance(value, bytes | bytearray) else str(value).encode("utf-8", "surrogatepass")
    return bytes(raw).decode("utf-8", "replace")
