"""Reads `trackers/vendors/*.toml` and says what is wrong with them, by file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from trackers.host_rules import parse_host_rule
from trackers.vendor_file import CookieFact, DomainOwner, DomainOwners, Product, VendorFile


class VendorFileError(Exception):
    """A vendor file cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in one vendor file."""

    file: Path
    line: int
    """Counted from 1; 1 where the place could not be told."""
    message: str

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A vendor file with its text, so that faults can be located."""

    path: Path
    text: str
    vendor: VendorFile

    def line_of(self, needle: str, product: str | None = None) -> int:
        """The line where `needle` stands as a whole string, if possible below the product's table."""
        start = 0
        if product is not None:
            heading = re.search(rf"^name\s*=\s*[\"']{re.escape(product)}[\"']", self.text, re.MULTILINE)
            start = heading.start() if heading else 0
        for quoted in (f'"{needle}"', f"'{needle}'", needle):
            for begin in (start, 0):
                at = self.text.find(quoted, begin)
                if at >= 0:
                    return self.text.count("\n", 0, at) + 1
        return 1


def read_vendor_file(path: Path) -> SourceFile:
    """Read and check one file by itself. Raises VendorFileError."""
    text = path.read_text("utf-8")
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else len(text.splitlines())
        raise VendorFileError(f"{path.name}:{line}: not TOML: {error}") from error
    try:
        return SourceFile(path, text, VendorFile.model_validate(raw))
    except ValidationError as error:
        lines = [
            f"{path.name}:{_line_at(text, fault['loc'])}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"
            for fault in error.errors()
        ]
        raise VendorFileError("\n".join(dict.fromkeys(lines))) from error


def _line_at(text: str, location: tuple[int | str, ...]) -> int:
    """The line of a key, given pydantic's path to it (`product`, 2, `hosts`, 0)."""
    lines = text.split("\n")
    at, table = 0, ""
    for part, following in zip(location, (*location[1:], None), strict=True):
        if not isinstance(part, str):
            continue
        table = f"{table}.{part}" if table else part
        if isinstance(following, int):
            heading = rf"\s*\[\[\s*{re.escape(table)}\s*\]\]"
            headings = [n for n in range(at, len(lines)) if re.match(heading, lines[n])]
            if following < len(headings):
                at = headings[following]
                continue
        key = re.compile(rf"""\s*(\[.*\b)?["']?{re.escape(part)}["']?\s*(=|\])""")
        at = next((n for n in range(at, len(lines)) if key.match(lines[n])), at)
    return at + 1


def read_vendor_files(folder: Path) -> list[SourceFile]:
    """All files of a folder, by name. Raises VendorFileError with every file's faults."""
    sources: list[SourceFile] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            sources.append(read_vendor_file(path))
        except VendorFileError as error:
            faults.append(str(error))
    if faults:
        raise VendorFileError("\n".join(faults))
    return sources


def read_domain_owners(path: Path) -> list[DomainOwner]:
    """The entries of the file of domain owners; none where there is no file. Raises VendorFileError."""
    if not path.exists():
        return []
    try:
        return DomainOwners.model_validate(tomllib.loads(path.read_text("utf-8"))).owner
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise VendorFileError(f"{path.name}: {error}") from error


def cookie_facts(product: Product) -> Iterator[CookieFact]:
    """The product's cookies, those written as plain names included."""
    for cookie in product.cookies:
        yield cookie if isinstance(cookie, CookieFact) else CookieFact(name=cookie)


def find_faults(sources: Iterable[SourceFile]) -> list[Fault]:
    """What no file can know by itself: duplicates, parents that are not there, dead aliases."""
    sources = list(sources)
    checks = (_names, _hosts, _parents, _suites, _aliases, _grammars)
    return [fault for check in checks for fault in check(sources)]


def find_owner_faults(
    sources: Iterable[SourceFile], owners: Iterable[DomainOwner], path: Path
) -> list[Fault]:
    """Domains that `domain_owners.toml` gives to another company than a vendor file does, or gives twice."""
    known: dict[str, str] = {}
    for source in sources:
        vendor = source.vendor
        rules = [parse_host_rule(host) for product in vendor.product for host in product.hosts]
        hosts = [rule.host for rule in rules if not rule.path]
        known |= dict.fromkeys([*vendor.domains, *hosts], vendor.company)
    text = path.read_text("utf-8")
    faults = []
    for owner in owners:
        for domain in owner.domains:
            if known.setdefault(domain, owner.company) != owner.company:
                line = text.count("\n", 0, text.find(f'"{domain}"')) + 1
                faults.append(Fault(path, line, f"domain {domain!r} belongs to {known[domain]} already"))
    return faults


def _names(sources: list[SourceFile]) -> Iterator[Fault]:
    companies: dict[str, str] = {}
    products: dict[str, str] = {}
    for source in sources:
        company = source.vendor.company
        if company in companies:
            message = f"company {company!r} is in {companies[company]} already"
            yield Fault(source.path, source.line_of(company), message)
        companies.setdefault(company, source.path.name)
        for product in source.vendor.product:
            if product.name in products:
                message = f"product {product.name!r} is in {products[product.name]} already"
                yield Fault(source.path, source.line_of(product.name), message)
            products.setdefault(product.name, source.path.name)


def _hosts(sources: list[SourceFile]) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for source in sources:
        for product in source.vendor.product:
            for host in product.hosts:
                line = source.line_of(host, product.name)
                if parse_host_rule(host).host == "*":
                    yield Fault(source.path, line, f"host rule {host!r} matches every host")
                if host in owners:
                    yield Fault(source.path, line, f"host {host!r} belongs to {owners[host]} already")
                owners.setdefault(host, f"{product.name} ({source.path.name})")
    domains: dict[str, str] = {}
    for source in sources:
        for domain in source.vendor.domains:
            owner = domains.setdefault(domain, source.vendor.company)
            if owner != source.vendor.company:
                message = f"domain {domain!r} belongs to {owner} already"
                yield Fault(source.path, source.line_of(domain), message)


def _parents(sources: list[SourceFile]) -> Iterator[Fault]:
    parents = {source.vendor.company: source.vendor.parent for source in sources}
    for source in sources:
        parent = source.vendor.parent
        if parent and parent not in parents:
            message = f"parent {parent!r} is the company of no file"
            yield Fault(source.path, source.line_of(parent), message)
        seen = {source.vendor.company}
        while parent in parents:
            if parent in seen:
                yield Fault(
                    source.path, source.line_of(parent), f"{source.vendor.company!r} is its own ancestor"
                )
                break
            seen.add(parent)
            parent = parents[parent]


def _suites(sources: list[SourceFile]) -> Iterator[Fault]:
    for source in sources:
        company = source.vendor.company
        suites = {product.name: product.part_of for product in source.vendor.product}
        for product in source.vendor.product:
            suite, seen = product.part_of, {product.name}
            if suite and suite not in suites:
                message = f"{product.name} is part of {suite!r}, which is no product of {company}"
                yield Fault(source.path, source.line_of(suite, product.name), message)
            while suite in suites:
                if suite in seen:
                    message = f"{product.name} is part of itself"
                    yield Fault(source.path, source.line_of(product.part_of, product.name), message)
                    break
                seen.add(suite)
                suite = suites[suite]
            if product.serves_parts and product.name not in suites.values():
                message = f"{product.name} serves parts, but no product is part of it"
                yield Fault(source.path, source.line_of(product.name), message)


def _aliases(sources: list[SourceFile]) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for source in sources:
        for product in source.vendor.product:
            owners.setdefault(product.name.casefold(), product.name)
    for source in sources:
        for product in source.vendor.product:
            known = {product.name, *product.aliases, *product.former_names}
            for alias in product.aliases:
                owner = owners.setdefault(alias.casefold(), product.name)
                if owner != product.name:
                    message = f"dead alias {alias!r} of {product.name}: it means {owner} already"
                    yield Fault(source.path, source.line_of(alias, product.name), message)
                elif alias == product.name:
                    message = f"dead alias {alias!r}: it is the product's name"
                    yield Fault(source.path, source.line_of(alias, product.name), message)
            for alias in product.ambiguous:
                if alias not in known:
                    message = f"{alias!r} is marked ambiguous but is no name of {product.name}"
                    yield Fault(source.path, source.line_of(alias, product.name), message)


def _grammars(sources: list[SourceFile]) -> Iterator[Fault]:
    for source in sources:
        for product in source.vendor.product:
            for grammar in product.payload:
                for endpoint in grammar.endpoints:
                    if "=" in endpoint.partition("?")[2]:
                        continue  # the endpoint itself names a parameter
                    if (
                        endpoint.startswith("*")
                        and parse_host_rule(endpoint).host == "*"
                        and not grammar.requires
                    ):
                        message = f"endpoint {endpoint!r} is for any host and needs `requires`"
                        yield Fault(source.path, source.line_of(endpoint, product.name), message)
