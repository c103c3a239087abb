"""Hosts that nobody lists but that behave as trackers.

Two behaviours count. A third party sets an identifier cookie that lives longer than 30 days; or a third
party receives an identifier that the site itself keeps (its cookie or stored key), plain or hashed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from trackers.evidence import Attribution, Cookie, Request, StoredItem
from trackers.identify import Identifier
from trackers.site import host_of, registrable_domain

LONG_DAYS = 30.0
"""A cookie that lives longer outlives the visits it could be needed for."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,}")
_TIMESTAMP = re.compile(r"1[4-9]\d{8}(\d{3})?")
_LONGEST_VALUE = 4096


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A host that behaves as a tracker, with the evidence."""

    host: str
    attribution: Attribution
    kind: Literal["identifier_cookie", "receives_identifier"]
    evidence: tuple[str, ...]
    """Cookie names, or `Request.id`s (the URL where a request has none)."""


def identifiers_in(value: str) -> list[str]:
    """The parts of a cookie's or key's value that could tell one browser from another.

    Not dates, words, flags or short numbers: eight characters or more, mixed as no word is.
    """
    found = []
    for token in _TOKEN.findall(unquote(value[:_LONGEST_VALUE])):
        digits = sum(character.isdigit() for character in token)
        varied = len(set(token)) >= 6
        mixed = 0 < digits < len(token) and (digits >= 2 or len(token) >= 16)
        number = digits == len(token) and len(token) >= 8 and not _TIMESTAMP.fullmatch(token)
        date = re.fullmatch(r"(19|20)\d\d[-_]?\d\d[-_]?\d\d.*", token)
        if varied and not date and (mixed or number):
            found.append(token)
    return found


def behaving_hosts(
    requests: Iterable[Request],
    cookies: Iterable[Cookie],
    stored: Iterable[StoredItem],
    identifier: Identifier,
) -> tuple[Behaviour, ...]:
    """The third-party hosts, unknown to catalogue and lists, that behave as trackers; sorted by host."""
    requests, cookies = tuple(requests), tuple(cookies)
    own = _own_identifiers(cookies, stored, identifier)
    found: dict[tuple[str, str], set[str]] = {}
    for host, name in _long_lived(cookies, identifier):
        found.setdefault((host, "identifier_cookie"), set()).add(name)
    for request in requests:
        if own and _is_stranger(request, identifier) and _carries(request, own):
            key = (host_of(request.url), "receives_identifier")
            found.setdefault(key, set()).add(request.id or request.url)
    return tuple(
        Behaviour(
            host,
            _attribution(host, kind, identifier),
            "identifier_cookie" if kind == "identifier_cookie" else "receives_identifier",
            tuple(sorted(evidence)),
        )
        for (host, kind), evidence in sorted(found.items())
    )


def _long_lived(cookies: Iterable[Cookie], identifier: Identifier) -> Iterator[tuple[str, str]]:
    for cookie in cookies:
        host = cookie.domain.lstrip(".")
        if (
            cookie.lifetime_days is None
            or cookie.lifetime_days <= LONG_DAYS
            or not identifiers_in(cookie.value)
        ):
            continue
        probe = Request(url=f"https://{host}/", document_url=cookie.document_url, type="other")
        if _is_stranger(probe, identifier) and identifier.cookie(cookie.name, cookie.domain) is None:
            yield host, cookie.name


def _own_identifiers(
    cookies: Iterable[Cookie], stored: Iterable[StoredItem], identifier: Identifier
) -> frozenset[str]:
    """Identifiers that the site keeps under its own name, as they stand and hashed."""
    values = [
        c.value for c in cookies if _is_own(f"https://{c.domain.lstrip('.')}/", c.document_url, identifier)
    ]
    values += [item.value for item in stored if _is_own(item.origin, item.document_url, identifier)]
    plain = {token for value in values for token in identifiers_in(value)}
    return frozenset(form for token in plain for form in _forms(token))


def _forms(token: str) -> Iterator[str]:
    raw = token.encode()
    yield token
    yield hashlib.md5(raw, usedforsecurity=False).hexdigest()
    yield hashlib.sha1(raw, usedforsecurity=False).hexdigest()
    yield hashlib.sha256(raw).hexdigest()
    yield base64.b64encode(raw).decode().rstrip("=")


def _is_own(url: str, document_url: str, identifier: Identifier) -> bool:
    return identifier.relation(url, document_url) == "first_party"


def _is_stranger(request: Request, identifier: Identifier) -> bool:
    """A third party that neither catalogue nor list knows."""
    if not host_of(request.url) or identifier.relation(request.url, request.document_url) != "third_party":
        return False
    return identifier.request(request) is None


def _carries(request: Request, identifiers: frozenset[str]) -> bool:
    # Whole tokens are compared: a short identifier inside a longer word is no evidence.
    text = unquote(request.url.partition("://")[2].partition("/")[2])
    if request.post_data:
        text += "\n" + unquote(request.post_data.decode("utf-8", "replace"))
    return any(token in identifiers for token in re.findall(r"[A-Za-z0-9_+/-]{8,}", text)) or any(
        token in identifiers for token in _TOKEN.findall(text)
    )


def _attribution(host: str, kind: str, identifier: Identifier) -> Attribution:
    domain = registrable_domain(host)
    company = identifier.catalogue.company_of_domain(domain)
    return Attribution(
        vendor=domain,
        product=domain,
        company=company.name if company else "",
        category="unknown",
        basis="behaviour",
        rule=kind,
        confidence="possible",
    )
