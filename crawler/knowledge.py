"""Loading what evidence is judged with: the catalogue, and the filter lists that are on this machine."""

from __future__ import annotations

from dataclasses import dataclass

import click

from crawler.filter_lists import ListFolder
from trackers.catalogue import Catalogue, load_catalogue
from trackers.filters import FilterListError, FilterLists
from trackers.vendor_reading import VendorFileError


@dataclass(frozen=True)
class Knowledge:
    """The catalogue, the lists as an engine, and what report.json says of the lists."""

    catalogue: Catalogue
    filters: FilterLists | None = None
    lists: tuple[dict[str, str], ...] = ()


def load_knowledge(*, with_lists: bool = True) -> Knowledge:
    """Load everything once. Raises `click.ClickException` where a vendor file or a list cannot be used."""
    try:
        catalogue = load_catalogue()
        if not with_lists:
            return Knowledge(catalogue)
        filters, kept = ListFolder().load()
    except (VendorFileError, FilterListError) as error:
        raise click.ClickException(str(error)) from error
    lists = tuple({"name": one.name, "sha256": one.sha256, "fetched": one.fetched} for one in kept)
    return Knowledge(catalogue, filters, lists)
