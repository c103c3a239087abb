"""The demonstration web's server, spoken to by a plain client over loopback."""

from __future__ import annotations

import gzip
import socket
import ssl
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected

import pytest

from crawler.demo import DemoWeb
from crawler.demo.certificates import issue_identity
from crawler.demo.exchange import HttpRequest, Response
from crawler.demo.routes import Route
from crawler.demo.server import LoopbackServer

HALDEN = "www.halden-care.example"


@pytest.fixture(scope="module")
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as running:
        yield running


def connect(port: int, host: str, ca_pem: bytes | None) -> HTTPConnection:
    """A connection that asks for `host` at the loopback port, over TLS where an authority is given."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.connect()
    if ca_pem is not None:
        context = ssl.create_default_context(cadata=ca_pem.decode())
        connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
    return connection


def get(
    web: DemoWeb, url: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[HTTPResponse, bytes]:
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    connection = connect(web.port, host, web.ca_pem if scheme == "https" else None)
    try:
        connection.request(method, "/" + path, headers={"Host": host, **(headers or {})})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_a_site_is_served_over_tls_and_over_plain_http_on_one_port(web: DemoWeb) -> None:
    for scheme in ("https", "http"):
        response, body = get(web, f"{scheme}://{HALDEN}/")
        assert response.status == 200
        assert b"See a clinician from home" in body


def test_one_connection_carries_many_requests(web: DemoWeb) -> None:
    connection = connect(web.port, HALDEN, web.ca_pem)
    for path in ("/", "/contact", "/assets/site.css", "/nowhere"):
        connection.request("GET", path, headers={"Host": HALDEN})
        response = connection.getresponse()
        response.read()
        assert response.status == (404 if path == "/nowhere" else 200)
    connection.close()


def test_long_texts_are_compressed_only_for_those_who_ask(web: DemoWeb) -> None:
    plain, body = get(web, f"https://{HALDEN}/assets/site.css")
    packed, squeezed = get(web, f"https://{HALDEN}/assets/site.css", {"Accept-Encoding": "gzip, br"})
    assert plain.getheader("Content-Encoding") is None
    assert packed.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(squeezed) == body


def test_a_host_without_tls_refuses_the_handshake_and_answers_in_clear(web: DemoWeb) -> None:
    with pytest.raises(ssl.SSLError):
        get(web, "https://optout.aboutads.info/")
    response, _ = get(web, "http://optout.aboutads.info/")
    assert response.status == 200


def test_a_redirect_sets_its_cookie_once(web: DemoWeb) -> None:
    response, _ = get(web, "https://idsync.rlcdn.com/711861.gif?partner_uid=1")
    line = response.getheader("Set-Cookie") or ""
    assert (response.status, response.getheader("Location", "")[:32]) == (
        307,
        "https://idsync.rlcdn.com/1000.gi",
    )
    assert line.startswith("rlas3=")
    assert line.endswith("Domain=.rlcdn.com; Path=/; Max-Age=31536000; Secure; SameSite=None")
    again, _ = get(web, "https://idsync.rlcdn.com/711861.gif?partner_uid=1", {"Cookie": "rlas3=known"})
    assert again.getheader("Set-Cookie") is None


def test_a_preflight_is_answered_for_the_site_that_asks(web: DemoWeb) -> None:
    origin = "https://www.saltmarsh-surf.example"
    response, _ = get(web, "https://analytics.tiktok.com/api/v2/pixel", {"Origin": origin}, method="OPTIONS")
    assert response.status == 204
    assert response.getheader("Access-Control-Allow-Origin") == origin
    assert response.getheader("Access-Control-Allow-Credentials") == "true"


def test_a_posted_body_is_kept_in_the_log(web: DemoWeb) -> None:
    connection = connect(web.port, "in.hotjar.com", web.ca_pem)
    connection.request(
        "POST", "/api/v2/client/sites/1/visit-data", body=b'{"a":1}', headers={"Host": "in.hotjar.com"}
    )
    assert connection.getresponse().status == 200
    connection.close()
    seen = next(request for request in web.requests_seen if request.method == "POST")
    assert (seen.url, seen.body) == ("https://in.hotjar.com/api/v2/client/sites/1/visit-data", b'{"a":1}')


def test_tags_are_left_out_on_the_server_for_a_visitor_with_the_signal(web: DemoWeb) -> None:
    _, open_page = get(web, "https://www.lumen-post.example/")
    _, opted_out = get(web, "https://www.lumen-post.example/", {"Sec-GPC": "1"})
    assert b"rlcdn.com" in open_page
    assert b"rlcdn.com" not in opted_out


def test_all_pages_of_one_visit_agree_on_the_toss(web: DemoWeb) -> None:
    url = "https://www.saltmarsh-surf.example"
    response, first = get(web, url + "/")
    cookie = (response.getheader("Set-Cookie") or "").partition(";")[0]
    for path in ("/courses", "/tides", "/"):
        again, page = get(web, url + path, {"Cookie": cookie})
        assert (b"tiktok" in page) == (b"tiktok" in first)
        assert again.getheader("Set-Cookie") is None


def test_fragments_and_other_folders_are_not_served(web: DemoWeb) -> None:
    for path in ("_head.html", "../manifest.toml", "../../manifest.toml"):
        response, _ = get(web, f"https://{HALDEN}/{path}")
        assert response.status == 404


def test_an_unreadable_policy_and_a_wall_answer_with_their_status(web: DemoWeb) -> None:
    assert get(web, "https://www.heron-freight.example/privacy-policy")[0].status == 503
    wall, body = get(web, "https://www.vault-gate.example/anything")
    assert (wall.status, wall.getheader("CF-Mitigated")) == (403, "challenge")
    assert b"Just a moment" in body


def test_an_endless_answer_goes_on_until_the_server_stops() -> None:
    route = Route(host="slow.example", path="/*", drip="drop ")
    with LoopbackServer(route.answer, issue_identity(["slow.example"]).tls) as server:
        connection = connect(server.port, "slow.example", None)
        connection.request("GET", "/", headers={"Host": "slow.example"})
        response = connection.getresponse()
        assert response.read(8) == b": open\n\n"
        assert response.read(10) == b"drop drop "


@pytest.mark.parametrize("size", [0, 1, 5000])
def test_a_chunked_body_arrives_whole(size: int) -> None:
    def answer(_request: HttpRequest) -> Response:
        return Response(body=b"x" * size, chunked=True)

    with LoopbackServer(answer, issue_identity(["a.example"]).tls) as server:
        connection = connect(server.port, "a.example", None)
        connection.request("GET", "/", headers={"Host": "a.example"})
        assert connection.getresponse().read() == b"x" * size


def test_a_dropped_connection_gives_no_answer() -> None:
    route = Route(host="a.example", path="/*", drop=True)
    with LoopbackServer(route.answer, issue_identity(["a.example"]).tls) as server:
        connection = connect(server.port, "a.example", None)
        connection.request("GET", "/", headers={"Host": "a.example"})
        with pytest.raises((RemoteDisconnected, ConnectionResetError)):
            connection.getresponse()


def test_connections_that_never_speak_do_not_hold_up_others_or_the_end() -> None:
    route = Route(host="a.example", path="/*")
    with LoopbackServer(route.answer, issue_identity(["a.example"]).tls) as server:
        idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(40)]
        connection = connect(server.port, "a.example", None)
        connection.request("GET", "/", headers={"Host": "a.example"})
        assert connection.getresponse().status == 200
    for waiting in idle:
        waiting.settimeout(10)
        assert waiting.recv(1) == b""
        waiting.close()
