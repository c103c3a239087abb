"""The rules' patterns: what they match, that all compile, and that hostile text cannot stall them."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from trackers.policy import read_document
from trackers.policy.claims import read_statements
from trackers.policy.patterns import search
from trackers.policy.rules import CLAUSE_END, Grammar, Trait, fold, load_lexicon, make_rules
from trackers.policy.signals import dnt_stance, gpc_stance

GRAMMAR = Grammar({"neg": ["not", "never"], "adv": ["now", "at this time"], "act": ["respond(s)?", "act on"]})
LEXICONS = [
    (folder, file.name.removesuffix(".toml"))
    for folder in ("signals", "claims")
    for file in resources.files("trackers.policy").joinpath("lexicon", folder).iterdir()
]


def matches(line: str, text: str) -> bool:
    return search(GRAMMAR.pattern(line), fold(text)) is not None


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        ("{neg} {act}", "We do not respond.", True),
        ("{neg} {act}", "We do not currently respond.", False),
        ("{neg} {adv*} {act}", "We do not, at this time, now respond.", True),
        ("{neg} {adv?} {act}", "We do not now respond.", True),
        ("{neg} {..2} {act}", "We do not yet really respond.", True),
        ("{neg} {..2} {act}", "We do not yet or ever really respond.", False),
        ("{neg} {..5} {act}", "We do not; others respond.", False),
        ("{neg} {..5} {act}", "We do not — others respond.", False),
        ("{neg} {act} (it|them)", "We NOT respond “them”", True),
        ("{act}", "correspondence", False),
        ("(?<!you )(?<!(they|users) ){act}", "We respond.", True),
        ("(?<!you )(?<!(they|users) ){act}", "And you respond.", False),
        ("(?<!you )(?<!(they|users) ){act}", "What users “respond” to.", False),
    ],
)
def test_a_pattern_means_what_its_notation_says(line: str, text: str, expected: bool) -> None:
    assert matches(line, text) is expected


@pytest.mark.parametrize("text", ["Über “Cookies” — İstanbul", "ﬁne\u00a0print", "ẞ ß ŉ ǰ", ""])
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_long_list_of_words_bars_word_by_word() -> None:
    words = [f"({'|'.join(f'{letter}{number}' for number in range(400))})" for letter in "abcd"]
    grammar = Grammar({"long": words, "short": ["no", "not"]})
    assert len(list(grammar.bars("{long} thing"))) == len(words)
    assert len(list(grammar.bars("{short} thing"))) == 1
    assert any(search(bar, "c17 thing") for bar in grammar.bars("{long} thing"))


def test_a_dash_ends_a_clause() -> None:
    assert CLAUSE_END in fold("We do — they do not")


def test_rules_that_share_an_identifier_are_refused() -> None:
    table = {"id": "same", "means": "x", "patterns": ["{act}"]}
    with pytest.raises(ValueError, match="same"):
        make_rules(GRAMMAR, [table, table])


def test_a_hit_has_the_traits_of_its_rule() -> None:
    table = {"id": "r", "means": "x", "patterns": ["{act}"], "traits": ["never-idle"]}
    (rule,) = make_rules(GRAMMAR, [table])
    hit = rule.find("we respond")
    assert hit is not None
    assert hit.traits == {Trait.NEVER_IDLE}


def test_a_trait_that_is_none_is_refused_by_the_name_of_its_rule() -> None:
    table = {"id": "en.refuse.all", "means": "x", "patterns": ["{act}"], "traits": ["never-idel"]}
    with pytest.raises(ValueError, match=r"rule en\.refuse\.all: 'never-idel' is none of .*never-idle"):
        make_rules(GRAMMAR, [table])


@pytest.mark.parametrize(("folder", "language"), LEXICONS)
def test_every_pattern_of_every_lexicon_compiles(folder: str, language: str) -> None:
    table = load_lexicon(folder, language)
    assert table is not None
    grammar = Grammar(table["words"])
    sections = [
        value for key, value in table.items() if isinstance(value, dict) and key not in {"words", "needles"}
    ]
    lines = [line for section in sections for value in section.values() for line in value]
    rows = [row for value in table.values() if isinstance(value, list) for row in value]
    lines += [line for row in rows for key in ("patterns", "unless", "terms") for line in row.get(key, ())]
    assert lines
    for line in lines:
        assert grammar.pattern(line).compiled


@pytest.mark.parametrize(("folder", "language"), LEXICONS)
def test_identifiers_begin_with_the_language(folder: str, language: str) -> None:
    text = (
        resources.files("trackers.policy").joinpath("lexicon", folder, f"{language}.toml").read_text("utf-8")
    )
    rows = [row for value in tomllib.loads(text).values() if isinstance(value, list) for row in value]
    assert all(row["id"].startswith(f"{language}.") for row in rows)


HOSTILE = [
    "do not respond to " * 2000,
    "we do not currently at this time now today presently " * 1000 + "do not track",
    "do not track " * 5000,
    'if "Do Not Track" is on ' * 3000,
    "we sell or share or rent or trade or sell " * 2000,
    "not " * 20000 + "DNT signal",
    "GPC signal, " * 5000,
    "((((" * 20000 + "DNT signals",
    "a" * 200000 + " do not track signals",
    "cookies consent until not " * 4000,
    ("we do not limit our third party partners or " * 88 + "do not track. ")
    * 20,  # just below the fuse's length
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_all_the_same(text: str) -> None:
    """It must end (a stalled pattern fails the run by its time limit) and every quote must be exact."""
    document = read_document(text, url="x", content_type="text/plain")
    dnt, _ = dnt_stance([document])
    gpc, _ = gpc_stance([document])
    found = read_statements([document])
    statements = (*found.claims, *found.technologies, *found.recipients)
    quotes = [q for s in (dnt, gpc, *statements) for q in s.quotes]
    assert all(q.text == document.text[q.start : q.end] for q in quotes)
