"""What a browser can see: the vocabulary of all three floors.

Every value here is something that was observed, never something concluded. Identifiers (`id`,
`visit`) are opaque strings; times are seconds since the Unix epoch (UTC) unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Headers = tuple[tuple[str, str], ...]
"""Header name (lower case) and value, in the order received; `set-cookie` may repeat."""

SetBy = Literal["http", "script", "unknown"]
StorageKind = Literal["local", "session", "indexeddb", "cache"]


@dataclass(frozen=True, slots=True)
class Initiator:
    """Who caused a request, as Chromium's DevTools Protocol tells it (`Network.Initiator`)."""

    kind: str = "other"
    """`parser`, `script`, `preload`, `preflight`, `other` …"""
    url: str | None = None
    """The document or script that caused it."""
    stack: tuple[str, ...] = ()
    """Script URLs of the call stack, innermost first, without repeats."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request and, where one came, its response. A redirect's hops are requests of their own."""

    url: str
    document_url: str
    """URL of the top-level document, the page a person would say they are on."""
    type: str = "other"
    """Resource type in lower case: `document`, `sub_frame`, `script`, `image`, `xhr`, `fetch`, `ping`, …"""
    method: str = "GET"
    post_data: bytes | None = None
    id: str = ""
    page_url: str = ""
    """URL of the page of the plan that was being visited (before redirects)."""
    frame_url: str | None = None
    """Document of the frame (or script of the worker) that sent it; None for the top-level document."""
    initiator: Initiator = Initiator()
    started: float = 0.0
    request_headers: Headers = ()
    status: int | None = None
    """HTTP status; None when no response came."""
    mime_type: str | None = None
    remote_address: str | None = None
    response_headers: Headers = ()
    failure: str | None = None
    """Chromium's error text (`net::ERR_…`) when the request failed."""
    blocked_reason: str | None = None
    from_cache: bool = False
    from_service_worker: bool = False
    redirected_from: str | None = None
    """`id` of the hop before this one."""
    encoded_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie as it was offered: stored, or refused with the browser's reasons."""

    name: str
    value: str
    domain: str
    """As the cookie store shows it: with a leading dot for a domain cookie, without for a host-only one."""
    path: str = "/"
    document_url: str = ""
    """Top-level document under which it was set."""
    lifetime_days: float | None = None
    """From the moment it was set to its expiry; None for a session cookie."""
    http_only: bool = False
    secure: bool = False
    same_site: str | None = None
    """`Strict`, `Lax`, `None`, or None where the cookie says nothing."""
    partition_key: str | None = None
    """Top-level site of a partitioned cookie (CHIPS); None for an unpartitioned one."""
    set_by: SetBy = "unknown"
    setter: str | None = None
    """URL of the response, or of the script, that set it."""
    raw: str | None = None
    """The `Set-Cookie` line, or what was written to `document.cookie`, exactly."""
    stored: bool = True
    refused_because: tuple[str, ...] = ()
    """Chromium's `SetCookieBlockedReason` values."""
    request: str | None = None
    """`Request.id` of the response that set it."""


@dataclass(frozen=True, slots=True)
class StoredItem:
    """One entry of a browser storage area."""

    kind: StorageKind
    origin: str
    key: str
    value: str = ""
    document_url: str = ""


@dataclass(frozen=True, slots=True)
class ScriptCall:
    """A script used an API that matters, for instance read `navigator.doNotTrack`."""

    api: str
    """Dotted name: `navigator.doNotTrack`, `navigator.globalPrivacyControl`, `document.cookie` …"""
    script_url: str
    """The script that called; the document's URL for an inline script."""
    frame_url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SocketMessage:
    """One WebSocket frame."""

    url: str
    direction: Literal["sent", "received"]
    payload: str
    """Text, or base64 where `binary`."""
    binary: bool = False
    document_url: str = ""
    started: float = 0.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose a piece of evidence is, and why we say so."""

    vendor: str
    """The product's name, which reports call the vendor: `Google Analytics`, `Hotjar`."""
    product: str
    company: str
    """Today's owner: `Google`, `Contentsquare`."""
    category: str
    """One of the taxonomy in docs/categories.md."""
    basis: str
    """`catalogue`, `filter-list`, `payload`, `cookie`, `script`, `storage`, `cname`, `behaviour`."""
    rule: str = ""
    """What matched, verbatim: a host rule, a cookie pattern, a filter."""
    filter: str | None = None
    """`list name: filter` where a filter list matched, even when the catalogue named the vendor."""
    confidence: Literal["certain", "likely", "possible"] = "certain"
