"""Processor time of a visit, as a multiple of that of a bare Playwright visit of the same page.

`python -m bench.visit [VISITS]`. The page is the entry page of the demonstration web's plainest site (no
trackers). Both sides launch the same browser with the same switches, in a process each; the bare one opens a
context and a page, goes to the address, waits for the settings' quiet time after loading, and closes. Counted is the
processor time of the whole process tree (Python, Playwright's driver, the browser with all its processes)
between the end of a warm-up and the end of the visits; the web is served by another process.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import psutil
from playwright.async_api import async_playwright

from crawler.browser import RunningBrowser, launched
from crawler.browser_finding import find_or_install_browser
from crawler.demo import DemoWeb
from crawler.settings import Audit, Browser
from crawler.visit import visit
from reports.records import PlannedSite, PlannedVisit

PLAINEST = "https://www.juniper-pottery.example/"
WARM_UP = 5
VISITS = 20
GOAL = 1.5

AUDIT = Audit(pages_per_site=1)
"""The settings that a user has who sets none."""

OneVisit = Callable[[RunningBrowser], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one visit, on average."""

    processor_seconds: float
    seconds: float


async def our_visit(browser: RunningBrowser) -> float:
    """Seconds of one visit, all evidence captured."""
    site = PlannedSite("site", PLAINEST, "", pages=())
    record = await visit(browser, PlannedVisit("visit", "site", "baseline", 1), site, AUDIT, lambda *_: ())
    if record.outcome != "ok" or len(record.requests) < 2:
        raise RuntimeError(f"the visit did not work: {record.outcome} {record.detail}")
    return record.seconds


async def bare_visit(browser: RunningBrowser) -> float:
    """Seconds of one bare visit. On this page ours waits for quiet once: after scrolling it is quiet already."""
    began = time.monotonic()
    async with browser.fresh_context() as context:
        page = await context.new_page()
        await page.goto(PLAINEST, wait_until="load")
        await asyncio.sleep(AUDIT.settle.quiet_ms / 1000)
    return time.monotonic() - began


SIDES: dict[str, OneVisit] = {"undeclared": our_visit, "bare Playwright": bare_visit}


def measure(side: str, visits: int) -> Cost:
    """Run one side in a process of its own against a demonstration web served by this one."""
    with DemoWeb() as web:
        arguments = json.dumps([side, visits, list(web.browser_args)])
        command = [sys.executable, "-m", "bench.visit", "--one-side"]
        done = subprocess.run(command, check=False, input=arguments, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{side}: the visits did not work")
    return Cost(*json.loads(done.stdout))


def report(visits: int = VISITS) -> float:
    """Print both costs and their ratio; returns the ratio."""
    costs = {side: measure(side, visits) for side in SIDES}
    for side, cost in costs.items():
        print(f"one visit, {side}: {cost.processor_seconds:.3f} s of processor, {cost.seconds:.1f} s in all")
    ours, bare = costs.values()
    ratio = ours.processor_seconds / bare.processor_seconds
    print(f"a visit costs {ratio:.2f} × a bare visit (goal: at most {GOAL})")
    return ratio


def tree_processor_seconds() -> float:
    """Of this process and all its descendants; those that have ended are in the times of who waited for them."""
    total = 0.0
    me = psutil.Process()
    for process in (me, *me.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


async def one_side(side: str, visits: int, args: list[str]) -> Cost:
    settings = Browser(args=tuple(args))
    executable = await asyncio.to_thread(find_or_install_browser, None, lambda _: None)
    async with (
        async_playwright() as playwright,
        launched(playwright, executable, "baseline", settings) as browser,
    ):
        if side != "undeclared":
            await browser.watcher.close()
        for _ in range(WARM_UP):
            await SIDES[side](browser)
        await asyncio.sleep(1)
        before = tree_processor_seconds()
        seconds = [await SIDES[side](browser) for _ in range(visits)]
        await asyncio.sleep(1)
        return Cost((tree_processor_seconds() - before) / visits, sum(seconds) / visits)


def main() -> None:
    if sys.argv[1:2] == ["--one-side"]:
        side, visits, args = json.load(sys.stdin)
        cost = asyncio.run(one_side(side, visits, args))
        print(json.dumps([cost.processor_seconds, cost.seconds]))
    else:
        report(int(sys.argv[1]) if len(sys.argv) > 1 else VISITS)


if __name__ == "__main__":
    main()
