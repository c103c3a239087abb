"""`undeclared browse`: the database in a web browser, through Datasette."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click


@click.command()
@click.option(
    "--db", type=click.Path(path_type=Path), default=Path("audit.db"), show_default=True, help="The database."
)
@click.option("--port", type=int, default=8001, show_default=True, help="Port on loopback.")
def browse(db: Path, port: int) -> None:
    """Open the database in Datasette (`pip install 'undeclared[browse]'`), on loopback only."""
    if not db.is_file():
        raise click.UsageError(f"{db}: there is no such database; `undeclared audit --db {db}` makes one")
    beside = Path(sys.executable).with_name("datasette")
    program = str(beside) if beside.is_file() else shutil.which("datasette")
    if program is None:
        raise click.ClickException("Datasette is not installed: pip install 'undeclared[browse]'")
    metadata = Path(__file__).parent / "datasette.json"
    arguments = [
        "datasette",
        str(db),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--metadata",
        str(metadata),
    ]
    os.execv(program, arguments)  # noqa: S606 - no shell, our own arguments
