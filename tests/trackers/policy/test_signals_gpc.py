"""What a policy says of Global Privacy Control. The wordings are in `wordings/gpc.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from trackers.policy import read_document
from trackers.policy.signals import dnt_stance, gpc_stance

WORDINGS = tomllib.loads((Path(__file__).parent / "wordings" / "gpc.toml").read_text(encoding="utf-8"))


def stance_of(text: str) -> str:
    document = read_document(text, url="https://example.com/privacy", content_type="text/plain")
    stance, fired = gpc_stance([document])
    for quote in (*stance.quotes, *(f.quote for f in fired)):
        assert quote.text == document.text[quote.start : quote.end]
    assert bool(stance.quotes) == (stance.stance != "silent")
    return stance.stance


@pytest.mark.parametrize("text", WORDINGS["honoured"])
def test_a_promise_to_honour_is_recognised(text: str) -> None:
    assert stance_of(text) == "honoured"


@pytest.mark.parametrize("text", WORDINGS["honoured_conditional"])
def test_a_promise_under_a_condition_is_recognised(text: str) -> None:
    assert stance_of(text) == "honoured_conditional"


@pytest.mark.parametrize("text", WORDINGS["not_honoured"])
def test_a_refusal_is_recognised(text: str) -> None:
    assert stance_of(text) == "not_honoured"


@pytest.mark.parametrize("text", WORDINGS["unclear"])
def test_a_policy_that_does_not_commit_itself_is_unclear(text: str) -> None:
    assert stance_of(text) == "unclear"


@pytest.mark.parametrize("text", WORDINGS["silent"])
def test_other_signals_and_a_companys_initials_say_nothing_of_it(text: str) -> None:
    assert stance_of(text) == "silent"


@pytest.mark.parametrize("text", WORDINGS["contradictory"])
def test_a_promise_in_one_section_and_a_refusal_in_another_contradict(text: str) -> None:
    assert stance_of(text) == "contradictory"


@pytest.mark.parametrize(
    ("text", "dnt"),
    [
        (
            "We do not respond to Do Not Track signals, but we do honor the Global Privacy Control.",
            "not_honoured",
        ),
        ("Do Not Track\nWe honor the Global Privacy Control.", "silent"),
        ("We respond to the Global Privacy Control. We do not sell your data.", "silent"),
        ("Do Not Track: we do not respond. Global Privacy Control: we honor these signals.", "not_honoured"),
    ],
)
def test_what_is_said_of_one_signal_is_not_said_of_the_other(text: str, dnt: str) -> None:
    document = read_document(text, url="x", content_type="text/plain")
    assert dnt_stance([document])[0].stance == dnt
