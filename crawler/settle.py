"""When is a page done? When it is quiet, not after a fixed sleep.

Quiet means that nothing new has begun or been answered for a while. It does not mean "no open request": real
pages leave a `fetch()` unread, a socket or a drip open for ever.
"""

from __future__ import annotations

import asyncio
import contextlib
import time

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from crawler.capture.network_log import Exchange
from crawler.capture.page_state import page_script
from crawler.capture.recorder import Recorder
from crawler.settings import Settle

_ANSWER_WITHIN = 5.0
"""Seconds that an unanswered request is waited for; one that never answers must not hold the page up."""
_START_WITHIN = 10.0
"""Seconds that a worker's first run is waited for; its script has to be loaded and a thread started before."""
_TIMERS_LATE = 3.0
"""Seconds that a busy renderer is given to come to the timers that are due."""
_POLL = 0.05


class Loading:
    """How far the page's current document has come."""

    def __init__(self, page: Page) -> None:
        self.parsed = asyncio.Event()
        self.loaded = asyncio.Event()
        self.crashed = asyncio.Event()
        page.on("domcontentloaded", lambda _: self.parsed.set())
        page.on("load", lambda _: self.loaded.set())
        page.on("crash", lambda _: self.crashed.set())

    def begin(self) -> None:
        """A new document is about to be asked for."""
        self.parsed.clear()
        self.loaded.clear()


async def until_quiet(recorder: Recorder, settle: Settle, deadline: float, loading: Loading) -> bool:
    """Wait until the page is quiet; True if it became so before `deadline` (`time.monotonic()`).

    A document that has not been parsed is not quiet, however silent the network: the machine may be busy. Nor is a
    page whose worker has not run yet.
    Before the page's load event, twice the quiet time is asked for: the page itself says it is not done.
    """
    quiet = settle.quiet_ms / 1000
    while (now := time.monotonic()) < deadline and not loading.crashed.is_set():
        idle = now - recorder.last_activity
        needed = quiet if loading.loaded.is_set() else 2 * quiet
        busy = recorder.network.unanswered(_ANSWER_WITHIN) or recorder.workers.starting(_START_WITHIN)
        if idle >= needed and loading.parsed.is_set() and not busy:
            return True
        await asyncio.sleep(min(max(needed - idle, _POLL), deadline - now, quiet))
    return False


async def until_timers_fired(
    page: Page, recorder: Recorder, settle: Settle, loaded_at: float, deadline: float
) -> None:
    """Wait for the timers that the page has set, and those that they set, up to `late_ms` after it was loaded."""
    end = min(loaded_at + settle.late_ms / 1000, deadline)
    while (wait := min(recorder.scripts.latest_timer, end) - time.monotonic()) > 0:  # noqa: ASYNC110 - nobody tells
        await asyncio.sleep(wait + 0.1)
    if recorder.scripts.latest_timer:
        with contextlib.suppress(PlaywrightError, TimeoutError):  # it is being replaced, or never comes to it
            await asyncio.wait_for(page.evaluate(page_script("timers_fired")), _TIMERS_LATE)


async def until_sent_on(recorder: Recorder, shown: Exchange | None, settle: Settle, deadline: float) -> bool:
    """Wait up to `late_ms` for another document in place of `shown`, as a challenge gives; True if one came."""
    end = min(time.monotonic() + settle.late_ms / 1000, deadline)
    while recorder.network.main_document() is shown:
        if time.monotonic() >= end:
            return False
        await asyncio.sleep(_POLL)
    return True
