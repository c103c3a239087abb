"""Parameters whose value is a container of parameters: nested JSON, query strings, item strings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal
from urllib.parse import unquote

from trackers.payloads.bodies import Parameters, flatten, parse_json, parse_pairs

Unpacking = Literal["json", "query", "pairs", "items", "dotted", "colons", "list"]

_CUSTOM_NAME = re.compile(r"k(\d+)(\D.*)")


def _json(value: str) -> Any:
    return parse_json(value)


def _query(value: str) -> Any:
    text = value if "=" in value else unquote(value)
    return parse_pairs(text.lstrip("?"))


def _pairs(value: str) -> Any:
    """`event=purchase;value=10`."""
    return parse_pairs(value, ";")


def _items(value: str) -> Any:
    """Google Analytics 4's items: `idSKU1~nmShoe~pr9.50~k0colour~v0red`."""
    found: Parameters = {}
    index, name = "", ""
    for piece in value.split("~"):
        custom = _CUSTOM_NAME.fullmatch(piece)
        if custom:
            index, name = custom.groups()
        elif name and piece.startswith(f"v{index}"):
            # The value may begin with digits itself: only the name before it tells where the index ends.
            found[name] = piece[1 + len(index) :]
            name = ""
        elif len(piece) > 2:
            found[piece[:2]] = piece[2:]
    return found


def _dotted(value: str) -> Any:
    """Google's user-provided data: `tv.1~em.HASH~pn.HASH`."""
    pairs = (piece.partition(".") for piece in value.split("~"))
    return {name: rest for name, dot, rest in pairs if dot and rest}


def _colons(value: str) -> Any:
    """Yandex Metrica's `pv:1:s:1920x1080x24:t:Title`; the title comes last and may have colons."""
    head, marker, title = value.partition(":t:")
    parts = head.split(":")
    found = dict(zip(parts[::2], parts[1::2], strict=False))
    return found | {"t": title} if marker else found


_UNPACKERS: Mapping[str, Callable[[str], Any]] = {
    "json": _json,
    "query": _query,
    "pairs": _pairs,
    "items": _items,
    "dotted": _dotted,
    "colons": _colons,
}


def unpack(name: str, value: Any, how: str) -> Parameters:
    """The parameters inside a value, named `name.inner`; empty where the value is no such container.

    A value that is JSON already (in a JSON body) is flattened as it is; `list` numbers a plain list's values.
    """
    if how == "list":
        values = parse_json(value) if isinstance(value, str) else value
        return {f"{name}.{i}": item for i, item in enumerate(values)} if isinstance(values, list) else {}
    inner = _UNPACKERS[how](value) if isinstance(value, str) else value
    return flatten(inner, name) if isinstance(inner, dict | list) and inner else {}
