"""The shapes in which policies name vendors: questions, passives, rows of cookies, other people's vendors."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.policy import read_document
from trackers.policy.vendors.mentions import vendors


def _stances(text: str) -> dict[str, str]:
    document = read_document(text, url="https://shop.test/privacy", content_type="text/plain")
    mentions, _ = vendors([document], load_catalogue())
    return {mention.vendor: mention.stance for mention in mentions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: Who hosts your shop?\nA: Hetzner, in Finland.\n", {"Hetzner"}),
        ("Which panels do you take part in?\nThose of YouGov.\n", {"YouGov"}),
        ("Our site takes part in the reader panel of YouGov.", {"YouGov"}),
        ("Recordings of lectures are kept with Panopto.", {"Panopto"}),
        ("Parcels are packed by ShipBob, labels printed with ShipStation.", {"ShipBob", "Auctane"}),
        ("We keep our donors' records in Salesforce.", {"Salesforce"}),
        ("The payment window belongs to Braintree.", {"Braintree"}),
        ("Addresses for our catalogue were bought from Experian.", {"Experian"}),
        (
            "To whom do we give data?\n– to Adyen N.V., our payment provider;\n– to DPD, who bring the parcels.\n",
            {"Adyen", "DPD"},
        ),
        ("Our data partners, among them Epsilon and Oracle, enrich addresses.", {"Epsilon", "Oracle"}),
        ("Logins are checked, since authentication is delegated to Auth0.", {"Auth0"}),
        ("As an Amazon Associate the author earns a commission.", {"Amazon"}),
        ("_fbp | Facebook | advertising | 90 days\n", {"Meta"}),
        ("Scripts: jsDelivr, unpkg\nIcons: Font Awesome\n", {"jsDelivr", "unpkg", "Font Awesome"}),
        ("2.1 Hosting: DigitalOcean, LLC, New York\n", {"DigitalOcean"}),
        ("Readers are counted by comScore.", {"Comscore"}),
        ("Here you find the buttons of Facebook, X and Pinterest.", {"Meta", "X", "Pinterest"}),
        ('It has the "Like" button of Facebook and the "Tweet" button of Twitter.', {"Meta", "X"}),
        ("Der Laden liegt bei IONOS und wird mit Shopware geführt.", {"IONOS", "Shopware"}),
        ("Les films sont diffusés au moyen du lecteur de Dailymotion.", {"Dailymotion"}),
    ],
)
def test_a_vendor_is_read_in_the_shape_in_which_it_is_named(text: str, expected: set[str]) -> None:
    assert _stances(text) == dict.fromkeys(expected, "used")


@pytest.mark.parametrize(
    ("text", "vendor"),
    [
        ("Questions about our pages\nDo you use Google Analytics?\nNo.\n", "Google Analytics"),
        ("We have since removed the Hotjar script.", "Hotjar"),
        ("We considered Mixpanel and decided against it.", "Mixpanel"),
        ("There's no Hotjar on this site.", "Hotjar"),
        ("Neither Criteo nor Taboola receives anything from the members' area.", "Criteo"),
    ],
)
def test_a_denial_is_read_in_the_shape_in_which_it_is_made(text: str, vendor: str) -> None:
    assert _stances(text)[vendor] == "denied"


@pytest.mark.parametrize(
    "text",
    [
        "Our officer, formerly of Google and Adobe, answers within a week.",
        "The clients of our agency include HubSpot and Criteo.",
        "Whoever posts a public review on Yelp or Tripadvisor should know that all can read it.",
        "Your employer may use Salesforce with our add-in.",
        "2. comScore, March 2019",
        "Visit Block 7, Larnaca, or write to Box 12, Dublin.",
    ],
)
def test_vendors_in_another_role_are_not_declared(text: str) -> None:
    assert _stances(text) == {}


def test_an_address_in_a_list_of_vendors_names_one() -> None:
    text = "These are the advertising networks we use:\nhttps://www.criteo.com/\nhttps://www.taboola.com/\n"
    assert _stances(text) == {"Criteo": "used", "Taboola": "used"}


def test_an_address_in_another_list_names_nobody() -> None:
    assert _stances("Read more about cookies on these pages:\nhttps://www.criteo.com/\n") == {}


def test_a_site_called_after_a_vendor_is_not_the_vendor() -> None:
    text = "This policy applies to Stripe Helper, run by Ines Roy.\nPayments are handled by Stripe for us.\n"
    assert "Stripe" in _stances(text)


@pytest.mark.parametrize(
    "text",
    [
        "The fine was imposed by the office on Meta; the appeal was brought by Oracle.",
        "Our cook was praised by Bloomberg and later hired by Microsoft.",
    ],
)
def test_what_a_company_did_elsewhere_is_no_use_of_it(text: str) -> None:
    assert _stances(text) == {}


@pytest.mark.parametrize(
    "text", ["Is what I write to you sold to Criteo? No.", "Patients' letters never pass through Criteo."]
)
def test_what_never_reaches_a_vendor_is_denied(text: str) -> None:
    assert _stances(text) == {"Criteo": "denied"}


@pytest.mark.parametrize(
    "text",
    [
        "You can opt out of LiveRamp at https://liveramp.com/opt_out/ whenever you like.",
        "Such matching is refused by visiting LiveRamp (https://liveramp.com/opt_out/).",
    ],
)
def test_a_tracker_whose_own_opt_out_is_given_is_in_use(text: str) -> None:
    assert _stances(text) == {"LiveRamp": "used"}
