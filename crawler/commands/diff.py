"""`undeclared diff`: what changed between two runs."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from crawler.auditing import TOOL
from crawler.commands.database import existing_store
from crawler.summary import difference_lines
from reports.diff import difference
from reports.judgement_store import load_report
from reports.store import Store, StoreError


@click.command(short_help="What changed between two runs.")
@click.argument("run_a", required=False)
@click.argument("run_b", required=False)
@click.option(
    "--db", type=click.Path(path_type=Path), default=Path("audit.db"), show_default=True, help="The database."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def diff(run_a: str | None, run_b: str | None, db: Path, as_json: bool) -> None:
    """Compare RUN_A with the later RUN_B: by default the last two finished runs.

    Trackers, cookies, declarations and findings are new, gone or unchanged. Sites that could not be measured
    in one of the runs are named and not compared.
    """
    with existing_store(db) as store:
        try:
            before, after = _two_runs(store, run_a, run_b)
            changed = difference(load_report(store, before, TOOL), load_report(store, after, TOOL))
        except StoreError as error:
            raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(changed), ensure_ascii=False))
        return
    for line in difference_lines(changed):
        click.echo(line)


def _two_runs(store: Store, run_a: str | None, run_b: str | None) -> tuple[str, str]:
    if run_a and run_b:
        return store.run(run_a).id, store.run(run_b).id
    if run_a:
        raise click.UsageError("name two runs, or none for the last two")
    finished = [row for row in store.runs() if row.finished]
    if len(finished) < 2:
        raise click.UsageError(f"{store.path}: {len(finished)} finished run(s); two are needed")
    return finished[1].id, finished[0].id
