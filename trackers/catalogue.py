"""The knowledge of trackers: every company, product, host, cookie and name, ready to be looked up.

`load_catalogue` reads `vendors/*.toml` (written by hand) and `long_tail.json` (generated; what a file
written by hand says wins). Reading TOML takes seconds, so the result is kept in the user's cache folder
under the hash of all that went into it.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from trackers.host_rules import parse_host_rule
from trackers.site import host_of, registrable_domain

if TYPE_CHECKING:
    from trackers.vendor_file import Payload

_HERE = Path(__file__).parent
VENDORS = _HERE / "vendors"
LONG_TAIL = _HERE / "long_tail.json"

TRACKING_CATEGORIES = frozenset(
    {
        "advertising",
        "analytics",
        "session_replay",
        "social",
        "tag_manager",
        "identity",
        "fingerprinting",
        "customer_interaction",
        "unknown",
    }
)
"""Categories whose presence on a page is tracking by itself. The others (a consent banner, a CDN, error
monitoring, bot detection) are named in reports but are no finding by category alone."""


_TELLING_NAME = 6
"""Length from which a domain's name under two suffixes is hardly two companies' by chance."""


@dataclass(frozen=True, slots=True)
class CookieRule:
    """One cookie name (with `*`), where it counts, and what it is for."""

    pattern: str
    domain: str
    """Empty: on any domain."""
    purpose: str = "unknown"
    opt_out: bool = False
    description: str = ""

    @property
    def text(self) -> str:
        """As written in the vendor file."""
        return f"{self.pattern}@{self.domain}" if self.domain else self.pattern


@dataclass(frozen=True, slots=True)
class Company:
    """Who owns products, today."""

    name: str
    legal_name: str = ""
    country: str = ""
    website: str = ""
    parent: str = ""
    former_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    opt_out: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    origin: str = ""
    """File of the company: `google.toml`, or the package a long-tail row is from."""
    licence: str = ""
    """Licence of a long-tail row; empty for files written by hand."""


@dataclass(frozen=True, slots=True)
class Product:
    """What reports name as the vendor."""

    name: str
    company: str
    category: str
    description: str = ""
    hosts: tuple[str, ...] = ()
    cookies: tuple[CookieRule, ...] = ()
    storage: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    globals: tuple[str, ...] = ()
    cnames: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    opt_out: tuple[str, ...] = ()
    policy_hosts: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    part_of: str = ""
    """The suite that the product belongs to, by name."""
    serves_parts: bool = False
    """Its hosts are also its parts'."""
    grammars: str = "[]"
    """The payload grammars as JSON; read them as `payload`."""
    origin: str = ""
    licence: str = ""

    def __hash__(self) -> int:
        # Names are unique, and hashing all facts would cost more than what is looked up by the hash.
        return hash(self.name)

    @property
    def payload(self) -> tuple[Payload, ...]:
        """The payload grammars, parsed at their first use."""
        return _parse_grammars(self.grammars)

    @property
    def by_hand(self) -> bool:
        """Whether the facts are ours rather than the long tail's."""
        return not self.licence


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that a policy may use for a product or a company."""

    text: str
    vendor: str
    """Name of the product, or of the company where `level` is `company`."""
    company: str
    level: Literal["product", "company"]
    ambiguous: bool
    """An ordinary word: needs a cue such as "pixel", "SDK", "analytics" or a link."""
    by_hand: bool = True


@dataclass(frozen=True)
class Catalogue:
    """All knowledge of trackers. Immutable; share one."""

    version: str
    sha256: str
    """Of everything the catalogue was made from."""
    companies: Mapping[str, Company]
    products: Mapping[str, Product]
    conflicts: tuple[str, ...] = ()
    """Where the long tail and the files written by hand disagree; the latter were taken."""

    def company_of(self, product: str) -> Company | None:
        """The company of a product, by the product's name."""
        found = self.products.get(product)
        return self.companies.get(found.company) if found else None

    def suites(self, product: str) -> tuple[str, ...]:
        """The suites that a product belongs to, the nearest first: "Acme Office", "Acme Cloud" of "Acme Mail"."""
        found: list[str] = []
        while (known := self.products.get(product)) and known.part_of and known.part_of not in found:
            product = known.part_of
            found.append(product)
        return tuple(found)

    def owner(self, company: str) -> str:
        """The topmost parent of a company: itself, where it has none."""
        seen: set[str] = set()
        while company not in seen and (known := self.companies.get(company)) and known.parent:
            seen.add(company)
            company = known.parent
        return company

    def company_of_domain(self, domain: str) -> Company | None:
        """The company that a registrable domain belongs to."""
        name = self._domains.get(domain)
        return self.companies.get(name) if name else None

    def company_of_url(self, url: str) -> Company | None:
        """The company that the host of an address belongs to."""
        return self.company_of_domain(registrable_domain(host_of(url)))

    def same_owner(self, domain: str, other: str) -> bool:
        """Whether two registrable domains belong to one company or one group of companies.

        A known company's name under another suffix (`acmecorp.fr` beside `acmecorp.com`) is taken to be its own.
        """
        if domain == other:
            return True
        mine, theirs = self.company_of_domain(domain), self.company_of_domain(other)
        name = domain.partition(".")[0]
        if (mine or theirs) and len(name) >= _TELLING_NAME and name == other.partition(".")[0]:
            return True
        return bool(mine and theirs and self.owner(mine.name) == self.owner(theirs.name))

    @cached_property
    def aliases(self) -> tuple[Alias, ...]:
        """Every name of every product and company; a name that means two things is listed twice."""
        return tuple(_aliases(self.companies.values(), self.products.values()))

    @cached_property
    def _domains(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for company in self.companies.values():
            for domain in company.domains:
                found.setdefault(domain, company.name)
        for product in self.products.values():
            for host in product.hosts:
                rule = parse_host_rule(host)
                # A path on a host says nothing of who owns the host.
                if not rule.path and "*" not in rule.host:
                    found.setdefault(registrable_domain(rule.host), product.company)
        return found


@lru_cache(maxsize=4096)
def _parse_grammars(text: str) -> tuple[Payload, ...]:
    from trackers.vendor_file import Payload  # noqa: PLC0415 - pydantic costs 0.1 s that most uses can save

    return tuple(Payload.model_validate(raw) for raw in json.loads(text))


def _aliases(companies: Iterable[Company], products: Iterable[Product]) -> Iterable[Alias]:
    """Every name; what is an ordinary word as a product's name is one as its company's, too."""
    ordinary: dict[str, set[str]] = {}
    for product in products:
        ordinary.setdefault(product.company, set()).update(product.ambiguous)
        for text in dict.fromkeys((product.name, *product.aliases, *product.former_names)):
            ambiguous = text in product.ambiguous
            yield Alias(text, product.name, product.company, "product", ambiguous, product.by_hand)
    for company in companies:
        names = (company.name, company.legal_name, *company.aliases, *company.former_names)
        for text in dict.fromkeys(filter(None, names)):
            ambiguous = text in company.ambiguous or text in ordinary.get(company.name, ())
            yield Alias(text, company.name, company.name, "company", ambiguous, not company.licence)


@lru_cache(maxsize=4)
def load_catalogue(vendors: Path = VENDORS, long_tail: Path | None = LONG_TAIL) -> Catalogue:
    """The catalogue of a folder of vendor files and a long tail (None: without one).

    It lives as long as the process, so the garbage collector is told to leave alone what there is by then: looking
    through 200,000 objects again and again would take a fifth of the time of reading policies.

    Raises trackers.vendor_reading.VendorFileError where a file is broken, naming file and line.
    """
    catalogue = _loaded(vendors, long_tail)
    gc.freeze()
    return catalogue


def _loaded(vendors: Path, long_tail: Path | None) -> Catalogue:
    """The catalogue as it was compiled before, or compiled now."""
    digest = _digest(vendors, long_tail)
    kept = _cache_folder() / f"catalogue-{digest[:20]}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _from_json(json.loads(kept.read_bytes()), digest)
    from trackers.vendor_compilation import compile_catalogue  # noqa: PLC0415 - only when nothing is kept

    compiled = compile_catalogue(vendors, long_tail)
    _keep(kept, compiled)
    return _from_json(compiled, digest)


def _digest(vendors: Path, long_tail: Path | None) -> str:
    files = sorted(vendors.glob("*.toml"))
    # The readers belong to the digest: a kept catalogue made by older code must not be used.
    files += [_HERE / name for name in ("catalogue.py", "vendor_compilation.py", "vendor_file.py")]
    files += [file for file in (vendors.parent / "domain_owners.toml", long_tail) if file and file.exists()]
    total = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        total.update(f"{file.name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _cache_folder() -> Path:
    chosen = os.environ.get("UNDECLARED_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "undeclared"


def _keep(path: Path, compiled: dict[str, Any]) -> None:
    """Write the compiled catalogue; a folder that cannot be written only costs time at the next start."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(compiled, file, ensure_ascii=False, separators=(",", ":"))
        Path(temporary).replace(path)
        for old in sorted(path.parent.glob("catalogue-*.json"), key=lambda kept: kept.stat().st_mtime)[:-4]:
            old.unlink()


def _from_json(compiled: dict[str, Any], digest: str) -> Catalogue:
    companies = {row["name"]: Company(**_tuples(row)) for row in compiled["companies"]}
    products: dict[str, Product] = {}
    for row in compiled["products"]:
        cookies = tuple(CookieRule(**cookie) for cookie in row.pop("cookies", ()))
        products[row["name"]] = Product(cookies=cookies, **_tuples(row))
        row["cookies"] = ()
    return Catalogue(
        version=f"{compiled['date']}+{digest[:8]}",
        sha256=digest,
        companies=companies,
        products=products,
        conflicts=tuple(compiled["conflicts"]),
    )


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
