"""Bare names behind a label, in its line or below it; and names in a sentence that speaks of browsers or policies."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.policy import read_document
from trackers.policy.vendors.mentions import vendors


def _used(text: str, language: str = "en") -> set[str]:
    page = f'<html lang="{language}"><body><main>{text}</main></body></html>'
    document = read_document(page, url="https://shop.test/privacy", content_type="text/html")
    return {mention.vendor for mention in vendors([document], load_catalogue())[0]}


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Third parties that may see data of yours"),
        ("en", "Our processors"),
        ("en", "Sub-processors"),
        ("en", "Vendors"),
        ("en", "Service providers in alphabetical order"),
        ("en", "Who receives data"),
        ("en", "Companies that handle orders"),
        ("de", "Auftragsverarbeiter"),
        ("de", "Empfänger der Daten"),
        ("fr", "Nos sous-traitants"),
        ("fr", "Destinataires des données"),
        ("es", "Nuestros proveedores"),
        ("it", "I nostri fornitori"),
        ("nl", "Onze verwerkers"),
        ("pt", "Os nossos fornecedores"),
        ("pl", "Nasi dostawcy"),
    ],
)
def test_bare_names_behind_a_label_of_recipients_are_used(language: str, label: str) -> None:
    assert _used(f"<p>{label}: Dropbox, Vimeo, Zoom.</p>", language) == {"Dropbox", "Vimeo", "Zoom"}
    assert _used(f"<p>{label}: Dropbox (files), Vimeo (films).</p>", language) == {"Dropbox", "Vimeo"}


@pytest.mark.parametrize("heading", ["Service providers we use", "Sub-processors", "Third-party services"])
def test_bare_names_below_a_heading_of_recipients_are_used(heading: str) -> None:
    entries = "<ul><li>Dropbox</li><li>Vimeo</li><li>Zoom</li></ul><h2>Contact</h2><p>Write to us.</p>"
    assert _used(f"<h2>{heading}</h2>{entries}") == {"Dropbox", "Vimeo", "Zoom"}


def test_bare_lines_below_a_line_that_names_recipients_are_used() -> None:
    text = "{}\n\nVimeo\n\nDropbox\n\nZoom\n\nContact\n\nWrite to us by letter.\n"
    found = []
    for line in ("Third-party services", "Our channels", "Services that we do not use"):
        document = read_document(
            text.format(line), url="https://shop.test/privacy", content_type="text/plain"
        )
        found.append({mention.vendor: mention.stance for mention in vendors([document], load_catalogue())[0]})
    names = ("Dropbox", "Vimeo", "Zoom")
    assert found == [dict.fromkeys(names, "used"), {}, dict.fromkeys(names, "denied")]


@pytest.mark.parametrize(
    "text",
    [
        "Third parties that do not see data: Dropbox, Vimeo.",
        "Follow us on: Facebook, YouTube, LinkedIn.",
        "Sign in with one of these services: PayPal, LinkedIn, Slack.",
        "Links to third-party services: Vimeo, Dropbox.",
        "Supported browsers: Google Chrome, Safari, Microsoft Edge.",
        "Customers of this shop: Dropbox, Zoom, Slack.",
    ],
)
def test_a_label_of_something_else_tells_nothing(text: str) -> None:
    assert _used(f"<p>{text}</p>") == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Im Browser Chrome zählt Hotjar auch."),
        ("de", "Weitere Informationen über Hotjar stehen im Banner."),
        ("fr", "Les navigateurs Chrome et Safari bloquent parfois Hotjar."),
        ("fr", "Pour en savoir plus sur Hotjar, ouvrez le bandeau."),
        ("es", "Con Chrome o Safari se puede bloquear Hotjar."),
        ("es", "Más información sobre Hotjar en el aviso."),
        ("it", "Con Chrome o Safari si può bloccare Hotjar."),
        ("nl", "In Chrome of Safari kunt u Hotjar blokkeren."),
        ("pt", "No Chrome ou no Safari, pode bloquear o Hotjar."),
        ("pl", "W przeglądarce Chrome można zablokować Hotjar."),
    ],
)
def test_a_tracker_in_a_sentence_on_browsers_or_information_is_used(language: str, text: str) -> None:
    assert _used(f"<p>{text}</p>", language) == {"Hotjar"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Melden Sie sich mit Ihrem Konto über Facebook an."),
        ("fr", "Connectez-vous avec Facebook."),
        ("es", "Consulte la política de privacidad de Facebook."),
        ("it", "Si legga l'informativa di Facebook."),
        ("nl", "Lees het privacybeleid van Facebook."),
        ("pt", "Leia a política de privacidade do Facebook."),
        ("pl", "Zobacz: polityka prywatności serwisu Facebook."),
        ("da", "Følg os på Facebook."),
        ("da", "Besøg vores side på LinkedIn."),
    ],
)
def test_a_network_in_another_role_is_still_none(language: str, text: str) -> None:
    assert _used(f"<p>{text}</p>", language) == set()
