"""Turns vendor files and the long tail into the rows from which a catalogue is made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from trackers.host_rules import parse_host_rule
from trackers.site import registrable_domain
from trackers.vendor_file import CookieFact, DomainOwner, Product, VendorFile
from trackers.vendor_reading import SourceFile, cookie_facts, read_domain_owners, read_vendor_files

Row = dict[str, Any]

# fmt: off
_COMPANY_KEYS = (
    "legal_name", "country", "website", "parent", "former_names", "aliases", "ambiguous", "domains",
    "opt_out", "sources",
)
_PRODUCT_KEYS = (
    "category", "description", "hosts", "storage", "scripts", "globals", "cnames", "aliases", "ambiguous",
    "opt_out", "policy_hosts", "former_names", "part_of", "serves_parts",
)
# fmt: on


def compile_catalogue(vendors: Path, long_tail: Path | None) -> Row:
    """`companies`, `products`, `conflicts` and `date`, ready for JSON. Raises VendorFileError."""
    sources = read_vendor_files(vendors)
    companies = [_company(source) for source in sources]
    products = [_product(p, source) for source in sources for p in source.vendor.product]
    owners = read_domain_owners(vendors.parent / "domain_owners.toml")
    _add_owners(companies, owners)
    tail: Row = {"date": "", "companies": [], "products": []}
    if long_tail is not None and long_tail.exists():
        tail = json.loads(long_tail.read_text("utf-8"))
    own = _OwnKnowledge([source.vendor for source in sources], owners)
    conflicts = _add_long_tail(own, companies, products, tail)
    return {"date": tail["date"], "companies": companies, "products": products, "conflicts": conflicts}


def _filled(row: Row) -> Row:
    """Without the keys that say nothing: the kept catalogue stays small."""
    return {key: value for key, value in row.items() if value not in ("", [], (), False)}


def _company(source: SourceFile) -> Row:
    vendor = source.vendor
    row = {key: getattr(vendor, key) for key in _COMPANY_KEYS}
    return _filled({"name": vendor.company, **row, "origin": source.path.name})


def _product(product: Product, source: SourceFile) -> Row:
    row = {key: getattr(product, key) for key in _PRODUCT_KEYS}
    grammars = [grammar.model_dump(exclude_defaults=True) for grammar in product.payload]
    return _filled(
        {
            "name": product.name,
            "company": source.vendor.company,
            **row,
            "cookies": [_cookie(fact) for fact in cookie_facts(product)],
            "grammars": json.dumps(grammars, ensure_ascii=False) if grammars else "",
            "origin": source.path.name,
        }
    )


def _cookie(fact: CookieFact) -> Row:
    pattern, _, domain = fact.name.rpartition("@") if "@" in fact.name else (fact.name, "", "")
    return _filled({"pattern": pattern, "domain": domain, **fact.model_dump(exclude={"name"})}) | {
        "domain": domain
    }


def _add_owners(companies: list[Row], owners: list[DomainOwner]) -> None:
    """Add domains to the companies that have a vendor file, and the companies that have none."""
    known = {row["name"]: row for row in companies}
    for owner in owners:
        row = known.get(owner.company)
        if row is None:
            row = {"name": owner.company, "country": owner.country, "parent": owner.parent}
            row = known[owner.company] = _filled({**row, "origin": "domain_owners.toml"})
            companies.append(row)
        row["domains"] = [*row.get("domains", []), *owner.domains]


def _add_long_tail(own: _OwnKnowledge, companies: list[Row], products: list[Row], tail: Row) -> list[str]:
    """Append what the files written by hand do not know; returns the disagreements."""
    conflicts: list[str] = []
    by_name = {row["name"]: row for row in products}
    for row in tail["products"]:
        company = own.company(row["company"])
        new = {**row, "company": company, "hosts": [], "cookies": []}
        for host in row.get("hosts", []):
            owner = own.owner_of_host(host)
            if owner is None:
                new["hosts"].append(host)
            elif owner != company:
                conflicts.append(f"{host}: {owner} by hand, {row['company']} in {row['origin']}")
        new["cookies"] = [c for c in row.get("cookies", []) if not own.has_cookie(c["pattern"])]
        known = by_name.get(own.product(row["name"]))
        if known is None:
            if new["hosts"] or new["cookies"] or new.get("storage"):
                by_name[row["name"]] = new
        elif "licence" in known:
            _join(known, new)
        else:
            known["hosts"] = [*known.get("hosts", []), *new["hosts"]]
    added = [row for row in by_name.values() if "licence" in row]
    products += added
    missing = {row["company"] for row in added} - {row["name"] for row in companies}
    companies += [row for row in tail["companies"] if row["name"] in missing]
    return sorted(set(conflicts))


def _join(row: Row, other: Row) -> None:
    """Add to a row of the long tail what another package knows of the same product."""
    for key in ("hosts", "cookies", "storage"):
        values = row.get(key, [])
        row[key] = values + [value for value in other.get(key, []) if value not in values]
    if row["category"] == "other":
        row["category"] = other["category"]
    for key in ("origin", "licence"):
        if other[key] not in row[key].split("; "):
            row[key] = f"{row[key]}; {other[key]}"


class _OwnKnowledge:
    """What the files written by hand say, to be asked about rows of the long tail."""

    def __init__(self, vendors: list[VendorFile], owners: list[DomainOwner]) -> None:
        self._companies: dict[str, str] = {}
        self._products: dict[str, str] = {}
        self._hosts: dict[str, str] = {}
        self._cookies: set[str] = set()
        for vendor in vendors:
            for name in (vendor.company, vendor.legal_name, *vendor.aliases, *vendor.former_names):
                self._companies.setdefault(name.casefold(), vendor.company)
            for domain in vendor.domains:
                self._hosts.setdefault(domain, vendor.company)
            for product in vendor.product:
                self._add_product(product, vendor.company)
        for owner in owners:
            self._companies.setdefault(owner.company.casefold(), owner.company)
            for domain in owner.domains:
                self._hosts.setdefault(domain, owner.company)

    def _add_product(self, product: Product, company: str) -> None:
        for name in (product.name, *product.aliases, *product.former_names):
            if name in product.ambiguous and name != product.name:
                continue  # an ordinary word, which may be somebody else's name too
            self._products.setdefault(name.casefold(), product.name)
            self._companies.setdefault(name.casefold(), company)
        for host in product.hosts:
            rule = parse_host_rule(host)
            if not rule.path and not rule.exact:
                self._hosts.setdefault(rule.host, company)
        self._cookies |= {fact.name for fact in cookie_facts(product)}

    def company(self, name: str) -> str:
        """Today's name of a company, where a file knows it by that or by a former name."""
        return self._companies.get(name.casefold(), name)

    def product(self, name: str) -> str:
        """The product that a name means, where a file knows it; else the name."""
        return self._products.get(name.casefold(), name)

    def owner_of_host(self, host: str) -> str | None:
        """The company whose hosts or domains cover this host."""
        # Not above the registrable domain: whoever owns a hosting platform does not own its tenants.
        shortest = len(registrable_domain(host))
        suffix = host
        while len(suffix) >= shortest > 0:
            if suffix in self._hosts:
                return self._hosts[suffix]
            suffix = suffix.partition(".")[2]
        return None

    def has_cookie(self, pattern: str) -> bool:
        """Whether a file names this very cookie."""
        return pattern in self._cookies
