"""Which internal pages of a site are visited: the same ones in every visit and every run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urldefrag, urljoin, urlsplit

from reports.records import PageLink
from trackers.policy.discovery import OfferedLink, candidates
from trackers.site import registrable_domain

_NOT_A_PAGE = re.compile(
    r"\.(?:pdf|zip|gz|tgz|rar|7z|exe|dmg|pkg|msi|apk|jpe?g|png|gif|webp|svg|avif|ico|mp[34]|m4[av]|mov|avi|webm"
    r"|wav|ogg|docx?|xlsx?|pptx?|odt|ods|csv|xml|json|rss|atom|ics|vcf|txt|css|js|woff2?)$",
    re.IGNORECASE,
)
_HAS_EFFECTS = re.compile(
    r"log-?(?:out|off)|sign-?(?:out|off)|unsubscribe|add-?to-?(?:cart|basket|bag)|[?&](?:add|remove|delete)\b"
    r"|/(?:delete|remove|cart/add|checkout|wp-admin|wp-login|cdn-cgi)\b|print=|[?&]replytocom=",
    re.IGNORECASE,
)


def choose_pages(
    entry_url: str,
    links: Iterable[PageLink],
    count: int,
    *,
    wanted: Sequence[str] = (),
    first_party: Sequence[str] = (),
) -> tuple[str, ...]:
    """Up to `count` internal pages: those the settings name, else links of the entry page.

    Links are spread over the sections of the site (first path segment), plain paths before those with a
    query, and otherwise ordered by a hash, so that nobody chooses and every run chooses the same. Links that
    do something (log out, add to a basket) and files are left out, and so are policies, which are fetched anyway.
    """
    if wanted:
        return tuple(urljoin(entry_url, page) for page in wanted)
    links = list(links)
    policies = {_plain(c.url) for c in candidates([offered(link) for link in links], entry_url, first_party)}
    own = {registrable_domain(entry_url), *first_party}
    sections: dict[str, list[str]] = {}
    for url in sorted({_plain(link.url) for link in links} - policies, key=_order):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or registrable_domain(url) not in own:
            continue
        if _same_page(url, entry_url) or _NOT_A_PAGE.search(parts.path) or _HAS_EFFECTS.search(url):
            continue
        sections.setdefault(parts.path.strip("/").split("/")[0], []).append(url)
    chosen: list[str] = []
    while sections and len(chosen) < count:
        for section in list(sections):
            chosen.append(sections[section].pop(0))
            if not sections[section]:
                del sections[section]
    return tuple(chosen[:count])


def offered(link: PageLink) -> OfferedLink:
    """A recorded link as the search for policies takes it."""
    return OfferedLink(link.url, link.text, link.rel, link.region)


def _plain(url: str) -> str:
    """The address without its fragment; empty for one that is none (a page may link to anything)."""
    try:
        urlsplit(url)
        return urldefrag(url).url
    except ValueError:
        return ""


def _order(url: str) -> tuple[bool, str]:
    return "?" in url, hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()


def _same_page(url: str, other: str) -> bool:
    one, two = urlsplit(url), urlsplit(other)
    return (one.netloc, one.path.rstrip("/"), one.query) == (two.netloc, two.path.rstrip("/"), two.query)
