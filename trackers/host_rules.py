"""Host rules: which product a host, a path and a query belong to.

`host` or `host/path`, as `trackers.vendor_file.HostRule` describes them. Lookup is by hashing the host's
suffixes, so that the number of rules does not matter, and answers are remembered per host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from trackers.site import registrable_domain

T = TypeVar("T")

_REMEMBERED_HOSTS = 65_536


def split_url(url: str) -> tuple[str, str]:
    """Host in lower case (no user, port or closing dot) and path with query (no fragment) of a URL.

    Both are empty for URLs that go to no host (`data:`, `blob:`, `about:`). Far quicker than
    `urllib.parse`, which is why it exists.
    """
    start = url.find("://")
    if start < 0 or url.startswith(("blob:", "data:")):
        return "", ""
    rest = url[start + 3 :]
    fragment = rest.find("#")
    if fragment >= 0:
        rest = rest[:fragment]
    slash = rest.find("/")
    question = rest.find("?")
    end = slash if question < 0 or 0 <= slash < question else question
    authority, path = (rest, "/") if end < 0 else (rest[:end], rest[end:])
    if path[0] == "?":
        path = "/" + path
    if "@" in authority:
        authority = authority.rpartition("@")[2]
    if authority.startswith("["):
        return authority.partition("]")[0].lower() + "]", path
    return authority.partition(":")[0].rstrip(".").lower(), path


def matches_pieces(pieces: tuple[str, ...], text: str, *, closed: bool) -> bool:
    """Whether `text` begins as a pattern does, or with `closed` is it whole.

    `pieces` are the pattern's literal parts, split at its `*`; at least one.
    """
    if not text.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    if len(pieces) == 1:
        return not closed or len(text) == at
    for piece in pieces[1 : -1 if closed else None]:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not closed or (text.endswith(pieces[-1]) and len(text) - len(pieces[-1]) >= at)


@dataclass(frozen=True, slots=True)
class HostRule:
    """A parsed rule."""

    text: str
    host: str
    exact: bool
    path: tuple[str, ...]
    """The path's literal pieces between the `*`; empty where the rule has no path."""
    closed: bool
    """The path ended in `$`."""

    @property
    def specificity(self) -> tuple[bool, int, bool, int]:
        """Sorts the rules that match one host, the most particular last.

        What a path says counts more than where it stands: `google.*/pagead` goes before `www.google.com`.
        Then the longer host, the exact one, the longer path.
        """
        path = sum(map(len, self.path))
        return path > 1, len(self.host.replace("*", "")), self.exact, path

    def matches_path(self, path: str) -> bool:
        """Whether path and query begin as the rule wants."""
        return not self.path or matches_pieces(self.path, path, closed=self.closed)


def parse_host_rule(text: str) -> HostRule:
    """Read one rule as written in a vendor file."""
    host, slash, path = text.removeprefix("=").partition("/")
    closed = path.endswith("$")
    pieces = tuple((slash + path.removesuffix("$")).split("*")) if slash else ()
    return HostRule(text=text, host=host, exact=text.startswith("="), path=pieces, closed=closed)


class HostIndex(Generic[T]):
    """Finds the most particular of many host rules for a URL."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        # Rules are parsed when a host first asks for them: most never do.
        self._literal: dict[str, list[tuple[str, T]]] = {}
        self._wild: dict[str, list[tuple[re.Pattern[str], HostRule, T]]] = {}
        self._any_suffix: set[str] = set()
        self._remembered: dict[str, tuple[tuple[HostRule, T], ...]] = {}
        for text, value in entries:
            host = text.partition("/")[0].removeprefix("=")
            if "*" in host:
                self._add_starred(text, host, value)
            else:
                self._literal.setdefault(host, []).append((text, value))

    def _add_starred(self, text: str, host: str, value: T) -> None:
        labels = host.split(".")
        if labels[-1] == "*" and len(labels) > 1:
            self._any_suffix.add(labels[-2])
        starred = [i for i, label in enumerate(labels) if "*" in label and i < len(labels) - 1]
        if not starred:
            self._literal.setdefault(host, []).append((text, value))
            return
        parent = ".".join(labels[starred[-1] + 1 :])
        body = r"\.".join(
            re.escape(label).replace(r"\*", "[^.]*") if i in starred else re.escape(label)
            for i, label in enumerate(labels)
        )
        pattern = re.compile(body if text.startswith("=") else rf"(?:.*\.)?{body}")
        self._wild.setdefault(parent, []).append((pattern, parse_host_rule(text), value))

    def match(self, host: str, path: str) -> tuple[HostRule, T] | None:
        """The most particular rule for this host (lower case) and path with query, and its value."""
        candidates = self._remembered.get(host)
        if candidates is None:
            candidates = self._remember(host)
        for candidate in candidates:
            if candidate[0].matches_path(path):
                return candidate
        return None

    def matches(self, host: str, path: str) -> list[tuple[HostRule, T]]:
        """Every rule for this host and path with its value, the most particular first."""
        candidates = self._remembered.get(host)
        if candidates is None:
            candidates = self._remember(host)
        return [candidate for candidate in candidates if candidate[0].matches_path(path)]

    def _remember(self, host: str) -> tuple[tuple[HostRule, T], ...]:
        found = self._on_host(host)
        suffixless = self._without_suffix(host)
        if suffixless:
            found += self._on_host(suffixless)
        found.sort(key=lambda entry: entry[0].specificity, reverse=True)
        if len(self._remembered) >= _REMEMBERED_HOSTS:
            self._remembered.clear()
        self._remembered[host] = tuple(found)
        return self._remembered[host]

    def _on_host(self, host: str) -> list[tuple[HostRule, T]]:
        found: list[tuple[HostRule, T]] = []
        suffix = host
        while suffix:
            for text, value in self._literal.get(suffix, ()):
                if suffix == host or not text.startswith("="):
                    found.append((parse_host_rule(text), value))
            found += [(rule, v) for pattern, rule, v in self._wild.get(suffix, ()) if pattern.fullmatch(host)]
            suffix = suffix.partition(".")[2]
        return found

    def _without_suffix(self, host: str) -> str:
        """`www.google.co.uk` as `www.google.*`, where a rule such as `google.*` may want it."""
        if self._any_suffix.isdisjoint(host.split(".")):
            return ""
        suffix = registrable_domain(host).partition(".")[2]
        return host[: -len(suffix)] + "*" if suffix else ""
