"""What keeps a site from honouring a signal is no promise to honour it. The wordings: `wordings/hindrances.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from trackers.policy import Document, read_document
from trackers.policy.signals import dnt_stance, gpc_stance

WORDINGS = tomllib.loads((Path(__file__).parent / "wordings" / "hindrances.toml").read_text(encoding="utf-8"))
OPENINGS = {
    "en": "",
    "de": "Diese Erklärung gilt für die Website und den Laden. Wir verarbeiten Ihre Daten, wenn Sie bei uns etwas "
    "bestellen oder uns schreiben.\n\n",
    "fr": "La présente politique s'applique au site et à la boutique. Nous traitons vos données lorsque vous nous "
    "écrivez ou passez une commande.\n\n",
}
"""A sentence alone is too short for its language to be told."""


def read(language: str, text: str) -> Document:
    return read_document(
        OPENINGS[language] + text, url="https://example.com/privacy", content_type="text/plain"
    )


@pytest.mark.parametrize(("language", "stance", "text"), WORDINGS["dnt"])
def test_what_hinders_a_site_from_honouring_do_not_track_is_read(
    language: str, stance: str, text: str
) -> None:
    document = read(language, text)
    found, _ = dnt_stance([document])
    assert found.stance == stance
    assert all(quote.text == document.text[quote.start : quote.end] for quote in found.quotes)


@pytest.mark.parametrize(("language", "stance", "text"), WORDINGS["gpc"])
def test_what_hinders_a_site_from_honouring_global_privacy_control_is_read(
    language: str, stance: str, text: str
) -> None:
    assert gpc_stance([read(language, text)])[0].stance == stance


@pytest.mark.parametrize(
    "verb", ["prevent", "prohibit", "preclude", "stop", "hinder", "bar", "deter", "inhibit"]
)
@pytest.mark.parametrize("act", ["honoring", "responding to", "complying with", "recognizing", "supporting"])
def test_whatever_hinders_whichever_act_is_never_a_promise(verb: str, act: str) -> None:
    found, _ = dnt_stance([read("en", f"The limits of our systems {verb} us from {act} Do Not Track.")])
    assert found.stance == "not_honoured"


@pytest.mark.parametrize("word", ["possible", "feasible", "practical", "viable", "workable", "practicable"])
@pytest.mark.parametrize("act", ["honor", "respond to", "comply with", "recognize", "support"])
def test_what_is_not_possible_is_never_a_promise(word: str, act: str) -> None:
    found, _ = dnt_stance([read("en", f"It is not {word} for us to {act} Do Not Track signals.")])
    assert found.stance == "not_honoured"
