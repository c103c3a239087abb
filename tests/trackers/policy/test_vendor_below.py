"""Paragraphs below a line that is only a name: whether they speak of that name."""

from __future__ import annotations

import pytest

from trackers.catalogue import Catalogue, load_catalogue
from trackers.policy import read_document, read_policy


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue()


def _stances(page: str, catalogue: Catalogue) -> dict[str, str]:
    html = f"<html><body><main>{page}</main></body></html>"
    document = read_document(html, url="https://shop.example/privacy", content_type="text/html")
    return {mention.vendor: mention.stance for mention in read_policy([document], catalogue).vendors}


@pytest.mark.parametrize(
    "said",
    [
        "We do not use this tool.",
        "We no longer use it on any page.",
        "Since March we have not used this service.",
        "This service was removed last spring.",
        "Is no longer loaded.",
        "Not in use.",
        "Wir nutzen diesen Dienst nicht mehr.",
        "Nous n'utilisons plus ce service.",
    ],
)
def test_a_paragraph_that_speaks_of_it_denies_the_name_above(said: str, shipped: Catalogue) -> None:
    assert _stances(f"<h3>Mixpanel</h3><p>{said}</p>", shipped) == {"Mixpanel": "denied"}


@pytest.mark.parametrize(
    "said",
    [
        "Uses cookies to count who comes back.",
        "Logs visits and looks for attacks. For more, see <a href='https://mixpanel.com/legal'>Mixpanel's policy</a>.",
    ],
)
def test_a_paragraph_without_a_subject_speaks_of_the_name_above(said: str, shipped: Catalogue) -> None:
    assert _stances(f"<h3>Mixpanel</h3><p>{said}</p>", shipped) == {"Mixpanel": "used"}


def test_a_button_with_an_ordinary_word_is_no_name_above_a_paragraph(shipped: Catalogue) -> None:
    page = "<p>Close</p><p>Stores what you chose and shows it again.</p>"
    assert _stances(page, shipped) == {}


@pytest.mark.parametrize(
    "said",
    [
        "We do not use remarketing features.",
        "We do not use profiles for this service.",
        "We do not use fingerprinting, and no figures leave our server.",
        "We have dropped the old visitor counter and no longer use it.",
    ],
)
def test_a_paragraph_that_denies_another_thing_does_not_deny_the_name_above(
    said: str, shipped: Catalogue
) -> None:
    assert _stances(f"<h3>Mixpanel</h3><p>{said}</p>", shipped).get("Mixpanel") != "denied"


def test_a_paragraph_that_denies_another_vendor_does_not_deny_the_entry_above(shipped: Catalogue) -> None:
    page = (
        "<ul><li>Payments: Stripe and Adyen</li></ul><p>We took Hotjar off in 2023 and no longer use it.</p>"
        "<p>Chat: Olark</p><p>We do not use Crisp any more.</p>"
    )
    found = _stances(page, shipped)
    assert found["Stripe"] == found["Adyen"] == found["Olark"] == "used"
    assert found["Hotjar"] == found["Crisp"] == "denied"


def test_that_there_are_no_other_vendors_does_not_deny_those_above(shipped: Catalogue) -> None:
    page = "<h2>Our processors</h2><ul><li>Stripe</li><li>Mailchimp</li></ul><p>We use no other vendors.</p>"
    assert _stances(page, shipped) == {"Stripe": "used", "Mailchimp": "used"}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("These services provide buttons which we use on our site.", {"Pinterest": "used", "Reddit": "used"}),
        ("We do not use their buttons. These services receive nothing from us.", {}),
        ("Please visit our pages there.", {}),
    ],
)
def test_a_heading_of_some_and_others_is_told_of_by_the_paragraph_below(
    said: str, found: dict[str, str], shipped: Catalogue
) -> None:
    assert _stances(f"<h2>Pinterest, Reddit and other networks</h2><p>{said}</p>", shipped) == found
