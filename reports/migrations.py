"""The database's migrations: each is applied once, in order, and never changed after a release."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("undeclared")


@migrations()
def first_tables(db: Database) -> None:
    """All tables of the first release."""
    sql = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")
    uncommented = "\n".join(line.split("--")[0] for line in sql.splitlines())
    for statement in uncommented.split(";"):
        if statement.strip():
            db.execute(statement)
