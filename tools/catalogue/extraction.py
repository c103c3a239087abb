"""What each package knows, as rows. Facts only (names, hosts, categories), none of their sentences."""

from __future__ import annotations

import contextlib
import html
import json
import re
from collections import Counter, defaultdict
from typing import Any

from tools.catalogue.packages import Package
from tools.catalogue.rows import EVERYBODYS_HOSTS, Row, speaks_for_itself, tokens, usable_host
from trackers.site import registrable_domain

_THIRD_PARTY_WEB = {
    "ad": "advertising",
    "analytics": "analytics",
    "social": "social",
    "tag-manager": "tag_manager",
    "cdn": "cdn_hosting",
    "hosting": "cdn_hosting",
    "customer-success": "customer_interaction",
    "marketing": "advertising",
    "consent-provider": "consent",
    "utility": "other",
    "video": "other",
    "content": "other",
    "other": "other",
}
_COOKIE_PURPOSES = {
    "Functional": "functional",
    "Personalization": "functional",
    "Analytics": "analytics",
    "Marketing": "advertising",
    "Security": "necessary",
    "Necessary": "necessary",
}
_CATEGORY_OF_PURPOSE = {"advertising": "advertising", "analytics": "analytics"}
_TARTEAUCITRON = {
    "ads": "advertising",
    "analytic": "analytics",
    "social": "social",
    "support": "customer_interaction",
}


def third_party_web(package: Package) -> list[Row]:
    """Every entity with its domains."""
    rows = []
    for entity in json.loads(package.text("dist/entities.json")):
        row = Row(
            name=_readable(entity["name"]),
            company=_readable(entity.get("company") or entity["name"]),
            category=_THIRD_PARTY_WEB[entity["category"]],
            origin=package.origin,
            licence=package.licence,
            website=entity.get("homepage", ""),
        )
        row.hosts = {host for domain in entity["domains"] if (host := usable_host(domain))}
        rows.append(row)
    return rows


def _readable(name: str) -> str:
    """A name without HTML entities, and without the marks of UTF-8 that was read as Latin-1."""
    name = html.unescape(name)
    with contextlib.suppress(UnicodeError):
        return name.encode("latin-1").decode("utf-8")
    return name


def open_cookie_database(package: Package) -> list[Row]:
    """Cookies that are bound to a domain, or whose name shows whose they are."""
    platforms: dict[str, list[dict[str, str]]] = json.loads(
        package.text("dist/data/open-cookie-database.json")
    )
    rows = []
    for platform, cookies in platforms.items():
        controllers = Counter(cookie["dataController"].strip() for cookie in cookies)
        company = controllers.most_common(1)[0][0] or platform
        purposes = Counter(_COOKIE_PURPOSES.get(cookie["category"], "unknown") for cookie in cookies)
        row = Row(
            name=platform,
            company=company,
            category=_CATEGORY_OF_PURPOSE.get(purposes.most_common(1)[0][0], "other"),
            origin=f"Open Cookie Database in {package.origin}",
            licence=package.licence,
        )
        for cookie in cookies:
            _add_ocd_cookie(row, cookie, tokens(platform, company))
        if row.cookies:
            rows.append(row)
    return rows


def _add_ocd_cookie(row: Row, cookie: dict[str, str], own: set[str]) -> None:
    name = cookie["cookie"].strip()
    if not name or re.search(r"[\s;,]", name):
        return
    pattern = f"{name}*" if cookie["wildcardMatch"] == "1" else name
    purpose = _COOKIE_PURPOSES.get(cookie["category"], "unknown")
    refusal = bool(re.search(r"opt[-_]?out", name, re.IGNORECASE))
    domains = {d for d in re.findall(r"[a-z0-9.-]+\.[a-z]{2,}", cookie["domain"].lower()) if usable_host(d)}
    for domain in domains:
        row.add_cookie(pattern, domain.strip("."), purpose, opt_out=refusal)
    if (not domains or "1st party" in cookie["domain"]) and speaks_for_itself(name, own):
        row.add_cookie(pattern, "", purpose, opt_out=refusal)


def tarteaucitron(package: Package, known: set[str]) -> list[Row]:
    """Services whose script's domain is not among the `known` registrable domains."""
    source = package.text("tarteaucitron.services.js")
    rows = []
    for block in re.split(r"^tarteaucitron\.services\.", source, flags=re.MULTILINE)[1:]:
        name, kind = _quoted("name", block), _quoted("type", block)
        if not name or kind not in _TARTEAUCITRON:
            continue
        name = re.sub(r"\s*\(.*\)$", "", name)
        row = Row(name, name, _TARTEAUCITRON[kind], package.origin, package.licence)
        for host in re.findall(r"addScript\(\s*'(?:https?:)?//([a-zA-Z0-9.-]+)/", block):
            usable = usable_host(host)
            if usable and registrable_domain(usable) not in known:
                row.hosts.add(usable)
        listed = re.search(r"[\"']?cookies[\"']?\s*:\s*\[([^\]]*)\]", block)
        for cookie in re.findall(r"[\"']([^\"'\s]+)[\"']", listed[1] if listed else ""):
            if speaks_for_itself(cookie, tokens(name)):
                row.add_cookie(cookie, "", "unknown")
        if row.hosts or row.cookies:
            rows.append(row)
    return rows


def _quoted(key: str, block: str) -> str:
    found = re.search(rf"[\"']?{key}[\"']?\s*:\s*[\"']([^\"']+)[\"']", block)
    return found[1] if found else ""


def prebid(package: Package, names: dict[str, tuple[str, str]]) -> list[Row]:
    """Adapters' endpoints, and disclosed cookies and keys.

    `names` gives product and company of registrable domains that another package knows.
    """
    rows: dict[str, Row] = {}

    def row_of(domain: str, otherwise: str) -> Row:
        product, company = names.get(domain, (otherwise, otherwise))
        if product not in rows:
            rows[product] = Row(product, company, "advertising", package.origin, package.licence)
        return rows[product]

    for domain, adapter in _endpoint_domains(package).items():
        if domain not in names:
            row_of(domain, adapter).hosts.add(domain)
    for domain, disclosure, adapter in _disclosures(package):
        _add_disclosure(row_of(domain, adapter), disclosure, tokens(domain.partition(".")[0], adapter))
    return [row for row in rows.values() if row.hosts or row.cookies or row.storage]


def _endpoint_domains(package: Package) -> dict[str, str]:
    """Registrable domain of an endpoint → the one adapter that uses it."""
    users: dict[str, set[str]] = defaultdict(set)
    for path in sorted(package.files):
        module = re.fullmatch(r"modules/(\w+?)(BidAdapter|IdSystem|AnalyticsAdapter|RtdProvider)\.js", path)
        if not module:
            continue
        code = re.sub(r"^\s*(//|\*|/\*).*$|\s// .*$", "", package.text(path), flags=re.MULTILINE)
        for host in re.findall(r"(?:https?:|[\"'`])//([a-zA-Z0-9.-]+\.[a-zA-Z]{2,})", code):
            usable = usable_host(host)
            if usable:
                users[registrable_domain(usable)].add(module[1])
    return {domain: min(adapters) for domain, adapters in users.items() if len(adapters) == 1}


def _disclosures(package: Package) -> list[tuple[str, dict[str, Any], str]]:
    """(domain of the disclosure, one disclosed item, adapter's name), without repeats."""
    found: dict[tuple[str, str, str], tuple[str, dict[str, Any], str]] = {}
    claims: dict[str, set[str]] = defaultdict(set)
    for path in sorted(package.files):
        if not re.fullmatch(r"metadata/modules/\w+\.json", path):
            continue
        metadata = json.loads(package.text(path))
        adapters = {c.get("disclosureURL"): c["componentName"] for c in metadata.get("components", ())}
        for url, document in metadata.get("disclosures", {}).items():
            domain = registrable_domain(url) if url.startswith("http") else ""
            if not domain or domain in EVERYBODYS_HOSTS or not usable_host(domain):
                continue
            for item in document.get("disclosures") or ():
                claims[item["identifier"]].add(domain)
                key = (domain, item["identifier"], item["type"])
                found.setdefault(key, (domain, item, adapters.get(url, domain.partition(".")[0])))
    return [entry for (_, identifier, _), entry in sorted(found.items()) if len(claims[identifier]) == 1]


def _add_disclosure(row: Row, item: dict[str, Any], own: set[str]) -> None:
    name = item["identifier"].strip()
    if not speaks_for_itself(name, own) or re.search(r"[\s;,<>\[\]{}()]", name):
        return
    refusal = bool(item.get("optOut"))
    purpose = "unknown" if item.get("purposes") else "necessary"
    if item["type"] == "cookie":
        row.add_cookie(name, "", "functional" if refusal else purpose, opt_out=refusal)
    elif item["type"] == "web":
        row.storage.add(name)
