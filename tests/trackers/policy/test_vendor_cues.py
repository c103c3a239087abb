"""The words around vendors' names: every list can be read, and a word of any language counts where it should."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib.resources import files

import pytest
import regex

from trackers.policy.vendors.cues import (
    entry_cues,
    list_cues,
    name_cues,
    own_company_cues,
    sentence_cues,
)

FOLDER = files("trackers.policy") / "lexicon" / "mentions"
LISTS = {
    **tomllib.loads((FOLDER / "cues.toml").read_text("utf-8")),
    **{
        key: [expression]
        for key, expression in tomllib.loads((FOLDER / "entries.toml").read_text("utf-8")).items()
    },
}


@pytest.mark.parametrize("name", LISTS)
def test_every_line_of_a_list_is_an_expression_that_needs_a_word(name: str) -> None:
    for line in LISTS[name]:
        assert regex.compile(line).fullmatch("") is None, line


@pytest.mark.parametrize("made", [own_company_cues, name_cues, list_cues, sentence_cues, entry_cues])
def test_every_group_of_expressions_compiles_from_its_words(made: Callable[[], object]) -> None:
    assert made() is made()


@pytest.mark.parametrize(
    "between", [" and ", ", und ", " y ", " as well as ", " (maps) pour cartes et ", " / "]
)
def test_names_joined_by_a_word_of_any_language_are_one_enumeration(between: str) -> None:
    assert sentence_cues().between_names.fullmatch(between)


@pytest.mark.parametrize("between", [" because ", ". And ", " used by "])
def test_names_with_more_between_them_are_no_enumeration(between: str) -> None:
    assert sentence_cues().between_names.fullmatch(between) is None


@pytest.mark.parametrize(
    "rest", [" Inc. |", ", GmbH |", " S.A.S. |", " plc |", " Payments Europe |", " (maps) |"]
)
def test_a_legal_form_is_part_of_the_name_in_its_cell(rest: str) -> None:
    assert list_cues().cell_ends.match(rest)


@pytest.mark.parametrize("rest", [" se |", " co |", " sends mail |"])
def test_an_ordinary_word_after_a_name_does_not_end_its_cell(rest: str) -> None:
    assert list_cues().cell_ends.match(rest) is None
