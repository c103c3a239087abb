"""Signals that are named in words no rule knows, described instead of named, or answered in plain words."""

from __future__ import annotations

import pytest

from trackers.policy import read_document
from trackers.policy.signals import dnt_stance, gpc_stance


def _dnt(text: str) -> str:
    return dnt_stance([read_document(text, url="x", content_type="text/plain")])[0].stance


def _gpc(text: str) -> str:
    return gpc_stance([read_document(text, url="x", content_type="text/plain")])[0].stance


@pytest.mark.parametrize(
    "text",
    [
        "本サービスはDo Not Trackに応答しません。",
        "本网站目前不响应Do Not Track请求。",
        "당사는 Do Not Track을 지원하지 않습니다.",
        "Den här tjänsten tar ingen hänsyn till Do Not Track.",
        "На этом сайте заголовок Do Not Track не учитывается.",
        "Visit the help pages: our engineers once gave Do Not Track a long talk.",
    ],
)
def test_a_signal_named_in_words_of_any_language_is_unclear_and_quoted(text: str) -> None:
    document = read_document(text, url="x", content_type="text/plain")
    found, _ = dnt_stance([document])
    assert found.stance == "unclear"
    assert [quote.text in text and "Do Not Track" in quote.text for quote in found.quotes] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Do Not Track",
        "Do Not Trackについて",
        "Read our notice at https://example.com/do-not-track-notice today.",
        "The page /do-not-track of our website lists the offices.",
        "Do Not Track is explained in section 4.",
        "Do we like Do Not Track?",
    ],
)
def test_a_title_an_address_and_a_pointer_say_nothing(text: str) -> None:
    assert _dnt(text) == "silent"


def test_initials_taken_by_a_company_are_the_signals_where_they_are_ignored() -> None:
    assert _gpc("This shop ignores GPC. Garden Plants Centre (GPC) is our owner.") == "not_honoured"
    assert (
        _gpc("Garden Plants Centre (GPC) is our owner. GPC grows herbs. We respond to GPC members.")
        == "silent"
    )


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Will you act on Do Not Track? It won't.", "not_honoured"),
        ("Does this shop honour Do Not Track? Certainly.", "honoured"),
        ("Do you disregard Do Not Track? Never.", "unclear"),
        ("State law wants us to say how we answer Do Not Track signals: we don't.", "not_honoured"),
        ("Our affiliates may support Do Not Track, but our own service does not.", "not_honoured"),
        ("Everybody gets the same pages whether or not you have turned on Do Not Track.", "not_honoured"),
        ("If your browser sends Do Not Track, nothing happens.", "not_honoured"),
        ("If your browser sends Do Not Track, everything looks the same, but no counter runs.", "unclear"),
        ("Neither Do Not Track nor the Global Privacy Control affects what we store.", "not_honoured"),
        ("Some sections of this site honour Do Not Track; the forum does not.", "unclear"),
        ("Readers whose browser sends DNT=1 are left out of all our figures.", "honoured"),
        ("The setting Do Not Track switches off the statistics of our pages.", "honoured"),
        ("Ist Do Not Track eingeschaltet, beachten wir diesen Wunsch: Matomo zählt Sie nicht.", "honoured"),
        ("Ist Do Not Track eingeschaltet, beachten wir diesen Wunsch nicht.", "not_honoured"),
        ("Wenn Do Not Track an ist, erfassen wir das nicht.", "unclear"),
        ("Auf Do Not Track nimmt unsere Seite keine Rücksicht.", "not_honoured"),
        ("Nicht jeder unserer Läden beachtet Do Not Track.", "unclear"),
        ("Notre compteur est réglé pour respecter l'en-tête Do Not Track.", "honoured"),
        ("Quand Do Not Track est activé, notre compteur s'arrête.", "honoured"),
        ("Quand Do Not Track est activé, notre compteur ne s'arrête pas.", "unclear"),
        ("Que vous activiez ou non Do Not Track, les mêmes balises sont chargées.", "not_honoured"),
    ],
)
def test_plain_words_are_read_and_doubtful_ones_are_unclear(text: str, stance: str) -> None:
    assert _dnt(text) == stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        (
            "Browsers let people ask not to be tracked. When yours does, none of our counters are loaded.",
            "honoured",
        ),
        ("A browser can tell websites not to track you. We do not respond to such requests.", "not_honoured"),
        ("Your browser may let you ask sites not to track you.", "unclear"),
        ("Write to us and ask not to be tracked.", "silent"),
    ],
)
def test_a_description_names_do_not_track_where_nothing_else_does(text: str, stance: str) -> None:
    assert _dnt(text) == stance
