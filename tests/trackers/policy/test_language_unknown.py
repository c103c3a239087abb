"""Texts too short to tell their language: no English word decides what a foreign sentence says."""

from __future__ import annotations

import pytest

from trackers.catalogue import Catalogue, load_catalogue
from trackers.policy import read_document, read_policy


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(
    "text",
    [
        "Cambiamos de Mixpanel a Matomo.",
        "Usamos Matomo en lugar de Mixpanel.",
        "Sin Mixpanel.",
        "Mixpanel: nej",
        "Ya no usamos Mixpanel.",
        "Dejamos Mixpanel.",
    ],
)
def test_a_foreign_word_that_takes_something_away_leaves_its_names_untold(
    text: str, shipped: Catalogue
) -> None:
    document = read_document(text, url="https://shop.example/privacy")
    assert document.language == "und"
    assert read_policy([document], shipped).vendors == ()


@pytest.mark.parametrize(
    ("text", "stance"),
    [("Hotjar (Malta)", "used"), ("Usamos Hotjar.", "used"), ("No usamos Hotjar.", "denied")],
)
def test_other_short_texts_are_read_as_before(text: str, stance: str, shipped: Catalogue) -> None:
    document = read_document(text, url="https://shop.example/privacy")
    assert [one.stance for one in read_policy([document], shipped).vendors] == [stance]


@pytest.mark.parametrize("text", ["No respondemos a Do Not Track.", "No respetamos Do Not Track."])
def test_the_words_of_a_signal_tell_no_language(text: str, shipped: Catalogue) -> None:
    document = read_document(text, url="https://shop.example/privacy")
    assert document.language != "pt"
    assert read_policy([document], shipped).dnt.stance == "not_honoured"


def test_the_language_of_a_long_text_is_told_by_all_of_it(shipped: Catalogue) -> None:
    menu = "Menu · Products · Login · Impressum · Kontakt\n" * 200
    table = "| Foo GmbH | 12 | DE |\n" * 800
    prose = "We use the data that you give us, and we do not share it with anybody who is not named in this policy.\n"
    assert (
        read_document(menu + prose * 200 + table + prose * 200, url="https://a.example/privacy").language
        == "en"
    )
