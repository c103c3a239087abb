"""Do Not Track in Swedish, Danish and Norwegian: clear formulas are read, all else is no answer."""

from __future__ import annotations

import pytest

from trackers.policy import read_document
from trackers.policy.signals import dnt_stance

_OPENING = {
    "sv": "Den här integritetspolicyn beskriver hur vi behandlar dina personuppgifter.",
    "da": "Denne privatlivspolitik beskriver, hvordan vi behandler dine personoplysninger.",
    "nb": "Denne personvernerklæringen beskriver hvordan vi behandler personopplysningene dine og dine rettigheter.",
}


def _stance(language: str, text: str) -> str:
    page = f"<html lang={language}><main><p>{_OPENING[language]}</p><p>{text}</p></main></html>"
    document = read_document(page, url="https://shop.example/privacy", content_type="text/html")
    assert document.language == language
    return dnt_stance([document])[0].stance


@pytest.mark.parametrize(
    ("language", "stance", "text"),
    [
        ("sv", "not_honoured", "Vi svarar inte på Do Not Track-signaler."),
        (
            "sv",
            "not_honoured",
            "Vår webbplats reagerar för närvarande inte på signalen Do Not Track från din webbläsare.",
        ),
        ("sv", "honoured", "Vi respekterar Do Not Track."),
        ("sv", "honoured", "Do Not Track-signaler respekteras på vår webbplats."),
        ("sv", "not_honoured", "Do Not Track-signaler beaktas inte."),
        ("sv", "not_honoured", "Vi ignorerar Do Not Track."),
        ("da", "not_honoured", "Vi reagerer ikke på Do Not Track-signaler."),
        ("da", "not_honoured", "Vores hjemmeside understøtter i øjeblikket ikke Do Not Track."),
        ("da", "honoured", "Vi respekterer Do Not Track-signaler fra din browser."),
        ("da", "honoured", "Do Not Track respekteres på vores hjemmeside."),
        ("da", "not_honoured", "Do Not Track-signaler efterkommes ikke."),
        ("nb", "not_honoured", "Vi svarer ikke på Do Not Track-signaler."),
        ("nb", "not_honoured", "Nettstedet vårt støtter ikke Do Not Track."),
        ("nb", "honoured", "Vi respekterer Do Not Track."),
        ("nb", "honoured", "Vi følger alltid Do Not Track-signaler fra nettleseren din."),
        ("nb", "not_honoured", "Do Not Track-signaler følges ikke."),
    ],
)
def test_a_clear_formula_is_read(language: str, stance: str, text: str) -> None:
    assert _stance(language, text) == stance


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Vi respekterar inte alltid Do Not Track."),
        ("sv", "Här kan du läsa om hur vi svarar på Do Not Track."),
        ("sv", "Tredje parter respekterar kanske Do Not Track."),
        ("sv", "Vi kan komma att respektera Do Not Track."),
        ("da", "Læs her, om vi respekterer Do Not Track."),
        ("da", "Google respekterer ikke Do Not Track."),
        ("da", "Det kan være, at vi respekterer Do Not Track."),
        ("nb", "Vi respekterer kun Do Not Track for innloggede kunder."),
        ("nb", "Her kan du lese hvordan vi svarer på Do Not Track."),
        ("nb", "Vi ignorerer ikke Do Not Track."),
    ],
)
def test_what_is_no_clear_answer_honours_nothing(language: str, text: str) -> None:
    assert _stance(language, text) not in {"honoured", "contradictory"}
