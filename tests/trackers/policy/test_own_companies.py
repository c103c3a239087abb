"""Whose document it is, where nothing but its words tell: no site declares its own company as a vendor."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.policy import read_document, read_policy

_COOKIES_OF_OPENAI = """# Cookies

| Source | Cookie | Duration | Domain |
| --- | --- | --- | --- |
| Cloudflare | __cf_bm | 30 minutes | openai.com |
| Stripe | __stripe_mid | 1 year | openai.com |
| OpenAI | oai-theme | 1 year | openai.com |
"""
_COOKIES_OF_MISTRAL = """# Cookies

- **Cloudflare**

- **Cookies:** __cf_bm

- **Domain:** mistral.ai

- **Intercom**

- **Cookies:** intercom-id

- **Domain:** chat.mistral.ai

- **Mistral AI**

- **Cookies:** LOCALE

- **Domain:** chat.mistral.ai
"""


def _declared(text: str) -> set[str]:
    kind = "text/markdown" if "](" in text or "|" in text or "**" in text else "text/plain"
    document = read_document(text, url="https://shop.test/privacy", content_type=kind)
    mentions = read_policy([document], load_catalogue()).vendors
    return {
        name for mention in mentions if mention.stance == "used" for name in (mention.vendor, mention.company)
    }


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("This notice describes which kinds of cookies OpenAI uses and why. OpenAI uses cookies.", "OpenAI"),
        (
            "Our policy explains what data Klaviyo, Inc. collects. Klaviyo collects e-mail addresses.",
            "Klaviyo",
        ),
        ('This document (the "Policy") is provided by Klaviyo Inc.\nKlaviyo may share data.', "Klaviyo"),
        ("This website is operated by Klaviyo. Klaviyo sets cookies.", "Klaviyo"),
        (
            "Cookies of the site owner (in this case Klaviyo) are first-party cookies. Klaviyo sets them.",
            "Klaviyo",
        ),
        ("Klaviyo sets cookies.\nPlease contact us at privacy@klaviyo.com.", "Klaviyo"),
        ("As our [Privacy Policy](https://www.klaviyo.com/legal) says, Klaviyo sets cookies.", "Klaviyo"),
        ("Diese Website wird von der Klaviyo GmbH betrieben. Klaviyo setzt Cookies ein.", "Klaviyo"),
        (_COOKIES_OF_OPENAI, "OpenAI"),
        (_COOKIES_OF_MISTRAL, "Mistral AI"),
    ],
)
def test_a_document_says_whose_it_is(text: str, own: str) -> None:
    assert own not in _declared(text)


@pytest.mark.parametrize(
    ("text", "vendor"),
    [
        ("We use Klaviyo. Questions to Klaviyo go to privacy@klaviyo.com.", "Klaviyo"),
        ("We use Klaviyo ([Privacy Policy](https://www.klaviyo.com/legal)).", "Klaviyo"),
        ("We use Google Analytics. Please contact us at plumtree.bakery@gmail.com.", "Google Analytics"),
        ("We use Zendesk. You can contact us at help@plumtree.zendesk.com.", "Zendesk"),
        ("Our newsletter is provided by Klaviyo. We chose it with care.", "Klaviyo"),
        ("Our shop is operated by Shopify on our behalf. Shopify stores your orders.", "Shopify"),
        (_COOKIES_OF_OPENAI, "Cloudflare"),
    ],
)
def test_a_vendor_stays_one_beside_words_on_the_document(text: str, vendor: str) -> None:
    assert vendor in _declared(text)


def test_a_word_of_the_site_s_own_name_is_no_vendor() -> None:
    text = (
        'This site and its services are provided by Altitude Pine Boats ("we", "us").\nAltitude Pine Boats.'
    )
    assert _declared(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "June, 2019: we use Matomo to count visits.",
        "COOKIE INFORMATION\n\nWe use Matomo to count visits.",
        "Our website links to our official storefront on Amazon India. We use Matomo.",
        "Our log-in is based on Twitter's OAuth service. We use Matomo.",
        "We use your data as the Google API Services User Data Policy allows. We use Matomo.",
    ],
)
def test_words_that_only_look_like_vendors_are_none(text: str) -> None:
    assert _declared(text) == {"Matomo"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We have Stripe and Adyen process payments.", {"Stripe", "Adyen"}),
        (
            "Support services to answer your questions\n(for example, Zendesk, Sierra)\n",
            {"Zendesk", "Sierra"},
        ),
        ("Google Analytics\n\nX https://x.com/en/privacy\n", {"Google", "Google Analytics", "X"}),
        ("We send prompts to OpenAIs models.", {"OpenAI"}),
    ],
)
def test_further_words_of_use_are_read(text: str, expected: set[str]) -> None:
    assert _declared(text) == expected


def test_a_heading_for_a_service_below_the_title_is_not_the_sites_own() -> None:
    text = """# Datenschutzerklärung

## Datenschutzerklärung für Vimeo

Auf diesen Seiten sind Filme der Vimeo, LLC, New York, eingebunden.
"""
    assert "Vimeo" in _declared(text)


def test_a_text_for_one_service_is_not_its_makers_own() -> None:
    text = """Privacy policy for Google Fonts

Our pages load Google Fonts.
"""
    assert "Google Fonts" in _declared(text)


def test_the_country_behind_a_vendor_s_name_makes_it_not_the_sites_own() -> None:
    text = "We rely on tools:\n\n- OpenAI (US) — answers\n- Stripe (Dublin, US) — payments\n"
    assert {"OpenAI", "Stripe"} <= _declared(text)
    assert "OpenAI" not in _declared('OpenAI ("US") explains here how it uses Stripe.')
