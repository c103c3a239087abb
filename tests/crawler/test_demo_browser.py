"""The demonstration web in a real browser: every site behaves as the manifest says."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
from playwright.async_api import BrowserContext, Error, async_playwright
from playwright.async_api import Request as PageRequest

from crawler.browser import RunningBrowser, launched
from crawler.browser_finding import find_browser
from crawler.demo import DemoWeb, load_manifest
from crawler.demo.compare import NOT_TRACKING
from crawler.demo.manifest import PlantedSite
from crawler.settings import Browser as BrowserSettings
from crawler.settings import Profile
from trackers.catalogue import load_catalogue
from trackers.evidence import Request
from trackers.identify import Identifier

pytestmark = pytest.mark.browser

SITES = load_manifest().sites
AT_ONCE = 5
QUIET = 0.4
"""Seconds without a new request after which a page counts as loaded here."""


@dataclass(frozen=True)
class Visit:
    outcome: str
    urls: tuple[str, ...]
    vendors: frozenset[str]
    cookies: dict[str, str | None]
    """Name → vendor."""


@pytest.fixture(scope="module")
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as running:
        yield running


@pytest.fixture(scope="module")
def identifier() -> Identifier:
    return Identifier(load_catalogue())


@contextlib.asynccontextmanager
async def browse(web: DemoWeb, profile: Profile) -> AsyncIterator[RunningBrowser]:
    executable = await asyncio.to_thread(find_browser)
    if executable is None:
        pytest.skip("no Chromium on this machine")
    async with async_playwright() as playwright:
        settings = BrowserSettings(args=web.browser_args)
        async with launched(playwright, executable, profile, settings) as browser:
            yield browser


async def visit(browser: RunningBrowser, identifier: Identifier, url: str) -> Visit:
    async with browser.fresh_context() as context:
        requests: list[PageRequest] = []
        context.on("request", lambda request: requests.append(request))  # noqa: PLW0108 - a built-in cannot listen
        outcome = await _load(context, url, requests)
        cookies = {
            cookie["name"]: identifier.cookie(cookie["name"], cookie["domain"], document_url=url)
            for cookie in await context.cookies()
        }
        found = (
            identifier.request(Request(url=r.url, document_url=url, type=r.resource_type, method=r.method))
            for r in requests
        )
        return Visit(
            outcome=outcome,
            urls=tuple(request.url for request in requests),
            vendors=frozenset(a.vendor for a in found if a is not None and a.category not in NOT_TRACKING),
            cookies={
                name: known.attribution.vendor if known and known.attribution else None
                for name, known in cookies.items()
            },
        )


async def _load(context: BrowserContext, url: str, requests: list[PageRequest]) -> str:
    page = await context.new_page()
    try:
        response = await page.goto(url)
    except Error as error:
        return error.message
    seen = -1
    while seen != len(requests):
        seen = len(requests)
        await asyncio.sleep(QUIET)
    return str(response.status) if response else "no response"


def worth_visiting(site: PlantedSite, profile: Profile) -> bool:
    """All sites as an ordinary visitor; with a signal, those that answer it or promise to."""
    if profile == "baseline":
        return True
    effects = {getattr(tracker, profile) or "continued" for tracker in site.tracker}
    promised = site.policy is not None and getattr(site.policy, profile) == "honoured"
    return promised or bool(effects - {"continued", "inconclusive"})


async def visit_all(web: DemoWeb, identifier: Identifier, profile: Profile) -> dict[str, Visit]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(browser: RunningBrowser, site: PlantedSite) -> tuple[str, Visit]:
        async with gate:
            return site.url, await visit(browser, identifier, site.url)

    async with browse(web, profile) as browser:
        return dict(
            await asyncio.gather(*(one(browser, site) for site in SITES if worth_visiting(site, profile)))
        )


def misbehaving(visits: dict[str, Visit], profile: Profile) -> list[str]:
    """Sites whose trackers differ from the manifest's; the random one is not asked."""
    wrong = []
    for site in (site for site in SITES if site.url in visits):
        effects = {tracker.vendor: getattr(tracker, profile, None) or "continued" for tracker in site.tracker}
        expected = {vendor for vendor, effect in effects.items() if effect != "stopped"}
        got = visits[site.url].vendors
        if "inconclusive" not in effects.values() and got != expected:
            wrong.append(f"{site.name} under {profile}: {sorted(got)} instead of {sorted(expected)}")
    return wrong


async def test_an_ordinary_visit_meets_exactly_the_planted_trackers_and_cookies(
    web: DemoWeb, identifier: Identifier
) -> None:
    visits = await visit_all(web, identifier, "baseline")
    assert misbehaving(visits, "baseline") == []
    missing = [
        f"{site.name}: {name} of {vendor}"
        for site in SITES
        for name, vendor in [(n, t.vendor) for t in site.tracker for n in t.cookies]
        + [(n, None) for n in site.cookies]
        if visits[site.url].cookies.get(name, "no such cookie") != vendor
    ]
    assert missing == []
    assert "ERR_NAME_NOT_RESOLVED" in visits["https://www.gone-fishing-club.example/"].outcome
    assert visits["https://www.vault-gate.example/"].outcome == "403"
    others = {site.url for site in SITES if site.status != "failed"}
    assert {visits[url].outcome for url in others} == {"200"}


async def test_do_not_track_stops_exactly_what_the_manifest_says(
    web: DemoWeb, identifier: Identifier
) -> None:
    assert misbehaving(await visit_all(web, identifier, "dnt"), "dnt") == []


async def test_global_privacy_control_stops_and_reduces_what_the_manifest_says(
    web: DemoWeb, identifier: Identifier
) -> None:
    visits = await visit_all(web, identifier, "gpc")
    assert misbehaving(visits, "gpc") == []
    reduced = visits["https://www.winterberry-travel.example/"]
    hits = [url for url in reduced.urls if "/g/collect?" in url or "facebook.com/tr/" in url]
    assert len(hits) == 2
    assert all("gcs=G100" in url or "dpo=LDU" in url for url in hits)
    assert not any(name.startswith("_ga") for name in reduced.cookies)


async def test_the_random_tracker_comes_and_goes_within_three_ordinary_visits(identifier: Identifier) -> None:
    with DemoWeb() as fresh:
        async with browse(fresh, "baseline") as browser:
            url = "https://www.saltmarsh-surf.example/"
            seen = [bool((await visit(browser, identifier, url)).vendors) for _ in range(3)]
            assert set(seen) == {True, False}


async def test_a_link_that_is_only_served_in_clear_cannot_be_upgraded(
    web: DemoWeb, identifier: Identifier
) -> None:
    async with browse(web, "baseline") as browser:
        clear = await visit(browser, identifier, "http://optout.aboutads.info/")
        assert (clear.outcome, clear.urls[0]) == ("200", "http://optout.aboutads.info/")
        upgraded = await visit(browser, identifier, "https://optout.aboutads.info/")
        assert "ERR_SSL" in upgraded.outcome
