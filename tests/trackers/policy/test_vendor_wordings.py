"""Vendors in the way today's policies name them, read with the shipped catalogue.

Whole passages are in `wordings/vendors.toml`, single sentences in `wordings/vendor_sentences.toml`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from trackers.catalogue import Catalogue, load_catalogue
from trackers.declarations import VendorMention
from trackers.policy import read_document
from trackers.policy.vendors.mentions import vendors

_FOLDER = Path(__file__).parent / "wordings"
WORDINGS = tomllib.loads((_FOLDER / "vendors.toml").read_text(encoding="utf-8"))
SENTENCES = tomllib.loads((_FOLDER / "vendor_sentences.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue()


def _declared(page: str, language: str, shipped: Catalogue) -> tuple[VendorMention, ...]:
    html = f'<html lang="{language}"><body><main>{page}</main></body></html>'
    return vendors([read_document(html, url="https://shop.test/privacy", content_type="text/html")], shipped)[
        0
    ]


def _names(mention: VendorMention, shipped: Catalogue) -> set[str]:
    company = shipped.companies[mention.company]
    return {mention.vendor, company.name, *company.aliases, *company.former_names}


def _check(
    declared: tuple[VendorMention, ...], used: list[str], denied: list[str], shipped: Catalogue
) -> None:
    for stance, expected in (("used", used), ("denied", denied)):
        found = [_names(mention, shipped) for mention in declared if mention.stance == stance]
        missing = [name for name in expected if not any(name in names for names in found)]
        invented = [names for names in found if not names & set(expected)]
        assert not missing, f"{stance}, not found: {missing}"
        assert not invented, f"{stance}, invented: {invented}"


@pytest.mark.parametrize(("language", "text", "used", "denied"), WORDINGS["passages"] + SENTENCES["passages"])
def test_a_passage_declares_exactly_its_vendors(
    language: str, text: str, used: list[str], denied: list[str], shipped: Catalogue
) -> None:
    _check(_declared(f"<p>{text}</p>", language, shipped), used, denied, shipped)


@pytest.mark.parametrize(("page", "used"), WORDINGS["pages"])
def test_a_table_or_list_declares_exactly_its_vendors(page: str, used: list[str], shipped: Catalogue) -> None:
    _check(_declared(page, "en", shipped), used, [], shipped)


def test_a_vendor_does_not_declare_itself(shipped: Catalogue) -> None:
    page = "<p>Klaviyo, Inc. (“Klaviyo”, “we”) respects you. We use Stripe, Inc. for payments.</p>"
    assert {mention.vendor for mention in _declared(page, "en", shipped)} == {"Stripe"}


def test_any_label_will_do_in_a_list_that_was_opened_as_one_of_vendors(shipped: Catalogue) -> None:
    page = (
        "<p>Nos partenaires sont notamment :</p>"
        "<ul><li>pour le site : Criteo</li><li>pour l'application : Adjust</li></ul>"
    )
    assert {mention.vendor for mention in _declared(page, "fr", shipped)} == {"Criteo", "Adjust"}


def test_a_list_of_who_sets_cookies_names_vendors_although_the_site_is_one(shipped: Catalogue) -> None:
    page = (
        "<p><strong>Who sets these cookies</strong> : 7Shop, "
        "<a href='https://policies.google.com/'>Google</a>, Hotjar</p>"
    )
    assert {mention.vendor for mention in _declared(page, "en", shipped)} == {"Google", "Hotjar"}


def test_a_provider_may_be_given_by_its_domain(shipped: Catalogue) -> None:
    page = (
        "<table><tr><th>Cookie domain</th><th>Cookie name</th><th>Purpose</th><th>Duration</th></tr>"
        "<tr><td>Hotjar.com</td><td>_hj_first</td><td>Counts visits</td><td>30 days</td></tr></table>"
    )
    assert {mention.vendor for mention in _declared(page, "en", shipped)} == {"Hotjar"}


def test_the_help_pages_of_makers_of_browsers_are_no_vendors(shipped: Catalogue) -> None:
    page = "<ul><li><a href='https://support.microsoft.com/x'>Microsoft Cookies Guide</a></li></ul>"
    assert _declared(page, "en", shipped) == ()


def test_a_page_of_the_sites_own_on_a_network_is_no_vendor(shipped: Catalogue) -> None:
    page = (
        "<p>Wir unterhalten Präsenzen in sozialen Netzwerken.</p><ul><li><b>Instagram:</b> Soziales Netzwerk; "
        "Dienstanbieter: Meta Platforms Ireland Limited, Dublin; Website: https://www.instagram.com</li></ul>"
    )
    assert _declared(page, "de", shipped) == ()


def test_a_word_written_small_is_a_name_behind_a_word_of_use_alone(shipped: Catalogue) -> None:
    page = "<p>This seems plausible to most of us. The sentry at the gate keeps a crisp list.</p>"
    assert _declared(page, "en", shipped) == ()
