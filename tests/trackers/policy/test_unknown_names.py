"""Words that can be the name of a company that the catalogue does not know, and words that cannot."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.policy import read_document
from trackers.policy.vendors.unknown_names import UnknownNames


def _admitted(text: str, words: str, *, url: str = "https://www.example.org/privacy", own: str = "") -> bool:
    document = read_document(text, url=url, content_type="text/plain")
    sentence = next(one for one in document.sentences() if words in one.text)
    names = UnknownNames(document, {}, load_catalogue(), [own] if own else [])
    found = names.at(sentence, sentence.text.index(words), words)
    return found is not None and names.is_nobody_elses_word(found)


def test_a_word_with_a_capital_that_stands_nowhere_small_can_be_a_name() -> None:
    assert _admitted("Our payment provider is Quillomat. You may pay by card.", "Quillomat")


def test_a_name_of_nothing_but_general_words_is_none() -> None:
    assert not _admitted("This is explained in our Privacy Policy. We use cookies.", "Privacy Policy")


def test_a_word_that_the_document_also_writes_small_is_anybodys() -> None:
    assert not _admitted("Orders go through Lanterns. We sell lanterns and candles.", "Lanterns")


def test_a_plural_whose_singular_is_written_small_is_anybodys_too() -> None:
    assert not _admitted("Orders go through Lanterns. We sell a lantern or two.", "Lanterns")


def test_three_capitals_alone_are_rather_an_abbreviation() -> None:
    assert not _admitted("The data go to QXZ. You may object.", "QXZ")


@pytest.mark.parametrize("own", ["Quillomat", "Quillomat Books"])
def test_the_sites_own_name_is_no_vendor(own: str) -> None:
    assert not _admitted("You buy from Quillomat Books. You may object.", "Quillomat Books", own=own)


def test_the_word_of_the_sites_own_address_is_no_vendor() -> None:
    assert not _admitted(
        "You buy from Quillomat. You may object.", "Quillomat", url="https://quillomat.example/privacy"
    )


def test_a_name_of_the_catalogue_is_not_unknown() -> None:
    assert not _admitted("Payments run through Stripe. You may object.", "Stripe")


def test_where_every_noun_has_a_capital_the_capital_tells_nothing() -> None:
    text = (
        "Wir geben Ihre Daten an den Quillomat weiter. Sie können der Verarbeitung Ihrer Daten jederzeit "
        "widersprechen, und wir werden sie dann nicht mehr für diesen Zweck verwenden."
    )
    assert not _admitted(text, "Quillomat")


def test_a_beginning_of_the_sites_own_name_is_no_vendor() -> None:
    text = 'Moss & Quillomat Bakeries Ltd. ("Moss", "we") bakes. One is set by Moss & Quillomat.'
    assert not _admitted(text, "Moss & Quillomat")
    assert not _admitted("The basket is set by Quillomat.", "Quillomat", own="Quillomat Bakeries")
    assert _admitted("The basket is set by Quillomat.", "Quillomat", own="Moss Bakeries")
