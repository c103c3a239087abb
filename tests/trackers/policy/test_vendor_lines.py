"""Vendors in short lines: behind labels, in lists with an opening, in rows and entries that tell a state."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.policy import read_document, read_policy

_BEFORE = "This page tells you what our bakery does with the data of its visitors.\n\n"


def _stances(text: str) -> dict[str, str]:
    is_marked = any(mark in text for mark in ("|--", "\n- ", "## ", "**"))
    document = read_document(
        _BEFORE + text,
        url="https://bakery.test/privacy",
        content_type="text/markdown" if is_marked else "text/plain",
    )
    found = read_policy([document], load_catalogue())
    for vendor in found.vendors:
        for quote in vendor.quotes:
            assert document.text[quote.start : quote.end] == quote.text
    return {vendor.vendor: vendor.stance for vendor in found.vendors}


_OFF_ALL = {"Criteo": "denied", "Hotjar": "denied"}


@pytest.mark.parametrize(
    "opening",
    [
        "What our bakery's site does not use:",
        "You will not come across these names here:",
        "Tools we got rid of",
        "Removed from our site",
        "Formerly used",
        "We embed nothing from:",
        "Our pages contain none of the following:",
        "Blocked for good:",
        "No longer in use",
        "Deliberately left out",
    ],
)
def test_the_line_that_opens_a_list_denies_all_names_in_it(opening: str) -> None:
    assert _stances(f"{opening}\n- Criteo\n- Hotjar\n") == _OFF_ALL


@pytest.mark.parametrize(
    "line",
    [
        "Not used: Criteo, Hotjar",
        "Removed in 2023: Criteo and Hotjar",
        "We do without: Criteo, Hotjar",
        "Until 2021: Criteo, Hotjar",
        "Out: Criteo, Hotjar",
        "Pixels: none, neither Criteo nor Hotjar",
        "Measuring (Criteo, Hotjar): none",
    ],
)
def test_a_label_denies_all_names_behind_it(line: str) -> None:
    assert _stances(line) == _OFF_ALL


@pytest.mark.parametrize(
    "line",
    [
        "Hotjar: off",
        "Hotjar – removed in May 2023",
        "Hotjar (no longer loaded since 2021)",
        "Hotjar · heat maps · switched off",
        "Hotjar, which we uninstalled last year",
        "Heat maps: Hotjar (discontinued)",
        "Heat maps by Hotjar: none",
        "~~Hotjar~~",
        "✗ heat maps by Hotjar",
        "Hotjar (2019–2022)",
        "Hotjar Ltd., Malta. The script was removed in autumn.",
        "Hotjar\nSwitched off since March 2022.",
        "## Hotjar\n\nThe contract was terminated; nothing of it is left.",
        "## Hotjar\n\nWe have not installed it.",
        "Tool: Hotjar\nIn use: no",
        "Is Hotjar running on your site? No.",
        "Hotjar? Not any more.",
        "Why no Hotjar? Because we never looked at the films.",
        "Was Hotjar part of this site? Yes, until April 2022.",
        "2022-05: Hotjar removed",
        "May 2022 – goodbye Hotjar",
    ],
)
def test_an_entry_tells_that_what_it_names_is_off(line: str) -> None:
    assert _stances(line) == {"Hotjar": "denied"}


@pytest.mark.parametrize(
    "line",
    [
        "Hotjar: switched off unless you agree",
        "Hotjar – off until you press the button",
        "Hotjar: on",
        "Hotjar – heat maps, since 2021",
        "Heat maps: Hotjar",
    ],
)
def test_an_entry_with_a_condition_is_no_denial(line: str) -> None:
    assert _stances(line) == {"Hotjar": "used"}


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("2023-02: dropped Zendesk, added Intercom", {"Intercom": "used", "Zendesk": "denied"}),
        ("v3.1: moved the shop mails from Mailchimp to Brevo", {"Brevo": "used", "Mailchimp": "denied"}),
        (
            "What has changed\n- Mapbox swapped for MapTiler\n",
            {"MapTiler": "used", "Mapbox": "denied"},
        ),
        ("Then: Mailchimp\nNow: Brevo", {"Brevo": "used", "Mailchimp": "denied"}),
    ],
)
def test_a_line_of_changes_tells_what_came_and_what_went(text: str, stances: dict[str, str]) -> None:
    assert _stances(text) == stances


@pytest.mark.parametrize(
    ("rows", "stances"),
    [
        (
            ["Tool | Pixel | Audience upload", "Pinterest | yes | no", "Taboola | no | no"],
            {"Pinterest": "used", "Taboola": "denied"},
        ),
        (
            ["Tool | Live | Task", "Hotjar | ✗ | heat maps", "Matomo | ✓ | numbers"],
            {"Hotjar": "denied", "Matomo": "used"},
        ),
        (["Old | New", "Mailchimp | Brevo"], {"Brevo": "used", "Mailchimp": "denied"}),
        (["Tool | Replaced by", "Zendesk | Intercom"], {"Intercom": "used", "Zendesk": "denied"}),
        (["Tool | Task | Removed", "Hotjar | heat maps | 03/2021"], {"Hotjar": "denied"}),
        (
            [
                "Processor | Task | Since | Until",
                "Hotjar | heat maps | 2019 | 2021",
                "Matomo | statistics | 2021 | today",
            ],
            {"Hotjar": "denied", "Matomo": "used"},
        ),
        (["Data | Goes to", "Parcel label | DHL", "Order | Shopify"], {"DHL": "used", "Shopify": "used"}),
    ],
)
def test_a_table_tells_the_state_of_its_rows(rows: list[str], stances: dict[str, str]) -> None:
    columns = rows[0].count("|") + 1
    lines = [f"| {row} |" for row in rows]
    lines.insert(1, "|---" * columns + "|")
    assert _stances("## Our tools\n\n" + "\n".join(lines) + "\n") == stances


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Till: SumUp\nParcels: DHL and UPS\nLetters: Brevo", {"Brevo", "DHL", "SumUp", "UPS"}),
        ("Card → Stripe\nInvoice → Klarna\n", {"Klarna", "Stripe"}),
        ("Ordering system by: Shopify\nTable plan by: OpenTable", {"OpenTable", "Shopify"}),
        ("Who prints the labels? Sendcloud.\nWho sends the letters? Brevo.", {"Brevo", "Sendcloud"}),
        (
            "Which outside firms see my order?\n- Klarna – at the till\n- Brevo – letters\n",
            {"Brevo", "Klarna"},
        ),
        ("Task: letters — Provider: Brevo — Seat: Berlin", {"Brevo"}),
        ("js.stripe.com – payments\ncdn.shopify.com – pictures for our shop, hosting", {"Shopify", "Stripe"}),
        ("### Vimeo\n\nThe films come from there. It receives your address.", {"Vimeo"}),
        ("Privacy notices of our service providers:\nhttps://www.klarna.com/privacy/", {"Klarna"}),
    ],
)
def test_names_in_the_place_of_a_provider_are_used(text: str, names: set[str]) -> None:
    assert _stances(text) == dict.fromkeys(names, "used")


@pytest.mark.parametrize(
    "text",
    [
        "Devices our app was tested on:\n- Samsung Galaxy\n- Google Pixel\n",
        "As seen in:\n- The New York Times\n- TikTok\n",
        "Our customers:\n- Adobe\n- Zendesk\n",
        "Find us on: Instagram, TikTok, YouTube",
        "Reviews we answer on: Google, Tripadvisor, Yelp",
        "Other shops use:\n- Criteo\n- Taboola\n",
        "Coming soon:\n- Klaviyo\n",
        "Klaviyo (planned)",
        "Import your data from: Mailchimp, HubSpot",
    ],
)
def test_names_behind_a_label_or_opening_of_something_else_are_none(text: str) -> None:
    assert _stances(text) == {}


def test_empty_boxes_deny_only_where_they_are_no_choices() -> None:
    boxes = "- [x] Matomo\n- [ ] Hotjar\n"
    assert _stances(f"What runs here\n\n{boxes}")["Hotjar"] == "denied"
    assert _stances(f"Your choices\n\n{boxes}").get("Hotjar") != "denied"


def test_a_value_that_the_catalogue_does_not_know_is_a_name_among_those_it_knows() -> None:
    text = "Till: SumUp\nOrdering system: Brotwerk\nParcels: DHL\nCountry: Ireland"
    assert _stances(text) == {"Brotwerk": "used", "DHL": "used", "SumUp": "used"}


def test_the_seat_of_a_company_is_no_name() -> None:
    assert _stances("Hosting: Hetzner Online GmbH, Gunzenhausen") == {"Hetzner": "used"}
