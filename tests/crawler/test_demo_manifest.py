"""The manifest agrees with the web it describes, and with the catalogue's names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from pydantic import ValidationError

from crawler.demo import DemoWeb, Manifest, load_manifest
from crawler.demo.exchange import HttpRequest, Response
from crawler.demo.manifest import PlantedSite
from trackers.catalogue import load_catalogue
from trackers.site import host_of, registrable_domain

HREF = re.compile(r'(?:href|src)="([^"#]*)"')
RULES = {
    "undeclared-tracker",
    "declared-only-generically",
    "denied-tracker-observed",
    "declared-not-observed",
    "dnt-promise-broken",
    "dnt-not-disclosed",
    "gpc-ignored",
    "gpc-promise-broken",
    "opt-out-link-dead",
    "opt-out-link-insecure",
    "policy-missing",
    "policy-unreachable",
    "policy-outdated",
}
SITES = {site.name: site for site in load_manifest().sites}


@pytest.fixture(scope="module")
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as running:
        yield running


def ask(web: DemoWeb, url: str, **headers: str) -> Response:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    scheme = "http" if parts.scheme == "http" else "https"
    return web.answer(HttpRequest(scheme, parts.netloc, "GET", target or "/", tuple(headers.items())))


def pages_of(web: DemoWeb, site: PlantedSite) -> dict[str, str]:
    """URL and markup of every page that a visitor can reach by links and scripts' links."""
    found, waiting = {}, [site.url]
    while waiting:
        url = waiting.pop()
        response = ask(web, url)
        if url in found or response.status != 200 or "html" not in dict(response.headers)["Content-Type"]:
            continue
        found[url] = response.body.decode()
        links = (urljoin(url, link) for link in HREF.findall(found[url]))
        waiting += [link for link in links if host_of(link) == host_of(site.url)]
    return found


def test_every_planted_vendor_is_a_product_of_the_catalogue_with_that_category() -> None:
    products = load_catalogue().products
    for site in SITES.values():
        for tracker in site.tracker:
            assert products[tracker.vendor].category == tracker.category
        if site.policy:
            assert {*site.policy.used, *site.policy.denied} <= set(products)


def test_every_rule_of_the_first_release_is_planted_somewhere() -> None:
    assert {finding.rule for site in SITES.values() for finding in site.finding} == RULES


def test_every_verdict_on_do_not_track_is_planted_somewhere() -> None:
    verdicts = {site.dnt for site in SITES.values()}
    assert verdicts == {
        "honoured",
        "partly_honoured",
        "not_honoured",
        "inconclusive",
        "nothing_to_test",
        None,
    }


def test_a_key_that_the_schema_does_not_know_is_an_error() -> None:
    with pytest.raises(ValidationError, match="dtn"):
        Manifest.model_validate(
            {"site": [{"url": "https://a.example/", "name": "A", "story": "", "dtn": "honoured"}]}
        )


def test_every_site_has_a_registrable_domain_of_its_own() -> None:
    domains = [registrable_domain(site.url) for site in SITES.values()]
    assert len(set(domains)) == len(domains) >= 10


@pytest.mark.parametrize("name", [name for name, site in SITES.items() if site.status != "failed"])
def test_a_site_links_at_least_three_inner_pages_and_none_is_broken(web: DemoWeb, name: str) -> None:
    site = SITES[name]
    pages = pages_of(web, site)
    assert len(pages) >= 4
    planted = {"https://www.heron-freight.example/privacy-policy"} | {
        link.url for link in (site.policy.opt_outs if site.policy else []) if link.outcome == "dead"
    }
    for url, markup in pages.items():
        for link in HREF.findall(markup):
            target = urljoin(url, link)
            if target not in planted:
                assert ask(web, target).status in (200, 204, 302, 307), target
        assert "<!--#" not in markup


@pytest.mark.parametrize("name", [name for name, site in SITES.items() if site.policy])
def test_every_planted_opt_out_link_stands_in_a_page_of_the_site(web: DemoWeb, name: str) -> None:
    site = SITES[name]
    assert site.policy is not None
    markup = " ".join(pages_of(web, site).values())
    for link in site.policy.opt_outs:
        assert f'href="{link.url}"' in markup
        assert (ask(web, link.url).status == 200) == (link.outcome != "dead")
        assert (host_of(link.url) in web.manifest.hosts_without_tls) == (link.outcome == "insecure")


def test_global_privacy_control_is_published_by_those_who_promise_it(web: DemoWeb) -> None:
    promised = {site.url for site in SITES.values() if site.policy and site.policy.gpc == "honoured"}
    published = {
        site.url
        for site in SITES.values()
        if ask(web, urljoin(site.url, "/.well-known/gpc.json")).status == 200
    }
    assert published == promised


def test_exactly_the_webs_own_hosts_are_mapped(web: DemoWeb) -> None:
    rules = web.host_resolver_rules.split(",")
    mapped = {rule.split()[1] for rule in rules}
    assert mapped == web.hosts | web.unknown_hosts
    assert all("*" not in rule for rule in rules)
    assert "MAP www.gone-fishing-club.example ~NOTFOUND" in rules
    assert f"MAP www.facebook.com 127.0.0.1:{web.port}" in rules


def test_every_script_of_a_vendor_says_that_it_is_an_imitation() -> None:
    folder = Path(__file__).parents[2] / "crawler/demo/web/vendors"
    scripts = sorted(folder.rglob("*.js"))
    assert len(scripts) > 10
    for script in scripts:
        assert "demonstration web" in script.read_text("utf-8").splitlines()[0], script
