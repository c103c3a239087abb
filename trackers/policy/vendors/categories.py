"""What the categories of a vendor's products tell of a policy that names it: trackers, services of sites, places."""

from __future__ import annotations

from trackers.catalogue import Catalogue, Product
from trackers.policy.kept import once_for_each
from trackers.policy.vendors.mention_rules import COMPANY
from trackers.policy.vendors.names import Name, name_lexicon

_TRACKING = frozenset({"advertising", "analytics", "session_replay", "tag_manager"})
"""Categories of products that only track."""
_SOLD_BESIDE = frozenset(
    {"identity", "consent", "fraud_security", "error_monitoring", "customer_interaction"}
)
"""Categories of what a company that tracks may sell beside that."""
_FOR_SITES = frozenset(
    {"consent", "fraud_security", "error_monitoring", "customer_interaction", "cdn_hosting"}
)
"""Categories of services that only sites use."""
SPEAK_FOR_THEMSELVES = frozenset(
    {
        "advertising",
        "analytics",
        "session_replay",
        "tag_manager",
        "fingerprinting",
        "error_monitoring",
        "consent",
        "customer_interaction",
        "accessibility",
        "fraud_security",
    }
)
"""Categories of products that a policy has no reason to name unless they are in use. Of others (social
networks, map and video services, sign-in) policies speak for many reasons: a cue must say that the site uses
them."""
NAMED_FOR_USE = SPEAK_FOR_THEMSELVES - {"consent", "fraud_security"}
"""Categories of products that even a reference to their policy tells to be in use."""


def product_named(name: Name, catalogue: Catalogue) -> Product | None:
    """The product that a name is of; None for a company's name."""
    return catalogue.products.get(name.alias.vendor) if name.alias.level == "product" else None


def category_named(name: Name, catalogue: Catalogue) -> str:
    """The category of the product that a name is of; `company` for a company's name."""
    product = product_named(name, catalogue)
    return product.category if product else COMPANY


def is_social(product: Product | None) -> bool:
    """Whether the product is a network or a sign-in, which people have for themselves."""
    return product is not None and product.category in ("social", "identity")


@once_for_each
def _by_company(catalogue: Catalogue) -> dict[str, list[Product]]:
    products: dict[str, list[Product]] = {}
    for product in catalogue.products.values():
        products.setdefault(product.company, []).append(product)
    return products


def products_of(company: str, catalogue: Catalogue) -> list[Product]:
    """All products of a company of the catalogue."""
    return _by_company(catalogue).get(company, [])


@once_for_each
def _only_trackers(catalogue: Catalogue) -> frozenset[str]:
    """Companies that are named after a product that tracks, and sell little beside it.

    A carrier or a broadcaster that also owns an advertising product is none.
    """
    categories: dict[str, set[str]] = {}
    named_after = set()
    for product in catalogue.products.values():
        categories.setdefault(product.company, set()).add(product.category)
        if product.category in _TRACKING and _run_together(product.name) == _run_together(product.company):
            named_after.add(product.company)
    return frozenset(company for company in named_after if categories[company] <= _TRACKING | _SOLD_BESIDE)


def _run_together(name: str) -> str:
    return name.casefold().replace(" ", "").replace("-", "")


def only_tracks(name: Name, catalogue: Catalogue) -> bool:
    """Whether the name is that of a product or a company that does nothing but track."""
    if name.alias.vendor.lower() in name_lexicon().places:
        return False
    if name.alias.level == "product":
        product = product_named(name, catalogue)
        return product is not None and product.category in _TRACKING
    return name.alias.company in _only_trackers(catalogue)


def serves_sites(name: Name, catalogue: Catalogue) -> bool:
    """Whether the name is that of a tracker or of a service that only sites use."""
    product = catalogue.products.get(name.alias.vendor)
    return only_tracks(name, catalogue) or (product is not None and product.category in _FOR_SITES)
