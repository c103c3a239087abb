"""Words of languages are data: the lexicons are complete, and no expression in the code holds words of its own."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import trackers.policy
from trackers.policy import read_document
from trackers.policy.documents.words import reading_words
from trackers.policy.signals.common_words import common_words

_FOLDER = Path(next(iter(trackers.policy.__path__)))
_OF_SEVERAL_LANGUAGES = re.compile(r"(?<![\w\\])(?:and|or|und|oder|et|ou|the|we|nous|wir)(?=[|)])")
"""Little words as one of several alternatives: the sign of a list of words."""


def _texts_in_code(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


@pytest.mark.parametrize(
    "path", sorted(_FOLDER.rglob("*.py")), ids=lambda path: path.relative_to(_FOLDER).as_posix()
)
def test_no_expression_in_the_code_lists_words_of_a_language(path: Path) -> None:
    assert [text for text in _texts_in_code(path) if _OF_SEVERAL_LANGUAGES.search(text)] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("We bake bread, cf. the list. We sell it.", 2),
        ("Wir backen Brot, d. h. Kuchen bzw. Torten. Sie essen es.", 2),
        ("Bread by Acme Inc. We bake it.", 2),
        ("Bread by Acme Inc. of Springfield is good.", 1),
    ],
)
def test_abbreviations_of_all_languages_end_no_sentence(text: str, number: int) -> None:
    document = read_document(text, url="policy.txt", content_type="text/plain")
    assert len(document.sentences()) == number


def test_the_number_of_a_section_is_told_by_its_word() -> None:
    assert reading_words().numbered.match("Section 4: Bread")
    assert not reading_words().numbered.match("Sections are cut")


def test_initials_are_the_signals_where_its_words_stand_before_them() -> None:
    words = common_words()
    assert words.gpc_defined.search("the global control (or “GPC”) of a browser")
    assert words.before_gpc.search("the global control ")
    assert not words.before_gpc.search("the green pastry company ")


@pytest.mark.parametrize(
    ("text", "is_by_somebody"), [(" by the others", True), (", by these", True), (" wherever by", False)]
)
def test_what_others_do_stands_right_behind(text: str, is_by_somebody: bool) -> None:
    assert (common_words().by_somebody.match(text) is not None) is is_by_somebody
