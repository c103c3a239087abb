"""What a policy says of Do Not Track: the wordings of `wordings/dnt.toml`, and the hard cases by name."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from trackers.policy import read_document
from trackers.policy.signals import dnt_stance

WORDINGS = tomllib.loads((Path(__file__).parent / "wordings" / "dnt.toml").read_text(encoding="utf-8"))


def stance_of(text: str) -> str:
    document = read_document(text, url="https://example.com/privacy", content_type="text/plain")
    stance, fired = dnt_stance([document])
    for quote in (*stance.quotes, *(f.quote for f in fired)):
        assert quote.text == document.text[quote.start : quote.end]
        assert quote.text
    assert bool(stance.quotes) == (stance.stance != "silent")
    assert bool(fired) == (stance.stance != "silent")
    return stance.stance


@pytest.mark.parametrize("text", WORDINGS["honoured"])
def test_a_promise_to_honour_is_recognised(text: str) -> None:
    assert stance_of(text) == "honoured"


@pytest.mark.parametrize("text", WORDINGS["not_honoured"])
def test_a_refusal_is_recognised(text: str) -> None:
    assert stance_of(text) == "not_honoured"


@pytest.mark.parametrize("text", WORDINGS["unclear"])
def test_a_policy_that_does_not_commit_itself_is_unclear(text: str) -> None:
    assert stance_of(text) == "unclear"


@pytest.mark.parametrize("text", WORDINGS["silent"])
def test_words_that_only_look_like_the_signal_say_nothing_of_it(text: str) -> None:
    assert stance_of(text) == "silent"


@pytest.mark.parametrize("text", WORDINGS["vendor_only"])
def test_what_third_parties_do_is_not_what_the_site_does(text: str) -> None:
    assert stance_of(text) == "vendor_only"


@pytest.mark.parametrize("text", WORDINGS["contradictory"])
def test_a_promise_in_one_section_and_a_refusal_in_another_contradict(text: str) -> None:
    assert stance_of(text) == "contradictory"


def test_two_documents_of_one_site_are_read_together() -> None:
    policy = read_document("We use cookies.", url="privacy", content_type="text/plain")
    cookies = read_document(
        "We do not respond to Do Not Track signals.", url="cookies", content_type="text/plain"
    )
    stance, _ = dnt_stance([policy, cookies])
    assert stance.stance == "not_honoured"
    assert [quote.document for quote in stance.quotes] == ["cookies"]


@pytest.mark.parametrize(
    ("request_", "stance"),
    [
        ("We will respond to your request within 30 days.", "not_honoured"),
        ("If you ask us to erase your data, we act on your request without undue delay.", "not_honoured"),
        ("We do not honour your request if the jar was opened.", "not_honoured"),
        ("Requests for access will be honoured within one month.", "not_honoured"),
    ],
)
def test_what_people_ask_for_in_the_next_paragraph_is_no_signal(request_: str, stance: str) -> None:
    assert stance_of(f"We do not respond to Do Not Track signals.\n\n{request_}") == stance
    kept = stance_of(f"We honour Do Not Track signals.\n\n{request_.replace('will', 'will not')}")
    assert kept == "honoured"


def test_a_request_about_messages_is_no_signal() -> None:
    text = (
        "We do not respond to Do Not Track signals.\n\nTo get fewer messages from us, use the unsubscribe link. "
        "We will honour your request within ten days."
    )
    assert stance_of(text) == "not_honoured"


def test_two_documents_that_disagree_contradict() -> None:
    old = read_document("We honor Do Not Track signals.", url="old", content_type="text/plain")
    new = read_document("We do not respond to Do Not Track signals.", url="new", content_type="text/plain")
    stance, _ = dnt_stance([old, new])
    assert stance.stance == "contradictory"
    assert {quote.document for quote in stance.quotes} == {"old", "new"}


def test_the_rule_and_its_words_are_named() -> None:
    document = read_document(
        "Please note that we do not respond to DNT signals.", url="x", content_type="text/plain"
    )
    _, fired = dnt_stance([document])
    assert [(f.rule, f.quote.text) for f in fired] == [("dnt.en.refuse.respond", "not respond to DNT")]
