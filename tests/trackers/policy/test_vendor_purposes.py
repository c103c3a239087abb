"""A denial of one purpose: of the vendor itself where that is what its product is for, else of nothing."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.policy import read_document
from trackers.policy.vendors.mentions import vendors


def _stances(text: str, language: str) -> dict[str, str]:
    page = f'<html lang="{language}"><body><main><p>{text}</p></main></body></html>'
    document = read_document(page, url="https://shop.test/privacy", content_type="text/html")
    return {mention.vendor: mention.stance for mention in vendors([document], load_catalogue())[0]}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "This shop does not use {} for advertising."),
        ("en", "We never use {} for marketing or any such thing."),
        ("en", "We no longer use {} for our campaigns."),
        ("en", "{} is not used on these pages for advertising."),
        ("de", "Wir verwenden {} auf diesen Seiten nicht für Werbung."),
        ("de", "Dieser Laden nutzt {} nicht zu Marketingzwecken."),
        ("de", "Wir setzen kein {} zu Werbezwecken ein."),
        ("de", "{} wird in diesem Laden nicht für Werbung eingesetzt."),
        ("fr", "Dans cette boutique, nous n'utilisons pas {} pour la publicité."),
        ("fr", "Nous n'utilisons jamais {} à des fins publicitaires."),
        ("es", "En esta tienda no utilizamos {} para mostrar anuncios."),
        ("it", "In questo negozio non utilizziamo {} per la pubblicità."),
        ("nl", "In deze winkel gebruiken wij {} niet voor reclame."),
        ("pt", "Nesta loja não utilizamos {} para publicidade."),
        ("pl", "W tym sklepie nie używamy {} do reklam."),
    ],
)
def test_advertising_is_all_that_an_advertising_product_is_for(language: str, text: str) -> None:
    assert _stances(text.format("Google Ads"), language) == {"Google Ads": "denied"}
    assert _stances(text.format("Google Analytics"), language) == {"Google Analytics": "used"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We do not use {} to measure visits."),
        ("de", "Wir nutzen {} nicht, um Besuche zu messen."),
        ("fr", "Sur ce site, nous n'utilisons pas {} pour mesurer les visites."),
    ],
)
def test_measuring_is_all_that_an_analytics_product_is_for(language: str, text: str) -> None:
    assert _stances(text.format("Matomo"), language) == {"Matomo": "denied"}


@pytest.mark.parametrize(
    "text",
    [
        "We do not use Facebook Pixel to show you ads based on what you read about illnesses.",
        "We do not use Matomo to track you across other sites.",
        "We do not use Hotjar to record passwords or other sensitive fields.",
        "We do not use Stripe for advertising.",
        "We do not use Google Analytics' advertising features.",
        "We do not use Intercom to track you.",
    ],
)
def test_a_purpose_beyond_the_products_own_leaves_it_in_use(text: str) -> None:
    assert set(_stances(text, "en").values()) == {"used"}


def test_of_two_products_each_is_judged_by_what_it_is_for() -> None:
    found = _stances("We do not use Google Analytics and Google Ads for advertising.", "en")
    assert found == {"Google Analytics": "used", "Google Ads": "denied"}


def test_payments_are_all_that_a_payment_service_is_for() -> None:
    assert _stances("We do not use Stripe to process payments.", "en") == {"Stripe": "denied"}
