"""Finding a site's policies in a real browser, however they are hidden; and never calling a refused one missing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from crawler.demo.exchange import Response
from crawler.policies import search_policy
from reports.judge import judge
from reports.records import PlannedSite, PolicySearch, SiteEvidence, VisitRecord
from tests.crawler.loopback_web import QUICK, LoopbackWeb, browsing, html, look_at, pdf
from trackers.catalogue import load_catalogue

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("policies")]

POLICY = (
    "<h1>Privacy Policy</h1><p>This notice of Larkspur Kites explains what personal information we collect when "
    "you fly with us. We use cookies and we use Google Analytics to count visits. Personal data is kept for a year. "
    "Third parties receive personal information only as described here. We do not respond to Do Not Track signals. "
    "You may opt out of analytics at <a href='https://works.test/opt-out'>this page</a>. Questions about privacy go "
    "to our office on the pier, which answers within a month of receiving them.</p>"
)
COOKIE_POLICY = (
    "<h1>Cookie Policy</h1><p>Cookies are small files. We use cookies to remember your basket and, with the help of "
    "third parties, to count visits. Cookies of Google Analytics live for two years. You can refuse cookies in your "
    "browser. This cookie policy belongs to our privacy policy and tells which cookies hold personal data and which "
    "cookies do not; ask us if any of it is unclear to you.</p>"
)
DO_NOT_SELL = (
    "<h1>Do Not Sell or Share My Personal Information</h1><p>Residents of California may tell us not to sell or share "
    "their personal information. We collect personal data as our privacy policy says. Fill in the form below and we "
    "will mark your cookies so that third parties receive nothing. The request needs no account and it is free of "
    "charge, and it stays in force for as long as you keep the cookie.</p>"
)
WALL = "<script>window._cf_chl_opt = {}</script>"


PDF_TEXT = (
    "Privacy Policy. We collect personal information when you hire a kite. We use cookies and Google Analytics. "
    "Personal data is kept for one year and is shared with third parties only as written here. "
    "We do not respond to Do Not Track signals. You may ask for a copy of your personal data at any time. "
    "This document is printed and hangs beside the till in each of our shops on the coast."
)
ANSWERS = {
    "scripted.test/": html(
        "<script>setTimeout(() => document.body.insertAdjacentHTML('beforeend',"
        "'<footer><a href=/our-words>Privacy Policy</a></footer>'), 100)</script>"
    ),
    "scripted.test/our-words": html(POLICY),
    "inner.test/": html("<a href=/about>About</a>"),
    "inner.test/about": html("<footer><a href=/words>Privacy notice</a></footer>"),
    "inner.test/words": html(POLICY),
    "void.test/": html(
        "<footer><a href='javascript:void(0)' onclick=\"location.href='/hidden/words'\">Privacy Policy</a></footer>"
    ),
    "void.test/hidden/words": html(POLICY),
    "modal.test/": html(
        "<footer><a href='#' onclick='document.getElementById(`m`).innerHTML = window.words; return false'>"
        f"Privacy Policy</a></footer><div id=m></div><script>window.words = {POLICY!r}</script>"
    ),
    "usual.test/": html("<p>no link at all"),
    "usual.test/privacy-policy": html(POLICY),
    "printed.test/": html("<footer><a href=/files/privacy.pdf>Privacy Policy</a></footer>"),
    "printed.test/files/privacy.pdf": Response(200, (("Content-Type", "application/pdf"),), pdf(PDF_TEXT)),
    "framed.test/": html("<footer><a href=/privacy>Privacy Policy</a></footer>"),
    "framed.test/privacy": html("<h1>Privacy</h1><iframe src=https://holder.test/doc></iframe>"),
    "shadow.test/": html("<footer><a href=/privacy>Privacy Policy</a></footer>"),
    "shadow.test/privacy": html(
        "<policy-text></policy-text><script>customElements.define('policy-text', class extends HTMLElement {"
        f"connectedCallback() {{ this.attachShadow({{mode: 'open'}}).innerHTML = {POLICY!r} }}}})</script>"
    ),
    "damaged.test/": html("<footer><a href=/privacy.pdf>Privacy Policy</a></footer>"),
    "damaged.test/privacy.pdf": Response(200, (("Content-Type", "application/pdf"),), b"%PDF-1.4 torn"),
    "holder.test/doc": html(POLICY * 3),
    "dead.test/": html("<footer><a href=/privacy>Privacy Policy</a></footer>"),
    "soft.test/": html("<footer><a href=/privacy>Privacy Policy</a></footer>"),
    "soft.test/*": html("<h1>Page not found</h1><p>Look elsewhere.", title="Page not found"),
    "several.test/": html(
        "<footer><a href=/privacy>Privacy Policy</a> <a href=/cookies>Cookie Policy</a>"
        "<a href=/dns>Do Not Sell or Share My Personal Information</a></footer>"
    ),
    "several.test/privacy": html(POLICY),
    "several.test/cookies": html(COOKIE_POLICY),
    "several.test/dns": html(DO_NOT_SELL),
    "walled.test/": html("<footer><a href=/privacy>Privacy Policy</a></footer>"),
    "walled.test/*": html(WALL, title="Just a moment...", status=403),
    "passed.test/": html("<footer><a href=/privacy>Privacy Policy</a></footer>"),
    "passed.test/privacy": html(
        WALL + "<script>setTimeout(() => location.replace('/our-words'), 900)</script>",
        title="Just a moment...",
        status=403,
    ),
    "passed.test/our-words": html(POLICY),
    "none.test/": html("<p>We sell kites."),
    "works.test/opt-out": html("<h1>Opt out</h1><form><button>Opt out</button></form>"),
}
SITES = sorted({key.split("/")[0] for key in ANSWERS} - {"holder.test", "works.test"})


@pytest.fixture(scope="module")
def searches() -> Iterator[dict[str, tuple[VisitRecord, PolicySearch]]]:
    async def all_of_them(web: LoopbackWeb) -> dict[str, tuple[VisitRecord, PolicySearch]]:
        gate = asyncio.Semaphore(4)
        async with browsing(web) as browser:

            async def one(host: str) -> tuple[VisitRecord, PolicySearch]:
                async with gate:
                    url = f"https://{host}/"
                    pages = (url + "about",) if host == "inner.test" else ()
                    record = await look_at(browser, url, QUICK, pages)
                    site = PlannedSite("site", url, "", pages=pages)
                    search = await search_policy(
                        browser, site, record.final_url, record.links, (), QUICK, load_catalogue()
                    )
                    return record, search

            return dict(zip(SITES, await asyncio.gather(*map(one, SITES)), strict=True))

    with LoopbackWeb(ANSWERS) as web:
        yield asyncio.run(all_of_them(web))


def rules(searches: dict[str, tuple[VisitRecord, PolicySearch]], host: str) -> set[str]:
    record, search = searches[host]
    site = PlannedSite("site", f"https://{host}/", "")
    evidence = SiteEvidence(site, (replace(record, links=()),), search, search.problems)
    judgement = judge(evidence, load_catalogue(), today=date(2026, 11, 1), profiles=("baseline",))
    return {finding.rule for finding in judgement.site.findings}


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("scripted.test", "https://scripted.test/our-words"),
        ("inner.test", "https://inner.test/words"),
        ("void.test", "https://void.test/hidden/words"),
        ("modal.test", "https://modal.test/"),
        ("usual.test", "https://usual.test/privacy-policy"),
        ("printed.test", "https://printed.test/files/privacy.pdf"),
        ("framed.test", "https://framed.test/privacy"),
        ("shadow.test", "https://shadow.test/privacy"),
        ("passed.test", "https://passed.test/our-words"),
    ],
)
def test_a_policy_is_found_wherever_it_is(
    searches: dict[str, tuple[VisitRecord, PolicySearch]], host: str, url: str
) -> None:
    search = searches[host][1]
    assert (search.outcome, search.problems) == ("found", ())
    assert [(d.url, d.kind) for d in search.documents] == [(url, "privacy_policy")]
    assert "Google Analytics" in search.documents[0].text
    assert "policy-missing" not in rules(searches, host)


def test_several_documents_are_all_read(searches: dict[str, tuple[VisitRecord, PolicySearch]]) -> None:
    search = searches["several.test"][1]
    assert {(d.url.rpartition("/")[2], d.kind) for d in search.documents} == {
        ("privacy", "privacy_policy"),
        ("cookies", "cookie_policy"),
        ("dns", "do_not_sell"),
    }


def test_the_opt_out_link_of_the_policy_is_tried(
    searches: dict[str, tuple[VisitRecord, PolicySearch]],
) -> None:
    checks = {c.url: c.outcome for c in searches["several.test"][1].checks}
    assert checks == {"https://works.test/opt-out": "works"}


@pytest.mark.parametrize(
    ("host", "outcome", "found", "not_found"),
    [
        ("dead.test", "unreachable", "policy-unreachable", "policy-missing"),
        ("damaged.test", "unreachable", "policy-unreachable", "policy-missing"),
        ("soft.test", "unreachable", "policy-unreachable", "policy-missing"),
        ("none.test", "not_found", "policy-missing", "policy-unreachable"),
    ],
)
def test_a_missing_policy_and_a_broken_link_to_one_are_told_apart(
    searches: dict[str, tuple[VisitRecord, PolicySearch]],
    host: str,
    outcome: str,
    found: str,
    not_found: str,
) -> None:
    assert searches[host][1].outcome == outcome
    assert found in rules(searches, host)
    assert not_found not in rules(searches, host)


def test_a_policy_behind_a_wall_is_not_measured(
    searches: dict[str, tuple[VisitRecord, PolicySearch]],
) -> None:
    search = searches["walled.test"][1]
    assert search.outcome == "blocked"
    assert [p.kind for p in search.problems] == ["policy_blocked"]
    assert not rules(searches, "walled.test") & {"policy-missing", "policy-unreachable"}
