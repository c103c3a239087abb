"""Opening a database that must already be there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import click

from reports.store import Store, StoreError


@contextlib.contextmanager
def existing_store(path: Path) -> Iterator[Store]:
    """The database at `path`; a usage error where there is none, so that a typo makes no empty one."""
    if not path.is_file():
        raise click.UsageError(f"{path}: there is no such database; `undeclared audit --db {path}` makes one")
    try:
        store = Store(path)
    except StoreError as error:
        raise click.UsageError(str(error)) from error
    try:
        yield store
    finally:
        store.close()
