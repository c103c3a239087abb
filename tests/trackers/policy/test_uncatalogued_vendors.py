"""Vendors that the catalogue does not know, read where the policy's form leaves no doubt, and nowhere else."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.declarations import VendorMention
from trackers.policy import read_document, read_policy


def _read(text: str, url: str = "https://plumtree.test/privacy") -> list[VendorMention]:
    kind = "text/markdown" if "](" in text or "| --- |" in text or "**" in text else "text/plain"
    document = read_document(text, url=url, content_type=kind)
    return [one for one in read_policy([document], load_catalogue()).vendors if not one.catalogued]


def _names(text: str) -> set[str]:
    return {mention.vendor for mention in _read(text)}


_TABLE = """# Sub-processors

| Sub-processor | Purpose | Country |
| --- | --- | --- |
| Stripe | Payments | USA |
| Quibblepost GmbH | Letters by post | Germany |
| Hetzner | Hosting | Germany |
| Various | Repairs | - |
"""
_LIST = """## Service providers

We use the following service providers:

- **Stripe**: payments
- **Sentry**: error tracking
- **Snorkelmail**: sends our newsletters
- **Analytics**: visits are measured
- **Your rights**: you may ask us to stop the analytics
"""
_SHAPES = """We use these services:

- Squarespace (our website)
- [Snorkelmail](https://snorkelmail.example/) and Facebook (marketing)
- Trundlebox and similar companies — supply property data
- **Quibbleguide by Quibblepost:** powers our price guide
- Google Analytics (traffic)
- Vercel: hosting
"""
_NETWORKS = """We use these networks:

- **Wombat Networks:** for sending messages and storing data
- **Hetzner:** for keeping them
- **Stripe:** for card payments
"""
_GERMAN_LIST = """# Datenschutz

Wir geben Ihre Daten an die folgenden Dienstleister weiter, die sie für uns in unserem Auftrag verarbeiten:

- Hetzner (Hosting der Seiten)
- Brevo (Versand der Briefe)
- Wortrix (Videokonferenzen)
- Buchhaltung (Rechnungen)
- Steuerkanzlei (Rechnungen)
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our shop is hosted by Wombat Hosting GmbH in Kassel.", {"Wombat Hosting"}),
        ("Payments are processed by Dinglepay, Inc. on our behalf.", {"Dinglepay"}),
        ("We use [Foometer](https://foometer.io/privacy) to measure visits.", {"Foometer"}),
        ("Cards are charged by our payment provider, Dinglepay.", {"Dinglepay"}),
        ("We use Snorkelmail to send our newsletter.", {"Snorkelmail"}),
        ("We share your address with our couriers, such as DHL, Trundlebox and UPS.", {"Trundlebox"}),
        ("Payment providers (Stripe, Dinglepay) receive the amount.", {"Dinglepay"}),
        ("I sell my tiles through a company called Tilearama.", {"Tilearama"}),
        (
            "Zur Verwaltung der Boote nutzen wir dingleVerein und führen damit auch die Liste.",
            {"dingleVerein"},
        ),
        ("Letters are sent with [Mail Center UK](https://www.mailcenteruk.example.com/).", set()),
        ("Letters are sent by [Mail Center UK](https://www.mailcenteruk.com/).", {"Mail Center UK"}),
        (_GERMAN_LIST, {"Wortrix"}),
        ("Your cards stay with Dinglepay, our payment provider.", {"Dinglepay"}),
        ("Firms that help us, such as Trundlebox (our partner in Norway), see your address.", {"Trundlebox"}),
        ("Le courrier est envoyé par la société Snorkelmail, notre prestataire.", {"Snorkelmail"}),
        ("Gutscheine verschickt ein Dienst der Firma Quibblepost GmbH für uns per E-Mail.", {"Quibblepost"}),
        ("We film tests with Foometer, a survey service provided by Foometer Pty Ltd, Perth.", {"Foometer"}),
        ("Plumtree uses the services of Dinglepay to charge cards.", {"Dinglepay"}),
        ("We use True Wombat Consulting, LLC to check invoices.", {"True Wombat Consulting"}),
        ("Survey tools (such as Quibbleform and Jotform) set cookies of their own.", {"Quibbleform"}),
        ("Buyers abroad place their order with our shipping partner Trundlebox.", {"Trundlebox"}),
        ("Prints are packed and shipped by Blue Wombat Distribution.", {"Blue Wombat Distribution"}),
        (_NETWORKS, {"Wombat Networks"}),
        (
            "We pass your address to Wombat Rides Ltd, a company registered in England under No. 1.",
            {"Wombat Rides"},
        ),
        ("Bills go out through a firm that is run by Wombat Tiles Corporation Pty Ltd.", {"Wombat Tiles"}),
        ("We take money by Stripe, Dinglepay (for telephones) and Adyen.", {"Dinglepay"}),
        ("Gifts pass through Stripe, PayPal and Dinglepay depending on how you give.", {"Dinglepay"}),
        (_SHAPES, {"Snorkelmail", "Quibbleguide", "Trundlebox"}),
        (_TABLE, {"Quibblepost"}),
        (_LIST, {"Snorkelmail"}),
        (
            "We rely on Adyen (payments), Supabase (our database and files) and Quibblepost (image generation).",
            {"Quibblepost"},
        ),
        (
            "Processed by: Adyen - cards; Quibblepost - image generation; Hetzner - hosting of the shop.",
            {"Quibblepost"},
        ),
        ("We have arranged with Quibblepost to keep the lists of gifts.", {"Quibblepost"}),
        (
            "The following third parties serve advertisements:\n\n- Criteo (www.criteo.com)\n"
            "- Quibblepost (www.quibble.example)\n- Taboola (www.taboola.com)\n- Outbrain (www.outbrain.com)\n",
            {"Quibblepost"},
        ),
        ("We use the ad server services Google AdSense and Quibblepost Ads.", {"Quibblepost Ads"}),
        (
            "| Name | What for | Where |\n| --- | --- | --- |\n| Adyen | Cards | NL |\n| Hetzner | Hosting | DE |\n"
            "| Quibblepost | Notes | US |\n| Vercel | Hosting | US |\n| Sentry | Errors | US |\n",
            {"Quibblepost"},
        ),
        ("This cookie is provided by Quibblepost Labs to count answers.", {"Quibblepost Labs"}),
    ],
)
def test_a_name_that_the_catalogue_does_not_know_is_read_where_the_form_tells(
    text: str, expected: set[str]
) -> None:
    assert _names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # The site's own company and its group
        'Plumtree Boats Ltd ("we", "us") runs this site. Plumtree Boats Ltd uses cookies.',
        "This website is operated by Quibble Holding GmbH. Quibble Holding GmbH processes your data.",
        "© 2024 Quibble Inc.\\n\\nQuibble Inc. stores your data and sends newsletters.",
        "We share data with our subsidiary Quibble Logistics GmbH.",
        "# Quibblenet.org Privacy Policy\n\nThanks to our payment gateways, Quibblenet.org keeps to the rules.",
        "We use [Plumtree](https://www.plumtree.test/shop) to measure visits.",
        "Our website and our app are a free service provided by Quibble Ltd.",
        "Orders placed before the fair will be delivered by Christmas, the others will be shipped by Monday.",
        "Whatever Quibblenet holds of you, " * 12 + "data are processed by Quibblenet.",
        # People, places, laws and authorities
        "Our data protection officer is Ada Lovelace of Quibble Consulting GmbH.",
        "You may complain to the [Wombatland Authority](https://wombatland.example/complain).",
        "Our servers are in Frankfurt, Dublin and Oregon.",
        "We use Standard Contractual Clauses to protect hosting data.",
        "This website is operated by Wombat Freesites Ltd, 1 Long Road, Oslo.",
        # Another role
        "Sign in with [Snorkelpass](https://snorkelpass.example/) if you like.",
        "Read more on [Snorkelnews](https://snorkelnews.example/).",
        "We do not use [Foometer](https://foometer.io/privacy) to measure visits.",
        "Snorkelmail is a fine word. Jane Wombat wrote this page.",
        # General words, headings, techniques, cookies' names
        "## How We Use Hosting Data\\n\\nWe use Secure Sockets Layer to protect payments.",
        "We use Cookies, Pixels and Web Beacons to measure visits, with Google Analytics and Hotjar.",
        "Cookies: _ga, IDE, NID (Google Analytics, Hotjar)",
        "Our offices are at Google LLC, Amphitheatre Parkway, Mountain View, USA.",
    ],
)
def test_other_words_with_a_capital_are_no_vendors(text: str) -> None:
    assert _names(text.replace("\\n", "\n")) == set()


def test_a_word_of_a_longer_company_s_name_is_not_another_vendor() -> None:
    text = "We share data with our processors: True Wombat Consulting, LLC and Quibble Papers, SAS."
    document = read_document(text, url="https://plumtree.test/privacy", content_type="text/plain")
    found = {mention.vendor for mention in read_policy([document], load_catalogue()).vendors}
    assert found.isdisjoint({"True", "SAS"})


def test_a_list_without_vendors_of_the_catalogue_proves_nothing() -> None:
    text = "## Service providers\n\nWe use these providers:\n\n- Snorkelmail: newsletters\n- Trundlebox: hosting\n"
    assert _names(text) == set()


def test_a_mention_is_marked_as_outside_of_the_catalogue_with_its_link_and_its_words() -> None:
    (mention,) = _read("We use [Foometer](https://www.foometer.io/privacy) to measure visits.")
    assert (mention.vendor, mention.company, mention.level) == ("Foometer", "Foometer", "company")
    assert mention.stance == "used"
    assert mention.domains == ("foometer.io",)
    assert "Foometer" in mention.quotes[0].text
    assert mention.purposes == ("analytics",)


def test_a_first_column_with_few_vendors_of_the_catalogue_is_none_of_providers() -> None:
    rows = "".join(
        f"| {word} | Words |\n" for word in ("Quibblepost", "Wombatmeter", "Foometer", "Adyen", "Vercel")
    )
    assert _names(f"| Name | What for |\n| --- | --- |\n{rows}") == set()


def test_vendors_of_the_catalogue_stay_as_they_are() -> None:
    document = read_document(_LIST, url="https://plumtree.test/privacy", content_type="text/markdown")
    mentions = read_policy([document], load_catalogue()).vendors
    assert {one.vendor for one in mentions if one.catalogued} == {"Stripe", "Sentry"}


def test_a_list_of_a_thousand_names_does_not_flood_the_report() -> None:
    rows = "".join(f"| Wombat{chr(97 + n % 26)}{n} GmbH | Advertising | DE |\n" for n in range(1000))
    table = "| Partner | Purpose | Country |\n| --- | --- | --- |\n| Criteo | Ads | FR |\n| Taboola | Ads | US |\n"
    assert len(_names(f"# Partners\n\n{table}{rows}")) == 300


def test_a_hostile_line_of_capitals_is_read_in_passing() -> None:
    assert _names("We use " + "Aa Bb " * 20_000 + "Inc. to measure.") == set()
    assert _names("[" * 500 + "Foometer" + "](https://foometer.io)" * 500) == set()


def test_a_long_list_of_names_with_their_addresses_is_read_to_its_end() -> None:
    lines = [f"Wombat{chr(97 + n % 26)}{n} Media https://ads.example.net/{n}" for n in range(80)]
    text = "\n\n".join(
        (
            "Your data may be shared with any of the ad technology providers listed below:",
            "Criteo https://www.criteo.com/privacy/",
            "Taboola https://www.taboola.com/policies/privacy-policy",
            *lines,
            "Outbrain https://www.outbrain.com/legal/privacy",
            "Sovrn https://www.sovrn.com/privacy-policy/",
            "Quibblepost https://quibblepost.example/privacy",
        )
    )
    names = {mention.vendor for mention in _read(text)}
    assert "Quibblepost" in names
    assert "Wombata0 Media" in names
