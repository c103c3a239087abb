"""How a visit ended, in the words of report.json: an error, a status and a page become one outcome."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_NET_ERRORS = (
    ("ERR_NAME_NOT_RESOLVED", "dns"),
    ("ERR_NAME_RESOLUTION_FAILED", "dns"),
    ("ERR_DNS_", "dns"),
    ("ERR_ICANN_NAME_COLLISION", "dns"),
    ("ERR_CERT_", "tls"),
    ("ERR_SSL_", "tls"),
    ("ERR_BAD_SSL_", "tls"),
    ("ERR_ECH_", "tls"),
    ("ERR_TOO_MANY_REDIRECTS", "redirect_loop"),
    ("ERR_TIMED_OUT", "timeout"),
    ("ERR_CONNECTION_TIMED_OUT", "timeout"),
    ("ERR_PROXY_", "proxy"),
    ("ERR_TUNNEL_", "proxy"),
    ("ERR_NO_SUPPORTED_PROXIES", "proxy"),
    ("ERR_INTERNET_DISCONNECTED", "offline"),
    ("ERR_NETWORK_CHANGED", "offline"),
    ("ERR_NETWORK_IO_SUSPENDED", "offline"),
    ("ERR_CONNECTION_", "connection"),
    ("ERR_ADDRESS_", "connection"),
    ("ERR_SOCKET_", "connection"),
    ("ERR_EMPTY_RESPONSE", "connection"),
    ("ERR_HTTP2_", "connection"),
    ("ERR_QUIC_", "connection"),
    ("ERR_INVALID_RESPONSE", "connection"),
    ("ERR_INVALID_HTTP_RESPONSE", "connection"),
    ("ERR_UNSAFE_PORT", "connection"),
    ("ERR_INVALID_REDIRECT", "redirect_loop"),
    ("ERR_UNSAFE_REDIRECT", "redirect_loop"),
    ("ERR_INVALID_AUTH_CREDENTIALS", "password"),
    ("ERR_BLOCKED_BY_", "blocked"),
    ("ERR_ACCESS_DENIED", "blocked"),
)
_IN_WORDS = {
    "dns": "the host name cannot be found",
    "tls": "the browser refuses the connection's certificate or encryption",
    "redirect_loop": "the address redirects without end",
    "timeout": "the server did not answer in time",
    "proxy": "the proxy refused or failed",
    "offline": "this machine has no network",
    "blocked": "the browser was refused",
    "connection": "the server cannot be reached",
}
_BY_CODE = {
    "ERR_EMPTY_RESPONSE": "the server ended the connection without an answer",
    "ERR_UNSAFE_PORT": "the browser opens no address with this port",
}
"""Where a kind's words would say too little."""
_UNNAMED = ("connection", "the page could not be loaded")
"""For errors that are not in the list."""
_NO_CONTENT = frozenset({204, 205})
_NET_ERROR = re.compile(r"ERR_[A-Z0-9_]+")
MARKUP_READ = 200_000
"""Characters of a page in which marks of a bot wall are looked for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`kind` is `ok` or the problem's kind; `detail` one sentence for a person."""

    kind: str
    detail: str = ""

    @property
    def ok(self) -> bool:
        """Whether the site was measured."""
        return self.kind == "ok"


OK = Outcome("ok")


def of_net_error(message: str) -> Outcome:
    """The outcome for an error text of Playwright or Chromium (`net::ERR_…`, `Timeout 30000ms exceeded`)."""
    first_line = message.splitlines()[0] if message else "unknown error"
    found = _NET_ERROR.search(message)
    if found:
        code = found.group()
        kind = next((kind for mark, kind in _NET_ERRORS if code.startswith(mark)), "")
        if kind == "password":
            return Outcome("http_error", f"the server asks for a password ({code})")
        kind, words = (kind, _IN_WORDS[kind]) if kind else _UNNAMED
        return Outcome(kind, f"{_BY_CODE.get(code, words)} ({code})")
    if "invalid URL" in first_line:
        return Outcome("error", "this is no address that a browser can open")
    lowered = message.lower()
    if "timeout" in lowered:
        return Outcome("timeout", "the page did not answer in time")
    if "download is starting" in lowered:
        return Outcome("download", "the address is a download, not a page")
    if "crash" in lowered or "has been closed" in lowered or "target closed" in lowered:
        return Outcome("crash", first_line)
    return Outcome("error", first_line)


def of_no_content(status: int | None) -> Outcome | None:
    """The outcome for an answer that has no page by its status, at which browsers stay where they were."""
    if status not in _NO_CONTENT:
        return None
    return Outcome("http_error", f"HTTP {status}: the server answered without a page")


def of_page(status: int | None, title: str, markup: str, headers: Iterable[tuple[str, str]]) -> Outcome:
    """The outcome for a page that came: a bot wall is never `ok`, nor is an HTTP error."""
    wall = challenge(status, title, markup, headers)
    if wall:
        return Outcome("blocked", f"{wall} stands before the site (HTTP {status})")
    if status is not None and status >= 400:
        return Outcome("http_error", f"HTTP {status}")
    return OK


class _Challenge(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    statuses: frozenset[int] = frozenset()
    any_status: bool = False
    titles: tuple[str, ...] = ()
    whole_titles: tuple[str, ...] = ()
    markup: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


@cache
def _challenges() -> tuple[_Challenge, ...]:
    text = (Path(__file__).parent / "challenge.toml").read_text(encoding="utf-8")
    return tuple(_Challenge.model_validate(table) for table in tomllib.loads(text)["challenge"])


def challenge(status: int | None, title: str, markup: str, headers: Iterable[tuple[str, str]]) -> str | None:
    """The name of the bot wall that this page is, or None."""
    seen_title = title.lower()
    bare_title = seen_title.strip(" .…!?")
    seen_markup = markup[:MARKUP_READ].lower()
    seen_headers = {f"{name.lower()}: {value.lower()}" for name, value in headers}
    for known in _challenges():
        if not known.any_status and status not in known.statuses:
            continue
        if (
            any(mark in seen_title for mark in known.titles)
            or any(fnmatchcase(bare_title, pattern) for pattern in known.whole_titles)
            or any(mark in seen_markup for mark in known.markup)
            or any(header in seen_headers for header in known.headers)
        ):
            return known.name
    return None
