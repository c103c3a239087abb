"""Joins Chromium's network events into exchanges, one for each hop of a redirect.

The Extra events (true headers, refused cookies) may come before or after the event they belong to; the n-th of
a request id belongs to the n-th hop that announces one (`hasExtraInfo`). Request ids are unique in a browser.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from crawler.capture.kind import Capture
from crawler.watcher import WORKERS, Ask, Command, Params, Target

MOST_EXCHANGES = 10_000
"""Of one visit; a page that sends more is cut off there and the report says so."""
LARGEST_BODY = 1_000_000
"""Bytes of a request body that are kept."""

_SCHEMES = ("http:", "https:", "ws:", "wss:")
_WATCHED_KINDS = WORKERS | {"page", "iframe", "worklet", "shared_storage_worklet", "auction_worklet"}


@dataclass
class Exchange:
    """One request and what became of it, as raw as Chromium tells it."""

    id: str
    request: Params
    kind: str
    """Chromium's resource type, lower case."""
    top_url: str
    page_url: str
    frame_url: str | None
    wall_time: float
    initiator: Params
    redirected_from: str | None = None
    response: Params | None = None
    request_extra: Params | None = None
    response_extra: Params | None = None
    failure: str | None = None
    blocked_reason: str | None = None
    from_cache: bool = False
    encoded_bytes: int | None = None
    has_extra: bool = True
    answered_at: float | None = None


@dataclass
class _Chain:
    hops: list[Exchange] = field(default_factory=list)
    request_extras: list[Params] = field(default_factory=list)
    response_extras: list[Params] = field(default_factory=list)


class NetworkLog(Capture):
    """All exchanges of one visit, and when the network last did something new."""

    name: ClassVar[str] = "requests"
    events: ClassVar[frozenset[str]] = frozenset(
        "Network." + event
        for event in (
            "requestWillBeSent",
            "requestWillBeSentExtraInfo",
            "responseReceived",
            "responseReceivedExtraInfo",
            "loadingFinished",
            "loadingFailed",
            "requestServedFromCache",
            "webSocketCreated",
            "webSocketHandshakeResponseReceived",
        )
    )

    def __init__(self) -> None:
        self._chains: dict[str, _Chain] = {}
        self._unannounced: dict[str, Exchange] = {}
        self._top_urls: dict[str, str] = {}
        self._latest_top = ""
        self._own_page: str | None = None
        self._count = 0
        self._main_document: str | None = None
        self.ask: Ask | None = None
        """Asks a target for what its events leave out; set by the visit."""
        self.page_url = ""
        """The page of the plan that is being visited; set by the visit."""
        self.last_activity = time.monotonic()
        self.cut_off = False

    def commands(self, target: Target) -> list[Command]:
        """Switch the network events on wherever requests can come from."""
        if target.kind not in _WATCHED_KINDS:
            return []
        if target.kind == "page" and self._own_page is None:
            self._own_page = target.session  # the visit's page; later ones are pop-ups
        return [("Network.enable", {"maxPostDataSize": LARGEST_BODY})]

    def event(self, target: Target, method: str, params: Params) -> None:
        """Join one event."""
        handler = _HANDLERS[method.removeprefix("Network.")]
        handler(self, target, params)

    def exchanges(self) -> Iterator[Exchange]:
        """All exchanges with their extra information joined, in the order of sending."""
        for chain in self._chains.values():
            expecting = [hop for hop in chain.hops if hop.has_extra]
            for hop, extra in zip(expecting, chain.request_extras, strict=False):
                hop.request_extra = extra
            for hop, extra in zip(expecting, chain.response_extras, strict=False):
                hop.response_extra = extra
        found = [*(h for c in self._chains.values() for h in c.hops), *self.unannounced()]
        yield from sorted(found, key=lambda h: h.wall_time)

    def unannounced(self) -> list[Exchange]:
        """Requests that are known by their answers alone: they were sent before their worker was watched."""
        return [e for id_, e in self._unannounced.items() if not self._hops(id_)]

    def main_document(self) -> Exchange | None:
        """The exchange that brought the document which the page shows now."""
        return next(reversed(self._hops(self._main_document or "")), None)

    def unanswered(self, younger_than: float) -> int:
        """How many requests of the last `younger_than` seconds wait for their response to begin."""
        since = time.time() - younger_than
        return sum(
            1
            for chain in self._chains.values()
            for hop in chain.hops[-1:]
            if hop.answered_at is None
            and hop.failure is None
            and hop.wall_time >= since
            and hop.kind != "websocket"
        )

    def top_url(self, target: Target) -> str:
        """The document a person would say they are on, for a frame or a worker as well."""
        page = target.page
        return self._top_urls.get(page.session, "") if page else self._latest_top

    def _sent(self, target: Target, params: Params) -> None:
        request = params["request"]
        if not request["url"].startswith(_SCHEMES):
            return
        self.last_activity = time.monotonic()
        chain = self._chains.setdefault(params["requestId"], _Chain())
        earlier = chain.hops[-1] if chain.hops else None
        redirect = params.get("redirectResponse")
        if earlier is not None and redirect is None:
            return  # the same request, told again by the parent of an out-of-process frame
        if earlier is not None:
            self._answer(earlier, redirect or {})
            earlier.has_extra = params.get("redirectHasExtraInfo", True)
        if self._count >= MOST_EXCHANGES:
            self.cut_off = True
            return
        self._count += 1
        exchange = self._exchange(target, params, earlier)
        chain.hops.append(exchange)
        if request.get("hasPostData") and "postData" not in request and not request.get("postDataEntries"):
            self._ask_for_body(target, params["requestId"], exchange)

    def _exchange(self, target: Target, params: Params, earlier: Exchange | None) -> Exchange:
        number = 0 if earlier is None else int(earlier.id.rpartition(":")[2]) + 1
        kind = params.get("type", "Other").lower()
        main_frame = target.kind == "page" and params.get("frameId") == target.id
        top_url = self.top_url(target)
        frame_url: str | None = params.get("documentURL") or target.url or None
        if kind == "document" and main_frame:
            top_url, frame_url = params["request"]["url"], None
        elif kind == "document":
            kind, frame_url = "sub_frame", params["request"]["url"]
        elif main_frame and params.get("documentURL") not in (None, "", params["request"]["url"]):
            # A beacon sent while the next page is already loading belongs to the page it left.
            # (What speculation rules prefetch names itself as its document.)
            top_url, frame_url = params["documentURL"], None
        return Exchange(
            id=f"{params['requestId']}:{number}",
            request=params["request"],
            kind=kind,
            top_url=top_url,
            page_url=self.page_url,
            frame_url=frame_url,
            wall_time=params.get("wallTime", time.time()),
            initiator=params.get("initiator", {}),
            redirected_from=earlier.id if earlier else None,
        )

    def _ask_for_body(self, target: Target, request_id: str, exchange: Exchange) -> None:
        """A body made of blobs is not in the event."""

        def keep(answer: Params) -> None:
            body = {"postData": answer.get("postData", "")}
            if answer.get("base64Encoded"):
                body = {"postDataEntries": [{"bytes": body["postData"]}]}
            exchange.request = {**exchange.request, **body}

        if self.ask is not None:
            self.ask(target, "Network.getRequestPostData", {"requestId": request_id}, keep)

    def _answer(self, exchange: Exchange, response: Params) -> None:
        self.last_activity = time.monotonic()
        exchange.response = response
        exchange.answered_at = time.time()

    def _received(self, target: Target, params: Params) -> None:
        if exchange := self._last(params):
            self._answer(exchange, params["response"])
            exchange.has_extra = params.get("hasExtraInfo", True)
        else:
            self._answered_unannounced(target, params)
        main_document = params.get("type") == "Document" and params.get("frameId") == target.id
        if main_document and target.kind == "page":
            self._top_urls[target.session] = params["response"]["url"]
            if target.session == self._own_page:
                self._latest_top = params["response"]["url"]
                self._main_document = params["requestId"]

    def _answered_unannounced(self, target: Target, params: Params) -> None:
        """Keep an answer to what nobody was told of; the announcement may still come, by another target."""
        response = params["response"]
        if self.cut_off or not response.get("url", "").startswith(_SCHEMES):
            return
        moment = response.get("responseTime", time.time() * 1000) / 1000
        request = {"url": response["url"], "headers": response.get("requestHeaders", {})}
        exchange = self._exchange(target, {**params, "request": request, "wallTime": moment}, None)
        self._answer(exchange, response)
        self._unannounced[params["requestId"]] = exchange

    def _request_extra(self, _: Target, params: Params) -> None:
        self._chains.setdefault(params["requestId"], _Chain()).request_extras.append(params)

    def _response_extra(self, _: Target, params: Params) -> None:
        self._chains.setdefault(params["requestId"], _Chain()).response_extras.append(params)

    def _finished(self, _: Target, params: Params) -> None:
        self.last_activity = time.monotonic()
        if exchange := self._last(params):
            exchange.encoded_bytes = int(params.get("encodedDataLength", 0))
            # Of the script of a shared worker no answer is told, only its end.
            exchange.answered_at = exchange.answered_at or time.time()

    def _failed(self, _: Target, params: Params) -> None:
        self.last_activity = time.monotonic()
        if exchange := self._last(params):
            exchange.failure = params.get("errorText") or "canceled"
            exchange.blocked_reason = params.get("blockedReason") or params.get("corsErrorStatus", {}).get(
                "corsError"
            )

    def _from_cache(self, _: Target, params: Params) -> None:
        if exchange := self._last(params):
            exchange.from_cache = True

    def _socket(self, target: Target, params: Params) -> None:
        self._sent(
            target,
            {
                "requestId": params["requestId"],
                "request": {"url": params["url"], "method": "GET", "headers": {}},
                "type": "WebSocket",
                "initiator": params.get("initiator", {}),
            },
        )

    def _last(self, params: Params) -> Exchange | None:
        return next(reversed(self._hops(params["requestId"])), None)

    def _hops(self, request_id: str) -> list[Exchange]:
        chain = self._chains.get(request_id)
        return chain.hops if chain else []


_HANDLERS: dict[str, Any] = {
    "requestWillBeSent": NetworkLog._sent,
    "requestWillBeSentExtraInfo": NetworkLog._request_extra,
    "responseReceived": NetworkLog._received,
    "responseReceivedExtraInfo": NetworkLog._response_extra,
    "loadingFinished": NetworkLog._finished,
    "loadingFailed": NetworkLog._failed,
    "requestServedFromCache": NetworkLog._from_cache,
    "webSocketCreated": NetworkLog._socket,
    "webSocketHandshakeResponseReceived": NetworkLog._received,
}
