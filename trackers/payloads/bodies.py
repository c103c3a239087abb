"""Turns query strings and bodies into flat parameters: form, JSON, newline-JSON, base64, gzip, multipart."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

Parameters = dict[str, Any]

MAX_BODY = 4_000_000
"""Bytes of a body after decompression; session replays send more, but nothing that is a parameter."""
MAX_PARAMETERS = 3_000

_FORM = re.compile(r"^[\w.%\[\]:~$-]+=")
_MULTIPART = re.compile(r'name="([^"]*)"[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n(.*?)\r?\n(?=--)', re.DOTALL)
_BASE64 = re.compile(r"[A-Za-z0-9+/_\-\s]{8,}={0,2}")


def parse_pairs(text: str, separator: str = "&") -> Parameters:
    """A query string or form body. A repeated parameter becomes a list of its values."""
    found: Parameters = {}
    for piece in text.split(separator):
        name, equals, value = piece.partition("=")
        if not name or not (equals or value):
            continue
        if "%" in name or "+" in name:
            name = unquote(name.replace("+", " "))
        if "+" in value:
            value = value.replace("+", " ")
        if "%" in value:
            value = unquote(value)
        if name in found:
            earlier = found[name]
            found[name] = [*earlier, value] if isinstance(earlier, list) else [earlier, value]
        else:
            found[name] = value
    return found


def parse_matrix(path: str) -> Parameters:
    """The `;name=value` pairs of a path (`/activity;src=1;type=a`, `/activity/src=1;type=a`)."""
    start = path.find(";")
    return parse_pairs(path[path.rfind("/", 0, start) + 1 :], ";") if start >= 0 else {}


def parse_nested(text: str) -> Parameters:
    """Pairs in which `c.` opens and `.c` closes a level (Adobe Analytics' context data): `c.a.name`."""
    pieces: list[str] = []
    levels: list[str] = []
    for piece in text.split("&"):
        name = piece.partition("=")[0]
        if name.startswith("."):
            del levels[-1:]
        elif name.endswith("."):
            levels.append(name)
        else:
            pieces.append("".join(levels) + piece)
    return parse_pairs("&".join(pieces))


def flatten(value: Any, prefix: str = "") -> Parameters:
    """Nested JSON as dotted paths (`items.0.id`); lists of plain values stay lists."""
    return dict(_leaves(value, prefix))


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    stack: list[tuple[str, Any]] = [(path, value)]
    count = 0
    while stack and count < MAX_PARAMETERS:
        path, value = stack.pop()
        if isinstance(value, dict):
            items = [(f"{path}.{key}" if path else str(key), item) for key, item in value.items()]
            stack.extend(reversed(items))
        elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
            items = [(f"{path}.{index}" if path else str(index), item) for index, item in enumerate(value)]
            stack.extend(reversed(items))
        elif value is not None and path:
            count += 1
            yield path, value


def inflate(data: bytes) -> bytes:
    """Without gzip or zlib compression, where there is one; at most MAX_BODY bytes."""
    window = (
        31
        if data[:2] == b"\x1f\x8b"
        else 15
        if data[:1] == b"\x78" and data[1:2] in b"\x01\x5e\x9c\xda"
        else 0
    )
    if window:
        try:
            return zlib.decompressobj(wbits=window).decompress(data, MAX_BODY)
        except zlib.error:
            return data
    return data[:MAX_BODY]


def parse_json(text: str) -> Any:
    """JSON text, also when percent-encoded, base64 or gzip in base64; None where it is none of these."""
    for candidate in _readings(text.strip()):
        if candidate[:1] in ("{", "["):
            with suppress(ValueError, RecursionError):
                return load_json(candidate)
    return None


def load_json(text: str) -> Any:
    """JSON with NaN and the infinities, which are no JSON, as null. Raises ValueError and RecursionError."""
    return json.loads(text, parse_constant=lambda _: None)


def _readings(text: str) -> Iterator[str]:
    yield text
    if text[:3].upper() in ("%7B", "%5B") or "%22" in text[:20]:
        yield unquote(text)
    plain = unquote(text) if "%" in text else text
    if _BASE64.fullmatch(plain):
        yield from _base64_reading(plain)


def _base64_reading(text: str) -> Iterator[str]:
    standard = "".join(text.split()).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        data = base64.b64decode(standard + "=" * (-len(standard) % 4))
    except (binascii.Error, ValueError):
        return
    yield inflate(data).decode("utf-8", "replace")


def read_body(data: bytes, hints: Collection[str] = ()) -> list[Parameters]:
    """The events of a body, each as flat parameters; an empty list where it cannot be read.

    A JSON list of objects and newline-JSON are several events; with the hint `lines` form-encoded lines are,
    too; with `nested` a form is read by parse_nested.
    """
    text = inflate(data).decode("utf-8", "replace").strip()
    if not text:
        return []
    if text[0] in "{[":
        return _json_events(text)
    if text.startswith("--"):
        return [{match[1]: match[2] for match in _MULTIPART.finditer(text)}]
    if "lines" in hints:
        return [parse_pairs(line) for line in text.splitlines() if line]
    decoded = parse_json(text) if _BASE64.fullmatch(text) else None
    if decoded is not None:
        return events_of(decoded)
    if _FORM.match(text):
        return [parse_nested(text) if "nested" in hints else parse_pairs(text)]
    return []


def _json_events(text: str) -> list[Parameters]:
    with suppress(ValueError, RecursionError):
        return events_of(load_json(text))
    found: list[Parameters] = []
    for line in text.splitlines():
        with suppress(ValueError, RecursionError):
            found += events_of(load_json(line))
    return found


def events_of(value: Any) -> list[Parameters]:
    """A list of objects as one event each, anything else as one event."""
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return [flatten(item) for item in value]
    flat = flatten(value)
    return [flat] if flat else []
