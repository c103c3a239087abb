"""Trying an opt-out link: does it lead anywhere, to the right place, and safely?"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer
from playwright.async_api import BrowserContext
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from crawler import outcome
from reports.records import LinkCheckRecord

MOST_LINKS = 40
_AT_ONCE = 4
_MILLISECONDS = 20_000
_MARKUP_READ = 500_000
_PARSING_MILLISECONDS = 8_000
_BEFORE_NEXT_TRY = 2
"""Seconds."""
_NOT_THERE = re.compile(
    r"\b404\b|page (?:was |could )?not (?:be )?found|not found|page introuvable|seite (?:wurde )?nicht gefunden"
    r"|page (?:does not|doesn.t) exist|no longer available|p[áa]gina no encontrada|pagina non trovata",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"^/?(?:(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:index|home|default)?(?:\.\w{3,5})?)?/?$", re.IGNORECASE
)
_REFUSED_TO_US = frozenset((401, 403, 407, 429, 503))


async def check_links(context: BrowserContext, urls: Sequence[str]) -> tuple[LinkCheckRecord, ...]:
    """Try every link once, in the order given. Links that only a person can use are `manual`."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(url: str) -> LinkCheckRecord:
        async with gate:
            return await check_link(context, url)

    return tuple(await asyncio.gather(*(one(url) for url in list(dict.fromkeys(urls))[:MOST_LINKS])))


async def check_link(context: BrowserContext, url: str) -> LinkCheckRecord:
    """Open one link in a page of its own; again where nobody answered, or only to say that it failed just now."""
    found = await _try(context, url)
    if found.outcome == "dead" and not found.answered:
        await asyncio.sleep(_BEFORE_NEXT_TRY)
        found = await _try(context, url)
    return found


async def _try(context: BrowserContext, url: str) -> LinkCheckRecord:
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return LinkCheckRecord(url, "dead", detail="the link is not a valid address")
    if scheme in ("mailto", "tel", "sms"):
        return LinkCheckRecord(url, "manual", detail="a person has to write or call")
    if scheme not in ("http", "https"):
        return LinkCheckRecord(url, "not_checked", detail="not a web address")
    page = await context.new_page()
    try:
        async with asyncio.timeout(_MILLISECONDS / 1000 + 10):
            response = await page.goto(url, wait_until="commit", timeout=_MILLISECONDS)
            with contextlib.suppress(PlaywrightTimeoutError):
                # A page that came and never ends is there all the same.
                await page.wait_for_load_state("domcontentloaded", timeout=_PARSING_MILLISECONDS)
            await asyncio.sleep(0.3)  # a script may send the visitor on at once
            title, markup = await page.title(), await page.content()
        status = response.status if response else None
        headers = tuple(response.headers.items()) if response else ()
        return _judge(url, page.url, status, title, markup, headers)
    except TimeoutError:
        return LinkCheckRecord(url, "dead", detail="the address did not answer in time")
    except PlaywrightError as error:
        return _failed(url, str(error))
    finally:
        await _close(page.close())


def _judge(
    url: str, final_url: str, status: int | None, title: str, markup: str, headers: Sequence[tuple[str, str]]
) -> LinkCheckRecord:
    def record(result: str, detail: str = "") -> LinkCheckRecord:
        return LinkCheckRecord(url, result, status, final_url, detail)

    wall = outcome.challenge(status, title, markup, headers)
    if wall:
        return record("not_checked", f"{wall} stands before the page; a person has to try it")
    if status is not None and status >= 400:
        if status in _REFUSED_TO_US:
            return record("not_checked", f"the server refused this browser (HTTP {status})")
        return record("dead", f"HTTP {status}")
    for words in (title, _heading(markup)):
        if _NOT_THERE.search(words):
            return record("dead", f"the page says that it does not exist ({words[:80]!r})")
    asked, arrived = urlsplit(url), urlsplit(final_url)
    if _HOME.match(arrived.path) and not arrived.query and not _HOME.match(asked.path):
        return record("redirected_home", f"leads to the home page {final_url}")
    if arrived.scheme == "http":
        return record("insecure", "the page is served without TLS")
    return record("works", "begins without TLS" if asked.scheme == "http" else "")


def _heading(markup: str) -> str:
    """The page's first heading, where a page that is not there says so under an ordinary title."""
    first = BeautifulSoup(markup[:_MARKUP_READ], "lxml", parse_only=SoupStrainer(["h1", "h2"])).find(
        ["h1", "h2"]
    )
    return first.get_text(" ", strip=True)[:200] if first else ""


def _failed(url: str, message: str) -> LinkCheckRecord:
    failed = outcome.of_net_error(message)
    if failed.kind == "download":
        return LinkCheckRecord(url, "works", detail="a file to download")
    if failed.kind == "tls":
        return LinkCheckRecord(
            url, "insecure", detail=f"the browser refuses the certificate ({failed.detail})"
        )
    if failed.kind in ("offline", "proxy", "crash", "error"):
        return LinkCheckRecord(url, "not_checked", detail=failed.detail)
    return LinkCheckRecord(url, "dead", detail=failed.detail)


async def _close(closing: object) -> None:
    try:
        await asyncio.wait_for(closing, 5)  # type: ignore[arg-type]
    except (TimeoutError, PlaywrightError):
        return
