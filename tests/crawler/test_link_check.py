"""Opt-out links in a real browser: what works, what is dead, what only we could not try."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from crawler.demo.exchange import Response
from crawler.link_check import check_links
from reports.records import LinkCheckRecord
from tests.crawler.loopback_web import IMPOSTOR, NOWHERE, REFUSED, LoopbackWeb, browsing, html, redirect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("links")]

FORM = "<h1>Opt out</h1><form><button>Stop</button></form>"
ANSWERS = {
    "vendor.test/opt-out": html(FORM),
    "vendor.test/": html("<p>welcome"),
    "vendor.test/moved": redirect("/"),
    "vendor.test/moved-by-script": html("<script>location.replace('/')</script>"),
    "vendor.test/renamed": redirect("/opt-out"),
    "vendor.test/circle": redirect("/circle"),
    "vendor.test/gone": html("gone", status=410),
    "vendor.test/soft": html("<p>sorry", title="404 - Page not found"),
    "vendor.test/wall": html("<p>x", title="Just a moment...", status=403),
    "vendor.test/forbidden": html("<p>no", status=403),
    "vendor.test/form.pdf": Response(200, (("Content-Type", "application/pdf"),), b"%PDF-1.4\n%%EOF"),
    "vendor.test/alert": html("<script>alert('sure?')</script>" + FORM),
    "vendor.test/secure": redirect("https://vendor.test/opt-out"),
}
EXPECTED = {
    "https://vendor.test/opt-out": "works",
    "https://vendor.test/renamed": "works",
    "https://vendor.test/alert": "works",
    "https://vendor.test/form.pdf": "works",
    "https://vendor.test/": "works",
    "http://vendor.test/secure": "works",
    "http://vendor.test/opt-out": "insecure",
    f"https://{IMPOSTOR}/opt-out": "insecure",
    "https://vendor.test/moved": "redirected_home",
    "https://vendor.test/moved-by-script": "redirected_home",
    "https://vendor.test/gone": "dead",
    "https://vendor.test/nothing": "dead",
    "https://vendor.test/soft": "dead",
    "https://vendor.test/circle": "dead",
    f"https://{NOWHERE}/opt-out": "dead",
    f"https://{REFUSED}/opt-out": "dead",
    "https://vendor.test/wall": "not_checked",
    "https://vendor.test/forbidden": "not_checked",
    "mailto:privacy@vendor.test": "manual",
    "ftp://vendor.test/opt-out": "not_checked",
}


@pytest.fixture(scope="module")
def checks() -> Iterator[dict[str, LinkCheckRecord]]:
    async def all_of_them(web: LoopbackWeb) -> dict[str, LinkCheckRecord]:
        async with browsing(web) as browser, browser.fresh_context() as context:
            return {check.url: check for check in await check_links(context, list(EXPECTED))}

    with LoopbackWeb(ANSWERS) as web:
        yield asyncio.run(all_of_them(web))


@pytest.mark.parametrize(("url", "outcome"), EXPECTED.items())
def test_a_link_is_what_a_visitor_would_find(
    checks: dict[str, LinkCheckRecord], url: str, outcome: str
) -> None:
    assert checks[url].outcome == outcome, checks[url].detail


def test_a_dead_or_insecure_link_says_why(checks: dict[str, LinkCheckRecord]) -> None:
    assert checks["https://vendor.test/gone"].detail == "HTTP 410"
    assert "ERR_NAME_NOT_RESOLVED" in checks[f"https://{NOWHERE}/opt-out"].detail
    assert "certificate" in checks[f"https://{IMPOSTOR}/opt-out"].detail
    assert checks["https://vendor.test/moved"].final_url == "https://vendor.test/"
