"""A small HTTP/1.1 server on loopback that speaks TLS and plain HTTP on one port.

A real browser reaches it under any host name through `--host-resolver-rules`. One thread a connection:
browsers keep dozens open, most of them idle, and a thread may simply wait.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from collections.abc import Collection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal

from crawler.demo.exchange import Answer, HttpRequest, Response

IDLE_SECONDS = 60.0
"""How long a connection may stay silent. Chromium opens some ahead of need and never uses them."""
GZIP_FROM = 600
"""Smaller bodies are sent as they are."""
_TLS_HANDSHAKE = b"\x16"
_COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg")


class LoopbackServer:
    """Serves `answer` on a free port of 127.0.0.1 while the context is open.

    `without_tls` names hosts for which a TLS handshake fails, as on a server that only speaks HTTP.
    """

    def __init__(self, answer: Answer, tls: ssl.SSLContext, without_tls: Collection[str] = ()) -> None:
        refused = frozenset(without_tls)

        def refuse(_sock: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> int | None:
            return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME if name in refused else None

        tls.sni_callback = refuse
        self.requests_seen: list[HttpRequest] = []
        """Every request, in the order in which it was read."""
        self._server = _Server(answer, tls, self.requests_seen)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="demo-web", daemon=True
        )

    @property
    def port(self) -> int:
        """The port, chosen by the operating system."""
        return int(self._server.server_address[1])

    def __enter__(self) -> LoopbackServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.close_connections()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, answer: Answer, tls: ssl.SSLContext, seen: list[HttpRequest]) -> None:
        self.answer = answer
        self.tls = tls
        self.seen = seen
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is an everyday event."""

    def keep(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.add(connection)

    def forget(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.discard(connection)

    def close_connections(self) -> None:
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                connection.close()


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = IDLE_SECONDS
    server: _Server

    def setup(self) -> None:
        self.scheme: Literal["http", "https"] = "http"
        self.request.settimeout(IDLE_SECONDS)
        self.server.keep(self.request)
        try:
            if self.request.recv(1, socket.MSG_PEEK) == _TLS_HANDSHAKE:
                plain = self.request
                self.request = self.server.tls.wrap_socket(plain, server_side=True)
                self.server.forget(plain)
                self.server.keep(self.request)
                self.scheme = "https"
        except OSError:
            self.server.forget(self.request)
            self.request.close()
            raise
        super().setup()

    def finish(self) -> None:
        self.server.forget(self.request)
        try:
            super().finish()
        finally:
            self.request.close()

    def _exchange(self) -> None:
        request = self._read()
        self.server.seen.append(request)
        response = self.server.answer(request)
        if response.delay:
            self.server.stopping.wait(response.delay)
        if response.drop:
            self.close_connection = True
            return
        self._write(request, response)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = _exchange  # noqa: N815 - the base class's names

    def _read(self) -> HttpRequest:
        length = int(self.headers.get("content-length") or 0)
        return HttpRequest(
            scheme=self.scheme,
            host=(self.headers.get("host") or "").rsplit(":", 1)[0].lower(),
            method=self.command,
            target=self.path,
            headers=tuple((name.lower(), value) for name, value in self.headers.items()),
            body=self.rfile.read(length) if length else b"",
        )

    def _write(self, request: HttpRequest, response: Response) -> None:
        body, headers = response.body, list(response.headers)
        endless = bool(response.drip)
        bodiless = response.status in (204, 304) or request.method == "HEAD"
        if not endless and not bodiless and _worth_compressing(request, response):
            body = gzip.compress(body, compresslevel=3)
            headers.append(("Content-Encoding", "gzip"))
        if endless or response.chunked:
            headers.append(("Transfer-Encoding", "chunked"))
        elif response.status != 204:
            headers.append(("Content-Length", str(len(body))))
        self.send_response(response.status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if bodiless:
            return
        if not (endless or response.chunked):
            self.wfile.write(body)
            return
        half = len(body) // 2
        for piece in (body[:half], body[half:]):
            self._chunk(piece)
        while endless and not self.server.stopping.wait(1.0):
            self._chunk(response.drip)
        self.wfile.write(b"0\r\n\r\n")

    def _chunk(self, piece: bytes) -> None:
        if piece:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing: `requests_seen` is the log."""


def _worth_compressing(request: HttpRequest, response: Response) -> bool:
    kind = {name.lower(): value for name, value in response.headers}.get("content-type", "")
    return (
        len(response.body) >= GZIP_FROM
        and kind.startswith(_COMPRESSIBLE)
        and "gzip" in request.header("accept-encoding")
    )
