"""`undeclared schedule`: dated audits again and again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from crawler.auditing import TOOL, audit_sites, exit_code
from crawler.progress import ConsoleProgress
from crawler.schedule import Job, crontab_line, dated_folder, serve, systemd_units
from crawler.settings import load_settings
from crawler.summary import difference_lines, summary_lines
from reports.diff import difference
from reports.judgement_store import load_report
from reports.store import Store


def _places(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            default=Path("undeclared-reports"),
            show_default=True,
            help="Folder that gets one dated folder a run.",
        ),
        click.option(
            "--db",
            type=click.Path(path_type=Path),
            default=Path("audit.db"),
            show_default=True,
            help="The database.",
        ),
        click.option("--config", type=click.Path(path_type=Path), help="Settings file (TOML)."),
    ):
        command = option(command)
    return command


@click.group(invoke_without_command=True)
@click.option("--cron", help="When, as in crontab: minute, hour, day of month, month, day of week.")
@click.option(
    "--timezone", help="Time zone of the schedule, for example Europe/Berlin; this machine's by default."
)
@_places
@click.pass_context
def schedule(
    context: click.Context, cron: str | None, timezone: str | None, config: Path | None, db: Path, out: Path
) -> None:
    """Run audits as a service, each with a dated report folder and a summary of what is new.

    Runs never overlap. SIGINT and SIGTERM stop gracefully; the interrupted run is continued next time.
    """
    if context.invoked_subcommand is not None:
        return
    if not cron:
        raise click.UsageError("--cron is needed, for example --cron '0 3 * * 1'")
    if config is None:
        raise click.UsageError("--config is needed: a settings file with the sites")
    load_settings(config)
    job = Job(cron, config.resolve(), db.resolve(), out.resolve(), timezone)
    serve(job, lambda: _audit_once(job.config, job.db, job.out), lambda line: click.echo(line, err=True))


@schedule.command()
@_places
def once(config: Path | None, db: Path, out: Path) -> None:
    """One dated audit now: what `print` puts into other schedulers."""
    if config is None:
        raise click.UsageError("--config is needed: a settings file with the sites")
    sys.exit(_audit_once(config, db, out))


@schedule.command(name="print")
@click.option(
    "--format", "kind", type=click.Choice(["systemd", "cron"]), required=True, help="For which scheduler."
)
@click.option("--cron", default="0 3 * * 1", show_default=True, help="When, as in crontab.")
@click.option("--timezone", help="Time zone of the schedule.")
@_places
def print_(kind: str, cron: str, timezone: str | None, config: Path | None, db: Path, out: Path) -> None:
    """Print units for a scheduler that this machine already has."""
    if config is None:
        raise click.UsageError("--config is needed: a settings file with the sites")
    load_settings(config)
    load_settings(config)
    job = Job(cron, config.resolve(), db.resolve(), out.resolve(), timezone)
    job.trigger()
    click.echo(systemd_units(job) if kind == "systemd" else crontab_line(job), nl=False)


def _audit_once(config: Path, db: Path, out: Path) -> int:
    """Audit, report into a dated folder, say what is new; returns the exit code."""
    settings = load_settings(config)
    folder = dated_folder(out)
    with ConsoleProgress() as progress:
        done = audit_sites(settings, db, folder, progress)
    lines = [*summary_lines(done.report), *_news(db, done.run, settings.fingerprint())]
    (folder / "summary.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for line in lines:
        click.echo(line)
    click.echo(str(folder))
    return exit_code(done.report, settings.audit.fail_on)


def _news(db: Path, run: str, fingerprint: str) -> list[str]:
    """What changed since the finished run of the same settings before this one."""
    store = Store(db)
    try:
        finished = [row.id for row in store.runs(fingerprint) if row.finished]
        earlier = finished[finished.index(run) + 1 :] if run in finished else []
        if not earlier:
            return ["This is the first finished run of these settings: there is nothing to compare it with."]
        before, after = load_report(store, earlier[0], TOOL), load_report(store, run, TOOL)
        return list(difference_lines(difference(before, after)))
    finally:
        store.close()
