"""A policy that names a company says nothing of one of its products."""

from __future__ import annotations

from trackers.catalogue import Catalogue, Company, Product
from trackers.policy import read_document, read_policy

_CATALOGUE = Catalogue(
    version="test",
    sha256="test",
    companies={
        "Parcelco": Company("Parcelco", legal_name="Parcelco Corporation"),
        "Countly Labs": Company("Countly Labs"),
    },
    products={
        product.name: product
        for product in (
            Product("ShopDash", "Parcelco", "other", aliases=("Parcelco",)),
            Product("Parcelco Freight", "Parcelco", "other"),
            Product("Countly Labs Analytics", "Countly Labs", "analytics", aliases=("Countly Labs",)),
        )
    },
)


def _named(text: str) -> list[tuple[str, str, str]]:
    document = read_document(text, url="https://shop.test/privacy", content_type="text/plain")
    found = read_policy([document], _CATALOGUE).vendors
    return [(mention.vendor, mention.level, mention.stance) for mention in found]


def test_a_company_is_named_although_its_name_is_kept_as_a_products() -> None:
    assert _named("We use Parcelco to ship your orders.") == [("Parcelco", "company", "used")]


def test_the_product_is_named_where_its_own_name_stands_too() -> None:
    assert _named("We use Parcelco ShopDash to ship your orders.") == [("ShopDash", "product", "used")]


def test_the_only_product_of_a_company_is_meant_by_the_companys_name() -> None:
    assert _named("We use Countly Labs to measure visits.") == [("Countly Labs Analytics", "product", "used")]
