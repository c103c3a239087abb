"""Vendors in lists without a verb: entries, broken rows, glued cells, names with particulars below."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.policy import read_document
from trackers.policy.vendors.mentions import vendors


def _used(text: str) -> set[str]:
    kind = "text/markdown" if "](" in text else "text/plain"
    document = read_document(text, url="https://shop.test/privacy", content_type=kind)
    mentions, _ = vendors([document], load_catalogue())
    return {name for mention in mentions if mention.stance == "used" for name in (mention.vendor,)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Companies that may see your order include:\n- Shopify (web shop)\n- Mollie (cards)\n- Slack (notices)\n",
            {"Shopify", "Mollie", "Slack"},
        ),
        (
            "Our processors work for us as follows:\n1. Name: Twilio\nWebsite: https://www.twilio.com/\n"
            "2. Name: Chatwoot\nWebsite: https://www.chatwoot.com/\n",
            {"Twilio", "Chatwoot"},
        ),
        ("Payments: Stripe, PayPal\nError tracking (Sentry)\n", {"Stripe", "PayPal", "Sentry"}),
        (
            "| Klaviyo, Inc. | \nE-mail marketing | \nBoston | \n| Gorgias Inc | \nCustomer support | \nParis |",
            {"Klaviyo", "Gorgias"},
        ),
        (
            "| Stripe | Card payments | Dublin |\n| PayPal (if chosen) | Payments | Luxembourg |",
            {"Stripe", "PayPal"},
        ),
        (
            "NamePurposeData\nFastSpringPayment ProcessingName, E-mail\nVercelHosting of the siteIP address\n",
            {"FastSpring", "Vercel"},
        ),
        ("Yoti\n- Purpose: checks of age\n\nSentry\nPersonal Data: device, time\n", {"Yoti", "Sentry"}),
        (
            "Pinterest\n[Ad preferences](https://help.pinterest.com/en/article/personalization-and-data)\n",
            {"Pinterest"},
        ),
        (
            "Unsere Dienstleister:\n- Brevo (Newsletter-Versand)\n- ALL-INKL (Hosting)\n",
            {"Brevo", "ALL-INKL"},
        ),
    ],
)
def test_a_list_without_verbs_declares_its_services(text: str, expected: set[str]) -> None:
    assert _used(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Follow us:\n- Facebook\n- LinkedIn\n- Instagram\n",
        "Opera: https://help.opera.com/security/cookies/\n",
        "Answers to surveys that you fill in.\n",
        "Mailing address: PO Box 5905, Springfield\n",
        "What needs an account, such as our social pages (Facebook and YouTube), asks for consent.\n",
    ],
)
def test_other_lists_declare_nothing(text: str) -> None:
    assert _used(text) == set()


def test_a_name_that_is_also_a_word_counts_where_the_document_links_to_the_vendor() -> None:
    assert _used(
        "Railway keeps the logs for a month, see [its notice](https://railway.com/legal/privacy)."
    ) == {"Railway"}
    assert _used("Railway keeps the logs for a month.") == set()


def test_a_vendor_in_the_brackets_of_a_heading_on_third_parties_is_not_the_site() -> None:
    text = (
        "# Third-party cookies (Google AdSense)\n\nWe use Google AdSense for [ads](https://ads.shop.test/).\n"
    )
    assert "Google AdSense" in _used(text)


def test_a_heading_on_the_use_of_a_product_is_no_title_of_its_maker() -> None:
    heading = "<h2>Datenschutzerklärung für die Nutzung von Google Analytics</h2>"
    text = f"<html lang='de'>{heading}<p>Diese Website nutzt Google Analytics.</p></html>"
    document = read_document(text, url="https://shop.test/privacy", content_type="text/html")
    mentions, _ = vendors([document], load_catalogue())
    assert {mention.vendor for mention in mentions} == {"Google Analytics"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A numbered heading is no date, whatever word stands behind the number.
        ("5.3 Segment\n\nPurpose: statistics\n", {"Segment"}),
        # The particulars below a heading are of the vendor that begins it.
        (
            "## 4.1 RevenueCat\n\nUsed for:\n- subscriptions\n\n"
            "## 4.2 Apple and other services\n\nUsed for:\n- push messages\n",
            {"RevenueCat", "Apple"},
        ),
        # An empty first row, and cells that are broken into lines.
        (
            "| | | |\n| Nom du traceur | Nom de l'entreprise | Rôle |\n| Braze | Braze | FONCTIONNEL\n\nMessages. |\n"
            "| Agora | Agora | FONCTIONNEL\n\nAppels. |\n",
            {"Braze", "Agora.io"},
        ),
        # "Folgender" opens a list and asks nobody to follow; names are given with their domain.
        (
            "Die Daten liegen auf Servern folgender Anbieter:\n- Fly.io, Inc. (Schnittstelle)\n"
            "- Neon.tech, Inc. (Datenbank)\n",
            {"Fly.io", "Neon"},
        ),
        # One name alone in the brackets of a label.
        ("We work with others.\n\nPayment Platforms (Stripe)\n- charge your card\n", {"Stripe"}),
        # The policies of places that the site links to are not those of its services.
        (
            "We link to other places. Please read the privacy policies of these sites:\n"
            "- [YouTube](https://policies.google.com/privacy)\n"
            "- [GitHub](https://docs.github.com/en/site-policy/privacy-policies/github-privacy-statement)\n",
            set(),
        ),
    ],
)
def test_headings_tables_and_brackets_tell_vendors(text: str, expected: set[str]) -> None:
    assert {name.split(",")[0] for name in _used(text)} == expected


def test_a_part_of_anothers_button_is_no_vendor() -> None:
    assert "Recommend" not in _used(
        "Our pages use social plug-ins (such as the Facebook Recommend function)."
    )


def test_a_seal_heads_no_entry_of_a_list_of_services() -> None:
    assert _used("Our service providers\n\nTRUSTe\n\nWe hold the TRUSTe Privacy Seal.\n") == set()
