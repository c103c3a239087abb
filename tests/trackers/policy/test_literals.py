"""What a lexicon's line needs, and that no pattern is skipped that would match."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import regex

from trackers.policy.claims import _lexicon as claim_lexicon
from trackers.policy.literals import Vocabulary, needs_of
from trackers.policy.patterns import Pattern, search
from trackers.policy.rules import Grammar, Rule, fold
from trackers.policy.signals.lexicon import signal_lexicon


@pytest.mark.parametrize(
    ("line", "needs"),
    [
        ("we honou?r signals?", [{"we"}, {"hono"}, {"signal"}]),
        ("(sell|share|rent) {..4} data", [{"sell", "share", "rent"}, {"data"}]),
        ("(sell|s) data", [{"data"}]),
        ("(not )?sold", [{"sold"}]),
        ("never(?! say)( again)? (?<=a )sold", [{"never"}, {"sold"}]),
        ("{verb} {verb?} {verb*} it", [{"hono", "obey"}, {"it"}]),
        ("track\\w* [a-z]{2} users+", [{"track"}, {"users"}]),
        ("one|two three", [{"one", "three"}]),
    ],
)
def test_a_line_needs_the_letters_of_what_may_not_be_missing(line: str, needs: list[set[str]]) -> None:
    words = {"verb": (frozenset({"hono", "obey"}),)}
    assert [set(group) for group in needs_of(line, words.__getitem__)] == needs


@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        (r"\bwe do not (?:use|run)\b[^.;]{0,140}?§", [{"we do not "}, {"use", "run"}, {"§"}]),
        (r"(?:\A|[.;]) ?no [\]\w] cookies?", [{"no "}, {" cookie"}]),
        (r"\u201cads\u201d \p{L}+ (?>opt|in) out", [{"ads"}, {"opt", "in"}, {" out"}]),
        (r"(?<name>a|b)(?P=name)(?i:Shop) (?<!not )sold", [{"sold"}]),
        (r"^optout\.ads\.example/|^ads-choice\.example", [{"optout.ads.example/", "ads-choice.example"}]),
        (r"\babmeld\w*|\bopt[ -]?out\b", [{"abmeld", "opt"}]),
        (r"(?=[^§]{0,400} following )(?<=our )list", [{" following "}, {"our "}, {"list"}]),
        (r"sold|.*", []),
    ],
)
def test_an_ordinary_expression_needs_its_words_and_spaces(expression: str, needs: list[set[str]]) -> None:
    assert [set(group) for group in needs_of(expression)] == needs


def test_a_vocabulary_tells_which_groups_a_text_serves() -> None:
    vocabulary = Vocabulary()
    sells, track = vocabulary.mask((frozenset({"sell", "rent"}), frozenset({"track"})))
    present = vocabulary.present("we rent cars")
    assert present & sells
    assert not present & track


def test_a_pattern_is_tried_only_where_its_words_occur() -> None:
    grammar = Grammar({"neg": ["do(es)? not", "never"]})
    pattern = grammar.pattern("we {neg} sell")
    rule = Rule("r", "no_sale", (pattern,), vocabulary=grammar.vocabulary)
    assert rule.find("we buy data") is None
    assert pattern._compiled is None
    assert rule.find("we never sell") is not None


def test_every_rule_of_claims_finds_the_same_without_the_shortcut() -> None:
    text = "we do not sell, rent or share your personal information with third parties for their marketing"
    for rule in claim_lexicon("en").entries:
        if isinstance(rule, Rule):
            everything = (1 << 4000) - 1
            assert rule.find(text) == rule.find(text, everything)


def test_a_pattern_whose_words_stand_in_another_order_is_not_even_compiled() -> None:
    pattern = Grammar({"neg": ["do(es)? not", "never"]}).pattern("we {neg} sell")
    assert search(pattern, "never sell what we make") is None
    assert pattern.in_order
    assert search(pattern, "we never sell") is not None
    assert not pattern.in_order


@pytest.mark.parametrize("expression", [r"we(?=.*data) sell", r"(?<=we) sell", r"(?<=sell )(?:we)"])
def test_what_looks_ahead_or_behind_is_asked_for_in_no_order(expression: str) -> None:
    pattern = Pattern(expression, literals=needs_of(expression))
    assert search(pattern, "we sell data, and so to sell we go") is not None


def test_no_pattern_of_the_signals_is_skipped_that_would_match() -> None:
    wordings = tomllib.loads((Path(__file__).parent / "wordings" / "dnt.toml").read_text(encoding="utf-8"))
    texts = [fold(text).replace("do not track", "§") for texts in wordings.values() for text in texts]
    lexicon = signal_lexicon.__wrapped__("en")  # none of its patterns has been compiled
    assert lexicon is not None
    matches = 0
    for pattern in (one for rule in lexicon.rules for one in (*rule.patterns, *rule.unless)):
        found = [text for text in texts if regex.search(pattern.source, text)]
        matches += len(found)
        assert all(search(Pattern(pattern.source, literals=pattern.in_order), text) for text in found)
    assert matches > 100
