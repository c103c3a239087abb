"""`undeclared report`: the report again, from the database alone."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.auditing import write_report
from crawler.browser_finding import find_or_install_browser
from crawler.commands.database import existing_store
from crawler.commands.formats import FORMATS, parse_formats
from crawler.settings import load_settings
from reports.render import Format
from reports.store import StoreError


@click.command()
@click.option(
    "--db", type=click.Path(path_type=Path), default=Path("audit.db"), show_default=True, help="The database."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("undeclared-report"),
    show_default=True,
    help="Folder to write to.",
)
@click.option("--run", help="Run id or the beginning of one; the latest run by default.")
@click.option("--format", "formats", default="json,html", show_default=True, help=FORMATS)
def report(db: Path, out: Path, run: str | None, formats: str) -> None:
    """Render a run again. No site is visited; only PDF needs a browser, to print."""
    wanted = parse_formats(formats)
    executable = (
        find_or_install_browser(
            load_settings(None).browser.executable, lambda line: click.echo(line, err=True)
        )
        if Format.PDF in wanted
        else None
    )
    with existing_store(db) as store:
        try:
            _, files = write_report(store, run, out, wanted, executable)
        except StoreError as error:
            raise click.UsageError(str(error)) from error
    for file in files:
        click.echo(str(file))
