"""What an address alone tells: the vendors' own opt-out pages, and paths that say "opt out" or "policy"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

from trackers.catalogue import Catalogue
from trackers.policy.kept import once_for_each
from trackers.policy.lexicons import read_lexicon
from trackers.site import registrable_domain

_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d[\w*]*/(https?(?::|%3A).+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AddressWords:
    """`[words]` of `lexicon/opt_outs/addresses.toml`, to be searched in addresses that nobody lists."""

    opt_out: re.Pattern[str]
    policy: re.Pattern[str]
    leaves: re.Pattern[str]
    """Words of leaving that an address may have by chance."""
    sale: re.Pattern[str]
    do_not_track: re.Pattern[str]
    """All of the last part of a path."""
    button: re.Pattern[str]
    """A fragment, instead of a page."""


@cache
def address_words() -> AddressWords:
    """The words, read once. Raises TypeError where one is missing from the file, or one is there that nobody reads."""
    words = read_lexicon("opt_outs/addresses.toml")["words"]
    return AddressWords(**{key: re.compile(words[key], re.IGNORECASE) for key in words})


@once_for_each
def opt_out_pages(catalogue: Catalogue) -> dict[str, list[tuple[tuple[str, str], str]]]:
    """By registrable domain: host and path of the vendors' own pages, and whose they are."""
    by_domain: dict[str, list[tuple[tuple[str, str], str]]] = {}
    owners: Iterable[tuple[str, tuple[str, ...]]] = [
        *((product.name, product.opt_out) for product in catalogue.products.values()),
        *((company.name, company.opt_out) for company in catalogue.companies.values()),
    ]
    for vendor, urls in owners:
        for url in urls:
            host, path = host_and_path(url)
            by_domain.setdefault(registrable_domain(host), []).append(((host, path), vendor))
    return by_domain


def original(url: str) -> str:
    """The address of a page of which a URL gives the copy in the web's archive; any other as it is."""
    match = _ARCHIVED.match(url) if "archive.org" in url else None
    return unquote(match[1]) if match else url


@lru_cache(maxsize=1024)
def host_and_path(url: str) -> tuple[str, str]:
    """Host without `www.` and path in lower case; both empty where the URL is none."""
    url = original(url)
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
        return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/*").lower()
    except ValueError:
        return "", ""


def leaves_by_name(url: str) -> bool:
    """Whether the host, the path or the query of an address has a word of leaving, and none of a policy."""
    host, path = host_and_path(url)
    told = f"{host.split('.')[0]}./{path}?{url.partition('?')[2]}"
    return bool(address_words().leaves.search(told)) and not address_words().policy.search(path)


def is_opt_out_path(path: str, *, of_vendor: bool) -> bool:
    """Whether a path says "opt out" in its last part, or elsewhere and nothing of a policy.

    A vendor's page on Do Not Track is where it takes refusals; anybody else's only tells of the signal.
    """
    words = address_words()
    last = path.rsplit("/", 1)[-1]
    rest = words.opt_out.sub("", last)
    if rest != last and not words.policy.search(rest):
        return True
    if of_vendor and words.do_not_track.fullmatch(last):
        return True
    return bool(words.opt_out.search(path)) and not words.policy.search(path)
