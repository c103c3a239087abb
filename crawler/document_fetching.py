"""Fetching a policy document through the browser: rendered HTML, PDF, Markdown or plain text."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Download, Frame, Page, Response
from playwright.async_api import Error as PlaywrightError

from crawler import outcome
from crawler.capture.page_state import page_script
from crawler.capture.recorder import Recorder
from crawler.capture.requests import response_headers
from crawler.outcome import Outcome
from crawler.settings import Settle
from crawler.settle import Loading, until_quiet, until_sent_on

LARGEST_DOCUMENT = 20_000_000
"""Bytes; a policy beyond that is cut off there."""
_SETTLE = Settle(quiet_ms=600, max_ms=10_000)
_FEW_CHARACTERS = 1_500
"""A page with less text than this may hold its policy in a frame."""
_HTML = ("text/html", "application/xhtml+xml", "")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. `body` is empty unless the outcome is ok."""

    asked: str
    url: str
    """Where redirects led."""
    outcome: Outcome
    status: int | None = None
    content_type: str = ""
    body: bytes = b""
    title: str = ""


async def fetch_document(page: Page, recorder: Recorder, url: str, navigation_ms: int) -> Fetched:
    """Open an address and take the document it shows. Never raises for what the site does."""
    downloads: asyncio.Queue[Download] = asyncio.Queue()
    page.on("download", downloads.put_nowait)
    loading = Loading(page)
    try:
        response = await page.goto(url, wait_until="commit", timeout=navigation_ms)
    except PlaywrightError as error:
        failed = outcome.of_net_error(str(error))
        if failed.kind == "download" or "ERR_ABORTED" in failed.detail:
            return await _downloaded(url, downloads, failed)
        return Fetched(url, url, failed)
    try:
        async with asyncio.timeout(navigation_ms / 1000 + _SETTLE.max_ms / 1000):
            return await _shown(page, recorder, url, response, loading)
    except (PlaywrightError, TimeoutError) as error:
        return Fetched(url, page.url, outcome.of_net_error(str(error) or "timeout"))


async def _shown(
    page: Page, recorder: Recorder, url: str, response: Response | None, loading: Loading
) -> Fetched:
    kind = (response.headers.get("content-type", "") if response else "").lower()
    status = response.status if response else None
    if response is not None and kind.split(";")[0].strip() not in _HTML:
        body = await response.body()
        found = outcome.of_page(status, "", "", ())
        return Fetched(url, page.url, found, status, kind, body[:LARGEST_DOCUMENT])
    deadline = time.monotonic() + _SETTLE.max_ms / 1000
    await until_quiet(recorder, _SETTLE, deadline, loading)
    found, title, markup = await _judged(page, recorder, status)
    # A challenge that lets an ordinary browser through puts the document in its own place.
    if found.kind == "blocked" and await until_sent_on(
        recorder, recorder.network.main_document(), _SETTLE, deadline
    ):
        await until_quiet(recorder, _SETTLE, deadline, loading)
        found, title, markup = await _judged(page, recorder, status)
    body = markup.encode("utf-8", "replace")[:LARGEST_DOCUMENT]
    return Fetched(url, page.url, found, status, "text/html; charset=utf-8", body, title)


async def _judged(page: Page, recorder: Recorder, status: int | None) -> tuple[Outcome, str, str]:
    """The outcome, title and markup of the document that the page shows now."""
    title, markup = await page.title(), await _markup(page)
    exchange = recorder.network.main_document()
    headers: tuple[tuple[str, str], ...] = ()
    if exchange is not None and exchange.response is not None:
        status = exchange.response.get("status", status)
        headers = response_headers(exchange)
        headers += tuple((str(k), str(v)) for k, v in exchange.response.get("headers", {}).items())
    return outcome.of_page(status, title, markup, headers), title, markup


async def _markup(page: Page) -> str:
    """The rendered DOM; where the page itself says little, the DOM of the frame that says most."""
    markup = await rendered_markup(page)
    frames = [frame for frame in page.frames if frame is not page.main_frame]
    own = len(await page.inner_text("body")) if frames else 0
    if not frames or own >= _FEW_CHARACTERS:
        return markup
    best, most = "", 2 * own
    for frame in frames[:20]:
        with contextlib.suppress(PlaywrightError):
            length = len(await frame.inner_text("body", timeout=2000))
            if length > most:
                best, most = await rendered_markup(frame), length
    return best or markup


async def rendered_markup(shown: Page | Frame) -> str:
    """The DOM as it is now, with open shadow roots as declarative ones. Raises playwright's Error when it is gone."""
    with contextlib.suppress(PlaywrightError):
        markup = await shown.evaluate(page_script("rendered_markup"))
        if isinstance(markup, str):
            return markup
    return await shown.content()


async def _downloaded(url: str, downloads: asyncio.Queue[Download], failed: Outcome) -> Fetched:
    """A PDF, or another file, that the browser handed over instead of showing it."""
    try:
        async with asyncio.timeout(20):
            download = await downloads.get()
            path = Path(await download.path())
            body = await asyncio.to_thread(path.read_bytes)
    except (PlaywrightError, TimeoutError):
        return Fetched(url, url, failed)
    kind = "application/pdf" if body.startswith(b"%PDF") else "application/octet-stream"
    readable = kind == "application/pdf" or download.suggested_filename.endswith((".md", ".txt", ".html"))
    if not readable:
        return Fetched(url, download.url, Outcome("download", "the address is a download, not a policy"))
    return Fetched(url, download.url, outcome.OK, 200, kind, body[:LARGEST_DOCUMENT])
