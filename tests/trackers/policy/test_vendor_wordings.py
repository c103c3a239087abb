"""Vendors in the way today's policies name them, read with the shipped catalogue: `wordings/vendors.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from trackers.catalogue import Catalogue, load_catalogue
from trackers.declarations import VendorMention
from trackers.policy import read_document
from trackers.policy.vendors.mentions import vendors

WORDINGS = tomllib.loads((Path(__file__).parent / "wordings" / "vendors.toml").read_text(encoding="utf-8"))


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


@pytest.mark.parametrize(("language", "text", "used", "denied"), WORDINGS["passages"])
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
