"""Exchanges as evidence: `trackers.evidence.Request`."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable

from crawler.capture.network_log import LARGEST_BODY, Exchange
from crawler.watcher import Params
from trackers.evidence import Headers, Initiator, Request

_LONGEST_URL = 65_536
_LONGEST_HEADER = 8_192
_REQUEST_HEADERS = frozenset(
    ("accept-language", "content-encoding", "content-type", "cookie", "dnt", "origin", "referer", "sec-gpc")
)
_RESPONSE_HEADERS = frozenset(
    (
        "access-control-allow-credentials",
        "access-control-allow-origin",
        "cache-control",
        "content-disposition",
        "content-length",
        "content-type",
        "etag",
        "location",
        "p3p",
        "permissions-policy",
        "referrer-policy",
        "server",
        "set-cookie",
        "tk",
    )
)


def requests_of(exchanges: Iterable[Exchange]) -> tuple[Request, ...]:
    """Every exchange as a request, in the order of sending."""
    return tuple(_request(exchange) for exchange in exchanges)


def headers_of(params: Params, extra: Params | None, kept: frozenset[str]) -> Headers:
    """The headers that matter, those on the wire (Extra) before those that the page could see."""
    raw = (extra or {}).get("headers") or params.get("headers") or {}
    found = []
    for name, value in raw.items():
        if name.lower() in kept:
            # Chromium joins repeated headers with a line feed.
            found += [(name.lower(), line[:_LONGEST_HEADER]) for line in str(value).split("\n")]
    return tuple(sorted(found))


def response_headers(exchange: Exchange) -> Headers:
    """The response's headers that matter; empty where none came."""
    if exchange.response is None and exchange.response_extra is None:
        return ()
    return headers_of(exchange.response or {}, exchange.response_extra, _RESPONSE_HEADERS)


def initiator_of(params: Params) -> Initiator:
    """CDP's initiator with the script URLs of its stack, the asynchronous parents included."""
    urls: list[str] = []
    stack = params.get("stack")
    while stack and len(urls) < 20:
        for frame in stack.get("callFrames", ()):
            if frame.get("url") and frame["url"] not in urls:
                urls.append(frame["url"][:_LONGEST_URL])
        stack = stack.get("parent")
    url = params.get("url") or (urls[0] if urls else None)
    return Initiator(params.get("type", "other"), url, tuple(urls))


def _request(exchange: Exchange) -> Request:
    response = exchange.response or {}
    status, failure = response.get("status"), exchange.failure
    if status is None and exchange.response_extra:
        # Answered after the page was left: the page knows of no answer, the network does.
        status, failure = exchange.response_extra.get("statusCode"), None
    return Request(
        id=exchange.id,
        url=exchange.request["url"][:_LONGEST_URL],
        document_url=exchange.top_url or exchange.page_url,
        type=exchange.kind,
        method=exchange.request.get("method", "GET"),
        post_data=_body(exchange.request),
        page_url=exchange.page_url,
        frame_url=exchange.frame_url,
        initiator=initiator_of(exchange.initiator),
        started=exchange.wall_time,
        request_headers=headers_of(exchange.request, exchange.request_extra, _REQUEST_HEADERS),
        status=status,
        mime_type=response.get("mimeType"),
        remote_address=_address(response),
        response_headers=response_headers(exchange),
        failure=failure,
        blocked_reason=exchange.blocked_reason,
        from_cache=exchange.from_cache or bool(response.get("fromDiskCache")),
        from_service_worker=bool(response.get("fromServiceWorker")),
        redirected_from=exchange.redirected_from,
        encoded_bytes=exchange.encoded_bytes,
    )


def _body(request: Params) -> bytes | None:
    """The request's body; exact bytes where the browser gives them."""
    entries = request.get("postDataEntries")
    if entries:
        try:
            return b"".join(base64.b64decode(e.get("bytes", "")) for e in entries)[:LARGEST_BODY]
        except binascii.Error:
            pass
    text = request.get("postData")
    return None if text is None else str(text).encode("utf-8", "surrogatepass")[:LARGEST_BODY]


def _address(response: Params) -> str | None:
    host = response.get("remoteIPAddress")
    return f"{host}:{response.get('remotePort', 0)}" if host else None
