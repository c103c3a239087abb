"""Vendors named: used, denied, or named in another role."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from trackers.catalogue import Catalogue
from trackers.policy import Document, read_document
from trackers.policy.vendors.mentions import vendors

Reader = Callable[[str], Document]


def stances(document: Document, catalogue: Catalogue) -> dict[str, str]:
    mentions, _ = vendors([document], catalogue)
    return {mention.vendor: mention.stance for mention in mentions}


@pytest.mark.parametrize(
    ("text", "vendor"),
    [
        ("We use Google Analytics to count visits.", "Google Analytics"),
        ("Our site relies on Google\u00ae Analytics for statistics.", "Google Analytics"),
        ("The site may, on behalf of its clients, use LiveRamp services.", "LiveRamp"),
        ("We have installed accessiBe for our visitors.", "accessiBe"),
        ("Tools such as Hotjar and Google Analytics help us see what works.", "Hotjar"),
        ("Pages carry the Facebook Like button.", "Facebook social plug-ins"),
        ("We share data with advertising partners, including Facebook.", "Meta"),
        ("Google Analytics is a service provided by Google, Inc.", "Google"),
        ("We use Segment to route events.", "Segment"),
        ("We never look at single visitors with Hotjar, only at sums.", "Hotjar"),
        ("We do not combine what Google Analytics collects with your name.", "Google Analytics"),
        ("You can opt out of Google Analytics with its browser add-on.", "Google Analytics"),
        ("We use no third-party analytics except Google Analytics.", "Google Analytics"),
    ],
)
def test_a_vendor_at_work_is_declared(
    text: str, vendor: str, text_document: Reader, catalogue: Catalogue
) -> None:
    assert stances(text_document(text), catalogue).get(vendor) == "used"


@pytest.mark.parametrize(
    "text",
    [
        "We do not use Google Analytics.",
        "We use neither Hotjar nor Google Analytics on these pages.",
        "Unlike most shops, which run Google Analytics, we count nothing.",
        "There is no Google Analytics, no pixel, nothing.",
        "Google Analytics is not used on this website.",
        "We count visits without using Google Analytics.",
        "Our site does not contain any trackers like Google Analytics.",
        "We stopped using Google Analytics years ago.",
        "This website never loads Google Analytics.",
    ],
)
def test_a_denied_vendor_is_not_declared_as_used(
    text: str, text_document: Reader, catalogue: Catalogue
) -> None:
    assert stances(text_document(text), catalogue)["Google Analytics"] == "denied"


@pytest.mark.parametrize(
    "text",
    [
        "When your browser sends a Do Not Track signal, we do not load Google Analytics.",
        "We do not run Google Analytics for visitors who have opted out.",
        "If you decline, Google Analytics is not loaded.",
        "Wenn Sie nicht einwilligen, setzen wir Google Analytics nicht ein.",
    ],
)
def test_a_denial_on_a_condition_is_no_denial(text: str, text_document: Reader, catalogue: Catalogue) -> None:
    assert stances(text_document(text), catalogue).get("Google Analytics") != "denied"


def test_a_denial_above_a_list_reaches_its_items(catalogue: Catalogue) -> None:
    page = "<html lang=en><p>We do not use any of these:</p><ul><li>Google Analytics</li><li>Hotjar</li></ul>"
    document = read_document(page, url="https://site.test/privacy")
    assert stances(document, catalogue) == {"Google Analytics": "denied", "Hotjar": "denied"}


@pytest.mark.parametrize(
    "text",
    [
        "You can sign in with Facebook or with Google.",
        "Visit our Facebook page and follow us on Twitter.",
        "Google Chrome and Microsoft Edge let you delete cookies.",
        "See Google's privacy policy for what it does.",
        "Connect with your Twitter account.",
        "If you post on public sites such as Facebook, everybody can read it.",
        "We are not affiliated with Facebook.",
        "In this segment of the text we speak of signal and noise.",
        "Segment your garden before you sow.",
        "The runners relay the baton; Relay races are fun.",
        "Read more at https://www.hotjar.com/legal/policies/privacy for details.",
        "Facebook",
    ],
)
def test_a_name_in_another_role_declares_nothing(
    text: str, text_document: Reader, catalogue: Catalogue
) -> None:
    assert stances(text_document(text), catalogue) == {}


def test_use_anywhere_outweighs_a_denial_about_its_data(text_document: Reader, catalogue: Catalogue) -> None:
    text = (
        "We never share your name with Facebook.\nWe use Facebook Pixel on our pages.\nFacebook sets cookies."
    )
    assert stances(text_document(text), catalogue)["Meta"] == "used"


def test_a_site_does_not_declare_its_own_company(catalogue: Catalogue) -> None:
    page = "<html lang=en><title>Privacy</title><p>Hotjar records visits. We use Google Analytics.</p>"
    document = read_document(page, url="https://www.hotjar.com/legal/policies/privacy/")
    assert stances(document, catalogue) == {"Google Analytics": "used"}


@pytest.mark.parametrize(
    "heading",
    ["Google's DoubleClick DART Cookie", "Google and other third party vendors use cookies on our site."],
)
def test_a_heading_on_a_vendors_cookies_is_not_the_title_of_its_policy(
    heading: str, catalogue: Catalogue
) -> None:
    text = f"# Privacy Policy | Breadbin\n\nWe bake.\n\n## {heading}\n\nGoogle uses cookies to serve ads on our site."
    document = read_document(text, url="https://site.test/privacy", content_type="text/markdown")
    assert document.title == "Privacy Policy | Breadbin"
    assert stances(document, catalogue)["Google"] == "used"


def test_names_in_menus_are_no_declaration(catalogue: Catalogue) -> None:
    page = "<html lang=en><nav><a href=/x>Google Analytics</a></nav><main><p>We count nothing.</p></main>"
    assert stances(read_document(page, url="https://site.test/"), catalogue) == {}


def test_settings_spilt_into_the_text_are_no_declaration(text_document: Reader, catalogue: Catalogue) -> None:
    text = '{"analytics":{"provider":"Google Analytics","id":"1"},"a":{"b":[1,2,3]},"hotjar":{"on":true}}'
    assert stances(text_document(text), catalogue) == {}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Wir verwenden auf unserer Website den Dienst Google Analytics, um die Nutzung zu messen.", "used"),
        ("Wir nutzen auf unserer Website kein Google Analytics und auch keine anderen Dienste.", "denied"),
        ("Auf dieser Seite wird Google Analytics nicht verwendet, und das bleibt auch so.", "denied"),
        ("Nous utilisons Google Analytics pour mesurer la fréquentation de notre site.", "used"),
        ("Nous n'utilisons pas Google Analytics et nous ne mesurons pas la fréquentation du site.", "denied"),
        ("Utilizamos Google Analytics para medir el uso de nuestro sitio y de los servicios.", "used"),
        ("No utilizamos Google Analytics en nuestro sitio ni en los servicios que usted usa.", "denied"),
    ],
)
def test_other_languages_are_read_with_their_own_words(
    text: str, stance: str, text_document: Reader, catalogue: Catalogue
) -> None:
    assert stances(text_document(text), catalogue)["Google Analytics"] == stance


def test_a_mention_tells_purpose_data_scope_and_the_rule(text_document: Reader, catalogue: Catalogue) -> None:
    document = text_document(
        "In our mobile app we use Google Analytics, which reads your IP address to measure traffic."
    )
    mentions, fired = vendors([document], catalogue)
    (mention,) = mentions
    assert "analytics" in mention.purposes
    assert "ip_address" in mention.data
    assert mention.scope == "app"
    assert fired[0].rule == "vendor:we-use-it"
    assert document.text[mention.quotes[0].start : mention.quotes[0].end] == mention.quotes[0].text


def test_an_example_is_marked_as_one(text_document: Reader, catalogue: Catalogue) -> None:
    (mention,), _ = vendors([text_document("We use analytics services such as Google Analytics.")], catalogue)
    assert mention.scope == "example"


def test_a_list_belongs_to_the_sentence_before_it_however_long_the_paragraph(catalogue: Catalogue) -> None:
    before = "Partners help us run the shop, and they are bound by contract to keep what they learn to themselves. "
    text = (
        "Privacy policy\n\n" + before * 6 + "Our shop uses social plug-ins by these providers:\n\n"
        "  • Twitter\n  • Facebook\n\nOther matters follow."
    )
    declared = vendors([read_document(text, url="policy.txt")], catalogue, ())[0]
    assert {mention.company for mention in declared} >= {"X", "Meta"}
