"""Ways out in languages other than English: `wordings/opt_outs_languages.toml`; and that no word is asked in vain."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex

from trackers.catalogue import Catalogue
from trackers.declarations import OptOut
from trackers.policy import read_document
from trackers.policy.opt_outs.reading import opt_outs
from trackers.policy.opt_outs.rules import opt_out_lexicon

_FOLDER = Path(__file__).parent / "wordings"
WORDINGS = tomllib.loads((_FOLDER / "opt_outs_languages.toml").read_text(encoding="utf-8"))
LANGUAGES = sorted(WORDINGS["filler"])


def _ways(language: str, text: str, catalogue: Catalogue) -> tuple[OptOut, ...]:
    text = f"{WORDINGS['filler'][language]}\n\n{text}"
    document = read_document(text, url="https://shop.test/privacy", content_type="text/markdown")
    assert document.language == language
    return opt_outs([document], catalogue)[0]


@pytest.mark.parametrize(("language", "kind", "text"), WORDINGS["ways"]["all"])
def test_a_way_out_is_understood_in_its_language(
    language: str, kind: str, text: str, catalogue: Catalogue
) -> None:
    assert kind in {way.kind for way in _ways(language, text, catalogue)}


@pytest.mark.parametrize(("language", "text"), WORDINGS["ways"]["no_ways"])
def test_what_only_sounds_like_a_way_out_is_left_alone(
    language: str, text: str, catalogue: Catalogue
) -> None:
    assert _ways(language, text, catalogue) == ()


@pytest.mark.parametrize(
    ("language", "text", "is_way"),
    [
        *((language, text, True) for language, text in WORDINGS["ways"]["mailboxes"]),
        *((language, text, False) for language, text in WORDINGS["ways"]["no_mailboxes"]),
    ],
)
def test_a_mailbox_for_the_right_to_object_is_told_from_one_for_anything(
    language: str, text: str, is_way: bool, catalogue: Catalogue
) -> None:
    urls = {way.url for way in _ways(language, text, catalogue)}
    assert ("mailto:out@shop.test" in urls) is is_way


@pytest.mark.parametrize(
    ("language", "text", "is_way"),
    [
        *((language, text, True) for language, text in WORDINGS["ways"]["forms"]),
        *((language, text, False) for language, text in WORDINGS["ways"]["no_forms"]),
        *((language, text, True) for language, text in WORDINGS["ways"]["preferences"]),
    ],
)
def test_a_form_for_the_right_to_leave_and_a_page_of_preferences_are_ways_out(
    language: str, text: str, is_way: bool, catalogue: Catalogue
) -> None:
    urls = {way.url for way in _ways(language, text, catalogue)}
    assert ("https://shop.test/f" in urls) is is_way


@pytest.mark.parametrize(
    ("language", "text", "is_way"),
    [
        *((language, text, True) for language, text in WORDINGS["ways"]["numbers"]),
        *((language, text, False) for language, text in WORDINGS["ways"]["service_numbers"]),
    ],
)
def test_a_telephone_number_for_leaving_is_told_from_one_for_customer_service(
    language: str, text: str, is_way: bool, catalogue: Catalogue
) -> None:
    urls = {way.url for way in _ways(language, text, catalogue)}
    assert urls == ({"tel:8005550100"} if is_way else {None})


@pytest.mark.parametrize(("language", "stops", "text"), WORDINGS["ways"]["stops"])
def test_a_promise_says_what_it_stops_in_its_language(language: str, stops: str, text: str) -> None:
    assert stops in opt_out_lexicon(language).stops(text)


def _texts(wordings: Any) -> Iterator[str]:
    """All strings of a file of wordings."""
    if isinstance(wordings, str):
        yield wordings.lower()
    elif isinstance(wordings, dict):
        for part in wordings.values():
            yield from _texts(part)
    else:
        for part in wordings:
            yield from _texts(part)


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_no_shortcut_hides_a_word_that_the_lexicon_has(language: str) -> None:
    lexicon = opt_out_lexicon(language)
    texts = [
        text
        for name in ("opt_outs.toml", "opt_outs_languages.toml")
        for text in _texts(tomllib.loads((_FOLDER / name).read_text(encoding="utf-8")))
    ]
    for words in (*lexicon.words.values(), *lexicon.stopping.values()):
        plain = regex.compile(words.source)
        assert [text for text in texts if plain.search(text)] == [
            text for text in texts if words.occurs_in(text)
        ]


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_the_quick_look_passes_whatever_a_way_out_without_a_link_matches(language: str) -> None:
    lexicon = opt_out_lexicon(language)
    assert not lexicon.may_offer("nous avons faim, we like bread, hallo", [0])
    for name in ("opt_outs.toml", "opt_outs_languages.toml"):
        for text in _texts(tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))):
            if any(lexicon.says(what, text) for what in ("browser", "device", "reach_us", "unsubscribe")):
                assert lexicon.may_offer(text, [0]) == [0], text


def test_every_language_has_words_for_what_a_way_out_needs() -> None:
    english = opt_out_lexicon("en")
    for language in LANGUAGES:
        words = opt_out_lexicon(language).words
        for what in ("offers", "points", "says", "cookie_settings", "unsubscribe", "mail_context", "contact"):
            assert words[what].source != english.words[what].source, (language, what)
