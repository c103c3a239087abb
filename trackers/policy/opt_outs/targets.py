"""Where links lead: the address to visit, and the domains that are the site's own."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urljoin

from trackers.policy.documents.document import Document
from trackers.policy.opt_outs.addresses import original
from trackers.policy.opt_outs.mailboxes import MAIL_HOST
from trackers.policy.opt_outs.rules import known_address
from trackers.site import host_of, registrable_domain

_NO_ADDRESS = re.compile(r"\Z|#|[a-z][a-z+.-]*:", re.IGNORECASE)
_HOST_FIRST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,4}(?:[/?#]|\Z)", re.IGNORECASE)
"""A reference whose scheme was forgotten, where the host is one that is known."""


def address_to_visit(document: Document, url: str) -> str | None:
    """The URL to visit, as it stands where the document has none itself; None for what is no page of its own."""
    if "://" not in url and _HOST_FIRST.match(url) and known_address(url):
        url = f"https://{url}"
    if "://" not in url and "://" in document.url and not _NO_ADDRESS.match(url):
        try:
            url = urljoin(document.url, url)
        except ValueError:
            return None
    if "://" not in url and "://" not in document.url and not _NO_ADDRESS.match(url):
        return url
    if not url.lower().startswith(("http://", "https://")):
        return None
    page, hash_sign, _ = url.partition("#")
    return None if hash_sign and page == document.url.partition("#")[0] else url


def own_domains(document: Document) -> frozenset[str]:
    """The registrable domains of the site itself; without a URL of the document, those of most of its links."""
    if "://" in document.url:
        return frozenset({registrable_domain(host_of(original(document.url)))})
    counted = Counter(registrable_domain(host_of(link.url)) for link in document.links if "://" in link.url)
    counted += Counter(registrable_domain(host) for host in MAIL_HOST.findall(document.text))
    total = counted.total()
    return frozenset(domain for domain, number in counted.items() if number >= 3 and number * 3 >= total)
