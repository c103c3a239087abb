"""What a value of the settings file may be: each type refuses, in a few words, what would be ignored or fail later."""

from __future__ import annotations

import difflib
import re
import zoneinfo
from collections.abc import Collection
from functools import cache
from typing import Annotated
from urllib.parse import urlsplit, urlunsplit

from pydantic import AfterValidator, Strict

from trackers.site import registrable_domain

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_LANGUAGE_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*", re.IGNORECASE
)
_OFFSET = re.compile(r"GMT[+-]\d{1,2}(:?\d\d)?")
_PROXIES = ("http", "https", "socks4", "socks5")

Whole = Annotated[int, Strict()]
"""A number, not a text that looks like one."""
Switch = Annotated[bool, Strict()]
"""`true` or `false`, not a text or a number."""


def _web_address(value: str) -> str:
    """`https://` is added where no scheme stands; anything but http and https is refused."""
    text = value.strip()
    if "://" not in text:
        text = "https://" + text
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"not a web address ({error})") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError("not a web address: only http:// and https:// are allowed")
    if not host or any(c.isspace() for c in text):
        raise ValueError("not a web address: expected something like https://www.example.com/")
    return text if parts.path else urlunsplit(parts._replace(path="/"))


WebAddress = Annotated[str, AfterValidator(_web_address)]


def _page(value: str) -> str:
    """A path on the site, or a whole address."""
    text = value.strip()
    if not text or any(c.isspace() for c in text):
        raise ValueError("not a page: expected a path like /pricing, or an address")
    if "://" in text:
        return _web_address(text)
    if _SCHEME.match(text):
        raise ValueError("not a page: only http:// and https:// are allowed")
    return text


PageAddress = Annotated[str, AfterValidator(_page)]


def _domain(value: str) -> str:
    """`https://cdn.example.com/` and `CDN.example.com` mean `example.com`: parties are told by registrable domain."""
    text = value.strip().lower()
    domain = registrable_domain(text if "//" in text else "https://" + text)
    if not domain or any(c.isspace() for c in domain):
        raise ValueError("not a domain: expected something like example-cdn.com")
    return domain


Domain = Annotated[str, AfterValidator(_domain)]


def _rule(value: str) -> str:
    """A waiver of a rule that does not exist would waive nothing, in silence."""
    from reports.render.rules import known_rules  # noqa: PLC0415 - rendering is slow to import, and few have waivers

    if value not in known_rules():
        raise ValueError(f"no such rule; {nearest(value, known_rules())}allowed: {', '.join(known_rules())}")
    return value


RuleIdentifier = Annotated[str, AfterValidator(_rule)]


@cache
def _vendor_names() -> dict[str, str]:
    """What findings call vendors, and what else they are called, in small letters → the name in findings."""
    from trackers.catalogue import load_catalogue  # noqa: PLC0415 - few have waivers

    catalogue = load_catalogue()
    names = {alias.text.casefold(): alias.vendor for alias in catalogue.aliases}
    return names | {name.casefold(): name for name in (*catalogue.companies, *catalogue.products)}


def _vendor(value: str) -> str:
    """A vendor of the catalogue as findings call it; one that only a host is known of is called by its host."""
    names = _vendor_names()
    called = names.get(value.casefold())
    if called is not None and called.casefold() != value.casefold():
        raise ValueError(f"findings call it {called!r}")
    if called is None and not re.fullmatch(r"[\w-]+(\.[\w-]+)+", value):
        near = difflib.get_close_matches(value.casefold(), names, n=1, cutoff=0.6)
        hint = f"did you mean {names[near[0]]!r}? " if near else ""
        raise ValueError(
            f"no such vendor; {hint}allowed: a name of `undeclared trackers list --all`, or a host"
        )
    return value


VendorName = Annotated[str, AfterValidator(_vendor)]


def _time_zone(value: str) -> str:
    """A zone of the time zone database; where this machine has none, the browser's proof decides."""
    known = zoneinfo.available_timezones()
    if known and value not in known and not _OFFSET.fullmatch(value):
        raise ValueError(
            f"no such time zone; {nearest(value, known)}expected something like America/Los_Angeles"
        )
    return value


TimeZone = Annotated[str, AfterValidator(_time_zone)]


def _locale(value: str) -> str:
    if not _LANGUAGE_TAG.fullmatch(value):
        raise ValueError("not a language tag: expected something like en-US or de")
    return value


Locale = Annotated[str, AfterValidator(_locale)]


def _proxy(value: str) -> str:
    """As browsers take it: `host:port` is an HTTP proxy."""
    try:
        parts = urlsplit(value if "://" in value else "http://" + value)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"not a proxy's address ({error})") from None
    if parts.scheme not in _PROXIES or not host or any(c.isspace() for c in value):
        raise ValueError(
            "not a proxy's address: expected something like http://127.0.0.1:3128 or socks5://127.0.0.1:1080"
        )
    return value


ProxyAddress = Annotated[str, AfterValidator(_proxy)]


def nearest(value: str, allowed: Collection[str]) -> str:
    """`did you mean …? ` where something allowed is like the value, else nothing."""
    in_small_letters = {name.casefold(): name for name in allowed}
    near = difflib.get_close_matches(value.casefold(), in_small_letters, n=1, cutoff=0.4)
    return f"did you mean {in_small_letters[near[0]]!r}? " if near else ""
