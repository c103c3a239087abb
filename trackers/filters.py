"""Filter lists in the syntax of EasyList: which filter, of which list, speaks on a request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import adblock

from trackers.evidence import Request

_TYPES = {
    "document": "main_frame",
    "xhr": "xmlhttprequest",
    "fetch": "xmlhttprequest",
    "iframe": "sub_frame",
    "subdocument": "sub_frame",
    "css": "stylesheet",
    "beacon": "ping",
    "eventsource": "xmlhttprequest",
    "manifest": "other",
    "preflight": "other",
}
"""Names of resource types that differ between browsers' protocols and filter lists."""


@dataclass(frozen=True, slots=True)
class FilterList:
    """One list: its name in reports and its text."""

    name: str
    text: str


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


class FilterLists:
    """Several lists, matched together: an exception of one undoes a block of another, as in a browser."""

    def __init__(self, lists: Iterable[FilterList]) -> None:
        rules = adblock.FilterSet(debug=True)
        self._list_of: dict[str, str] = {}
        for one in lists:
            rules.add_filter_list(one.text)
            for line in one.text.splitlines():
                self._list_of.setdefault(line.strip(), one.name)
        self._engine = adblock.Engine(filter_set=rules, optimize=False)

    def match(self, request: Request) -> FilterMatch | None:
        """The filter that blocks this request, or the exception that lets it pass; None where none speaks."""
        kind = _TYPES.get(request.type, request.type)
        if kind == "main_frame":
            return None
        verdict = self._engine.check_network_urls(request.url, request.document_url, kind)
        if verdict.exception is not None:
            return self._named(verdict.exception, exception=True)
        if verdict.matched and verdict.filter is not None:
            return self._named(verdict.filter, exception=False)
        return None

    def _named(self, rule: str, *, exception: bool) -> FilterMatch:
        return FilterMatch(self._list_of.get(rule, "filter list"), rule, exception)
