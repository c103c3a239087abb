"""`undeclared audit`: the whole audit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from crawler.auditing import Continue, audit_sites, exit_code, unfinished_settings
from crawler.commands.formats import FORMATS, parse_formats
from crawler.progress import ConsoleProgress
from crawler.settings import Settings, load_settings, read_site_list
from crawler.summary import summary_lines

_OPTION_OF = {".toml": "--config", ".csv": "--sites", ".txt": "--sites"}
"""What takes a file, by how its name ends."""


@click.command()
@click.argument("urls", nargs=-1, metavar="[URL…]")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file (TOML); see docs/settings.md.")
@click.option(
    "--sites",
    "site_lists",
    multiple=True,
    metavar="FILE",
    help="A CSV or plain list of sites, one a line; `-` is standard input.",
)
@click.option(
    "--db", type=click.Path(path_type=Path), default=Path("audit.db"), show_default=True, help="The database."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("undeclared-report"),
    show_default=True,
    help="Folder for report.json and report.html.",
)
@click.option(
    "--resume/--fresh", default=None, help="Continue the last unfinished run, or always begin a new one."
)
@click.option(
    "--fail-on",
    type=click.Choice(["high", "medium", "low", "info", "never"]),
    help="Exit 1 from this severity.",
)
@click.option("--profiles", metavar="A,B,…", help="baseline, dnt, gpc, accept, reject, withdraw, opted_out")
@click.option("--repeats", type=int, help="Visits per signal profile.")
@click.option("--pages", type=int, help="Pages per site, the entry page included.")
@click.option("--concurrency", type=int, help="Visits at the same time.")
@click.option("--format", "formats", default="json,html", show_default=True, help=FORMATS)
def audit(
    urls: tuple[str, ...],
    config: Path | None,
    site_lists: tuple[str, ...],
    db: Path,
    out: Path,
    resume: bool | None,
    fail_on: str | None,
    profiles: str | None,
    repeats: int | None,
    pages: int | None,
    concurrency: int | None,
    formats: str,
) -> None:
    """Visit sites, read their policies, compare, report.

    \b
    Exit codes: 0 done; 1 findings at or above --fail-on; 2 bad usage, settings or browser;
    3 a site could not be measured (the report says why); 130 interrupted, resumable.
    """
    for url in urls:
        _refuse_file(url)
    overrides: dict[str, Any] = {
        "audit.fail_on": fail_on,
        "audit.profiles": [p.strip() for p in profiles.split(",")] if profiles else None,
        "audit.repeats": repeats,
        "audit.pages_per_site": pages,
        "audit.concurrency": concurrency,
    }
    settings = load_settings(config, [*urls, *_listed(site_lists)], overrides)
    wanted = parse_formats(formats)
    how: Continue = "auto" if resume is None else "resume" if resume else "fresh"
    if how == "resume" and not settings.site:
        settings = unfinished_settings(db)
    with ConsoleProgress() as progress:
        done = audit_sites(settings, db, out, progress, how=how, formats=wanted)
    for line in summary_lines(done.report):
        click.echo(line)
    for file in done.files:
        click.echo(str(file))
    _explain_not_measured(settings)
    sys.exit(exit_code(done.report, settings.audit.fail_on))


def _refuse_file(url: str) -> None:
    """A file that stands where a site belongs is one of the options' (no top-level domain is called so)."""
    option = _OPTION_OF.get(Path(url).suffix.lower())
    if option is not None and Path(url).is_file():
        raise click.UsageError(f"{url!r} is a file, not a site; give it as `{option} {url}`")


def _listed(files: tuple[str, ...]) -> list[str]:
    return [url for file in files for url in read_site_list("-" if file == "-" else Path(file))]


def _explain_not_measured(settings: Settings) -> None:
    if settings.not_measured:
        names = ", ".join(settings.not_measured)
        click.echo(f"Not measured by this version: {names}.", err=True)
