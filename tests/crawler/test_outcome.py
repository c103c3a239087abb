"""How a visit ended: errors of the network, pages of the server, and walls before the site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.outcome import challenge, of_net_error, of_page


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("NAME_NOT_RESOLVED", "dns"),
        ("NAME_RESOLUTION_FAILED", "dns"),
        ("DNS_TIMED_OUT", "dns"),
        ("CERT_AUTHORITY_INVALID", "tls"),
        ("CERT_DATE_INVALID", "tls"),
        ("CERT_COMMON_NAME_INVALID", "tls"),
        ("SSL_PROTOCOL_ERROR", "tls"),
        ("SSL_VERSION_OR_CIPHER_MISMATCH", "tls"),
        ("BAD_SSL_CLIENT_AUTH_CERT", "tls"),
        ("TOO_MANY_REDIRECTS", "redirect_loop"),
        ("UNSAFE_REDIRECT", "redirect_loop"),
        ("TIMED_OUT", "timeout"),
        ("CONNECTION_TIMED_OUT", "timeout"),
        ("CONNECTION_REFUSED", "connection"),
        ("CONNECTION_RESET", "connection"),
        ("ADDRESS_UNREACHABLE", "connection"),
        ("EMPTY_RESPONSE", "connection"),
        ("HTTP2_PROTOCOL_ERROR", "connection"),
        ("QUIC_PROTOCOL_ERROR", "connection"),
        ("INVALID_HTTP_RESPONSE", "connection"),
        ("UNSAFE_PORT", "connection"),
        ("PROXY_CONNECTION_FAILED", "proxy"),
        ("TUNNEL_CONNECTION_FAILED", "proxy"),
        ("INTERNET_DISCONNECTED", "offline"),
        ("NETWORK_CHANGED", "offline"),
        ("BLOCKED_BY_ADMINISTRATOR", "blocked"),
        ("BLOCKED_BY_CLIENT", "blocked"),
        ("SOMETHING_NEW", "connection"),
        ("INVALID_AUTH_CREDENTIALS", "http_error"),
    ],
)
def test_chromiums_errors_have_kinds(error: str, kind: str) -> None:
    found = of_net_error(f"Page.goto: net::ERR_{error} at https://shop.test/\nCall log:\n  - navigating")
    assert found.kind == kind
    assert f"ERR_{error}" in found.detail
    assert not found.ok
    assert "\n" not in found.detail


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Page.goto: Timeout 30000ms exceeded.\nCall log:", "timeout"),
        ("Page.goto: Download is starting", "download"),
        ("Page.goto: Page crashed", "crash"),
        ("Target page, context or browser has been closed", "crash"),
        ("Target closed", "crash"),
        ("something else entirely", "error"),
        ("", "error"),
        ("\n", "error"),
    ],
)
def test_playwrights_errors_have_kinds(message: str, kind: str) -> None:
    assert of_net_error(message).kind == kind


@given(st.text())
def test_no_error_text_is_a_success(message: str) -> None:
    assert not of_net_error(message).ok


WALLS = [
    ("Cloudflare", 403, "Just a moment...", "", ()),
    ("Cloudflare", 503, "x", "<script>window._cf_chl_opt={}</script>", ()),
    ("Cloudflare", 200, "", "", (("CF-Mitigated", "challenge"),)),
    ("Akamai", 403, "Access Denied", "<p>Reference #18.2 errors.edgesuite.net", ()),
    ("DataDome", 403, "shop.test", "<script src='https://geo.captcha-delivery.com/c.js'>", ()),
    ("DataDome", 403, "", "", (("server", "DataDome"),)),
    ("HUMAN (PerimeterX)", 403, "Access to this page has been denied", "", ()),
    ("Imperva", 200, "", "<iframe src='/_Incapsula_Resource?CWUDNSAI=23&xinfo=1'></iframe>", ()),
    ("Imperva", 403, "", "Request unsuccessful. Incapsula incident ID: 1-2", ()),
    ("AWS WAF", 202, "", "<script src='https://a1.token.awswaf.com/challenge.js'>", ()),
    ("AWS WAF", 405, "", "", (("x-amzn-waf-action", "captcha"),)),
    ("Vercel", 429, "Vercel Security Checkpoint", "", ()),
    ("Anubis", 200, "Making sure you're not a bot!", "", ()),
    ("F5 / Shape", 200, "Request Rejected", "", ()),
    ("captcha", 403, "One more step", "<div class='g-recaptcha'>", ()),
    ("captcha", 429, "Robot check", "", ()),
    ("challenge page", 200, "Checking your browser before accessing shop.test", "", ()),
    ("challenge page", 200, "Pardon Our Interruption...", "", ()),
    ("challenge page", 200, "Shop - Are you a robot?", "", ()),
    ("challenge page", None, "Human Verification", "", ()),
]


@pytest.mark.parametrize(("name", "status", "title", "markup", "headers"), WALLS)
def test_a_wall_before_the_site_is_never_the_site(
    name: str, status: int | None, title: str, markup: str, headers: tuple[tuple[str, str], ...]
) -> None:
    found = of_page(status, title, markup, headers)
    assert found.kind == "blocked"
    assert found.detail.startswith(name)


SITES = [
    ("Log in to Shop", "<form><div class='g-recaptcha' data-sitekey='x'></div></form>"),
    ("Sign up", "<script src='https://hcaptcha.com/1/api.js'></script><div class='h-captcha'></div>"),
    ("Contact us", "<div class='cf-turnstile'></div> Please verify you are human before you send."),
    ("Shop", "<script src='/_Incapsula_Resource?SWJIYLWA=719d34&ns=2'></script>"),
    (
        "Shop",
        "<script>(function(){window.__CF$cv$params={r:'1'};a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'})</script>",
    ),
    ("Human verification: how captchas came to be | The Paper", ""),
    ("Security checkpoint waiting times | Airport", ""),
    ("Are you a robot? A novel about us", ""),
    ("Access denied: the history of a phrase", ""),
    ("Why the request rejected by the council matters", ""),
    ("Captcha solutions for your site", "captcha captcha captcha"),
    ("DataDome | Bot protection", "var dd={}"),
    ("", ""),
]


@pytest.mark.parametrize(("title", "markup"), SITES)
def test_an_ordinary_page_that_speaks_of_robots_is_no_wall(title: str, markup: str) -> None:
    assert of_page(200, title, markup, (("server", "cloudflare"),)).ok


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 500, 503])
def test_an_error_of_the_server_is_not_the_site(status: int) -> None:
    found = of_page(status, "Sorry", "<p>Something went wrong.", ())
    assert (found.kind, found.detail) == ("http_error", f"HTTP {status}")


@pytest.mark.parametrize("status", [200, 203, 206, 304, None])
def test_a_page_that_came_is_the_site(status: int | None) -> None:
    assert of_page(status, "Shop", "<p>Welcome", ()).ok


def test_marks_deep_in_a_long_page_are_not_looked_for() -> None:
    assert challenge(403, "", "x" * 200_000 + "g-recaptcha", ()) is None


@given(st.integers(100, 599), st.text(max_size=50), st.text(max_size=200))
def test_an_error_status_is_never_ok(status: int, title: str, markup: str) -> None:
    assert of_page(status, title, markup, ()).ok <= (status < 400)
