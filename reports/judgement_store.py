"""A judgement in the database: the site's part of report.json, and the tables that people query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from reports import model
from reports.judge import Judgement
from reports.store import Store

Row = dict[str, Any]


def store_judgement(store: Store, site: str, judgement: Judgement) -> None:
    """Write a site's judgement in place of an earlier one, in one transaction."""
    report = judgement.site
    with store.db.atomic():
        for table in ("trackers", "declarations", "findings"):
            store.db.execute(f"delete from {table} where site = ?", [site])  # noqa: S608 - our own names
        store.db.table("trackers").insert_all(_tracker(site, t) for t in report.trackers)
        store.db.table("declarations").insert_all(_declarations(site, report.policy))
        store.db.table("findings").insert_all(_finding(site, f) for f in report.findings)
        for (visit, request), owner in judgement.observation.request_owners.items():
            store.db.execute(
                "update requests set vendor = ?, company = ?, category = ?, basis = ? "
                "where visit = ? and request_id = ?",
                [owner.vendor, owner.company, owner.category, owner.basis, visit, request],
            )
        store.db.table("sites").update(
            site, {"status": report.status, "report": report.model_dump_json(by_alias=True)}
        )


def load_report(store: Store, run: str | None, tool: model.Tool) -> model.Report:
    """The whole report of a run from what is stored. Raises `reports.store.StoreError`."""
    row = store.run(run)
    return model.Report(
        schema=model.SCHEMA,
        tool=tool,
        run=model.Run.model_validate(
            {
                "id": row.id,
                "name": row.name,
                "started": row.started,
                "finished": row.finished,
                "browser": row.browser
                or {"product": "", "version": "", "user_agent": "", "args": [], "gpc": "native"},
                "catalogue": {"version": row.catalogue_version, "sha256": row.catalogue_sha256},
                "lists": list(row.lists),
                "profiles": list(row.profiles),
                "not_measured": list(row.not_measured),
                "rules": list(row.rules),
            }
        ),
        sites=[model.Site.model_validate_json(text) for text in store.judged_sites(row.id)],
    )


def _tracker(site: str, tracker: model.Tracker) -> Row:
    return {
        "site": site,
        "vendor": tracker.vendor,
        "company": tracker.company,
        "category": tracker.category,
        "party": tracker.party,
        "declared": tracker.declared.status,
        "dnt": tracker.dnt,
        "gpc": tracker.gpc,
        "hosts": json.dumps(tracker.hosts),
        "cookies": json.dumps(tracker.cookies),
        "storage": json.dumps(tracker.storage),
        "basis": json.dumps(tracker.basis),
        "profiles": json.dumps({k: v.model_dump() for k, v in tracker.profiles.items()}),
    }


def _finding(site: str, finding: model.Finding) -> Row:
    return {
        "site": site,
        "rule": finding.rule,
        "severity": finding.severity,
        "vendor": finding.vendor,
        "title": finding.title,
        "detail": finding.detail,
        "confidence": finding.confidence,
        "waived": finding.waived.reason if finding.waived else None,
        "legal": json.dumps(finding.legal),
        "evidence": json.dumps([e.model_dump() for e in finding.evidence]),
        "quotes": json.dumps([q.model_dump() for q in finding.quotes], ensure_ascii=False),
    }


def _declarations(site: str, policy: model.Policy) -> Iterator[Row]:
    """One row for each statement and quote."""

    def rows(
        subject: str,
        name: str,
        quotes: Iterable[model.Quote],
        stance: str | None = None,
        url: str | None = None,
    ) -> Iterator[Row]:
        said: list[model.Quote | None] = list(quotes)
        for quote in said or [None]:
            yield {
                "site": site,
                "subject": subject,
                "name": name,
                "stance": stance,
                "url": url,
                "document": quote.document if quote else None,
                "start_offset": quote.start if quote else None,
                "end_offset": quote.end if quote else None,
                "quote": quote.text if quote else None,
            }

    for vendor in policy.vendors:
        yield from rows("vendor", vendor.vendor, vendor.quotes, vendor.stance)
    for subject, statements in (
        ("technology", policy.technologies),
        ("recipient", policy.recipients),
        ("claim", policy.claims),
    ):
        for statement in statements:
            yield from rows(subject, statement.kind, statement.quotes)
    for signal, stance in (("dnt", policy.dnt), ("gpc", policy.gpc)):
        if policy.documents:
            yield from rows("signal", signal, stance.quotes, stance.stance)
    for opt_out in policy.opt_outs:
        yield from rows("opt_out", opt_out.kind, opt_out.quotes, opt_out.check.outcome, opt_out.url)
    for cookie in policy.cookies_declared:
        yield from rows("cookie", cookie.name, cookie.quotes)
