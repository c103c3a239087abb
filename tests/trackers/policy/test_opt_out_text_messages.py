"""Ways out by text message, by fax and by post; and what they stop."""

from __future__ import annotations

import pytest

from trackers.catalogue import Catalogue
from trackers.policy import read_document
from trackers.policy.opt_outs.reading import opt_outs

_OPENING = {
    "en": "This privacy policy tells how we handle your personal data. ",
    "de": "Diese Datenschutzerklärung erläutert, wie wir Ihre Daten verarbeiten. ",
    "fr": "La présente politique explique comment nous traitons vos données. ",
}


def _ways(language: str, text: str, catalogue: Catalogue) -> set[tuple[str, str | None, tuple[str, ...]]]:
    document = read_document(_OPENING[language] + text, url="https://shop.example.com/privacy")
    assert document.language == language
    return {(way.kind, way.url, way.stops) for way in opt_outs([document], catalogue)[0]}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Text STOP to 12345 to end our messages."),
        ("en", "You may reply STOP to any text message to opt out of further texts."),
        ("en", "To stop receiving SMS from us, reply “stop” at any time."),
        ("en", "You can stop our text messages by texting STOP to 555-010-1234."),
        ("de", "Antworten Sie mit STOP, um keine weiteren SMS zu erhalten."),
        ("de", "Senden Sie STOPP per SMS an 12345, wenn Sie keine Nachrichten mehr wünschen."),
        ("fr", "Envoyez STOP au 36111 pour ne plus recevoir de SMS."),
        ("fr", "Répondez STOP par SMS pour vous désinscrire."),
    ],
)
def test_a_text_message_is_a_way_out_of_text_messages(language: str, text: str, catalogue: Catalogue) -> None:
    assert _ways(language, text, catalogue) == {("unsubscribe", None, ("sms",))}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Text HELP to 12345 for help."),
        ("en", "Text JOIN to 12345 to receive our offers."),
        ("en", "To cancel your order, text STOP to 12345."),
        ("en", "We send text messages to stop fraud before it happens."),
        ("en", "To order, text START to 12345 or fax your order form to 555-010-4321."),
        ("en", "Write to us at Acme Ltd, 12 High Street, Leeds LS1 4AB with questions about this policy."),
        ("en", "Our fax number is 555-010-4321."),
        ("de", "Bestellungen nehmen wir per Fax unter 030 1234567 entgegen."),
        ("fr", "Pour commander, écrivez-nous à Dupont SA, 3 rue des Lilas, 75001 Paris."),
    ],
)
def test_orders_and_questions_are_no_way_out(language: str, text: str, catalogue: Catalogue) -> None:
    assert _ways(language, text, catalogue) == set()


@pytest.mark.parametrize(
    ("language", "text", "stops"),
    [
        ("en", "You may opt out of the sale of your data by faxing your request to 555-010-4321.", ("sale",)),
        (
            "en",
            "To opt out of marketing calls, write to us at Acme Ltd, 12 High Street, Leeds LS1 4AB.",
            ("calls",),
        ),
        (
            "en",
            "If you do not want us to sell your data, post your request to Acme Inc., PO Box 12, Leeds.",
            ("sale",),
        ),
        ("en", "Please fax any such request to opt out of the sale of data to 555-010-4321.", ("sale",)),
        (
            "en",
            "To opt out of postal marketing, mail your request to Acme Inc., 1 Mill Lane, Bath.",
            ("post",),
        ),
        ("de", "Der Telefonwerbung können Sie per Fax an 030 1234567 widersprechen.", ("calls",)),
        (
            "de",
            "Der Nutzung für Briefwerbung können Sie per Post an Muster GmbH, Seeweg 1, 10115 Berlin "
            "widersprechen.",
            ("post",),
        ),
        (
            "fr",
            "Vous pouvez vous opposer à la prospection téléphonique par télécopie au 01 23 45 67 89.",
            ("calls",),
        ),
    ],
)
def test_a_letter_or_a_fax_is_a_way_out_of_what_its_sentence_says(
    language: str, text: str, stops: tuple[str, ...], catalogue: Catalogue
) -> None:
    assert _ways(language, text, catalogue) == {("contact", None, stops)}


def test_the_catalogue_on_paper_is_no_e_mail(catalogue: Catalogue) -> None:
    text = "To unsubscribe from our catalogue, write to us by post at 1 Mill Lane, Bath."
    assert {stops for _, _, stops in _ways("en", text, catalogue)} == {("post",)}
