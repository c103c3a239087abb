"""Fetching a policy document through the browser: rendered HTML, PDF, Markdown or plain text."""

from __future__ import annotations

import asyncio
import contextlib
import re
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
from crawler.settle import Loading, until_quiet, until_sent_on, until_timers_fired
from trackers.policy import is_text

_SETTLE = Settle(quiet_ms=600, max_ms=10_000)
_FEW_CHARACTERS = 1_500
"""A page with less text than this may hold its policy in a frame."""
_BEGINNING = 4_000
_HARDLY_ANY = 150
"""Characters of a page that is still empty, or only says that it loads."""
_NOT_HTML = re.compile(r"%PDF-|[\ufffd\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""What a file that is no page shows at its beginning when a browser takes it for one."""
_RAW_SECONDS = 5
_OPENING_SECONDS = 12
_OPENED_SECONDS = 3
"""For what the opened parts load."""
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
    answers: list[Response] = []
    page.on("download", downloads.put_nowait)
    page.on("response", lambda answer: answers.append(answer) if _is_of(page, answer) else None)
    loading = Loading(page)
    try:
        response = await page.goto(url, wait_until="commit", timeout=navigation_ms)
    except PlaywrightError as error:
        failed = outcome.of_net_error(str(error))
        if failed.kind == "download" or "ERR_ABORTED" in failed.detail:
            answer = answers[-1] if answers else None
            if nothing := outcome.of_no_content(answer.status if answer else None):
                return Fetched(url, url, nothing)
            return await _downloaded(url, downloads, answer, failed)
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
        return Fetched(url, page.url, found, status, kind, body)
    deadline = time.monotonic() + _SETTLE.max_ms / 1000
    await until_quiet(recorder, _SETTLE, deadline, loading)
    if await _is_nearly_empty(page):  # its scripts may have set a timer for the words
        await until_timers_fired(page, recorder, _SETTLE, time.monotonic(), deadline)
        await until_quiet(recorder, _SETTLE, deadline, loading)
    found, title, markup = await _judged(page, recorder, status)
    # A challenge that lets an ordinary browser through puts the document in its own place.
    if found.kind == "blocked" and await until_sent_on(
        recorder, recorder.network.main_document(), _SETTLE, deadline
    ):
        await until_quiet(recorder, _SETTLE, deadline, loading)
        found, title, markup = await _judged(page, recorder, status)
    if found.ok and response is not None and (raw := await _not_html(response, markup)) is not None:
        return Fetched(url, page.url, found, status, "", raw, title)
    shown_at = page.url
    if found.ok:
        markup = await _with_parts_opened(page, recorder, loading, markup)
    body = markup.encode("utf-8", "replace")
    return Fetched(url, shown_at, found, status, "text/html; charset=utf-8", body, title)


async def _with_parts_opened(page: Page, recorder: Recorder, loading: Loading, markup: str) -> str:
    """The DOM after its tabs, accordions and "read more" were opened; as it was where that led elsewhere."""
    with contextlib.suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(_OPENING_SECONDS):
            opened = await page.evaluate(page_script("open_parts"))
            if opened <= 0:
                return markup
            await until_quiet(recorder, _SETTLE, time.monotonic() + _OPENED_SECONDS, loading)
            return await _markup(page)
    return markup


async def _not_html(response: Response, markup: str) -> bytes | None:
    """The answer as it came, where it was called HTML and is a PDF or no text at all; else None."""
    if not _NOT_HTML.search(markup[:_BEGINNING]):
        return None
    with contextlib.suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(_RAW_SECONDS):
            raw = await response.body()
            return raw if b"%PDF-" in raw[:1024] or not is_text(raw) else None
    return None


async def _is_nearly_empty(page: Page) -> bool:
    with contextlib.suppress(PlaywrightError):  # a page of frames has no body
        return len(await page.inner_text("body", timeout=1_000)) < _HARDLY_ANY
    return False


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


def _is_of(page: Page, answer: Response) -> bool:
    """Whether an answer is a document for the page itself, not for a frame in it."""
    with contextlib.suppress(PlaywrightError):
        return answer.request.is_navigation_request() and answer.frame == page.main_frame
    return False


async def _downloaded(
    url: str, downloads: asyncio.Queue[Download], answer: Response | None, failed: Outcome
) -> Fetched:
    """A PDF, or a text, that the browser handed over instead of showing it, whatever the server calls it."""
    try:
        async with asyncio.timeout(20):
            download = await downloads.get()
            path = Path(await download.path())
            body = await asyncio.to_thread(path.read_bytes)
    except (PlaywrightError, TimeoutError):
        return Fetched(url, url, failed)
    if b"%PDF-" in body[:1024]:
        return Fetched(url, download.url, outcome.OK, 200, "application/pdf", body)
    if not is_text(body):
        return Fetched(
            url, download.url, Outcome("download", "the address is a file to download, and no policy")
        )
    said = answer.headers.get("content-type", "") if answer else ""
    return Fetched(url, download.url, outcome.OK, 200, said or "application/octet-stream", body)
