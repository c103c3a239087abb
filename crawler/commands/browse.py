"""`undeclared browse`: the database in a web browser, through Datasette."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click


@click.command(short_help="Look into the database with Datasette.")
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
    with tempfile.TemporaryDirectory(prefix="undeclared-browse-") as folder:
        metadata = Path(folder) / "metadata.json"
        metadata.write_text(json.dumps(metadata_for(db)), encoding="utf-8")
        place = ["--host", "127.0.0.1", "--port", str(port), "--metadata", str(metadata)]
        with contextlib.suppress(KeyboardInterrupt):
            subprocess.run([program, str(db), *place], check=False)  # noqa: S603 - no shell, our own arguments


def metadata_for(db: Path) -> dict[str, Any]:
    """Titles, facets and orders for Datasette, which knows a database by its file's name."""
    text = (Path(__file__).parent / "datasette.json").read_text(encoding="utf-8")
    metadata: dict[str, Any] = json.loads(text)
    metadata["databases"] = {db.stem: metadata["databases"]["audit"]}
    return metadata
