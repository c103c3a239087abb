"""Denials beside the sentence that names the vendor, and mere names beside words of an end."""

from __future__ import annotations

import pytest

from trackers.catalogue import Catalogue, load_catalogue
from trackers.declarations import VendorMention
from trackers.policy import read_document, read_policy


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue()


def _vendors(text: str, catalogue: Catalogue, content_type: str = "text/plain") -> dict[str, VendorMention]:
    document = read_document(text, url="https://shop.example/privacy", content_type=content_type)
    return {mention.vendor: mention for mention in read_policy([document], catalogue).vendors}


def test_a_denial_in_the_next_sentence_is_quoted_with_it(shipped: Catalogue) -> None:
    text = "Recorders such as Hotjar are popular. None of them runs here. We sell tea."
    mention = _vendors(text, shipped)["Hotjar"]
    assert mention.stance == "denied"
    assert [quote.text for quote in mention.quotes] == [text.removesuffix(" We sell tea.")]


def test_a_denial_in_the_next_paragraph_is_about_something_else(shipped: Catalogue) -> None:
    text = "We use Hotjar to see how the shop is used.\n\nIt is gone: the old loyalty card was withdrawn."
    assert _vendors(text, shipped)["Hotjar"].stance == "used"


def test_a_pronoun_behind_another_vendor_takes_that_one_up(shipped: Catalogue) -> None:
    text = "Mixpanel replaced Hotjar last year. Since then it has been used in the app, too."
    found = _vendors(text, shipped)
    assert found["Hotjar"].stance == "denied"
    assert found.get("Mixpanel") is None or found["Mixpanel"].stance == "used"


@pytest.mark.parametrize(
    "text",
    [
        "Hotjar, whose end was told here, and why the recorder has been banned.",
        "What happened to Hotjar, dismantled long ago, is told in our blog.",
        "Wo früher auf unseren Seiten Hotjar mitlief, zählen heute die Menschen an der Kasse.",
        "Das Ende von Hotjar: Das Werkzeug wurde von allen Seiten entfernt.",
        "Autrefois, c'était l'affaire de Hotjar sur toutes nos pages.",
    ],
)
def test_a_mere_name_beside_words_of_an_end_is_no_sign_of_use(text: str, shipped: Catalogue) -> None:
    mention = _vendors(text, shipped).get("Hotjar")
    assert mention is None or mention.stance == "denied"


def test_a_row_that_answers_no_to_every_question_is_off(shipped: Catalogue) -> None:
    text = "| Network | Pixel | Uploads |\n|---|---|---|\n| Criteo | no | no |\n| Taboola | yes | no |\n"
    stances = {name: found.stance for name, found in _vendors(text, shipped, "text/markdown").items()}
    assert stances == {"Criteo": "denied", "Taboola": "used"}


def test_a_table_asks_in_its_heading_whether_a_tool_is_in_use(shipped: Catalogue) -> None:
    text = (
        "| Tool | Still in use? |\n|---|---|\n| Hotjar | no |\n| Mixpanel | yes |\n| Criteo | cancelled |\n"
    )
    stances = {name: found.stance for name, found in _vendors(text, shipped, "text/markdown").items()}
    assert stances == {"Criteo": "denied", "Hotjar": "denied", "Mixpanel": "used"}


def test_a_day_before_a_month_makes_it_no_vendor(shipped: Catalogue) -> None:
    assert "June" not in _vendors("We use Hotjar until 30 June to find bugs.", shipped)
