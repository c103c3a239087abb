"""`undeclared demo`: the main job on the embedded demonstration web."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click
from rich.console import Console

from crawler.auditing import audit_sites
from crawler.demo.compare import compare
from crawler.demo.demo_web import DemoWeb
from crawler.knowledge import load_knowledge
from crawler.progress import ConsoleProgress
from crawler.settings import Audit, Browser, Settings, Settle, SiteSettings
from crawler.summary import print_table

_NARROWEST = 110


@click.command(short_help="Audit a web of twenty planted sites on loopback.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("undeclared-demo"),
    show_default=True,
    help="Folder for the report.",
)
@click.option(
    "--concurrency", type=click.IntRange(1, 16), default=4, show_default=True, help="Visits at the same time."
)
def demo(out: Path, concurrency: int) -> None:
    """Serve the demonstration web on loopback and audit it. Needs no internet and no settings.

    At the end the report is held against the web's manifest. Exit code 1 where anything planted was missed or
    anything not planted was reported.
    """
    with DemoWeb() as web, tempfile.TemporaryDirectory(prefix="undeclared-demo-") as folder:
        settings = Settings(
            audit=Audit(
                name="Demonstration web",
                profiles=("baseline", "dnt", "gpc"),
                concurrency=concurrency,
                navigation_ms=10_000,
                settle=Settle(quiet_ms=400, max_ms=10_000, late_ms=2000),
            ),
            browser=Browser(args=web.browser_args),
            site=tuple(SiteSettings(url=site.url, name=site.name) for site in web.sites),
        )
        # Filter lists of this machine stay out of it: the demonstration says the same everywhere.
        knowledge = load_knowledge(with_lists=False)
        with ConsoleProgress() as progress:
            done = audit_sites(
                settings, Path(folder) / "demo.db", out, progress, how="fresh", knowledge=knowledge
            )
        compared = compare(done.report, web.manifest)
    console = Console(width=max(Console().width, _NARROWEST))
    print_table(done.report, console)
    for sentence in compared.missed:
        click.echo(f"missed: {sentence}")
    for sentence in compared.invented:
        click.echo(f"invented: {sentence}")
    click.echo(f"report: {(out / 'report.html').resolve()}")
    click.echo(compared.line)
    sys.exit(0 if compared.exact else 1)
