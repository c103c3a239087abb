"""Finding a site's policies, fetching them through the browser, and trying the opt-outs they offer."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin

import structlog
from playwright.async_api import BrowserContext, Page
from playwright.async_api import Error as PlaywrightError

from crawler.browser import RunningBrowser
from crawler.capture.recorder import Recorder
from crawler.document_fetching import Fetched, fetch_document
from crawler.link_check import check_links
from crawler.page_choice import offered
from crawler.policy_click import fetch_by_click, leads_nowhere, texts_to_click
from crawler.settings import Audit
from crawler.visit import watched_context
from crawler.watcher import WatcherError
from reports.records import DocumentRecord, LinkCheckRecord, PageLink, PlannedSite, PolicySearch, Problem
from reports.store import utc_now
from trackers.catalogue import Catalogue
from trackers.policy import LARGEST, Document, read_document, read_policy
from trackers.policy.discovery import (
    Candidate,
    OfferedLink,
    candidates,
    read_sitemap,
    reads_as_policy,
    well_known_addresses,
)

log = structlog.get_logger()

MOST_DOCUMENTS = 8
"""Of one site."""
DEPTH = 2
"""How far links from policy to policy are followed."""
_MOST_TRIES = 16
_MOST_CLICKS = 2
_MOST_SITEMAPS = 4
_SECONDS = 240.0
_NOT_THE_SITES_FAULT = ("blocked", "offline", "proxy", "crash", "error")


@dataclass
class _Search:
    """One search in progress."""

    context: BrowserContext
    page: Page
    recorder: Recorder
    site: PlannedSite
    site_url: str
    audit: Audit
    documents: list[tuple[DocumentRecord, Document]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    linked_and_failed: int = 0
    refused_to_us: int = 0


async def search_policy(
    browser: RunningBrowser,
    site: PlannedSite,
    site_url: str | None,
    links: Sequence[PageLink],
    policy_urls: Sequence[str],
    audit: Audit,
    catalogue: Catalogue,
) -> PolicySearch:
    """The site's policy documents and its checked opt-out links.

    `site_url` is where the entry page ended; None where no visit worked: then nothing is looked for. A failure
    is an outcome; nothing that the site does raises.
    """
    if site_url is None:
        return PolicySearch("skipped")
    try:
        async with asyncio.timeout(_SECONDS), watched_context(browser) as (context, page, recorder):
            search = _Search(context, page, recorder, site, site_url, audit)
            await _find(search, links, policy_urls)
            checks = await _check_opt_outs(search, catalogue) if audit.check_links else ()
            well_known = await _well_known_gpc(search)
    except (PlaywrightError, WatcherError, TimeoutError) as error:
        detail = str(error).splitlines()[0] if str(error) else f"not finished within {_SECONDS:.0f} s"
        return PolicySearch("failed", problems=(Problem("policy_not_measured", detail),))
    return PolicySearch(
        outcome=_outcome(search),
        documents=tuple(record for record, _ in search.documents),
        checks=checks,
        problems=tuple(search.problems),
        well_known_gpc=well_known,
    )


def _outcome(search: _Search) -> str:
    if _has_policy(search):
        return "found"
    # A cookie policy beside a privacy policy that could not be had does not speak for it.
    if search.linked_and_failed:
        return "unreachable"
    if search.refused_to_us:
        return "blocked"
    if any(record.kind == "cookie_policy" for record, _ in search.documents):
        return "found"
    search.problems.append(Problem("policy_not_found", "no page of the site reads as a privacy policy"))
    return "not_found"


async def _find(search: _Search, links: Sequence[PageLink], policy_urls: Sequence[str]) -> None:
    """The addresses of the settings, else the site's links, else the usual addresses; then on from policy to policy."""
    named = [
        Candidate(urljoin(search.site_url, url), "privacy_policy", 100.0, "named in the settings")
        for url in policy_urls
    ]
    found = named or candidates(map(offered, links), search.site_url, search.site.first_party)
    await _take(search, found, linked=True)
    if not _has_policy(search) and not named:
        await _click(search, links)
    if not _has_policy(search) and not named:
        for candidate in well_known_addresses(search.site_url):
            await _take(search, [candidate], linked=False)
            if _has_policy(search):
                break
    if not _has_policy(search) and not named:
        listed = candidates(await _sitemap_pages(search), search.site_url, search.site.first_party)
        await _take(search, [_because(c, "listed in the sitemap") for c in listed[:4]], linked=False)
    read = 0
    for _ in range(DEPTH):
        fresh, read = search.documents[read:], len(search.documents)
        onward = [
            OfferedLink(link.url, link.text, region=link.region)
            for _, document in fresh
            for link in document.links
        ]
        found = candidates(onward, search.site_url, search.site.first_party)
        await _take(search, [_because(c, "linked from the policy") for c in found], linked=False)


async def _sitemap_pages(search: _Search) -> list[OfferedLink]:
    """The pages of `/sitemap.xml`, and of the first sitemaps that it points to."""
    pages: list[OfferedLink] = []
    waiting = [urljoin(search.site_url, "/sitemap.xml")]
    for _ in range(_MOST_SITEMAPS):
        if not waiting:
            break
        fetched = await fetch_document(search.page, search.recorder, waiting.pop(0), 10_000)
        if fetched.outcome.ok and "xml" in fetched.content_type:
            sitemap = await asyncio.to_thread(read_sitemap, fetched.body)
            pages += sitemap.pages
            waiting += sitemap.sitemaps
    return pages


def _because(candidate: Candidate, why: str) -> Candidate:
    return Candidate(candidate.url, candidate.kind, candidate.score, f"{why}: {candidate.why}")


def _has_policy(search: _Search) -> bool:
    return any(record.kind == "privacy_policy" for record, _ in search.documents)


async def _take(search: _Search, found: Iterable[Candidate], *, linked: bool) -> None:
    """Fetch candidates until there are enough. `linked`: a failure is the site's broken promise, not our guess."""
    for candidate in found:
        key = urldefrag(candidate.url).url.rstrip("/")
        if key in search.tried or len(search.documents) >= MOST_DOCUMENTS:
            continue
        if len(search.tried) >= _MOST_TRIES and linked:
            return
        search.tried.add(key)
        fetched = await fetch_document(
            search.page, search.recorder, candidate.url, min(search.audit.navigation_ms, 20_000)
        )
        final = urldefrag(fetched.url).url.rstrip("/")
        if final != key and final in search.tried:
            continue
        search.tried.add(final)
        await _keep(search, candidate, fetched, linked=linked)


async def _click(search: _Search, links: Sequence[PageLink]) -> None:
    """Links that only a script follows. One that shows us no policy may show one to a person: not measured."""
    for text in texts_to_click(links, search.site_url)[:_MOST_CLICKS]:
        fetched = await fetch_by_click(
            search.page, search.recorder, search.site_url, text, min(search.audit.navigation_ms, 20_000)
        )
        clicked = Candidate(fetched.url, "privacy_policy", 1.0, f"a click on {text!r}")
        await _keep(search, clicked, fetched, linked=False)
        if _has_policy(search):
            return
        search.refused_to_us += 1
        detail = f"a click on {text!r} shows nothing that reads as a policy; a person has to try it"
        search.problems.append(Problem("policy_blocked", detail))


async def _keep(search: _Search, candidate: Candidate, fetched: Fetched, *, linked: bool) -> None:
    wanted = candidate.kind == "privacy_policy"
    if not fetched.outcome.ok:
        if fetched.outcome.kind in _NOT_THE_SITES_FAULT:
            search.refused_to_us += wanted
            kind = "policy_blocked"
        else:
            search.linked_and_failed += linked and wanted
            kind = "policy_unreachable"
        if linked and wanted:
            search.problems.append(Problem(kind, f"{candidate.url}: {fetched.outcome.detail}"))
        return
    try:
        document = await asyncio.to_thread(
            read_document,
            fetched.body,
            url=fetched.url,
            content_type=fetched.content_type,
            kind=candidate.kind,
        )
    except ValueError as error:  # a damaged PDF, a picture
        search.linked_and_failed += linked and wanted
        if linked and wanted:
            search.problems.append(Problem("policy_unreachable", f"{candidate.url}: {error}"))
        return
    if wanted and not reads_as_policy(document):
        if linked and candidate.score >= 6 and not leads_nowhere(candidate.url, search.site_url):
            search.linked_and_failed += 1
            search.problems.append(
                Problem("policy_unreachable", f"{candidate.url}: the page does not read as a policy")
            )
        return
    if any(document.sha256 == record.sha256 for record, _ in search.documents):
        return
    record = DocumentRecord(
        url=fetched.url,
        kind=candidate.kind,
        content_type=fetched.content_type,
        source=fetched.body[:LARGEST],
        text=document.text,
        sha256=document.sha256,
        fetched=utc_now(),
        title=fetched.title,
        language=document.language,
        found_by=candidate.why,
    )
    search.documents.append((record, document))


async def _check_opt_outs(search: _Search, catalogue: Catalogue) -> tuple[LinkCheckRecord, ...]:
    if not search.documents:
        return ()
    says = await asyncio.to_thread(read_policy, [document for _, document in search.documents], catalogue)
    urls = [opt_out.url for opt_out in says.opt_outs if opt_out.url]
    return await check_links(search.context, urls)


async def _well_known_gpc(search: _Search) -> str | None:
    """`/.well-known/gpc.json` (Global Privacy Control specification, section 4)."""
    address = urljoin(search.site_url, "/.well-known/gpc.json")
    with contextlib.suppress(PlaywrightError):
        page = await search.context.new_page()
        try:
            response = await page.goto(address, timeout=10_000)
            if response is None or response.status != 200:
                return json.dumps({"present": False, "gpc": None})
            stated = json.loads(await response.body())
            value = stated.get("gpc") if isinstance(stated, dict) else None
            return json.dumps(
                {"present": isinstance(stated, dict), "gpc": value if isinstance(value, bool) else None}
            )
        except ValueError:
            return json.dumps({"present": False, "gpc": None})
        finally:
            await page.close()
    return None
