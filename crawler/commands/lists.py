"""`undeclared lists`: the filter lists of this machine."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from crawler.filter_lists import KeptList, ListFolder
from trackers.filters import FilterListError


@click.group(short_help="Manage the filter lists.")
def lists() -> None:
    """Manage the filter lists (EasyList, EasyPrivacy, AdGuard's CNAME list, and your own)."""


@lists.command()
@click.argument("names", nargs=-1)
def update(names: tuple[str, ...]) -> None:
    """Download what has changed, of all lists or of NAMES.

    A list that cannot be had keeps its last good copy. Exit 1 where a list has no copy at all.
    """
    folder = ListFolder()
    unknown = set(names) - {one.name for one in _kept(folder)}
    if unknown:
        raise click.UsageError(f"no list named {', '.join(sorted(unknown))}; see `undeclared lists status`")
    missing = False
    for one, outcome in folder.update(names):
        if outcome != "failed":
            click.echo(f"{one.name}: {outcome}, {one.size} bytes")
        elif folder.is_sound(one):
            click.echo(
                f"{one.name}: not updated ({one.problem}); the copy of {one.fetched} is kept", err=True
            )
        else:
            click.echo(f"{one.name}: not downloaded ({one.problem})", err=True)
            missing = True
    if missing:
        raise SystemExit(1)


@lists.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def status(*, as_json: bool) -> None:
    """Say which lists there are, from where and of when, and whether their copies are sound."""
    folder = ListFolder()
    for one in _kept(folder):
        state = "ready" if folder.is_sound(one) else "damaged" if one.sha256 else "not downloaded"
        if as_json:
            click.echo(json.dumps({**asdict(one), "state": state}, ensure_ascii=False))
            continue
        click.echo(f"{one.name}: {state}")
        click.echo(f"  from {one.url}")
        if one.sha256:
            click.echo(f"  fetched {one.fetched}, {one.size} bytes, sha256 {one.sha256}")
        if one.problem:
            click.echo(f"  last update failed: {one.problem}")


@lists.command()
@click.argument("name")
@click.argument("source")
@click.option(
    "--kind",
    type=click.Choice(["filters", "cnames"]),
    default="filters",
    show_default=True,
    help="filters: the syntax of EasyList; cnames: a JSON object of host to CNAME target.",
)
def add(name: str, source: str, kind: str) -> None:
    """Add the list NAME from SOURCE (a URL, `file://` or a path) and download it."""
    folder = ListFolder()
    try:
        folder.add(name, source, "cnames" if kind == "cnames" else "filters")
    except FilterListError as error:
        raise click.UsageError(str(error)) from error
    for one, outcome in folder.update((name,)):
        if outcome == "failed":
            raise click.ClickException(f"{one.name}: added, but not downloaded ({one.problem})")
        click.echo(f"{one.name}: {outcome}, {one.size} bytes")


@lists.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove the list NAME and its copy."""
    folder = ListFolder()
    if not folder.remove(name):
        known = ", ".join(one.name for one in _kept(folder))
        raise click.UsageError(f"no list named {name}; there are: {known}")
    click.echo(f"{name}: removed")


def _kept(folder: ListFolder) -> list[KeptList]:
    try:
        return folder.lists()
    except FilterListError as error:
        raise click.ClickException(str(error)) from error
