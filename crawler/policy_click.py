"""Policies behind links that only a script follows (`#`, `javascript:void(0)`): click, and take what is shown."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from urllib.parse import urldefrag

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from crawler import outcome
from crawler.capture.recorder import Recorder
from crawler.document_fetching import Fetched, rendered_markup
from crawler.outcome import Outcome
from crawler.settings import Settle
from crawler.settle import Loading, until_quiet
from reports.records import PageLink
from trackers.policy.discovery import OfferedLink, candidates

_SETTLE = Settle(quiet_ms=600, max_ms=10_000)
_CLICK_MILLISECONDS = 3_000


def leads_nowhere(url: str, site_url: str) -> bool:
    """Whether an address is no page of its own: `javascript:`, or a place on the entry page."""
    return url.lower().startswith("javascript:") or _plain(url) == _plain(site_url)


def texts_to_click(links: Sequence[PageLink], site_url: str) -> list[str]:
    """The texts of links that are named like a privacy policy and lead nowhere by themselves, each once."""
    scripted = [link for link in links if leads_nowhere(link.url, site_url)]
    named = [
        link.text
        for link in scripted
        for found in candidates([OfferedLink(site_url, link.text, link.rel, link.region)], site_url)
        if found.kind == "privacy_policy"
    ]
    return list(dict.fromkeys(named))


async def fetch_by_click(
    page: Page, recorder: Recorder, site_url: str, text: str, navigation_ms: int
) -> Fetched:
    """Open the entry page, click the link with this text, and take the page as it is then. Never raises."""
    loading = Loading(page)
    try:
        await page.goto(site_url, wait_until="commit", timeout=navigation_ms)
        await until_quiet(recorder, _SETTLE, time.monotonic() + _SETTLE.max_ms / 1000, loading)
        words = r"\s+".join(re.escape(word) for word in text.split())
        link = page.locator("a", has_text=re.compile(rf"^\s*{words}\s*$")).last
        known = set(page.context.pages)
        await link.click(timeout=_CLICK_MILLISECONDS)
        await until_quiet(recorder, _SETTLE, time.monotonic() + _SETTLE.max_ms / 1000, loading)
        opened = [other for other in page.context.pages if other not in known]
        shown = opened[0] if opened else page
        title, markup = await shown.title(), await rendered_markup(shown)
        url = shown.url
        for other in opened:
            await other.close()
    except PlaywrightError as error:
        failed = outcome.of_net_error(str(error))
        return Fetched(site_url, site_url, Outcome("error", failed.detail))
    found = outcome.of_page(None, title, markup, ())
    return Fetched(
        site_url,
        url,
        found,
        content_type="text/html; charset=utf-8",
        body=markup.encode("utf-8", "replace"),
        title=title,
    )


def _plain(url: str) -> str:
    try:
        return urldefrag(url).url.rstrip("/")
    except ValueError:
        return url
