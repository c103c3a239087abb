"""A payload grammar of a vendor file, compiled: parameter → standard name, type, personal data.

In names of parameters `#` stands for digits and `*` for anything; the same marks in the standard name
are filled with what they stood for, in order.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trackers.payloads.bodies import Parameters, parse_json
from trackers.payloads.unpacking import unpack

_NUMBER = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?|[+-]?\.[0-9]+")
_MARK = re.compile(r"[#*]")
_OPEN_END = re.compile(r"_?[#*].*$")
_REMEMBERED = 20_000
_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})
_FALSE = frozenset({"0", "false", "f", "no", "n", "off"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one parameter means."""

    name: str
    """Standard name; for a parameter nobody documented, its raw name."""
    type: str = "text"
    personal: str = ""
    label: str = ""
    """Label of personal data: the standard name without what its marks stood for."""
    documented: bool = True


class Names:
    """A table from names, some with `#` and `*`, to values; each name is worked out once."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._exact = {name: value for name, value in table.items() if not _MARK.search(name)}
        self._patterns = [(_pattern(name), value) for name, value in table.items() if _MARK.search(name)]
        self._remembered: dict[str, tuple[Any, tuple[str, ...]] | None] = {}

    def __bool__(self) -> bool:
        return bool(self._exact or self._patterns)

    def get(self, name: str) -> tuple[Any, tuple[str, ...]] | None:
        """The value, and what the marks stood for."""
        if name in self._exact:
            return self._exact[name], ()
        if not self._patterns:
            return None
        if name not in self._remembered:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[name] = self._search(name)
        return self._remembered[name]

    def _search(self, name: str) -> tuple[Any, tuple[str, ...]] | None:
        for pattern, value in self._patterns:
            match = pattern.fullmatch(name)
            if match:
                return value, match.groups()
        return None


class Grammar:
    """One `[[product.payload]]` table, ready to read hits."""

    def __init__(self, vendor: str, raw: Mapping[str, Any]) -> None:
        self.vendor = vendor
        self.method: str = raw.get("method", "any")
        self.format = frozenset(raw.get("format", ("query", "body")))
        self.requires = tuple(tuple(names.split("|")) for names in raw.get("requires", ()))
        self.each = tuple(raw.get("each", ()))
        self.paths = tuple(_template(text) for text in raw.get("paths", ()))
        self.events = tuple(raw.get("event", ()))
        self.default_event: str = raw.get("default_event", "")
        self.event_names: Mapping[str, str] = raw.get("event_names", {})
        self.unpack = Names(raw.get("unpack", {}))
        self.consent = Names(raw.get("consent", {}))
        self._fields = Names(raw.get("fields", {}))
        self._meanings: dict[str, Meaning] = {}

    def meaning(self, parameter: str) -> Meaning:
        """What a parameter means; its raw name where the vendor file does not say."""
        known = self._meanings.get(parameter)
        if known is None:
            if len(self._meanings) >= _REMEMBERED:
                self._meanings.clear()
            known = self._meanings[parameter] = self._work_out(parameter)
        return known

    def _work_out(self, parameter: str) -> Meaning:
        found = self._fields.get(parameter)
        if found is None:
            return Meaning(parameter, documented=False)
        field, marks = found
        if isinstance(field, str):
            return Meaning(_fill(field, marks))
        label = _OPEN_END.sub("", field["name"]) or "other"
        name = _fill(field["name"], marks)
        return Meaning(name, field.get("type", "text"), field.get("personal", ""), label)

    def event(self, parameters: Parameters) -> str:
        """The event's name: of the first parameter that has one, spelt out where it is a code."""
        for name in self.events:
            value = parameters.get(name)
            if value not in (None, ""):
                text = value if isinstance(value, str) else str(value)
                spelt_out = self.event_names.get(text, text)
                if spelt_out:
                    return spelt_out
        return self.default_event

    def in_path(self, path: str) -> Parameters:
        """Parameters that stand in the path."""
        for template in self.paths:
            match = template.match(path)
            if match:
                return {name: value for name, value in match.groupdict().items() if value}
        return {}

    def open(self, parameters: Parameters) -> Parameters:
        """The parameters, with those inside containers (`unpack`) beside them."""
        if not self.unpack:
            return parameters
        opened = dict(parameters)
        waiting = list(parameters.items())
        while waiting:
            name, value = waiting.pop()
            found = self.unpack.get(name)
            if found is not None:
                inner = unpack(name, value, found[0])
                opened.update(inner)
                waiting += inner.items()
        return opened


def convert(value: Any, kind: str) -> Any:
    """A raw value as its documented type; unchanged where it does not fit."""
    if kind == "text" or not isinstance(value, str):
        return value
    if kind in ("number", "integer", "time_ms", "time_s"):
        return _number(value)
    if kind == "boolean":
        low = value.lower()
        return True if low in _TRUE else False if low in _FALSE else value
    if kind == "json":
        parsed = parse_json(value)
        return value if parsed is None else parsed
    if kind == "list":
        return [part for part in re.split(r"[,;|]", value) if part]
    return value


def _number(value: str) -> Any:
    """A number as it is written in hits; text that only resembles one (`007`, `nan`, `1_000`) stays text."""
    if not _NUMBER.fullmatch(value):
        return value
    number = float(value)
    if not math.isfinite(number):
        return value
    return int(value) if value.lstrip("+-").isdigit() else number


def _pattern(name: str) -> re.Pattern[str]:
    marks = {"#": r"(\d+)", "*": "(.*)"}
    return re.compile("".join(marks.get(part, re.escape(part)) for part in re.split(r"([#*])", name)))


def _fill(name: str, marks: tuple[str, ...]) -> str:
    rest = iter(marks)
    return _MARK.sub(lambda mark: next(rest, mark[0]), name)


@lru_cache(maxsize=4096)
def _template(text: str) -> re.Pattern[str]:
    """`/b/ss/{account_id}/{api_version}` as a pattern; `{name*}` takes the rest of the path."""
    parts = re.split(r"\{(\w+\*?)\}", text)
    pattern = re.escape(parts[0])
    for name, literal in zip(parts[1::2], parts[2::2], strict=True):
        many = name.endswith("*")
        pattern += f"(?P<{name.rstrip('*')}>{'[^?]+' if many else '[^/?;&]+'}){re.escape(literal)}"
    return re.compile(pattern)
