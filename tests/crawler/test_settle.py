"""When a page counts as quiet."""

from __future__ import annotations

import time
from typing import Any

from crawler.capture.recorder import Recorder
from crawler.settings import Settle
from crawler.settle import Loading, until_quiet
from tests.crawler.capture.cdp import target

BRIEF = Settle(quiet_ms=100, max_ms=1000, late_ms=0)
WORKER = target("shared_worker", "W", url="https://shop.test/w.js")


class SilentPage:
    """A page of which nothing is heard."""

    def on(self, event: str, handler: Any) -> None: ...


def loaded() -> Loading:
    loading = Loading(SilentPage())  # type: ignore[arg-type]
    loading.parsed.set()
    loading.loaded.set()
    return loading


async def test_a_page_whose_worker_has_not_run_yet_is_not_quiet() -> None:
    recorder = Recorder()
    recorder.commands(WORKER)
    assert not await until_quiet(recorder, BRIEF, time.monotonic() + 0.5, loaded())


async def test_a_page_whose_worker_has_run_becomes_quiet() -> None:
    recorder = Recorder()
    recorder.commands(WORKER)
    recorder.watched(WORKER)
    recorder.event(WORKER, "Inspector.workerScriptLoaded", {})
    assert await until_quiet(recorder, BRIEF, time.monotonic() + 60, loaded())


async def test_a_page_whose_worker_never_came_to_run_becomes_quiet() -> None:
    recorder = Recorder()
    recorder.commands(WORKER)
    recorder.detached(WORKER)
    assert await until_quiet(recorder, BRIEF, time.monotonic() + 60, loaded())
