"""How visits end in a real browser: every failure is an outcome in words, and what only looks like one is not."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

import pytest
from playwright.async_api import Error as PlaywrightError

from crawler.browser import RunningBrowser
from crawler.demo.exchange import HttpRequest, Response
from crawler.settings import Audit, Settle
from reports.records import VisitRecord
from tests.crawler.loopback_web import (
    IMPOSTOR,
    NO_CONTENT,
    NOWHERE,
    PIXEL,
    REFUSED,
    LoopbackWeb,
    browsing,
    html,
    look_at_all,
    redirect,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("visit failures")]

WALL = "<h1>Checking your browser</h1><script>window._cf_chl_opt = {}</script>"
HEADERS_OF_A_DOWNLOAD = (
    ("Content-Type", "application/octet-stream"),
    ("Content-Disposition", 'attachment; filename="setup.bin"'),
)


def never_ends(request: HttpRequest) -> Response:
    """A redirect to itself under a new address each time."""
    number = int(request.query.get("n", "0")) + 1
    return redirect(f"https://circle.test/?n={number}")


ANSWERS = {
    "missing.test/": html("gone", status=404),
    "broken.test/": html("oops", status=500),
    "wall403.test/": html(WALL, title="Just a moment...", status=403),
    "wall200.test/": html(WALL, title="Just a moment..."),
    "circle.test/": never_ends,
    "file.test/": Response(200, HEADERS_OF_A_DOWNLOAD, b"\0" * 5000),
    "drip.test/": Response(
        200, (("Content-Type", "text/html"),), b"<title>Slow</title><p>one", drip=b"<p>more"
    ),
    "silent.test/": Response(200, (), b"", delay=60),
    "hangup.test/": Response(drop=True),
    "stuck.test/": html("<p>text<script>addEventListener('load',()=>setTimeout(()=>{for(;;);},20))</script>"),
    "image.test/": html("<p>fine<img src=/never.png><img src=/drip.png>"),
    "image.test/never.png": Response(delay=60),
    "image.test/drip.png": Response(200, (("Content-Type", "image/png"),), b"\x89PNG", drip=b"\0"),
    "unread.test/": html("<script>fetch('/endless')</script><p>fine"),
    "unread.test/endless": Response(200, (("Content-Type", "text/plain"),), b"x", drip=b"x"),
    "dialogs.test/": html(
        "<script>alert(1); confirm(2); prompt(3); addEventListener('beforeunload', e => e.preventDefault());"
        "addEventListener('load', () => setTimeout(() => fetch('/after'), 50))</script><p>fine"
    ),
    "dialogs.test/after": NO_CONTENT,
    "popup.test/": html("<script>open('https://popped.test/')</script><p>fine", title="Opener"),
    "popped.test/": html("no such page", status=404, title="Popped"),
    "refresh.test/": html("", head='<meta http-equiv=refresh content="0;url=https://refreshed.test/">'),
    "refreshed.test/": html("<img src=/p.svg>", title="Refreshed"),
    "refreshed.test/p.svg": PIXEL,
    "sent-on.test/": html(
        "<script>setTimeout(() => location.replace('https://arrived.test/'), 700)</script>"
    ),
    "arrived.test/": html("<img src=/p.svg>", title="Arrived", status=403),
    "arrived.test/p.svg": PIXEL,
    "let-in.test/": lambda request: (
        html("<p>welcome", title="Inside")
        if "pass=1" in request.header("cookie")
        else html(
            WALL + "<script>setTimeout(() => {document.cookie='pass=1'; location.reload()}, 600)</script>",
            title="Just a moment...",
            status=403,
        )
    ),
    "flood.test/": html(
        "<script>let n=0; setInterval(() => {for (let i=0;i<5;i++) new Image().src='/p.svg?'+n++}, 50)</script>"
    ),
    "flood.test/p.svg": PIXEL,
    "poll.test/": html(
        "<div style='height:5000px'></div><script>setInterval(() => fetch('/beat'), 100);"
        "addEventListener('scroll', () => fetch('/scrolled'), {once: true})</script>"
    ),
    "poll.test/beat": NO_CONTENT,
    "poll.test/scrolled": NO_CONTENT,
    "hoard.test/": html(
        "<script>for (let i=0;i<40;i++) localStorage['k'+i]='x'.repeat(100000);"
        "for (let i=0;i<900;i++) sessionStorage['s'+i]=i</script>"
    ),
    "killer.test/": html("<p>fine"),
    "fine.test/": html("<p>fine", title="Fine"),
}
URLS = {host: f"https://{host}/" for host in (key.split("/")[0] for key in ANSWERS)} | {
    NOWHERE: f"https://{NOWHERE}/",
    REFUSED: f"https://{REFUSED}/",
    IMPOSTOR: f"https://{IMPOSTOR}/",
}
SHORT = Audit(pages_per_site=1, navigation_ms=3_000, settle=Settle(quiet_ms=250, max_ms=3_000, late_ms=1_000))
"""For pages that would keep us for as long as we stay."""
RESTLESS = ("drip.test", "silent.test", "stuck.test", "flood.test", "poll.test")
USUAL = ("let-in.test",)
"""Visited with the settings that users have by default."""


@pytest.fixture(scope="module")
def web() -> Iterator[LoopbackWeb]:
    with LoopbackWeb(ANSWERS) as running:
        yield running


async def crash_renderer(browser: RunningBrowser, url: str) -> None:
    """Kill the renderer of the page with this address as soon as there is one."""
    for _ in range(1000):
        for page in (page for context in browser.playwright_browser.contexts for page in context.pages):
            if page.url == url:
                session = await page.context.new_cdp_session(page)
                with contextlib.suppress(PlaywrightError, TimeoutError):
                    await asyncio.wait_for(session.send("Page.crash"), 2)
                return
        await asyncio.sleep(0.02)


@pytest.fixture(scope="module")
def visits(web: LoopbackWeb) -> dict[str, VisitRecord]:
    async def all_of_them() -> dict[str, VisitRecord]:
        async with browsing(web) as browser:
            quick = {host: url for host, url in URLS.items() if host not in RESTLESS + USUAL}
            *records, _ = await asyncio.gather(
                look_at_all(browser, quick),
                look_at_all(browser, {host: URLS[host] for host in RESTLESS}, audit=SHORT),
                look_at_all(browser, {host: URLS[host] for host in USUAL}, audit=Audit(pages_per_site=1)),
                crash_renderer(browser, URLS["killer.test"]),
            )
            return {name: record for found in records for name, record in found.items()}

    return asyncio.run(all_of_them())


@pytest.mark.parametrize(
    ("site", "outcome", "says"),
    [
        (NOWHERE, "dns", "ERR_NAME_NOT_RESOLVED"),
        (REFUSED, "connection", "ERR_CONNECTION_REFUSED"),
        ("hangup.test", "connection", "ERR_EMPTY_RESPONSE"),
        (IMPOSTOR, "tls", "ERR_CERT_AUTHORITY_INVALID"),
        ("missing.test", "http_error", "HTTP 404"),
        ("broken.test", "http_error", "HTTP 500"),
        ("wall403.test", "blocked", "Cloudflare"),
        ("wall200.test", "blocked", "Cloudflare"),
        ("circle.test", "redirect_loop", "ERR_TOO_MANY_REDIRECTS"),
        ("file.test", "download", "download"),
        ("drip.test", "timeout", "had not arrived"),
        ("silent.test", "timeout", "did not answer"),
        ("stuck.test", "timeout", "stopped answering"),
        ("killer.test", "crash", "renderer"),
    ],
)
def test_a_site_that_cannot_be_measured_says_why(
    visits: dict[str, VisitRecord], site: str, outcome: str, says: str
) -> None:
    record = visits[site]
    assert (record.outcome, says in record.detail) == (outcome, True), record.detail
    assert [p.kind for p in record.problems if p.visit == "visit"][:1] == [outcome]
    assert not record.measured


@pytest.mark.parametrize(
    "site",
    [
        "image.test",
        "unread.test",
        "dialogs.test",
        "popup.test",
        "refresh.test",
        "let-in.test",
        "flood.test",
        "poll.test",
        "hoard.test",
        "fine.test",
    ],
)
def test_a_site_that_is_only_odd_is_measured(visits: dict[str, VisitRecord], site: str) -> None:
    record = visits[site]
    assert (record.outcome, record.detail) == ("ok", "")
    assert record.problems == ()
    assert record.screenshot is not None
    assert record.screenshot.startswith(b"\xff\xd8")
    assert any(request.url.startswith(f"https://{site}/") for request in record.requests)


def test_dialogs_are_answered_and_the_page_goes_on(visits: dict[str, VisitRecord]) -> None:
    assert "https://dialogs.test/after" in {r.url for r in visits["dialogs.test"].requests}


def test_a_pop_up_that_nobody_asked_for_is_blocked_as_for_an_ordinary_visitor(
    visits: dict[str, VisitRecord],
) -> None:
    record = visits["popup.test"]
    assert (record.final_url, record.title) == ("https://popup.test/", "Opener")
    assert not [r for r in record.requests if r.url == "https://popped.test/"]


def test_the_document_on_which_the_visitor_ends_is_judged(visits: dict[str, VisitRecord]) -> None:
    refreshed, sent_on = visits["refresh.test"], visits["sent-on.test"]
    assert (refreshed.final_url, refreshed.title) == ("https://refreshed.test/", "Refreshed")
    documents = {r.url: r.document_url for r in refreshed.requests}
    assert documents["https://refresh.test/"] == "https://refresh.test/"
    assert documents["https://refreshed.test/p.svg"] == "https://refreshed.test/"
    assert (sent_on.outcome, sent_on.detail) == ("http_error", "HTTP 403")
    assert sent_on.final_url == "https://arrived.test/"


def test_a_challenge_that_lets_the_visitor_in_is_no_wall(visits: dict[str, VisitRecord]) -> None:
    assert visits["let-in.test"].title == "Inside"


def test_a_page_that_never_rests_is_still_scrolled(visits: dict[str, VisitRecord]) -> None:
    assert "https://poll.test/scrolled" in {r.url for r in visits["poll.test"].requests}


def test_what_a_page_hoards_is_kept_within_bounds(visits: dict[str, VisitRecord]) -> None:
    storage = visits["hoard.test"].storage
    assert sum(item.kind == "local" for item in storage) == 40
    assert max(len(item.value) for item in storage) <= 10_000
    assert sum(item.kind == "session" for item in storage) <= 500
