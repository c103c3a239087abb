"""Joining Chromium's events into exchanges, in whatever order they come."""

from __future__ import annotations

import time
from itertools import permutations
from typing import Any

import pytest

from crawler.capture import network_log
from crawler.capture.network_log import Exchange, NetworkLog
from crawler.watcher import Target
from tests.crawler.capture.cdp import PAGE_URL, extra, received, sent, target

PAGE = target()
Step = tuple[str, dict[str, Any]]


def told(*steps: Step, by: Target = PAGE) -> NetworkLog:
    log = NetworkLog()
    log.page_url = "https://shop.test/"
    log.commands(PAGE)
    for name, params in steps:
        log.event(by, "Network." + name, params)
    return log


def exchanges(*steps: Step) -> list[Exchange]:
    return list(told(*steps).exchanges())


SENT = ("requestWillBeSent", sent("https://t.example/a"))
SENT_EXTRA = ("requestWillBeSentExtraInfo", extra(Cookie="uid=1"))
RECEIVED = ("responseReceived", received("https://t.example/a"))
RECEIVED_EXTRA = ("responseReceivedExtraInfo", extra(**{"Set-Cookie": "uid=1"}))
FINISHED = ("loadingFinished", {"requestId": "1", "encodedDataLength": 43.0})


MAIN = [SENT, RECEIVED, FINISHED]
ORDERS = [
    order
    for order in permutations([*MAIN, SENT_EXTRA, RECEIVED_EXTRA])
    if [step for step in order if step in MAIN] == MAIN
]


@pytest.mark.parametrize("order", ORDERS)
def test_extra_events_are_joined_whenever_they_come(order: tuple[Step, ...]) -> None:
    (one,) = exchanges(*order)
    assert one.request_extra is not None
    assert one.request_extra["headers"] == {"Cookie": "uid=1"}
    assert one.response_extra is not None
    assert one.response_extra["headers"] == {"Set-Cookie": "uid=1"}
    assert one.response is not None
    assert (one.response["status"], one.encoded_bytes, one.id) == (200, 43, "1:0")


def redirected(to: str, since: str, status: int = 302, **more: Any) -> Step:
    response = {"url": since, "status": status, "headers": {"location": to}}
    return "requestWillBeSent", sent(to, redirectResponse=response, redirectHasExtraInfo=True, **more)


A, B, C = "https://a.example/", "https://b.example/", "https://c.example/"


def test_a_redirect_chain_is_one_exchange_a_hop_each_with_its_own_extra_information() -> None:
    found = exchanges(
        ("responseReceivedExtraInfo", extra(hop="1")),
        ("requestWillBeSent", sent(A)),
        redirected(B, A),
        ("responseReceivedExtraInfo", extra(hop="2")),
        redirected(C, B),
        ("responseReceived", received(C)),
        ("responseReceivedExtraInfo", extra(hop="3")),
    )
    assert [(e.id, e.request["url"], e.redirected_from) for e in found] == [
        ("1:0", A, None),
        ("1:1", B, "1:0"),
        ("1:2", C, "1:1"),
    ]
    assert [(e.response or {})["status"] for e in found] == [302, 302, 200]
    assert [(e.response_extra or {})["headers"]["hop"] for e in found] == ["1", "2", "3"]


def test_a_hop_that_announces_no_extra_information_takes_none_from_the_next() -> None:
    upgraded = sent(B, redirectResponse={"url": A, "status": 307, "headers": {}}, redirectHasExtraInfo=False)
    found = exchanges(
        ("requestWillBeSent", sent(A)),
        ("requestWillBeSent", upgraded),
        ("requestWillBeSentExtraInfo", extra(of="b")),
        ("responseReceived", received(B)),
        ("responseReceivedExtraInfo", extra(of="b")),
    )
    assert [e.response_extra and e.response_extra["headers"]["of"] for e in found] == [None, "b"]
    assert [e.request_extra and e.request_extra["headers"]["of"] for e in found] == [None, "b"]


def test_a_response_from_the_cache_has_no_extra_information() -> None:
    (one,) = exchanges(
        SENT,
        ("requestServedFromCache", {"requestId": "1"}),
        ("responseReceived", received(A, hasExtraInfo=False)),
    )
    assert (one.from_cache, one.response_extra) == (True, None)


def test_a_request_that_parent_and_frame_both_tell_is_one_exchange() -> None:
    log = told(("requestWillBeSent", sent(A, type="Document", frameId="F2")))
    frame = target("iframe", "S2", PAGE)
    log.event(frame, "Network.requestWillBeSent", sent(A, type="Document", frameId="F2"))
    log.event(frame, "Network.responseReceived", received(A, type="Document", frameId="F2"))
    (one,) = log.exchanges()
    assert one.kind == "sub_frame"
    assert one.frame_url == A


def test_a_redirect_back_to_the_same_address_is_a_hop() -> None:
    assert len(exchanges(("requestWillBeSent", sent(A)), redirected(A, A), redirected(A, A))) == 3


def test_a_failure_is_told_with_its_reason() -> None:
    (one,) = exchanges(
        SENT, ("loadingFailed", {"requestId": "1", "errorText": "net::ERR_FAILED", "blockedReason": "csp"})
    )
    assert (one.failure, one.blocked_reason, one.response) == ("net::ERR_FAILED", "csp", None)
    (one,) = exchanges(
        SENT,
        ("loadingFailed", {"requestId": "1", "corsErrorStatus": {"corsError": "MissingAllowOriginHeader"}}),
    )
    assert (one.failure, one.blocked_reason) == ("canceled", "MissingAllowOriginHeader")


def test_parts_of_requests_that_nobody_sent_are_no_exchanges() -> None:
    assert exchanges(SENT_EXTRA, RECEIVED_EXTRA, FINISHED, ("loadingFailed", {"requestId": "9"})) == []


def test_a_request_that_only_its_answer_tells_of_is_kept_and_marked() -> None:
    worker = target("shared_worker", "W", url="https://www.shop.test/w.js")
    log = told(("requestWillBeSent", sent(PAGE_URL, "0", type="Document")))
    log.event(PAGE, "Network.responseReceived", received(PAGE_URL, "0", type="Document"))
    log.event(worker, "Network.responseReceived", received("https://t.example/a", "1", type="Other"))
    _, one = log.exchanges()
    assert (one.request["url"], one.response and one.response["status"]) == ("https://t.example/a", 200)
    assert (one.top_url, one.frame_url, one.kind) == (PAGE_URL, "https://www.shop.test/w.js", "other")
    assert log.unannounced() == [one]


def test_a_request_that_is_announced_after_its_answer_is_one_exchange() -> None:
    log = told(RECEIVED, SENT)
    assert [e.request["method"] for e in log.exchanges()] == ["GET"]
    assert log.unannounced() == []


def test_answers_that_never_left_the_browser_are_no_requests() -> None:
    assert exchanges(("responseReceived", received("blob:https://a.test/1"))) == []


def test_a_prefetch_stands_under_the_page_that_asked_for_it() -> None:
    log = told(("requestWillBeSent", sent(PAGE_URL, "0", type="Document")))
    log.event(PAGE, "Network.responseReceived", received(PAGE_URL, "0", type="Document"))
    url = "https://t.example/next"
    log.event(PAGE, "Network.requestWillBeSent", sent(url, "1", type="Prefetch", documentURL=url))
    assert [e.top_url for e in log.exchanges()] == [PAGE_URL, PAGE_URL]


@pytest.mark.parametrize(
    "url", ["data:image/gif;base64,R0", "blob:https://a.test/1", "about:blank", "chrome-extension://x/y"]
)
def test_what_never_leaves_the_browser_is_no_request(url: str) -> None:
    assert exchanges(("requestWillBeSent", sent(url))) == []


def test_a_socket_is_a_request_with_its_handshake() -> None:
    (one,) = exchanges(
        ("webSocketCreated", {"requestId": "7", "url": "wss://live.example/s"}),
        (
            "webSocketHandshakeResponseReceived",
            {"requestId": "7", "response": {"status": 101, "headers": {}}},
        ),
    )
    assert (one.kind, one.request["url"], (one.response or {})["status"]) == (
        "websocket",
        "wss://live.example/s",
        101,
    )


def test_the_main_document_is_what_the_page_ended_on() -> None:
    final = PAGE_URL + "en"
    log = told(
        ("requestWillBeSent", sent(PAGE_URL, type="Document")),
        redirected(final, PAGE_URL, type="Document"),
        ("responseReceived", received(final, type="Document")),
        ("requestWillBeSent", sent("https://f.example/", "2", type="Document", frameId="F9")),
        ("responseReceived", received("https://f.example/", "2", type="Document", frameId="F9")),
    )
    main = log.main_document()
    assert main is not None
    assert (main.request["url"], main.kind, main.frame_url) == (final, "document", None)
    assert log.top_url(PAGE) == final
    assert log.top_url(target("worker", "S5", PAGE)) == final
    assert log.top_url(target("shared_worker", "S6")) == final


def test_what_a_frame_sends_stands_under_the_page_that_holds_it() -> None:
    log = told(
        ("requestWillBeSent", sent(PAGE_URL, type="Document")),
        ("responseReceived", received(PAGE_URL, type="Document")),
    )
    frame = target("iframe", "S2", PAGE, "https://ads.example/slot")
    log.event(
        frame, "Network.requestWillBeSent", sent(A, "5", documentURL="https://ads.example/slot", frameId="F2")
    )
    one = next(e for e in log.exchanges() if e.request["url"] == A)
    assert (one.top_url, one.frame_url, one.page_url) == (
        PAGE_URL,
        "https://ads.example/slot",
        "https://shop.test/",
    )


def test_only_requests_without_an_answer_or_an_end_are_waited_for() -> None:
    log = told(("requestWillBeSent", sent(A, "1", wallTime=time.time())))
    assert log.unanswered(60) == 1
    log.event(PAGE, "Network.responseReceived", received(A, "1"))
    assert log.unanswered(60) == 0
    log.event(PAGE, "Network.requestWillBeSent", sent(B, "2", wallTime=1.0))
    assert log.unanswered(60) == 0
    log.event(PAGE, "Network.webSocketCreated", {"requestId": "3", "url": "wss://live.example/"})
    assert log.unanswered(60) == 0
    log.event(PAGE, "Network.requestWillBeSent", sent(B, "4", wallTime=time.time()))
    log.event(PAGE, "Network.loadingFinished", {"requestId": "4"})
    assert log.unanswered(60) == 0


def test_a_page_that_never_stops_sending_is_cut_off_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_log, "MOST_EXCHANGES", 3)
    log = told(*(("requestWillBeSent", sent(A, str(n))) for n in range(5)))
    assert (len(list(log.exchanges())), log.cut_off) == (3, True)


def test_network_events_are_asked_of_everything_that_can_send() -> None:
    for kind in ("page", "iframe", "worker", "shared_worker", "service_worker", "worklet"):
        assert NetworkLog().commands(target(kind))
    assert NetworkLog().commands(target("browser_ui")) == []
