"""One visit: a fresh context, the entry page and the internal pages, and all that was seen."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import math
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field

import structlog
from playwright.async_api import BrowserContext, Frame, Page
from playwright.async_api import Error as PlaywrightError

from crawler import outcome
from crawler.browser import RunningBrowser
from crawler.capture.cookies import cookies_of
from crawler.capture.page_state import MOST_FRAMES, PageState, page_script, page_state
from crawler.capture.recorder import Recorder
from crawler.capture.requests import requests_of, response_headers
from crawler.outcome import OK, Outcome
from crawler.settings import Audit
from crawler.settle import Loading, until_quiet, until_sent_on, until_timers_fired
from crawler.user_agent import user_agent_override
from crawler.watcher import WatcherError
from reports.records import NOT_RECORDED, PageLink, PlannedSite, PlannedVisit, Problem, VisitRecord
from reports.store import utc_now
from trackers.evidence import StoredItem

log = structlog.get_logger()

_FLUSH_SECONDS = 0.4
"""How long beacons of `pagehide` are waited for."""
_AFTERMATH_SECONDS = 1.0
"""How long the news of a crash may come after the navigation that it ended."""
_SCROLL_STEPS = 5
_SCROLL_PIXELS = 700
_POINTER = (200, 200)
_LONGEST_DETAIL = 300
_MARKUP_SECONDS = 15.0
"""How long a page may take to tell what it shows; one whose scripts run without end never does."""
_SCREENSHOT_SECONDS = 5.0
_WHY_BUSY = "its scripts run on, or this machine is overloaded"
_BEFORE_SCROLLING = 0.6
"""The share of a page's time after which it is scrolled even if it never rests."""

PageChooser = Callable[[str, tuple[PageLink, ...]], tuple[str, ...]]
"""From the entry page's final URL and its links to the internal pages of the plan."""


@dataclass
class _Progress:
    """What a visit has gathered so far; complete at every moment, so that a timeout keeps it."""

    outcome: Outcome = OK
    pages: list[str] = field(default_factory=list)
    states: list[PageState] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    screenshot: bytes | None = None
    final_url: str = ""
    title: str = ""
    jar: list[dict[str, object]] = field(default_factory=list)


async def visit(
    browser: RunningBrowser,
    planned: PlannedVisit,
    site: PlannedSite,
    audit: Audit,
    choose: PageChooser,
) -> VisitRecord:
    """Make one visit. Never raises for what a site does: every failure is an outcome with its evidence."""
    started, begun = utc_now(), time.monotonic()
    progress = _Progress()
    recorder: Recorder | None = None
    limit = audit.pages_per_site * (audit.navigation_ms + audit.settle.max_ms) / 1000 + 30
    try:
        async with asyncio.timeout(limit), watched_context(browser) as (_, page, recorder):
            await _look_at_site(page, recorder, site, audit, choose, progress)
            await _leave(page, recorder)
            progress.jar = await _cookie_jar(browser, recorder)
    except TimeoutError:
        progress.outcome = Outcome("timeout", f"the visit took longer than {limit:.0f} s")
    except (PlaywrightError, WatcherError) as error:
        progress.outcome = (
            Outcome("crash", "the browser crashed")
            if browser.crashed.is_set()
            else outcome.of_net_error(str(error))
        )
    except Exception as error:
        log.exception("visit failed", site=site.url)
        progress.outcome = Outcome("error", f"{type(error).__name__}: {error}")
    if progress.outcome.ok and recorder and recorder.network.name in recorder.failures:
        progress.outcome = Outcome("error", "the requests could not be recorded")
    return _record(planned, started, time.monotonic() - begun, recorder, progress)


@contextlib.asynccontextmanager
async def watched_context(
    browser: RunningBrowser,
) -> AsyncIterator[tuple[BrowserContext, Page, Recorder]]:
    """A fresh context with one page, and the recorder that sees all of it."""
    browser.watcher.new_listener = lambda: Recorder([user_agent_override(browser.version)])
    async with browser.fresh_context() as context:
        page = await context.new_page()
        context_id = await browser_context_id(context, page)
        recorder = browser.watcher.listener(context_id)
        assert isinstance(recorder, Recorder)
        recorder.context_id = context_id
        recorder.network.ask = browser.watcher.ask
        try:
            yield context, page, recorder
        finally:
            browser.watcher.forget(context_id)


async def browser_context_id(context: BrowserContext, page: Page) -> str:
    """Chromium's own id of a Playwright context, by which the watcher routes events."""
    session = await context.new_cdp_session(page)
    info = await session.send("Target.getTargetInfo")
    await session.detach()
    return str(info["targetInfo"]["browserContextId"])


async def _look_at_site(
    page: Page,
    recorder: Recorder,
    site: PlannedSite,
    audit: Audit,
    choose: PageChooser,
    progress: _Progress,
) -> None:
    loading = Loading(page)
    progress.outcome = await _look_at_page(page, recorder, loading, site.url, audit, progress)
    progress.final_url, progress.title = page.url, progress.states[-1].title if progress.states else ""
    if not progress.outcome.ok:
        return
    progress.pages.append(site.url)
    pages = site.pages
    if pages is None:
        pages = choose(page.url, progress.states[-1].links if progress.states else ())
    for url in pages:
        await _leave_frames(page)
        result = await _look_at_page(page, recorder, loading, url, audit, progress)
        if result.ok:
            progress.pages.append(url)
        elif result.kind == "crash":
            progress.outcome = result
            return
        else:
            progress.problems.append(Problem(result.kind, f"{url}: {result.detail}"))


async def _look_at_page(
    page: Page, recorder: Recorder, loading: Loading, url: str, audit: Audit, progress: _Progress
) -> Outcome:
    """Open, settle, scroll, settle, read. The first page is photographed before it is scrolled."""
    recorder.now_visiting(url)
    loading.begin()
    try:
        await page.goto(url, wait_until="commit", timeout=audit.navigation_ms)
        result = await _see_page(page, recorder, loading, audit, progress)
    except PlaywrightError as error:
        result = outcome.of_net_error(str(error))
        if "ERR_ABORTED" in result.detail:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(loading.crashed.wait(), _AFTERMATH_SECONDS)
    if loading.crashed.is_set():
        return Outcome("crash", "the page's renderer crashed")
    return result


async def _see_page(
    page: Page, recorder: Recorder, loading: Loading, audit: Audit, progress: _Progress
) -> Outcome:
    """Everything between a page's first byte and leaving it; what the document it ends on says, counts."""
    begun, settle = time.monotonic(), audit.settle
    deadline = begun + settle.max_ms / 1000
    await until_quiet(recorder, settle, begun + _BEFORE_SCROLLING * settle.max_ms / 1000, loading)
    if not loading.parsed.is_set():
        await until_quiet(recorder, settle, deadline, loading)
    loaded_at = time.monotonic()
    if not loading.parsed.is_set():
        return Outcome("timeout", f"the page had not arrived within {settle.max_ms} ms")
    judged = recorder.network.main_document()
    result = await _judge_page(page, recorder)
    if result.kind == "blocked" and await until_sent_on(recorder, judged, settle, deadline):
        await until_quiet(recorder, settle, deadline, loading)
        judged = recorder.network.main_document()
        result = await _judge_page(page, recorder)
    first = progress.screenshot is None
    if first and result.kind != "timeout":
        progress.screenshot = await _screenshot(page)
    if not result.ok:
        return result
    await _scroll(page)
    await until_timers_fired(page, recorder, settle, loaded_at, deadline)
    await until_quiet(recorder, settle, deadline, loading)
    if recorder.network.main_document() is not judged:
        result = await _judge_page(page, recorder)
        progress.screenshot = await _screenshot(page) if first else progress.screenshot
    if result.ok:
        progress.states.append(await page_state(page))
    return result


async def _judge_page(page: Page, recorder: Recorder) -> Outcome:
    """What the document that the page ended on says: ok, an HTTP error, or a bot wall."""
    exchange = recorder.network.main_document()
    if exchange is None:
        return Outcome("crash", "the browser showed the page, but the connection that watches it is broken")
    response = exchange.response or {}
    headers = tuple((str(name), str(value)) for name, value in response.get("headers", {}).items())
    try:
        async with asyncio.timeout(_MARKUP_SECONDS):
            title, markup = await page.evaluate(page_script("shown_page"), outcome.MARKUP_READ)
    except TimeoutError:
        if outcome.of_page(response.get("status"), "", "", ()).ok:
            return Outcome("timeout", f"the page stopped answering for {_MARKUP_SECONDS:.0f} s: {_WHY_BUSY}")
        title, markup = "", ""
    except PlaywrightError:
        title, markup = "", ""  # it is being replaced by another document
    return outcome.of_page(response.get("status"), title, markup, response_headers(exchange) + headers)


async def _screenshot(page: Page) -> bytes | None:
    try:
        # Hiding the caret or stopping animations would put style sheets of ours into the page.
        return await page.screenshot(
            type="jpeg", quality=55, timeout=_SCREENSHOT_SECONDS * 1000, caret="initial"
        )
    except PlaywrightError:
        return await _plain_screenshot(page)


async def _plain_screenshot(page: Page) -> bytes | None:
    """Playwright waits for fonts, which a page that never finishes loading never has ready; Chromium does not."""
    try:
        session = await page.context.new_cdp_session(page)
        asked = session.send("Page.captureScreenshot", {"format": "jpeg", "quality": 55})
        return base64.b64decode((await asyncio.wait_for(asked, _SCREENSHOT_SECONDS))["data"])
    except (PlaywrightError, TimeoutError):
        return None


async def _scroll(page: Page) -> None:
    """Move and scroll as a person does: many sites load their trackers only then. Ends where the page ends."""
    with contextlib.suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(5):
            await page.mouse.move(*_POINTER)
            await page.mouse.wheel(0, _SCROLL_PIXELS)
            left = float(await page.evaluate(page_script("scroll_left"), _POINTER))
            for _ in range(min(_SCROLL_STEPS - 1, math.ceil(left / _SCROLL_PIXELS))):
                await asyncio.sleep(0.06)
                await page.mouse.wheel(0, _SCROLL_PIXELS)


async def _leave(page: Page, recorder: Recorder) -> None:
    """Leave the page, so that what it sends on `pagehide` is sent while somebody looks.

    The page itself is made to go: the browser would start another renderer process for an empty page.
    """
    await _leave_frames(page)
    with contextlib.suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(3):
            await page.evaluate("() => location.replace('about:blank')")
            await page.wait_for_url("about:blank", wait_until="commit")
    left = time.monotonic()
    while time.monotonic() < left + 4 * _FLUSH_SECONDS:
        await asyncio.sleep(_FLUSH_SECONDS / 2)
        if time.monotonic() - max(recorder.last_activity, left) >= _FLUSH_SECONDS / 2:
            break


async def _leave_frames(page: Page) -> None:
    """Empty the frames first: one in a process of its own takes its last words along with its page."""

    async def leave(frame: Frame) -> None:
        with contextlib.suppress(PlaywrightError, TimeoutError):
            await asyncio.wait_for(frame.evaluate("() => { location.replace('about:blank') }"), 1)

    await asyncio.gather(
        *(leave(frame) for frame in page.frames[:MOST_FRAMES] if frame is not page.main_frame)
    )


async def _cookie_jar(browser: RunningBrowser, recorder: Recorder) -> list[dict[str, object]]:
    answer = await browser.watcher.call("Storage.getCookies", {"browserContextId": recorder.context_id})
    return list(answer["cookies"])


def _not_recorded(recorder: Recorder) -> Iterator[Problem]:
    """What the visit knows that it may have missed."""
    for url in dict.fromkeys(recorder.workers.unwatched):
        detail = f"{url[:_LONGEST_DETAIL]} ran before it could be watched: what it sent first may be missing"
        yield Problem(NOT_RECORDED, detail)
    for exchange in recorder.network.unannounced():
        url = exchange.request["url"][:_LONGEST_DETAIL]
        yield Problem(NOT_RECORDED, f"{url} is known by its answer alone: what was sent with it is missing")


def _record(
    planned: PlannedVisit, started: str, seconds: float, recorder: Recorder | None, progress: _Progress
) -> VisitRecord:
    exchanges = tuple(recorder.network.exchanges()) if recorder else ()
    writes = recorder.scripts.cookie_writes if recorder else ()
    problems = list(progress.problems)
    if not progress.outcome.ok:
        problems.insert(0, Problem(progress.outcome.kind, progress.outcome.detail))
    if recorder and recorder.network.cut_off:
        problems.append(Problem("too_large", "the page sent more requests than are recorded"))
    if recorder:
        problems += [Problem("capture_failed", f"{k}: {v}") for k, v in recorder.failures.items()]
        problems += _not_recorded(recorder)
    storage: dict[tuple[str, str, str], StoredItem] = {}
    for state in progress.states:
        storage.update({(item.kind, item.origin, item.key): item for item in state.storage})
    return VisitRecord(
        id=planned.id,
        profile=planned.profile,
        repeat=planned.repeat,
        outcome=progress.outcome.kind,
        detail=progress.outcome.detail,
        started=started,
        seconds=seconds,
        pages=tuple(progress.pages),
        final_url=progress.final_url,
        title=progress.title,
        requests=requests_of(exchanges),
        cookies=cookies_of(progress.jar, exchanges, writes),
        storage=tuple(storage.values()),
        calls=tuple(dict.fromkeys(recorder.scripts.calls)) if recorder else (),
        messages=tuple(recorder.sockets.messages) if recorder else (),
        links=tuple(link for state in progress.states for link in state.links),
        problems=tuple(Problem(p.kind, p.detail, planned.id) for p in problems),
        screenshot=progress.screenshot,
    )
