"""Filter lists: which filter, of which list, speaks on a request, and which hosts are trackers in disguise.

Two kinds of list: filters in the syntax of EasyList, and maps of host to CNAME target as AdGuard publishes
them (JSON). Where the files come from is no matter of this module; `crawler.filter_lists` keeps them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import adblock

from trackers.evidence import Request

ListKind = Literal["filters", "cnames"]

_TYPES = {
    "document": "main_frame",
    "xhr": "xmlhttprequest",
    "fetch": "xmlhttprequest",
    "eventsource": "xmlhttprequest",
    "iframe": "sub_frame",
    "subdocument": "sub_frame",
    "css": "stylesheet",
    "beacon": "ping",
    "manifest": "other",
    "preflight": "other",
    "texttrack": "media",
}
"""Names of resource types that differ between browsers' protocols and filter lists."""


class FilterListError(Exception):
    """A text is no filter list of the kind it is said to be."""


@dataclass(frozen=True, slots=True)
class FilterList:
    """One list: its name in reports, its text, its kind."""

    name: str
    text: str
    kind: ListKind = "filters"


@dataclass(frozen=True, slots=True)
class FilterMatch:
    """The filter that speaks on a request."""

    list_name: str
    filter: str
    """As it stands in the list."""
    exception: bool
    """The filter allows what another one (perhaps of another list) would block."""

    @property
    def text(self) -> str:
        """`list name: filter`."""
        return f"{self.list_name}: {self.filter}"


@dataclass(frozen=True, slots=True)
class Disguise:
    """A host that is really a tracker's, by a list of CNAMEs."""

    list_name: str
    host: str
    target: str
    """Where its CNAME ends."""

    @property
    def text(self) -> str:
        """`list name: host → target`."""
        return f"{self.list_name}: {self.host} → {self.target}"


class FilterLists:
    """Several lists, matched together: an exception of one undoes a block of another, as in a browser.

    Raises FilterListError for a text that is no list of its kind.
    """

    def __init__(self, lists: Iterable[FilterList]) -> None:
        rules = adblock.FilterSet(debug=True)
        self._list_of: dict[str, str] = {}
        self._disguises: dict[str, Disguise] = {}
        for one in lists:
            if one.kind == "cnames":
                for host, target in read_cnames(one).items():
                    self._disguises.setdefault(host, Disguise(one.name, host, target))
                continue
            rules.add_filter_list(one.text)
            for line in one.text.splitlines():
                self._list_of.setdefault(line.strip(), one.name)
        self._engine = adblock.Engine(filter_set=rules, optimize=False)

    def match(self, request: Request) -> FilterMatch | None:
        """The filter that blocks this request, or the exception that lets it pass; None where none speaks."""
        kind = _TYPES.get(request.type, request.type)
        if kind == "main_frame":
            if request.url == request.document_url or not request.document_url:
                return None
            kind = "sub_frame"
        # Without a top-level document the engine would take every request for its own first party.
        document_url = request.document_url or "about:blank"
        try:
            verdict = self._engine.check_network_urls(request.url, document_url, kind)
        except UnicodeEncodeError:
            return None  # half of a surrogate pair: no browser sends such a URL
        if verdict.exception is not None:
            return self._named(verdict.exception, exception=True)
        if verdict.matched and verdict.filter is not None:
            return self._named(verdict.filter, exception=False)
        return None

    def disguise(self, host: str) -> Disguise | None:
        """What a list of CNAMEs knows of a host (lower case)."""
        return self._disguises.get(host)

    def _named(self, rule: str, *, exception: bool) -> FilterMatch:
        return FilterMatch(self._list_of.get(rule, "filter list"), rule, exception)


def read_cnames(one: FilterList) -> dict[str, str]:
    """Host → CNAME target of a JSON list. Raises FilterListError."""
    try:
        pairs = json.loads(one.text)
    except ValueError as error:
        raise FilterListError(f"{one.name}: not JSON: {error}") from error
    if not isinstance(pairs, dict) or not all(isinstance(target, str) for target in pairs.values()):
        raise FilterListError(f"{one.name}: not an object of host to CNAME target")
    return {host.lower().rstrip("."): target.lower().rstrip(".") for host, target in pairs.items()}
