"""The captures of one visit together: each fails alone, and says so."""

from __future__ import annotations

from crawler.capture.recorder import Recorder
from tests.crawler.capture.cdp import PAGE_URL, received, sent, target

PAGE = target()


def recorder() -> Recorder:
    made = Recorder()
    made.now_visiting(PAGE_URL)
    made.commands(PAGE)
    made.event(PAGE, "Network.requestWillBeSent", sent(PAGE_URL, type="Document"))
    made.event(PAGE, "Network.responseReceived", received(PAGE_URL, type="Document"))
    return made


def test_a_capture_that_fails_is_named_and_the_others_go_on() -> None:
    made = recorder()
    made.event(PAGE, "Network.webSocketFrameSent", {"requestId": "7"})
    assert list(made.failures) == ["sockets"]
    made.event(PAGE, "Network.requestWillBeSent", sent("https://t.example/", "2"))
    assert len(list(made.network.exchanges())) == 2


def test_events_that_no_capture_wants_are_nobodys() -> None:
    made = recorder()
    made.event(PAGE, "Network.somethingNew", {})
    assert made.failures == {}


def test_a_sockets_first_messages_are_kept_both_ways_and_its_flood_is_not() -> None:
    made = recorder()
    made.event(PAGE, "Network.webSocketCreated", {"requestId": "7", "url": "wss://live.example/"})
    for number in range(300):
        name = "Network.webSocketFrameSent" if number % 2 else "Network.webSocketFrameReceived"
        frame = {"opcode": 2 if number == 0 else 1, "payloadData": "x" * 20_000}
        made.event(PAGE, name, {"requestId": "7", "timestamp": 12.5, "response": frame})
    messages = made.sockets.messages
    assert len(messages) == 200
    assert [(m.direction, m.binary, m.url, m.document_url) for m in messages[:2]] == [
        ("received", True, "wss://live.example/", PAGE_URL),
        ("sent", False, "wss://live.example/", PAGE_URL),
    ]
    assert len(messages[0].payload) == 16_384
    assert messages[0].started > 1_000_000_000
