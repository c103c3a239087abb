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


def test_a_text_without_elements_has_no_soft_breaks() -> None:
    assert soft_breaks("one line\nand its rest\n" * 50) == frozenset()


def test_tags_that_never_close_are_no_elements() -> None:
    assert soft_breaks("<p>one\n" * 20_000) == frozenset()
