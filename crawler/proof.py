"""Proof that a browser stores third-party cookies, sends its signal, and shows no automation.

Every audit does this first, with the very browsers it then visits with: an audit with a browser that drops
third-party cookies or signals would be false from its first line.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from playwright.async_api import Error as PlaywrightError

from crawler.browser import RunningBrowser
from crawler.demo.certificates import issue_identity
from crawler.demo.exchange import HttpRequest, Response
from crawler.demo.server import LoopbackServer
from crawler.settings import Profile

_PAGES = Path(__file__).parent / "proof_pages"
_FIRST, _THIRD = "www.undeclared-proof.test", "third.undeclared-proof-other.test"
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was proved or not."""

    name: str
    ok: bool
    detail: str
    warns: bool = False
    """Something cannot be measured here; what is measured is true all the same."""


@dataclass(frozen=True, slots=True)
class Proof:
    """All checks of one browser."""

    profile: Profile
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether an audit with this browser would be true."""
        return all(check.ok for check in self.checks)

    def failure(self) -> str:
        """The first check that failed, as one line."""
        failed = next(check for check in self.checks if not check.ok)
        return f"{failed.name}: {failed.detail}"


class ProofWeb:
    """The two loopback sites of the proof; a context manager."""

    def __init__(self) -> None:
        identity = issue_identity((_FIRST, _THIRD))
        self._server = LoopbackServer(self._answer, identity.tls)
        self.spki = identity.spki
        self.one_at_a_time = asyncio.Lock()
        """The log of requests does not say which browser sent one."""

    @property
    def host_resolver_rules(self) -> str:
        """Rules by which a browser reaches the proof; put them before any others."""
        return ",".join(f"MAP {host} 127.0.0.1:{self._server.port}" for host in (_FIRST, _THIRD))

    @property
    def requests(self) -> list[HttpRequest]:
        """What browsers have sent so far."""
        return self._server.requests_seen

    def __enter__(self) -> ProofWeb:
        self._server.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.__exit__(kind, error, trace)

    def _answer(self, request: HttpRequest) -> Response:
        if request.path == "/cookie-came-back":
            return Response(body=request.cookies.get("proof", "").encode())
        if request.path == "/from-worker":
            return Response(body=b"ok")
        name = {"/": "page.html", "/frame": "frame.html"}.get(request.path, request.path.strip("/"))
        if name not in ("page.html", "page.js", "frame.html", "worker.js"):
            return Response(status=404)
        kind = "text/javascript" if name.endswith(".js") else "text/html"
        headers = [("Content-Type", kind)]
        if name == "frame.html":
            headers.append(("Set-Cookie", "proof=stored; SameSite=None; Secure; Path=/; Max-Age=3600"))
        text = (_PAGES / name).read_text(encoding="utf-8").replace("THIRD", _THIRD)
        return Response(headers=tuple(headers), body=text.encode())


async def prove(browser: RunningBrowser, web: ProofWeb) -> Proof:
    """Visit the proof pages and compare what arrived with what must. Never raises for a failure: it is a check."""
    async with web.one_at_a_time:
        return await _prove(browser, web)


async def _prove(browser: RunningBrowser, web: ProofWeb) -> Proof:
    before = len(web.requests)
    try:
        async with asyncio.timeout(_SECONDS), browser.fresh_context() as context:
            page = await context.new_page()
            await page.goto(f"https://{_FIRST}/")
            seen = await page.evaluate("() => globalThis.proof")
    except (PlaywrightError, TimeoutError) as error:
        detail = str(error).splitlines()[0] if str(error) else "no answer"
        return Proof(browser.profile, (Check("proof page", False, detail),))
    sent = {
        (request.host, request.path): request for request in web.requests[before:] if request.method == "GET"
    }
    return Proof(browser.profile, (_cookies(seen), _signal(browser, seen, sent), _automation(seen, sent)))


Sent = dict[tuple[str, str], HttpRequest]


def _cookies(seen: dict[str, Any]) -> Check:
    stored = seen["frame"]["cookie"] == "stored"
    detail = "stored and sent back" if stored else "refused: this browser would hide most trackers' cookies"
    return Check("third-party cookies", stored, detail)


def _signal(browser: RunningBrowser, seen: dict[str, Any], sent: Sent) -> Check:
    """The signal of the profile is there everywhere it must be, and the other one nowhere."""
    dnt, gpc = browser.profile == "dnt", browser.profile == "gpc"
    wrong = [
        f"{place}: DNT {request.header('dnt') or 'absent'}, Sec-GPC {request.header('sec-gpc') or 'absent'}"
        for place, request in sorted(
            {
                "page": sent.get((_FIRST, "/")),
                "frame": sent.get((_THIRD, "/frame")),
                "worker": sent.get((_FIRST, "/from-worker")),
            }.items()
        )
        if request is None or request.dnt != dnt or request.gpc != gpc
        if request is not None
    ]
    wrong += [
        f"navigator in {place}"
        for place in ("page", "frame")
        if (seen[place]["dnt"] == "1") != dnt or (seen[place]["gpc"] is True) != gpc
    ]
    if browser.gpc == "native" and (seen["worker"]["gpc"] is True) != gpc:
        wrong.append("navigator in worker")
    name = {"dnt": "Do Not Track", "gpc": "Global Privacy Control"}.get(browser.profile, "no signal")
    fine = "in header, page, frame and worker" if dnt or gpc else "none is sent"
    return Check(name, not wrong, "; ".join(wrong) if wrong else fine)


def _automation(seen: dict[str, Any], sent: Sent) -> Check:
    shown = [
        f"{place} shows {mark}"
        for place in ("page", "frame", "worker")
        for mark in ("HeadlessChrome",)
        if mark in seen[place]["agent"] or mark in seen[place]["brands"]
    ]
    shown += [f"navigator.webdriver in {place}" for place in ("page", "frame") if seen[place]["webdriver"]]
    page = sent.get((_FIRST, "/"))
    if page and "Headless" in page.header("user-agent") + page.header("sec-ch-ua"):
        shown.append("the request headers show HeadlessChrome")
    return Check(
        "no sign of automation",
        not shown,
        "; ".join(shown) or "user agent, client hints and navigator are ordinary",
    )
