"""Routes: what the demonstration's hosts answer, read from `web/vendors.toml` and `web/sites.toml`.

A vendor's endpoint is a table in a file, never code: the host, the path, and what comes back.
"""

from __future__ import annotations

import json
import secrets
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatchcase
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ConfigDict

from crawler.demo.exchange import HttpRequest, Response

WEB = files("crawler.demo") / "web"
"""Pages, scripts and route tables of the demonstration web."""

PIXEL = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)
"""A transparent GIF of one pixel."""

MIME_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}


class Route(BaseModel):
    """One endpoint. What is not said is an empty answer with status 200."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str
    path: str
    """Exact, or with `*` for anything. The first route that fits answers."""
    without: str = ""
    """Only for requests that lack this query parameter; gives a redirect its second half."""
    status: int = 200
    file: str = ""
    """Below `web/`."""
    pixel: bool = False
    data: dict[str, Any] | None = None
    """Sent as JSON."""
    redirect: str = ""
    """`Location` with status 302 (or `status`, where it is a 3xx)."""
    headers: dict[str, str] = {}
    cookies: list[str] = []
    """`Set-Cookie` lines; `{id}` becomes a fresh identifier. Not for those who have the cookie already."""
    cors: bool = False
    """Readable with credentials from any site, preflights included."""
    delay: float = 0.0
    drip: str = ""
    chunked: bool = False
    drop: bool = False

    def fits(self, request: HttpRequest) -> bool:
        """Whether this route answers the request."""
        return (
            request.host == self.host
            and fnmatchcase(request.path, self.path)
            and not (self.without and self.without in request.query)
        )

    def answer(self, request: HttpRequest) -> Response:
        """The response to `request`."""
        headers = list(self.headers.items())
        if self.cors:
            headers += _cors(request)
        if self.cors and request.method == "OPTIONS":
            return Response(status=204, headers=tuple(headers))
        headers += [("Set-Cookie", line) for line in fresh_cookies(self.cookies, request)]
        status = self.status
        if self.redirect:
            headers.append(("Location", self.redirect))
            status = status if 300 <= status < 400 else 302
        kind, body = self._body()
        if kind and not any(name.lower() == "content-type" for name in self.headers):
            headers.append(("Content-Type", kind))
        return Response(
            status=status,
            headers=tuple(headers),
            body=body,
            delay=self.delay,
            drip=self.drip.encode(),
            chunked=self.chunked,
            drop=self.drop,
        )

    def _body(self) -> tuple[str, bytes]:
        if self.file:
            return mime_type(self.file), (WEB / self.file).read_bytes()
        if self.pixel:
            return "image/gif", PIXEL
        if self.data is not None:
            return MIME_TYPES[".json"], json.dumps(self.data).encode()
        if self.drip:
            return "text/event-stream", b": open\n\n"
        return "", b""


def fresh_cookies(lines: Iterable[str], request: HttpRequest) -> list[str]:
    """The `Set-Cookie` lines for cookies that the visitor does not have yet, `{id}` filled in."""
    known = request.cookies
    wanted = [line for line in lines if line.split("=", 1)[0] not in known]
    return [line.replace("{id}", secrets.token_hex(12)) for line in wanted]


def mime_type(path: str) -> str:
    """The Content-Type for a file's name."""
    return MIME_TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")


def read_routes(table: Traversable) -> tuple[Route, ...]:
    """The routes of one file. Raises `pydantic.ValidationError` on an unknown key."""
    return tuple(
        Route.model_validate(entry) for entry in tomllib.loads(table.read_text("utf-8")).get("route", [])
    )


def _cors(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        ("Access-Control-Allow-Origin", request.header("origin") or "*"),
        ("Access-Control-Allow-Credentials", "true"),
        ("Access-Control-Allow-Methods", "GET, POST, OPTIONS"),
        ("Access-Control-Allow-Headers", request.header("access-control-request-headers") or "content-type"),
        ("Vary", "Origin"),
    ]
