"""What an address alone tells: the vendors' own opt-out pages, and paths that say "opt out" or "policy"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from trackers.catalogue import Catalogue
from trackers.policy.kept import once_for_each
from trackers.site import registrable_domain

OPT_OUT_PATH = re.compile(
    r"opt[-_]?(?:ing[-_]?)?out|unsubscribe|do[-_]?not[-_]?(?:sell|share)|ad[-_]?choices|ad[-_]?(?:settings|preferences)"
    r"|cookie[-_]?(?:settings|preferences|choices|consent)|privacy[-_]?choices|abmelden|widerspruch|desinscri",
    re.IGNORECASE,
)
_DO_NOT_TRACK = re.compile(r"do[-_]?not[-_]?track")
POLICY_PATH = re.compile(r"privacy|policy|policies|legal|terms|datenschutz", re.IGNORECASE)


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


@lru_cache(maxsize=1024)
def host_and_path(url: str) -> tuple[str, str]:
    """Host without `www.` and path in lower case; both empty where the URL is none."""
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
        return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/*").lower()
    except ValueError:
        return "", ""


def is_opt_out_path(path: str, *, of_vendor: bool) -> bool:
    """Whether a path says "opt out" in its last part, or elsewhere and nothing of a policy.

    A vendor's page on Do Not Track is where it takes refusals; anybody else's only tells of the signal.
    """
    last = path.rsplit("/", 1)[-1]
    if OPT_OUT_PATH.search(last) and not POLICY_PATH.search(last):
        return True
    if of_vendor and _DO_NOT_TRACK.fullmatch(last):
        return True
    return bool(OPT_OUT_PATH.search(path)) and not POLICY_PATH.search(path)
