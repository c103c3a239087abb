"""Expressions of the lexicons: all can be compiled, and none is skipped that would match."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import regex

from trackers.policy.literals import Vocabulary
from trackers.policy.opt_outs.rules import known_addresses, opt_out_lexicon
from trackers.policy.vendors.mention_rules import MentionLexicon, mention_lexicon
from trackers.policy.wordings import Wording

TEXTS = Path(__file__).parent / "wordings"
LEXICONS = files("trackers.policy") / "lexicon"


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(part)


def wordings_of_mentions(lexicon: MentionLexicon) -> Iterator[Wording]:
    for rules in lexicon.rules.values():
        yield from (rule.pattern for rule in rules)
    yield from (*lexicon.spared, lexicon.example, lexicon.app_only, lexicon.site_too, lexicon.own)
    yield from (*lexicon.purposes.values(), *lexicon.data.values())


def languages(folder: str) -> list[str]:
    names = (LEXICONS / folder).iterdir()
    return sorted(name.name.removesuffix(".toml") for name in names if len(name.name) == len("en.toml"))


@pytest.mark.parametrize("language", languages("mentions"))
def test_every_expression_on_vendors_finds_the_same_without_the_shortcut(language: str) -> None:
    data = tomllib.loads((TEXTS / "vendors.toml").read_text("utf-8"))
    sentences = [
        part.lower() for text in texts(data) for part in (text, text.replace("Google Analytics", "§"))
    ]
    for wording in wordings_of_mentions(mention_lexicon(language)):
        for sentence in sentences:
            found = regex.search(wording.source, sentence) is not None
            assert wording.occurs_in(sentence) == found, (wording.source, sentence)


def test_every_expression_on_opt_outs_and_addresses_finds_the_same_without_the_shortcut() -> None:
    data = tomllib.loads((TEXTS / "vendors.toml").read_text("utf-8"))
    sentences = [
        "to opt out of interest-based ads, click § ; you can object and manage your cookie preferences at any time",
        "www.facebook.com/ads/preferences",
        "optout.aboutads.info/choices",
        *(text.lower() for text in texts(data)),
    ]
    lexicon = opt_out_lexicon("de")
    wordings = [
        *lexicon.words.values(),
        *lexicon.stopping.values(),
        *(one.pattern for one in known_addresses()[0]),
    ]
    for wording in wordings:
        for sentence in sentences:
            found = regex.search(wording.source, sentence) is not None
            assert wording.occurs_in(sentence) == found, (wording.source, sentence)


def test_an_alternative_is_tried_only_where_all_its_words_occur() -> None:
    wording = Wording(r"\bwe (?:sell|rent)\b[^.]* data|(?:broken expression", Vocabulary())
    assert not wording.occurs_in("we buy data")
    assert wording.occurs_in("we rent data")
    with pytest.raises(regex.error):
        wording.occurs_in("a broken expression")


def test_a_choice_of_literals_needs_no_expression() -> None:
    wording = Wording("opt|do not|choice", Vocabulary())
    assert wording.occurs_in("please do not")
    assert not wording.occurs_in("do it, not me")
