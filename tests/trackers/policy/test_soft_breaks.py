"""Line breaks inside elements of a text with stray tags."""

from __future__ import annotations

import pytest

from trackers.policy import read_document
from trackers.policy.documents.soft_breaks import soft_breaks
from trackers.policy.signals import dnt_stance


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<p>We do not answer to\nsuch signals.</p>", ["We do not answer to such signals."]),
        ("<p><b>What\nWe Collect</b></p>", ["What We Collect"]),
        ("<li>your name, e.g.\nfor an account</li>", ["your name, e.g. for an account"]),
        ("<p>One sentence.\nAnother one.</p>", ["One sentence.", "Another one."]),
        ("<p>One line</p>\nand another", ["One line", "and another"]),
        ("We honor nothing\nand never did", ["We honor nothing", "and never did"]),
        ("Our systems do not\nhonor it", ["Our systems do not honor it"]),
        ("We answer no Do Not\nTrack signal", ["We answer no Do Not Track signal"]),
        ("It heeds your browser's\nDNT setting", ["It heeds your browser's DNT setting"]),
        ("Log in\nyour account", ["Log in", "your account"]),
        ("What we do not\n- sell\n- rent", ["What we do not", "- sell", "- rent"]),
        ("<p>first\n\nsecond</p>", ["first", "second"]),
        ("<p>We use:\n- cookies\n- pixels</p>", ["We use:", "- cookies", "- pixels"]),
    ],
)
def test_a_line_that_breaks_inside_an_element_goes_on(text: str, lines: list[str]) -> None:
    document = read_document(text, url="policy.txt", content_type="text/plain")
    assert [sentence.text for sentence in document.sentences()] == lines
    quotes = [document.quote_sentence(sentence) for sentence in document.sentences()]
    assert all(quote.text == document.text[quote.start : quote.end] for quote in quotes)


def test_a_refusal_that_is_wrapped_amid_long_lines_is_read() -> None:
    long = "<p>" + "We care about the people who visit our shop and tell them all that we do. " * 5 + "</p>\n"
    refusal = "<p>We do not respond to browser\ndo-not-track signals.\nWe keep to this notice.</p>"
    text = f"{long * 4}<p>\n<b>Do Not Track</b>\n</p>\n{refusal}"
    assert dnt_stance([read_document(text, url="policy.txt")])[0].stance == "not_honoured"


_ROW = (
    "| " + "what we keep for the people who print with us and why we keep it for so long " * 3 + "| yes |\n"
)


def lines_of(text: str) -> list[str]:
    document = read_document(text, url="policy.md", content_type="text/markdown")
    assert all(
        quote.text == document.text[quote.start : quote.end]
        for quote in map(document.quote_sentence, document.sentences())
    )
    return [sentence.text for sentence in document.sentences()]


def test_a_paragraph_wrapped_by_hand_is_read_as_one_beside_long_lines() -> None:
    long = "We care about the people who visit our shop and tell them all that we do. " * 5
    wrapped = (
        "We print whatever people send to us and we do not\n"
        "ask them what it is for, nor do we keep any of the\n"
        "sheets that went wrong, whoever asks us for them."
    )
    assert wrapped.replace("\n", " ") in lines_of(f"{long}\n\n{wrapped}\n\n{long}\n\n{long}")


def test_rows_of_a_table_do_not_hide_that_a_text_is_wrapped() -> None:
    wrapped = (
        "We print whatever people send to us and we do not\nask what it is for, nor do we keep any of it.\n\n"
    )
    assert (
        "We print whatever people send to us and we do not ask what it is for, nor do we keep any of it."
        in (lines_of(f"# Privacy\n\n{wrapped * 8}| Data | Kept |\n|---|---|\n{_ROW * 4}"))
    )


def test_an_item_that_goes_on_indented_keeps_its_list_together() -> None:
    text = (
        "We use these processors:\n\n"
        "- Foomail: sends the letters that people ask us for, and\n  nothing else.\n"
        "- Barhost: keeps the pages.\n  It stands in Oslo.\n"
        "- Bazpay: takes the money.\n"
    )
    document = read_document(text, url="policy.md", content_type="text/markdown")
    items = [block for block in document.blocks if block.kind == "list_item"]
    assert [document.text[block.start : block.end].count("\n") for block in items] == [1, 1, 0]
    assert {block.lead for block in items} == {0}
    assert "- Foomail: sends the letters that people ask us for, and nothing else." in lines_of(text)
    assert "It stands in Oslo." in lines_of(text)


def test_a_text_without_elements_has_no_soft_breaks() -> None:
    assert soft_breaks("one line\nand its rest\n" * 50) == frozenset()


def test_tags_that_never_close_are_no_elements() -> None:
    assert soft_breaks("<p>one\n" * 20_000) == frozenset()
