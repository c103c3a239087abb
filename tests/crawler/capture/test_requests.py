"""Exchanges as evidence."""

from __future__ import annotations

import base64

import pytest

from crawler.capture.network_log import LARGEST_BODY, Exchange
from crawler.capture.requests import initiator_of, requests_of
from trackers.evidence import Request


def request(**more: object) -> Request:
    given = {
        "id": "1:0",
        "request": {"url": "https://t.example/a", "method": "GET", "headers": {}},
        "kind": "image",
        "top_url": "https://www.shop.test/",
        "page_url": "https://shop.test/",
        "frame_url": None,
        "wall_time": 1790000000.0,
        "initiator": {},
        **more,
    }
    (one,) = requests_of([Exchange(**given)])  # type: ignore[arg-type]
    return one


def test_headers_on_the_wire_come_before_those_the_page_could_see() -> None:
    one = request(
        request={"url": "https://t.example/", "headers": {"Referer": "seen"}},
        request_extra={"headers": {"Referer": "wire", "Cookie": "a=1", "Sec-GPC": "1", "X-Other": "no"}},
    )
    assert one.request_headers == (("cookie", "a=1"), ("referer", "wire"), ("sec-gpc", "1"))


def test_repeated_headers_are_told_one_by_one() -> None:
    one = request(response_extra={"headers": {"Set-Cookie": "a=1; Path=/\nb=2", "X-Powered-By": "no"}})
    assert one.response_headers == (("set-cookie", "a=1; Path=/"), ("set-cookie", "b=2"))
    assert one.status is None


def test_a_request_without_a_response_has_none_of_its_facts() -> None:
    one = request(failure="net::ERR_FAILED")
    assert (one.status, one.mime_type, one.remote_address, one.response_headers) == (None, None, None, ())


def test_the_address_of_the_server_is_told_with_its_port() -> None:
    one = request(response={"status": 204, "headers": {}, "remoteIPAddress": "[::1]", "remotePort": 443})
    assert one.remote_address == "[::1]:443"


BYTES = b"\x1f\x8b\x00\xff"


@pytest.mark.parametrize(
    ("sent", "body"),
    [
        ({}, None),
        ({"postData": "a=1"}, b"a=1"),
        ({"postData": ""}, b""),
        ({"postData": "ä\ud800"}, "ä\ud800".encode("utf-8", "surrogatepass")),
        ({"postData": "?", "postDataEntries": [{"bytes": base64.b64encode(BYTES).decode()}]}, BYTES),
        ({"postDataEntries": [{"bytes": "YQ=="}, {"bytes": "Yg=="}, {}]}, b"ab"),
        ({"postData": "text", "postDataEntries": [{"bytes": "a"}]}, b"text"),
        ({"postData": "x" * (LARGEST_BODY + 5)}, b"x" * LARGEST_BODY),
    ],
)
def test_the_body_is_the_exact_bytes_where_the_browser_gives_them(
    sent: dict[str, object], body: bytes | None
) -> None:
    assert (
        request(request={"url": "https://t.example/", "method": "POST", "headers": {}, **sent}).post_data
        == body
    )


def test_the_stack_names_each_script_once_through_asynchronous_parents() -> None:
    frames = [{"url": "https://a.example/1.js"}, {"url": ""}, {"url": "https://a.example/1.js"}]
    parent = {"callFrames": [{"url": "https://b.example/2.js"}]}
    found = initiator_of({"type": "script", "stack": {"callFrames": frames, "parent": parent}})
    assert (found.kind, found.url) == ("script", "https://a.example/1.js")
    assert found.stack == ("https://a.example/1.js", "https://b.example/2.js")
    assert initiator_of({}).kind == "other"


def test_a_page_url_stands_in_where_the_top_document_is_not_known() -> None:
    assert request(top_url="").document_url == "https://shop.test/"
