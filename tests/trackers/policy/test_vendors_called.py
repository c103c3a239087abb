"""A policy that names a company says nothing of one of its products."""

from __future__ import annotations

from trackers.catalogue import Catalogue, Company, Product, load_catalogue
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
            Product("Trundlebox", "Parcelco", "analytics", aliases=("Trundle-Bx", "Quill cookie")),
            Product("Very Busy Count Engine", "Parcelco", "analytics", aliases=("VBCE",)),
            Product("Countly Labs Analytics", "Countly Labs", "analytics", aliases=("Countly Labs",)),
            Product(
                "Parcelco Ads",
                "Parcelco",
                "advertising",
                aliases=("Boxfuel", "Turn", "Lanternly", "Parcelco Advertising"),
                former_names=("Boxfuel", "Turn"),
            ),
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


def test_a_product_is_called_by_the_former_name_that_the_policy_uses() -> None:
    document = read_document(
        "Ads are chosen by boxfuel, which sets cookies.",
        url="https://shop.test/privacy",
        content_type="text/plain",
    )
    (mention,) = read_policy([document], _CATALOGUE).vendors
    assert (mention.vendor, mention.product, mention.company) == ("Boxfuel", "Parcelco Ads", "Parcelco")


def test_a_product_is_called_by_an_unlike_name_that_the_policy_uses() -> None:
    assert _named("We use Lanternly to show ads.") == [("Lanternly", "product", "used")]


def test_an_abbreviation_is_read_as_what_it_stands_for() -> None:
    assert _named("We use VBCE to count visits.") == [("Very Busy Count Engine", "product", "used")]


def test_a_misspelt_name_and_that_of_a_thing_keep_the_products_own() -> None:
    assert _named("We use Trundle-Bx to count visits.") == [("Trundlebox", "product", "used")]
    assert _named("We use the Quill cookie to count visits.") == [("Trundlebox", "product", "used")]


def test_a_like_name_keeps_the_products_own() -> None:
    assert _named("We use Parcelco Advertising to show ads.") == [("Parcelco Ads", "product", "used")]


def test_the_present_name_is_kept_where_it_stands_beside_the_former_one() -> None:
    assert _named("We use Parcelco Ads (formerly Boxfuel).") == [("Parcelco Ads", "product", "used")]


def test_a_former_name_is_not_found_in_another_word() -> None:
    assert _named("We use Parcelco Ads. You may return goods.") == [("Parcelco Ads", "product", "used")]


def test_a_companys_short_name_is_no_products() -> None:
    document = read_document(
        "We buy addresses from LexisNexis.", url="https://shop.test/privacy", content_type="text/plain"
    )
    (mention,) = read_policy([document], load_catalogue()).vendors
    assert (mention.company, mention.level) == ("LexisNexis Risk Solutions", "company")


def test_a_way_out_bears_the_name_of_the_product_at_its_address() -> None:
    text = "We use Hotjar to see how pages are read. You can [opt out of Hotjar](https://www.hotjar.com/opt-out/)."
    document = read_document(text, url="https://shop.example/privacy", content_type="text/markdown")
    declared = read_policy([document], load_catalogue())
    assert [mention.vendor for mention in declared.vendors] == ["Hotjar"]
    assert [way.vendor for way in declared.opt_outs] == ["Hotjar"]


def test_a_general_word_that_two_names_share_makes_them_not_alike() -> None:
    document = read_document("We use Right Media to buy space.", url="https://shop.test/privacy")
    found = read_policy([document], load_catalogue()).vendors
    assert [(mention.vendor, mention.company) for mention in found] == [("Right Media", "Yahoo")]
