"""Hosts, registrable domains and parties, by the public suffix list that ships with tldextract."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

import tldextract

Party = Literal["first", "third"]

_extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=65536)
def host_of(url: str) -> str:
    """The host of a URL in lower case, without port and closing dot; an empty string where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


@lru_cache(maxsize=65536)
def registrable_domain(host_or_url: str) -> str:
    """The registrable domain (public suffix plus one label) of a host or URL.

    Under a top-level domain that the list does not know (`.test`, `.example`, an intranet's), the list's own
    default rule applies as in browsers: the suffix is that label. The host itself where there is no suffix at
    all (`localhost`, an IP address).
    """
    host = host_of(host_or_url) if "//" in host_or_url else host_or_url.strip(".").lower()
    found = _extract(host)
    if found.suffix or found.ipv4 or found.ipv6 or "." not in host:
        return found.top_domain_under_public_suffix or host
    return ".".join(host.split(".")[-2:])


def is_below(host: str, domain: str) -> bool:
    """Whether `host` is `domain` or one of its sub-domains."""
    return host == domain or host.endswith("." + domain)


def party(url: str, document_url: str, first_party: Collection[str] = ()) -> Party:
    """First or third party, seen from the top-level document.

    `first_party` holds further registrable domains that belong to the site's owner.
    """
    domain = registrable_domain(url)
    same = domain == registrable_domain(document_url) or domain in first_party
    return "first" if same else "third"
