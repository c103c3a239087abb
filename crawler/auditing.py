"""One audit from settings to report, as `audit`, `demo` and `schedule` all run it."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import click

from crawler import __version__
from crawler.batch import run_audit
from crawler.browser_finding import find_or_install_browser
from crawler.knowledge import Knowledge, load_knowledge
from crawler.plan import new_run_id, planned_sites, planned_visits
from crawler.printing import print_to_pdf
from crawler.progress import Progress
from crawler.settings import Settings, SettingsError
from reports.crosscheck import rule_identifiers
from reports.judgement_store import load_report
from reports.model import Report, Site, Tool
from reports.render import Format, render
from reports.store import RunRow, Store, StoreError, utc_now

Continue = Literal["auto", "resume", "fresh"]
TOOL = Tool(name="undeclared", version=__version__)
_CONTINUED_WITHIN = timedelta(days=1)
_RANK = {"info": 0, "low": 1, "medium": 2, "high": 3}


class Interrupted(click.ClickException):
    """Ctrl-C: nothing that was finished is lost."""

    exit_code = 130


@dataclass(frozen=True, slots=True)
class Audited:
    """A finished run."""

    run: str
    report: Report
    files: tuple[Path, ...]


def audit_sites(
    settings: Settings,
    database: Path,
    out: Path,
    progress: Progress,
    *,
    how: Continue = "auto",
    formats: Sequence[Format] = (Format.JSON, Format.HTML),
    knowledge: Knowledge | None = None,
) -> Audited:
    """Run an audit to its report. Raises `click.ClickException`s that carry the contract's exit codes."""
    if not settings.site:
        raise SettingsError("no site to audit: name URLs, or [[site]] tables in the settings file")
    executable = find_or_install_browser(settings.browser.executable, progress.say)
    try:
        with _only_process(database):
            store = Store(database)
            try:
                run = _begin_or_continue(
                    store, settings, how, progress, knowledge := knowledge or load_knowledge()
                )
                _run(settings, executable, store, run, knowledge, progress)
                return Audited(run, *write_report(store, run, out, formats, executable))
            finally:
                store.close()
    except StoreError as error:
        raise SettingsError(str(error)) from error
    except KeyboardInterrupt:
        raise Interrupted("interrupted; what was finished is kept") from None


def unfinished_settings(database: Path) -> Settings:
    """The settings of the last unfinished run, for `--resume` without any of one's own. Raises `SettingsError`."""
    unfinished: list[RunRow] = []
    if database.is_file():
        store = Store(database)
        try:
            unfinished = [row for row in store.runs() if row.finished is None]
        finally:
            store.close()
    if not unfinished:
        raise SettingsError(f"{database}: no unfinished run to resume")
    return Settings.model_validate_json(unfinished[0].settings)


def write_report(
    store: Store, run: str | None, out: Path, formats: Sequence[Format], executable: Path | None = None
) -> tuple[Report, tuple[Path, ...]]:
    """Render a run from the database alone. `executable` is needed for PDF only."""
    report = load_report(store, run, TOOL)
    files = render(
        report,
        formats,
        out,
        screenshot=store.screenshot,
        documents=store.document_texts(report.run.id),
        print_to_pdf=(lambda html: print_to_pdf(executable, html)) if executable else None,
    )
    return report, files


def exit_code(report: Report, fail_on: str) -> int:
    """The contract's exit code: 3 where a site could not be measured, 1 where findings reach `fail_on`, else 0."""
    if not all(_is_measured(site) for site in report.sites):
        return 3
    if fail_on == "never":
        return 0
    least = _RANK[fail_on]
    standing = (f for site in report.sites for f in site.findings if f.waived is None)
    return 1 if any(_RANK[f.severity] >= least for f in standing) else 0


def _is_measured(site: Site) -> bool:
    """Whether each profile has a visit that worked."""
    worked = {v.profile for v in site.visits if v.outcome == "ok"}
    return site.status != "failed" and worked >= {v.profile for v in site.visits}


def _begin_or_continue(
    store: Store, settings: Settings, how: Continue, progress: Progress, knowledge: Knowledge
) -> str:
    fingerprint = settings.fingerprint()
    unfinished = [row for row in store.runs(fingerprint) if row.finished is None]
    if how == "resume" and not unfinished:
        raise SettingsError(f"{store.path}: no unfinished run of these settings to resume")
    young = [row for row in unfinished if _age(row) <= _CONTINUED_WITHIN]
    chosen = unfinished[:1] if how == "resume" else young[:1] if how == "auto" else []
    if chosen:
        progress.say(f"Continuing run {chosen[0].id}, begun {chosen[0].started}.")
        return chosen[0].id
    return _begin(store, settings, fingerprint, progress, knowledge)


def _begin(
    store: Store, settings: Settings, fingerprint: str, progress: Progress, knowledge: Knowledge
) -> str:
    run = new_run_id()
    sites = planned_sites(run, settings)
    visits = [
        visit
        for site in sites
        for visit in planned_visits(site, settings.profiles, range(1, settings.audit.repeats + 1))
    ]
    row = RunRow(
        id=run,
        name=settings.audit.name,
        started=utc_now(),
        finished=None,
        fingerprint=fingerprint,
        settings=settings.model_dump_json(),
        profiles=settings.audit.profiles,
        not_measured=settings.not_measured,
        tool_version=__version__,
        browser={},
        catalogue_version=knowledge.catalogue.version,
        catalogue_sha256=knowledge.catalogue.sha256,
        lists=knowledge.lists,
        rules=tuple(rule_identifiers()),
    )
    store.begin_run(row, sites, visits)
    progress.say(f"New run {run}: {len(sites)} site(s), {len(visits)} visits.")
    return run


def _run(
    settings: Settings, executable: Path, store: Store, run: str, knowledge: Knowledge, progress: Progress
) -> None:
    try:
        asyncio.run(run_audit(settings, executable, store, run, knowledge, progress))
    except KeyboardInterrupt:
        raise Interrupted(
            "interrupted; finished visits are kept. "
            f"`undeclared audit --resume` with the same settings continues run {run}."
        ) from None
    except BaseExceptionGroup as group:
        raise _first(group) from group


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _age(row: RunRow) -> timedelta:
    return datetime.now(UTC) - datetime.fromisoformat(row.started.replace("Z", "+00:00"))


@contextlib.contextmanager
def _only_process(database: Path) -> Iterator[None]:
    """One audit at a time writes a database; the lock dies with its process."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows, where there is no such lock
    except ImportError:
        yield
        return
    database.parent.mkdir(parents=True, exist_ok=True)
    path = database.with_name(database.name + ".lock")
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SettingsError(f"{database}: another audit is writing this database") from None
        yield
    finally:
        os.close(descriptor)
