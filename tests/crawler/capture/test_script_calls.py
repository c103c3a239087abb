"""What injected code tells, and what a hostile page could make it tell."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.capture import script_calls
from crawler.capture.script_calls import ScriptCalls
from crawler.capture.set_cookie import parse_set_cookie
from tests.crawler.capture.cdp import PAGE_URL, target
from trackers.evidence import ScriptCall

PAGE = target()
STACK = "Error\n    at f (https://t.example/lib.js:10:5)\n    at https://www.shop.test/:3:1"


def told(*payloads: object, binding: str | None = None) -> ScriptCalls:
    capture = ScriptCalls(lambda _: PAGE_URL)
    name = binding or capture.commands(PAGE)[1][1]["name"]
    for payload in payloads:
        text = payload if isinstance(payload, str) else json.dumps(payload)
        capture.event(PAGE, "Runtime.bindingCalled", {"name": name, "payload": text})
    return capture


def call(api: str, detail: str = "", stack: str = STACK) -> dict[str, str]:
    return {"api": api, "detail": detail, "stack": stack, "frame": PAGE_URL}


def test_a_script_that_reads_a_signal_is_named_by_the_innermost_address() -> None:
    assert told(call("navigator.doNotTrack", "1")).calls == [
        ScriptCall("navigator.doNotTrack", "https://t.example/lib.js", PAGE_URL, "1")
    ]


def test_an_inline_script_is_named_by_its_document() -> None:
    (one,) = told(call("navigator.globalPrivacyControl", stack="Error\n at <anonymous>")).calls
    assert one.script_url == PAGE_URL


def test_a_written_cookie_is_told_with_its_line() -> None:
    (write,) = told(call("document.cookie", "a=1; path=/")).cookie_writes
    assert (write.line, write.script_url, write.document_url) == (
        "a=1; path=/",
        "https://t.example/lib.js",
        PAGE_URL,
    )


def test_a_cookie_of_the_cookie_store_is_written_as_a_line() -> None:
    options = {
        "name": "a",
        "value": "1",
        "domain": "shop.test",
        "path": "/x",
        "expires": (time.time() + 86_400) * 1000,
    }
    (write,) = told(call("cookieStore.set", json.dumps(options))).cookie_writes
    found = parse_set_cookie(write.line)
    assert found is not None
    assert (found.name, found.value, found.domain, found.path) == ("a", "1", "shop.test", "/x")
    assert found.lifetime_days == pytest.approx(1.0, abs=0.01)


def test_a_timer_moves_the_moment_until_which_is_waited() -> None:
    before = time.monotonic()
    capture = told(call("setTimeout", "3000"), call("setTimeout", "500"))
    assert capture.latest_timer >= before + 3


@pytest.mark.parametrize("detail", ["", "soon", "-5", "²", "٣", "1e9", "9" * 5000, "1" * 12])
def test_a_timer_that_is_no_time_is_left_out(detail: str) -> None:
    assert told(call("setTimeout", detail)).latest_timer == 0.0


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "{",
        "null",
        "[]",
        "5",
        '"text"',
        "[" * 100_000,
        '{"api": 1}',
        {"api": "navigator.x", "detail": "", "stack": ""},
        "\ud800",
    ],
)
def test_a_payload_that_cannot_be_read_is_left_out(payload: object) -> None:
    capture = told(payload)
    assert (capture.calls, capture.cookie_writes) == ([], [])


@pytest.mark.parametrize(
    "detail",
    [
        "",
        "null",
        "[1]",
        "5",
        '"x"',
        "[" * 100_000,
        '{"expires": 1e308}',
        '{"expires": Infinity}',
        '{"expires": NaN}',
        '{"expires": "x"}',
        '{"expires": true}',
    ],
)
def test_options_of_the_cookie_store_that_make_no_sense_break_nothing(detail: str) -> None:
    for write in told(call("cookieStore.set", detail)).cookie_writes:
        parse_set_cookie(write.line)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
        max_leaves=8,
    )
)
def test_no_payload_breaks_the_capture(value: Any) -> None:
    told(
        value,
        call("cookieStore.set", json.dumps(value)),
        call("setTimeout", str(value)),
        call("navigator.x", str(value)),
    )


def test_another_binding_is_not_ours() -> None:
    assert told(call("navigator.doNotTrack"), binding="other").calls == []


def test_a_page_cannot_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script_calls, "_MOST_CALLS", 3)
    capture = told(*[call("document.cookie", "a=1")] * 50)
    assert len(capture.cookie_writes) <= 4


def test_only_pages_and_frames_are_injected_and_no_page_knows_the_bindings_name() -> None:
    capture = ScriptCalls(lambda _: "")
    assert capture.commands(target("worker")) == []
    commands = dict(capture.commands(target("iframe")))
    assert "__BINDING__" not in commands["Page.addScriptToEvaluateOnNewDocument"]["source"]
    assert (
        commands["Runtime.addBinding"]["name"] in commands["Page.addScriptToEvaluateOnNewDocument"]["source"]
    )
