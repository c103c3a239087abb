"""Whose is this request, cookie, stored key, script or CNAME target, and why we say so.

The order of proof for a request: a host rule of the catalogue; a script's file name or a payload's grammar,
which also find self-hosted copies and first-party proxies; a filter list; the owner of the domain.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from trackers.catalogue import TRACKING_CATEGORIES, Catalogue, CookieRule, Product
from trackers.evidence import Attribution, Request, StoredItem
from trackers.filters import FilterLists, FilterMatch
from trackers.grammar_recognition import GrammarIndex
from trackers.host_rules import HostIndex, split_url
from trackers.name_patterns import NameIndex
from trackers.opt_out_cookies import records_refusal
from trackers.site import is_below, registrable_domain

Confidence = Literal["certain", "likely", "possible"]
Relation = Literal["first_party", "same_company", "third_party"]

PURPOSES = {
    "advertising": "advertising",
    "identity": "advertising",
    "social": "advertising",
    "fingerprinting": "advertising",
    "analytics": "analytics",
    "session_replay": "analytics",
    "error_monitoring": "functional",
    "tag_manager": "functional",
    "customer_interaction": "functional",
    "accessibility": "functional",
    "consent": "necessary",
    "cdn_hosting": "necessary",
    "fraud_security": "necessary",
}
"""What a product's cookies are for, where its file does not say cookie by cookie."""

_ANYBODYS = frozenset({"cdn_hosting", "other"})
"""Categories of hosts that serve what others made: what is served may show whose it is."""
_NO_MARKS = str.maketrans("", "", "*#")
_SCRIPT_TYPES = frozenset({"script", "other", "", "preload", "modulepreload"})


@dataclass(frozen=True, slots=True)
class CookieAttribution:
    """Whose a cookie is, what it is for, and whether it records a refusal."""

    attribution: Attribution | None
    purpose: str
    """One of `trackers.vendor_file.CookiePurpose`."""
    opt_out: bool
    description: str = ""


def is_tracking(attribution: Attribution) -> bool:
    """Whether what was attributed is tracking by its category or by a filter list's word.

    False for CDNs, consent banners, bot detection and the like that no list blocks.
    """
    listed = attribution.filter is not None and ": @@" not in attribution.filter
    return listed or attribution.category in TRACKING_CATEGORIES


class Identifier:
    """Attributes evidence. Share one; it remembers what it worked out for hosts.

    `first_party` holds further registrable domains that belong to the owner of the site looked at.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        filters: FilterLists | None = None,
        first_party: Iterable[str] = (),
    ) -> None:
        self.catalogue = catalogue
        self.filters = filters
        self.first_party = frozenset(first_party)
        products = catalogue.products.values()
        self._hosts = HostIndex((rule, p) for p in products for rule in p.hosts)
        self._cnames = HostIndex((rule, p) for p in products for rule in p.cnames)
        self._scripts = NameIndex((name, p) for p in products for name in p.scripts)
        self._storage = NameIndex((key, p) for p in products for key in p.storage)
        self._cookies = NameIndex((rule.pattern, (rule, p)) for p in products for rule in p.cookies)
        self._grammars = GrammarIndex(products)
        self._relation = lru_cache(maxsize=65536)(self._work_out_relation)

    def for_site(self, first_party: Iterable[str]) -> Identifier:
        """The same knowledge, for a site whose owner has these further registrable domains. Costs next to nothing."""
        other = copy.copy(self)
        other.first_party = frozenset(first_party)
        other._relation = lru_cache(maxsize=65536)(other._work_out_relation)
        return other

    def relation(self, url: str, document_url: str) -> Relation:
        """How the host of a URL stands to the page: the site's own, its owner's, or somebody else's."""
        return self._relation(split_url(url)[0], split_url(document_url)[0])

    def _work_out_relation(self, host: str, document_host: str) -> Relation:
        domain, own = registrable_domain(host), registrable_domain(document_host)
        if domain == own or domain in self.first_party:
            return "first_party"
        return "same_company" if self.catalogue.same_owner(domain, own) else "third_party"

    def request(self, request: Request) -> Attribution | None:
        """Whose endpoint a request goes to; None for the site's own and for hosts that nobody knows."""
        host, path = split_url(request.url)
        if not host:
            return None
        document_host = split_url(request.document_url)[0] if request.document_url else ""
        own = bool(document_host) and self._relation(host, document_host) == "first_party"
        if own and request.type in ("document", "main_frame"):
            return None
        found = self._by_host(host, path, own=own)
        if found is None or found.category in _ANYBODYS:
            found = self._by_shape(request, path) or self._by_disguise(host) or found
        match = self.filters.match(request) if self.filters is not None else None
        if match is not None:
            return self._with_filter(found, match, host, own=own)
        return found or (None if own else self._by_owner(host))

    def _by_host(self, host: str, path: str, *, own: bool) -> Attribution | None:
        hit = self._hosts.match(host, path)
        if hit is None:
            return None
        rule, product = hit
        if own and not rule.path and "." not in rule.host.removesuffix(registrable_domain(host)):
            # A vendor's own site, talking to itself: nothing was embedded.
            return None
        if own and product.category not in TRACKING_CATEGORIES:
            return None
        return _attribution(product, "catalogue", rule.text)

    def _by_shape(self, request: Request, path: str) -> Attribution | None:
        """A copy on a host of its own: known by the script's file name or by what the payload says."""
        if request.type in _SCRIPT_TYPES:
            found = self._by_script_name(path)
            if found is not None:
                return found
        product = self._grammars.recognise(request, path)
        return _attribution(product[0], "payload", product[1], "likely") if product else None

    def _by_script_name(self, path: str) -> Attribution | None:
        name = path.partition("?")[0].rpartition("/")[2]
        for pattern, product in self._scripts.matches(name):
            return _attribution(product, "script", pattern, "likely")
        return None

    def _by_disguise(self, host: str) -> Attribution | None:
        """A sub-domain that a list of CNAMEs knows to be a tracker's."""
        disguise = self.filters.disguise(host) if self.filters is not None else None
        if disguise is None:
            return None
        known = self.cname(disguise.target)
        if known is not None:
            return replace(known, filter=disguise.text, confidence="likely")
        return self._unnamed(disguise.target, "cname", disguise.target, disguise.text)

    def _unnamed(self, host: str, basis: str, rule: str, filter_text: str) -> Attribution:
        """A tracker of which no more than the host is known: called by its registrable domain."""
        domain = registrable_domain(host)
        company = self.catalogue.company_of_domain(domain)
        return Attribution(
            vendor=domain,
            product=domain,
            company=company.name if company else "",
            category="unknown",
            basis=basis,
            rule=rule,
            filter=filter_text,
            confidence="likely",
        )

    def _with_filter(
        self, found: Attribution | None, match: FilterMatch, host: str, *, own: bool
    ) -> Attribution | None:
        """Add a list's word; alone it names the registrable domain, except for the site's own."""
        if found is not None:
            return replace(found, filter=match.text)
        by_owner = None if own else self._by_owner(host)
        if own or match.exception:
            return replace(by_owner, filter=match.text) if by_owner else None
        return self._unnamed(host, "filter-list", match.filter, match.text)

    def _by_owner(self, host: str) -> Attribution | None:
        """A host of a known company that is none of its products' hosts."""
        domain = registrable_domain(host)
        company = self.catalogue.company_of_domain(domain)
        if company is None:
            return None
        return Attribution(
            vendor=company.name,
            product="",
            company=company.name,
            category="other",
            basis="catalogue",
            rule=domain,
            confidence="likely",
        )

    def script(self, url: str) -> Attribution | None:
        """Whose a script is: by its host, else by a file name that only one product uses."""
        host, path = split_url(url)
        hit = self._hosts.match(host, path)
        by_host = _attribution(hit[1], "catalogue", hit[0].text) if hit is not None else None
        if by_host is not None and by_host.category not in _ANYBODYS:
            return by_host
        return self._by_script_name(path) or by_host

    def cname(self, target: str) -> Attribution | None:
        """Whose a CNAME target is: the domain at which a cloaked first-party name ends."""
        host = target.rstrip(".").lower()
        hit = self._cnames.match(host, "/") or self._hosts.match(host, "/")
        return _attribution(hit[1], "cname", hit[0].text) if hit else None

    def stored_item(self, item: StoredItem) -> Attribution | None:
        """Whose an entry of local storage, session storage, IndexedDB or the cache is."""
        for pattern, product in self._storage.matches(item.key):
            confidence: Confidence = "certain" if _is_distinctive(pattern) else "possible"
            return _attribution(product, "storage", pattern, confidence)
        host = split_url(item.origin)[0]
        if not host or self.relation(item.origin, item.document_url) == "first_party":
            return None
        hit = self._hosts.match(host, "/")
        return _attribution(hit[1], "storage", hit[0].text) if hit else None

    def cookie(
        self,
        name: str,
        domain: str,
        value: str = "",
        lifetime_days: float | None = None,
        document_url: str = "",
    ) -> CookieAttribution | None:
        """Whose a cookie is. None where nothing is known of it and it records no refusal."""
        del lifetime_days  # belongs to the question, but no fact of the catalogue depends on it yet
        host = domain.lstrip(".").lower()
        refusal = records_refusal(name, value)
        named = self._cookie_by_name(name, host)
        if named is not None:
            rule, product = named
            attribution = _attribution(product, "cookie", rule.text, self._name_proves(rule, product, host))
            purpose = rule.purpose if rule.purpose != "unknown" else PURPOSES.get(product.category, "unknown")
            return CookieAttribution(attribution, purpose, rule.opt_out or refusal, rule.description)
        by_host = self._cookie_by_host(host, document_url)
        if by_host is not None:
            return CookieAttribution(by_host, PURPOSES.get(by_host.category, "unknown"), refusal)
        return CookieAttribution(None, "necessary", True) if refusal else None

    def _cookie_by_name(self, name: str, host: str) -> tuple[CookieRule, Product] | None:
        company = self.catalogue.company_of_domain(registrable_domain(host))
        best: tuple[tuple[bool, bool, bool, int], tuple[CookieRule, Product]] | None = None
        for pattern, (rule, product) in self._cookies.matches(name):
            if rule.domain and not _is_on(host, rule.domain):
                continue
            owned = company is not None and company.name == product.company
            rank = (bool(rule.domain), product.by_hand, owned, len(pattern.translate(_NO_MARKS)))
            if best is None or rank > best[0]:
                best = rank, (rule, product)
        return best[1] if best else None

    def _name_proves(self, rule: CookieRule, product: Product, host: str) -> Confidence:
        company = self.catalogue.company_of_domain(registrable_domain(host))
        owned = company is not None and company.name == product.company
        return "certain" if rule.domain or owned or _is_distinctive(rule.pattern) else "possible"

    def _cookie_by_host(self, host: str, document_url: str) -> Attribution | None:
        if document_url and registrable_domain(host) == registrable_domain(document_url):
            return None
        hit = self._hosts.match(host, "/")
        if hit is not None:
            return _attribution(hit[1], "cookie", hit[0].text)
        return self._by_owner(host)


def _is_distinctive(pattern: str) -> bool:
    """Whether a name alone shows whose it is: `_fbp` does; `fr`, `bc_*` may well be the site's own."""
    name = pattern.translate(_NO_MARKS)
    return name.startswith("_") or sum(map(str.isalnum, name)) >= 5


@lru_cache(maxsize=65536)
def _is_on(host: str, domain: str) -> bool:
    """Whether a cookie's host is a rule's domain or below; `google.*` is Google's domain in any country."""
    if "*" not in domain:
        return is_below(host, domain)
    return HostIndex([(domain, None)]).match(host, "/") is not None


@lru_cache(maxsize=8192)
def _attribution(product: Product, basis: str, rule: str, confidence: Confidence = "certain") -> Attribution:
    return Attribution(
        vendor=product.name,
        product=product.name,
        company=product.company,
        category=product.category,
        basis=basis,
        rule=rule,
        confidence=confidence if product.by_hand or confidence != "certain" else "likely",
    )
