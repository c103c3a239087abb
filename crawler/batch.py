"""Local execution of a run: sites side by side, visits interleaved, every ending a row in the database."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import structlog
from playwright.async_api import async_playwright

from crawler.browser import RunningBrowser
from crawler.knowledge import Knowledge
from crawler.page_choice import choose_pages
from crawler.plan import planned_visits
from crawler.policies import search_policy
from crawler.pool import BrowserPool
from crawler.progress import Progress
from crawler.settings import Profile, Settings, SiteSettings
from crawler.visit import visit
from reports.compare import is_settled
from reports.judge import Judgement, judge, not_judged
from reports.judgement_store import store_judgement
from reports.observe import observe
from reports.records import (
    PageLink,
    PlannedSite,
    PlannedVisit,
    PolicySearch,
    SiteEvidence,
    VisitRecord,
)
from reports.store import Store, utc_now
from reports.waivers import WaiverRule

log = structlog.get_logger()

_GIVE_UP_AFTER = 3
"""After so many failed visits in a row with none that worked, the rest of a site's visits are skipped."""
_AT_ONCE = 3
"""Visits of one site at the same time: one round of the profiles, no more load than that."""


async def run_audit(
    settings: Settings,
    executable: Path,
    store: Store,
    run: str,
    knowledge: Knowledge,
    progress: Progress,
) -> None:
    """Make every missing visit of a run, search every policy, judge every site.

    Raises `crawler.pool.UntrueBrowserError` before the first visit where the browser would falsify the audit.
    """
    async with (
        async_playwright() as playwright,
        BrowserPool(playwright, executable, settings.browser, settings.profiles) as pool,
    ):
        store.describe_run(run, _description(await pool.prove_all()))
        batch = _Batch(
            settings, pool, store, knowledge, progress, date.fromisoformat(store.run(run).started[:10])
        )
        await batch.audit_sites(store.sites(run))
    store.finish_run(run)


def _description(browser: RunningBrowser) -> dict[str, object]:
    kept = [arg for arg in browser.args if not arg.startswith(("--user-data-dir", "--remote-debugging"))]
    return {
        "product": "Chromium",
        "version": browser.version,
        "user_agent": browser.user_agent,
        "args": kept,
        "gpc": browser.gpc,
    }


class _Batch:
    def __init__(
        self,
        settings: Settings,
        pool: BrowserPool,
        store: Store,
        knowledge: Knowledge,
        progress: Progress,
        today: date,
    ) -> None:
        self._settings = settings
        self._pool = pool
        self._store = store
        self._knowledge = knowledge
        self._progress = progress
        self._today = today
        self._visiting = asyncio.Semaphore(settings.audit.concurrency)
        self._by_url = {site.url: site for site in settings.site}

    async def audit_sites(self, sites: Sequence[PlannedSite]) -> None:
        """As many sites side by side as visits are allowed; a site already judged is left alone."""
        waiting = [site for site in sites if not self._store.is_judged(site.id)]
        self._progress.planned(sum(len(self._store.missing_visits(site.id)) for site in waiting))
        queue = iter(waiting)

        async def worker() -> None:
            for site in queue:
                await self._audit_site(site)

        async with asyncio.TaskGroup() as group:
            for _ in range(min(self._settings.audit.concurrency, len(waiting))):
                group.create_task(worker())

    async def _audit_site(self, site: PlannedSite) -> None:
        site = await self._visit_missing(site)
        await self._add_repeats(site)
        if self._store.policy_search(site.id) is None:
            await self._search_policy(site)
        judgement = await asyncio.to_thread(self._judge, self._store.evidence(site))
        store_judgement(self._store, site.id, judgement)
        self._progress.judged(judgement.site)

    def _judge(self, evidence: SiteEvidence) -> Judgement:
        """The site's judgement; a fault of ours makes this site "not measured" and leaves the others alone."""
        try:
            return judge(
                evidence,
                self._knowledge.catalogue,
                today=self._today,
                profiles=self._settings.profiles,
                filters=self._knowledge.filters,
                waivers=waiver_rules(self._settings),
            )
        except Exception as error:
            log.exception("judgement failed", site=evidence.site.url)
            return not_judged(evidence, f"{type(error).__name__}: {error}")

    async def _visit_missing(self, site: PlannedSite) -> PlannedSite:
        """Make the planned visits that have not ended, round by round; returns the site with its pages chosen."""
        missing = self._store.missing_visits(site.id)
        failed_in_a_row = 0
        any_worked = self._store.has_measured_visit(site.id)
        if site.pages is None and missing:
            # The first visit chooses the internal pages, so it goes alone.
            record, site = await self._make(missing.pop(0), site)
            any_worked, failed_in_a_row = record.measured, int(not record.measured)
        for start in range(0, len(missing), _AT_ONCE):
            round_ = missing[start : start + _AT_ONCE]
            if not any_worked and failed_in_a_row >= _GIVE_UP_AFTER:
                for planned in round_:
                    self._skip(planned, site)
                continue
            made = await asyncio.gather(*(self._make(planned, site) for planned in round_))
            for record, chosen in made:
                any_worked = any_worked or record.measured
                failed_in_a_row = 0 if record.measured else failed_in_a_row + 1
                if site.pages is None:
                    site = chosen
        return site

    async def _make(self, planned: PlannedVisit, site: PlannedSite) -> tuple[VisitRecord, PlannedSite]:
        """One visit, stored. After a crash or a loss it is made once more: other sites' load may have caused it."""
        chosen: list[tuple[str, ...]] = []

        def choose(entry_url: str, links: tuple[PageLink, ...]) -> tuple[str, ...]:
            wanted = self._by_url[site.url] if site.url in self._by_url else SiteSettings(url=site.url)
            pages = choose_pages(
                entry_url,
                links,
                self._settings.audit.pages_per_site - 1,
                wanted=wanted.pages,
                first_party=site.first_party,
            )
            chosen.append(pages)
            return pages

        async with self._visiting:
            self._store.begin_visit(planned.id)
            record = await self._attempt(planned, site, choose)
            if record.outcome == "crash":
                record = await self._attempt(planned, site, choose)
            elif record.missed:
                again = await self._attempt(planned, site, choose)
                record = again if again.measured else record
        if planned.profile != "baseline":
            record = replace(record, links=())
        self._store.end_visit(site, record)
        if record.measured and site.pages is None and chosen:
            self._store.choose_pages(site.id, chosen[-1])
            site = replace(site, pages=chosen[-1])
        self._progress.visited(site.url, planned.profile, record.outcome)
        return record, site

    async def _attempt(self, planned: PlannedVisit, site: PlannedSite, choose: object) -> VisitRecord:
        profile: Profile = planned.profile  # type: ignore[assignment]
        async with self._pool.lease(profile) as browser:
            return await visit(browser, planned, site, self._settings.audit, choose)  # type: ignore[arg-type]

    def _skip(self, planned: PlannedVisit, site: PlannedSite) -> None:
        record = VisitRecord(
            planned.id,
            planned.profile,
            planned.repeat,
            "skipped",
            f"not tried: {_GIVE_UP_AFTER} visits in a row had failed before",
            utc_now(),
            0.0,
        )
        self._store.end_visit(site, record)
        self._progress.visited(site.url, planned.profile, record.outcome)

    async def _add_repeats(self, site: PlannedSite) -> None:
        """More visits, round by round, while a tracker comes and goes and the limit is not reached."""
        signals = [p for p in self._settings.profiles if p in ("dnt", "gpc")]
        while True:
            evidence = self._store.evidence(site)
            made = max((v.repeat for v in evidence.visits), default=0)
            if made >= self._settings.audit.max_repeats or self._settings.audit.repeats < 2:
                return
            unsettled = await asyncio.to_thread(self._unsettled, evidence, signals)
            if not unsettled:
                return
            more = list(planned_visits(site, ("baseline", *unsettled), range(made + 1, made + 2)))
            self._store.plan_visits(more)
            self._progress.planned(len(more))
            site = await self._visit_missing(site)

    def _unsettled(self, evidence: SiteEvidence, signals: Sequence[Profile]) -> list[Profile]:
        observation = observe(evidence, self._knowledge.catalogue, self._knowledge.filters)
        return [s for s in signals if s in ("dnt", "gpc") and not is_settled(observation, s)]

    async def _search_policy(self, site: PlannedSite) -> None:
        wanted = self._by_url.get(site.url) or SiteSettings(url=site.url)
        entry_url = self._store.entry_url(site.id)
        async with self._visiting:
            search, whole = await self._search_once(site, entry_url, wanted)
            if not whole:
                search, _ = await self._search_once(site, entry_url, wanted)
        self._store.end_policy_search(site.id, search)

    async def _search_once(
        self, site: PlannedSite, entry_url: str | None, wanted: SiteSettings
    ) -> tuple[PolicySearch, bool]:
        """One search, and whether it came to its end; a browser that dies in it may be another site's doing."""
        async with self._pool.lease("baseline") as browser:
            search = await search_policy(
                browser,
                site,
                entry_url,
                self._store.links_of(site.id),
                wanted.policy_urls,
                self._settings.audit,
                self._knowledge.catalogue,
            )
            return search, search.outcome != "failed" and not browser.crashed.is_set()


def waiver_rules(settings: Settings) -> tuple[WaiverRule, ...]:
    """The settings' waivers as the judgement takes them."""
    return tuple(WaiverRule(w.rule, w.reason, w.vendor, w.site, w.until) for w in settings.waiver)
