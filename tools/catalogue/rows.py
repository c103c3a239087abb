"""Rows of the long tail, and the judgement which of a package's facts are fit to become one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tldextract

from trackers.site import registrable_domain

_registries = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")

_CORRECTIONS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("corrections.toml").read_text("utf-8"))
_JUDGEMENT: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("judgement.toml").read_text("utf-8")
)

EVERYBODYS_HOSTS = frozenset(_JUDGEMENT["everybodys_hosts"])
"""Registrable domains that say nothing of whose endpoint a host is."""

_COMMON_WORDS = frozenset(_JUDGEMENT["common_words"])


@dataclass(slots=True)
class Row:
    """One product as one package knows it."""

    name: str
    company: str
    category: str
    origin: str
    licence: str
    hosts: set[str] = field(default_factory=set)
    cookies: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    """(pattern, domain) → the cookie's fact."""
    storage: set[str] = field(default_factory=set)
    website: str = ""

    def add_cookie(self, pattern: str, domain: str, purpose: str, *, opt_out: bool = False) -> None:
        """Add a cookie's fact, keeping the first word on its purpose."""
        fact: dict[str, Any] = {"pattern": pattern, "domain": domain}
        if purpose != "unknown":
            fact["purpose"] = purpose
        if opt_out:
            fact["opt_out"] = True
        self.cookies.setdefault((pattern, domain), fact)

    def as_json(self) -> dict[str, Any]:
        """The row for long_tail.json: sorted, without empty keys."""
        row: dict[str, Any] = {"name": self.name, "company": self.company, "category": self.category}
        if self.hosts:
            row["hosts"] = sorted(self.hosts)
        if self.cookies:
            row["cookies"] = [self.cookies[key] for key in sorted(self.cookies)]
        if self.storage:
            row["storage"] = sorted(self.storage)
        return {**row, "origin": self.origin, "licence": self.licence}


def usable_host(host: str) -> str | None:
    """A host rule for a host that belongs to one company; None for one that does not."""
    host = host.lower().removeprefix("*.").strip(".")
    domain = registrable_domain(host)
    if not _HOST.fullmatch(host) or {host, domain} & (EVERYBODYS_HOSTS | set(_CORRECTIONS["drop_hosts"])):
        return None
    if not _registries(host).domain:
        return None  # `co.uk` would be everybody's; `blogspot.com` is its platform's
    return host


def correct(row: Row) -> Row:
    """Put right what corrections.toml says of a row."""
    owners, names, categories = (_CORRECTIONS[key] for key in ("owners", "names", "categories"))
    name = row.name
    row.company = owners.get(name, names.get(name, row.company) if row.company == name else row.company)
    row.category = categories.get(name, row.category)
    row.name = names.get(name, name)
    return row


def tokens(*names: str) -> set[str]:
    """The words of vendor names that a cookie's name may contain to show whose it is."""
    words = {word for name in names for word in re.split(r"[^a-z0-9]+", name.lower()) if len(word) > 3}
    joined = {re.sub(r"[^a-z0-9]", "", name.lower()) for name in names}
    return (words | {name for name in joined if len(name) > 3}) - _COMMON_WORDS


def speaks_for_itself(name: str, vendor_tokens: set[str]) -> bool:
    """Whether a cookie's name alone shows whose it is: it contains the vendor's name."""
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    return any(token in plain for token in vendor_tokens)
