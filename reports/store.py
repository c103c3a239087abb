"""The database: one writer, and a run is never overwritten.

A visit is written in one transaction together with its outcome, so a killed process leaves whole visits and
visits that were never made, and nothing between.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from reports.evidence_rows import (
    clean,
    cookie_from_row,
    cookie_row,
    request_from_row,
    request_row,
    storage_row,
)
from reports.migrations import migrations
from reports.records import (
    DocumentRecord,
    LinkCheckRecord,
    PageLink,
    PlannedSite,
    PlannedVisit,
    PolicySearch,
    Problem,
    SiteEvidence,
    VisitRecord,
)
from trackers.evidence import ScriptCall, SocketMessage, StoredItem
from trackers.site import registrable_domain


class StoreError(Exception):
    """The database cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as the database knows it."""

    id: str
    name: str
    started: str
    finished: str | None
    fingerprint: str
    settings: str
    profiles: tuple[str, ...]
    not_measured: tuple[str, ...]
    tool_version: str
    browser: dict[str, Any]
    catalogue_version: str
    catalogue_sha256: str
    lists: tuple[dict[str, str], ...]
    rules: tuple[str, ...] = ()
    """Identifiers of the rules that were examined, so that a report rendered later claims no newer ones."""


def utc_now() -> str:
    """RFC 3339 in UTC to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Store:
    """Reads and writes one database file, which is made and migrated as needed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.db = Database(path)
            self.db.execute("PRAGMA busy_timeout = 30000")
            self.db.enable_wal()
            self.db.execute("PRAGMA foreign_keys = ON")
            self.db.execute("PRAGMA synchronous = NORMAL")
            migrations.apply(self.db)
        except Exception as error:
            raise StoreError(f"{path}: cannot be used as a database: {error}") from error

    def close(self) -> None:
        """Fold the write-ahead log back and close."""
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.close()

    # Runs

    def begin_run(self, run: RunRow, sites: Sequence[PlannedSite], visits: Iterable[PlannedVisit]) -> None:
        """Write a run with all of its sites and planned visits."""
        with self.db.atomic():
            self.db.table("runs").insert(
                {
                    "id": run.id,
                    "name": run.name,
                    "started": run.started,
                    "fingerprint": run.fingerprint,
                    "settings": run.settings,
                    "profiles": _json(run.profiles),
                    "not_measured": _json(run.not_measured),
                    "tool_version": run.tool_version,
                    "browser": _json(run.browser),
                    "catalogue_version": run.catalogue_version,
                    "catalogue_sha256": run.catalogue_sha256,
                    "lists": _json(run.lists),
                    "rules": _json(run.rules),
                }
            )
            self.db.table("sites").insert_all(
                {
                    "id": site.id,
                    "run": run.id,
                    "position": position,
                    "url": site.url,
                    "name": site.name,
                    "registrable_domain": registrable_domain(site.url),
                    "first_party": _json(site.first_party),
                    "pages": None if site.pages is None else _json(site.pages),
                }
                for position, site in enumerate(sites)
            )
            self.plan_visits(visits)

    def plan_visits(self, visits: Iterable[PlannedVisit]) -> None:
        """Add planned visits; those that are already planned stay as they are."""
        self.db.table("visits").insert_all(
            ({"id": v.id, "site": v.site, "profile": v.profile, "repeat": v.repeat} for v in visits),
            ignore=True,
        )

    def describe_run(self, run: str, browser: dict[str, Any]) -> None:
        """Note which browser looked."""
        self.db.table("runs").update(run, {"browser": _json(browser)})

    def finish_run(self, run: str) -> None:
        """Every site is judged."""
        self.db.table("runs").update(run, {"finished": utc_now()})

    def run(self, run: str | None = None) -> RunRow:
        """A run by its id or the beginning of it; the latest without one. Raises `StoreError`."""
        if not run:
            latest = next(self.db.table("runs").rows_where(order_by="started desc", limit=1), None)
            if latest is None:
                raise StoreError(f"{self.path}: no run yet")
            return _run_row(latest)
        rows = list(self.db.table("runs").rows_where("substr(id, 1, length(?)) = ?", [run, run]))
        found = [row for row in rows if row["id"] == run] or rows
        if not found:
            raise StoreError(f"{self.path}: no run {run!r}")
        if len(found) > 1:
            raise StoreError(f"{self.path}: more than one run begins with {run!r}")
        return _run_row(found[0])

    def runs(self, fingerprint: str | None = None) -> list[RunRow]:
        """All runs, latest first."""
        where, values = ("fingerprint = ?", [fingerprint]) if fingerprint else ("1", [])
        return [
            _run_row(row) for row in self.db.table("runs").rows_where(where, values, order_by="started desc")
        ]

    # Sites and visits

    def sites(self, run: str) -> list[PlannedSite]:
        """The run's sites in the order of the settings."""
        rows = self.db.table("sites").rows_where("run = ?", [run], order_by="position")
        return [_planned_site(row) for row in rows]

    def choose_pages(self, site: str, pages: Sequence[str]) -> None:
        """Fix which internal pages every visit of the site looks at."""
        self.db.table("sites").update(site, clean({"pages": _json(pages)}))

    def begin_visit(self, visit: str) -> None:
        """A visit begins (again, where an earlier process was killed in it)."""
        with self.db.atomic():
            self.db.execute(
                "update visits set started = ?, attempts = attempts + 1 where id = ?", [utc_now(), visit]
            )

    def missing_visits(self, site: str) -> list[PlannedVisit]:
        """Planned visits that have not ended, in the order of interleaving."""
        rows = self.db.table("visits").rows_where("site = ? and outcome is null", [site], order_by="rowid")
        return [PlannedVisit(r["id"], r["site"], r["profile"], r["repeat"]) for r in rows]

    def has_measured_visit(self, site: str) -> bool:
        """Whether any visit of a site counts as evidence."""
        return bool(self.db.table("visits").count_where("site = ? and outcome = 'ok'", [site]))

    def entry_url(self, site: str) -> str | None:
        """Where the entry page ended in the first measured baseline visit; None without one."""
        row = self.db.execute(
            "select final_url from visits where site = ? and profile = 'baseline' and outcome = 'ok' "
            "order by started limit 1",
            [site],
        ).fetchone()
        return row[0] or "" if row else None

    def planned_visits(self, site: str) -> int:
        """How many visits are planned for a site so far."""
        return int(self.db.table("visits").count_where("site = ?", [site]))

    def end_visit(self, site: PlannedSite, record: VisitRecord) -> None:
        """Write a whole visit with its outcome."""
        with self.db.atomic():
            self.db.table("requests").insert_all(
                clean(request_row(record.id, request, site.first_party)) for request in record.requests
            )
            self.db.table("cookies").insert_all(
                clean(cookie_row(record.id, cookie)) for cookie in record.cookies
            )
            self.db.table("storage").insert_all(
                clean(storage_row(record.id, item)) for item in record.storage
            )
            self.db.table("script_calls").insert_all(
                clean(
                    {
                        "visit": record.id,
                        "api": call.api,
                        "script_url": call.script_url,
                        "frame_url": call.frame_url,
                        "detail": call.detail,
                    }
                )
                for call in record.calls
            )
            self.db.table("socket_messages").insert_all(
                clean(
                    {
                        "visit": record.id,
                        "url": message.url,
                        "direction": message.direction,
                        "payload": message.payload,
                        "is_binary": int(message.binary),
                        "document_url": message.document_url,
                        "started_epoch": message.started,
                    }
                )
                for message in record.messages
            )
            self.db.table("links").insert_all(
                clean(
                    {
                        "visit": record.id,
                        "page_url": link.page_url,
                        "url": link.url,
                        "text": link.text,
                        "rel": link.rel,
                        "region": link.region,
                    }
                )
                for link in record.links
            )
            self._add_problems(site.id, record.problems)
            if record.screenshot:
                self.db.table("screenshots").insert(
                    {
                        "visit": record.id,
                        "media_type": "image/jpeg",
                        "sha256": hashlib.sha256(record.screenshot).hexdigest(),
                        "image": record.screenshot,
                    },
                    replace=True,
                )
            self.db.table("visits").update(
                record.id,
                clean(
                    {
                        "started": record.started,
                        "seconds": round(record.seconds, 3),
                        "outcome": record.outcome,
                        "detail": record.detail,
                        "pages": _json(record.pages),
                        "final_url": record.final_url,
                        "title": record.title,
                        "requests": len(record.requests),
                    }
                ),
            )

    def screenshot(self, visit: str) -> bytes | None:
        """JPEG of a visit's entry page."""
        row = self.db.execute("select image from screenshots where visit = ?", [visit]).fetchone()
        return row[0] if row else None

    # Policies

    def end_policy_search(self, site: str, search: PolicySearch) -> None:
        """Write the documents and the checked links."""
        with self.db.atomic():
            for table in ("documents", "link_checks"):
                self.db.execute(f"delete from {table} where site = ?", [site])  # noqa: S608 - our own names
            self.db.table("documents").insert_all(
                clean(
                    {
                        "site": site,
                        "url": document.url,
                        "kind": document.kind,
                        "title": document.title,
                        "language": document.language,
                        "text": document.text,
                        "sha256": document.sha256,
                        "content_type": document.content_type,
                        "source": document.source,
                        "fetched": document.fetched,
                        "found_by": document.found_by,
                    }
                )
                for document in search.documents
            )
            self.db.table("link_checks").insert_all(
                clean(
                    {
                        "site": site,
                        "url": check.url,
                        "outcome": check.outcome,
                        "status": check.status,
                        "final_url": check.final_url,
                        "detail": check.detail,
                    }
                )
                for check in search.checks
            )
            self._add_problems(site, search.problems)
            self.db.table("sites").update(
                site, {"policy_outcome": search.outcome, "well_known_gpc": search.well_known_gpc}
            )

    def policy_search(self, site: str) -> PolicySearch | None:
        """What was found; None where the search has not ended."""
        row = self.db.table("sites").get(site)
        if row["policy_outcome"] is None:
            return None
        documents = self.db.table("documents").rows_where("site = ?", [site], order_by="id")
        checks = self.db.table("link_checks").rows_where("site = ?", [site], order_by="id")
        return PolicySearch(
            outcome=row["policy_outcome"],
            documents=tuple(
                DocumentRecord(
                    url=d["url"],
                    kind=d["kind"],
                    content_type=d["content_type"],
                    source=d["source"],
                    text=d["text"],
                    sha256=d["sha256"],
                    fetched=d["fetched"],
                    title=d["title"],
                    language=d["language"],
                    found_by=d["found_by"],
                )
                for d in documents
            ),
            checks=tuple(
                LinkCheckRecord(c["url"], c["outcome"], c["status"], c["final_url"], c["detail"])
                for c in checks
            ),
            well_known_gpc=row["well_known_gpc"],
        )

    # Judgement

    def evidence(self, site: PlannedSite) -> SiteEvidence:
        """Everything recorded of a site."""
        rows = self.db.table("visits").rows_where(
            "site = ? and outcome is not null", [site.id], order_by="started"
        )
        problems = self.db.table("problems").rows_where("site = ?", [site.id], order_by="id")
        return SiteEvidence(
            site=site,
            visits=tuple(self._visit(row) for row in rows),
            policy=self.policy_search(site.id),
            problems=tuple(Problem(p["kind"], p["detail"], p["visit"]) for p in problems),
        )

    def judged_sites(self, run: str) -> Iterator[str]:
        """The stored part of report.json of every judged site, in the order of the settings."""
        for row in self.db.table("sites").rows_where(
            "run = ? and report is not null", [run], order_by="position"
        ):
            yield row["report"]

    def is_judged(self, site: str) -> bool:
        """Whether the site's part of the report is stored."""
        return bool(self.db.table("sites").count_where("id = ? and report is not null", [site]))

    def document_texts(self, run: str) -> dict[str, str]:
        """URL and stored text of every policy document of the run."""
        rows = self.db.query(
            "select d.url, d.text from documents d join sites s on s.id = d.site where s.run = ?", [run]
        )
        return {row["url"]: row["text"] for row in rows}

    def links_of(self, site: str) -> list[PageLink]:
        """Every link that the site's pages showed, once each, in the order of finding."""
        rows = self.db.query(
            "select l.* from links l join visits v on v.id = l.visit where v.site = ? order by l.id", [site]
        )
        seen: dict[tuple[str, str], PageLink] = {}
        for row in rows:
            link = PageLink(row["url"], row["text"], row["rel"], row["region"], row["page_url"])
            seen.setdefault((link.url, link.text), link)
        return list(seen.values())

    def _visit(self, row: dict[str, Any]) -> VisitRecord:
        def rows(table: str) -> Iterator[dict[str, Any]]:
            return self.db.table(table).rows_where("visit = ?", [row["id"]], order_by="id")

        return VisitRecord(
            id=row["id"],
            profile=row["profile"],
            repeat=row["repeat"],
            outcome=row["outcome"],
            detail=row["detail"] or "",
            started=row["started"],
            seconds=row["seconds"],
            pages=tuple(json.loads(row["pages"])),
            final_url=row["final_url"] or "",
            title=row["title"] or "",
            requests=tuple(request_from_row(r) for r in rows("requests")),
            cookies=tuple(cookie_from_row(r) for r in rows("cookies")),
            storage=tuple(
                StoredItem(r["kind"], r["origin"], r["key"], r["value"], r["document_url"])
                for r in rows("storage")
            ),
            calls=tuple(
                ScriptCall(r["api"], r["script_url"], r["frame_url"], r["detail"])
                for r in rows("script_calls")
            ),
            messages=tuple(
                SocketMessage(
                    url=r["url"],
                    direction=r["direction"],
                    payload=r["payload"],
                    binary=bool(r["is_binary"]),
                    document_url=r["document_url"],
                    started=r["started_epoch"],
                )
                for r in rows("socket_messages")
            ),
        )

    def _add_problems(self, site: str, problems: Iterable[Problem]) -> None:
        self.db.table("problems").insert_all(
            clean({"site": site, "visit": p.visit, "kind": p.kind, "detail": p.detail}) for p in problems
        )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _planned_site(row: dict[str, Any]) -> PlannedSite:
    return PlannedSite(
        id=row["id"],
        url=row["url"],
        name=row["name"],
        first_party=tuple(json.loads(row["first_party"])),
        pages=None if row["pages"] is None else tuple(json.loads(row["pages"])),
    )


def _run_row(row: dict[str, Any]) -> RunRow:
    return RunRow(
        id=row["id"],
        name=row["name"],
        started=row["started"],
        finished=row["finished"],
        fingerprint=row["fingerprint"],
        settings=row["settings"],
        profiles=tuple(json.loads(row["profiles"])),
        not_measured=tuple(json.loads(row["not_measured"])),
        tool_version=row["tool_version"],
        browser=json.loads(row["browser"] or "{}"),
        catalogue_version=row["catalogue_version"] or "",
        catalogue_sha256=row["catalogue_sha256"] or "",
        lists=tuple(json.loads(row["lists"])),
        rules=tuple(json.loads(row["rules"])),
    )
