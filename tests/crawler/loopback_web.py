"""A small web of our own for browser tests: hosts and paths with answers, and how a browser reaches it.

`LoopbackWeb` serves every `*.test` host that is given an answer. Besides them there are three hosts that fail in
ways of their own: `NOWHERE` does not resolve, `REFUSED` has no server, `IMPOSTOR` shows a certificate that nobody
believes. `ECHO` speaks WebSocket and sends back what it is sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import textwrap
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from types import TracebackType

import pytest
from playwright.async_api import async_playwright
from websockets.sync.server import ServerConnection, serve

from crawler.browser import RunningBrowser, launched
from crawler.browser_finding import find_browser
from crawler.demo.certificates import issue_identity
from crawler.demo.exchange import HttpRequest, Response
from crawler.demo.server import LoopbackServer
from crawler.settings import Audit, Profile, Settle
from crawler.settings import Browser as BrowserSettings
from crawler.visit import visit
from reports.records import PlannedSite, PlannedVisit, VisitRecord

NOWHERE = "nowhere.test"
REFUSED = "refused.test"
IMPOSTOR = "impostor.test"
ECHO = "echo.test"

Handler = Callable[[HttpRequest], Response]
Answers = Mapping[str, Response | Handler]
"""`host/path` (without query) → answer; `host/*` for every other path of the host."""

QUICK = Audit(
    pages_per_site=1,
    navigation_ms=15_000,
    settle=Settle(quiet_ms=250, max_ms=12_000, late_ms=1_000),
)
"""Settings with which a test's page is done soon, also on a busy machine."""


def html(
    body: str, *headers: tuple[str, str], title: str = "A page", head: str = "", status: int = 200
) -> Response:
    """A page."""
    text = f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return Response(
        status,
        (("Content-Type", "text/html; charset=utf-8"), *headers),
        text.encode("utf-8", "surrogatepass"),
    )


def pdf(text: str) -> bytes:
    """The smallest file that shows a text, one line of 90 characters below the other."""
    words = text.replace("(", "[").replace(")", "]")
    lines = textwrap.wrap(words, 90)
    shown = "BT /F1 10 Tf 40 800 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(shown)}>>stream\n{shown}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    file, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{file}xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(file)}\n%%EOF"
    ).encode("latin-1")


def script(source: str, *headers: tuple[str, str]) -> Response:
    """A script."""
    return Response(200, (("Content-Type", "text/javascript; charset=utf-8"), *headers), source.encode())


def redirect(to: str, *headers: tuple[str, str], status: int = 302) -> Response:
    """A hop."""
    return Response(status, (("Location", to), *headers))


NO_CONTENT = Response(204)
PIXEL = Response(200, (("Content-Type", "image/svg+xml"),), b'<svg xmlns="http://www.w3.org/2000/svg"/>')


def _echo(connection: ServerConnection) -> None:
    for message in connection:
        connection.send(message)


class LoopbackWeb:
    """Serves `answers`; a context manager."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.hosts = {key.split("/")[0] for key in answers}
        identity = issue_identity({*self.hosts, ECHO})
        self._spki = identity.spki
        self._server = LoopbackServer(self._answer, identity.tls)
        self._impostor = LoopbackServer(self._answer, issue_identity([IMPOSTOR]).tls)
        self._nobody = socket.socket()
        self._echo = serve(_echo, "127.0.0.1", 0, ssl=identity.tls)

    @property
    def seen(self) -> list[HttpRequest]:
        """Every request so far."""
        return self._server.requests_seen

    @property
    def args(self) -> tuple[str, ...]:
        """Chromium's switches for this web."""
        ports = dict.fromkeys(sorted(self.hosts), self._server.port)
        ports[ECHO] = self._echo.socket.getsockname()[1]
        ports |= {IMPOSTOR: self._impostor.port, REFUSED: self._nobody.getsockname()[1]}
        rules = [f"MAP {host} 127.0.0.1:{port}" for host, port in ports.items()]
        return (
            "--host-resolver-rules=" + ",".join([*rules, f"MAP {NOWHERE} ~NOTFOUND"]),
            f"--ignore-certificate-errors-spki-list={self._spki}",
        )

    def _answer(self, request: HttpRequest) -> Response:
        found = self._answers.get(request.host + request.path) or self._answers.get(f"{request.host}/*")
        if found is None:
            return Response(404, (("Content-Type", "text/html"),), b"<title>404</title>nothing here")
        return found if isinstance(found, Response) else found(request)

    def __enter__(self) -> LoopbackWeb:
        self._nobody.bind(("127.0.0.1", 0))  # bound and never listening: connections are refused
        self._server.__enter__()
        self._impostor.__enter__()
        threading.Thread(target=self._echo.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.__exit__(kind, error, trace)
        self._impostor.__exit__(kind, error, trace)
        self._echo.shutdown()
        self._nobody.close()


@contextlib.asynccontextmanager
async def browsing(
    web: LoopbackWeb, profile: Profile = "baseline", *args: str
) -> AsyncIterator[RunningBrowser]:
    """A Chromium that reaches the web."""
    executable = await asyncio.to_thread(find_browser)
    if executable is None:
        pytest.skip("no Chromium on this machine")
    async with async_playwright() as playwright:
        settings = BrowserSettings(args=(*web.args, *args))
        async with launched(playwright, executable, profile, settings) as browser:
            yield browser


async def look_at(
    browser: RunningBrowser, url: str, audit: Audit = QUICK, pages: Sequence[str] = ()
) -> VisitRecord:
    """One visit of one site."""
    site = PlannedSite("site", url, "", pages=tuple(pages))
    planned = PlannedVisit("visit", "site", browser.profile, 1)
    return await visit(browser, planned, site, audit, lambda _entry, _links: ())


async def look_at_all(
    browser: RunningBrowser, urls: Mapping[str, str], at_once: int = 4, audit: Audit = QUICK
) -> dict[str, VisitRecord]:
    """Name → URL in, name → visit out; a few side by side."""
    gate = asyncio.Semaphore(at_once)

    async def one(name: str, url: str) -> tuple[str, VisitRecord]:
        async with gate:
            return name, await look_at(browser, url, audit)

    return dict(await asyncio.gather(*(one(name, url) for name, url in urls.items())))
