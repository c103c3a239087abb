"""What the demonstration web's server and its answering code exchange: one request in, one response out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One request as it came over the wire."""

    scheme: Literal["http", "https"]
    host: str
    """Lower case, without port."""
    method: str
    target: str
    """Path and query, as sent."""
    headers: Headers = ()
    """Names in lower case."""
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path without the query."""
        return urlsplit(self.target).path or "/"

    @property
    def url(self) -> str:
        """The whole URL, as the browser believes it to be."""
        return f"{self.scheme}://{self.host}{self.target}"

    @property
    def query(self) -> dict[str, str]:
        """The query's parameters; the last of a repeated one."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies sent; empty where the header cannot be read."""
        try:
            return {name: morsel.value for name, morsel in SimpleCookie(self.header("cookie")).items()}
        except CookieError:
            return {}

    def header(self, name: str) -> str:
        """The value of a header, or an empty string."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def dnt(self) -> bool:
        """Whether the visitor sent Do Not Track."""
        return self.header("dnt") == "1"

    @property
    def gpc(self) -> bool:
        """Whether the visitor sent Global Privacy Control."""
        return self.header("sec-gpc") == "1"


@dataclass(frozen=True, slots=True)
class Response:
    """What the server shall send; also how it shall misbehave."""

    status: int = 200
    headers: Headers = ()
    body: bytes = b""
    delay: float = 0.0
    """Seconds before the first byte."""
    drip: bytes = b""
    """Sent again every second after `body`, without end."""
    chunked: bool = False
    """Whether the body goes out in chunks instead of with a length."""
    drop: bool = False
    """Close the connection without an answer."""


Answer = Callable[[HttpRequest], Response]
