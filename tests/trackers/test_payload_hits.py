"""Hits in the wire formats of real products (payload_hits.toml) against the grammars of the vendor files."""

from __future__ import annotations

import base64
import gzip
import json
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from trackers.catalogue import VENDORS, load_catalogue
from trackers.consent_strings import SIGNALS
from trackers.evidence import Request
from trackers.identify import Identifier
from trackers.payloads import PayloadDecoder

HITS = tomllib.loads((Path(__file__).parent / "payload_hits.toml").read_text("utf-8"))["hit"]


@pytest.fixture(scope="module")
def decoder() -> PayloadDecoder:
    return PayloadDecoder(load_catalogue(VENDORS, None).products.values())


def request_of(hit: dict[str, Any]) -> Request:
    body = hit["body"].encode() if "body" in hit else None
    if "json" in hit:
        body = json.dumps(hit["json"]).encode()
    if "base64" in hit and body is not None:
        body = f"{hit['base64']}={quote(base64.b64encode(body).decode())}".encode()
    if hit.get("gzip") and body is not None:
        body = gzip.compress(body)
    return Request(
        url=hit["url"],
        document_url="https://shop.example/",
        type="fetch",
        method="POST" if body else "GET",
        post_data=body,
    )


PROXIED = [hit for hit in HITS if hit["url"].startswith("https://www.shop.example/")]


@pytest.mark.parametrize("hit", PROXIED, ids=lambda hit: hit["title"])
def test_a_hit_through_the_sites_own_proxy_is_recognised_by_its_shape(hit: dict[str, Any]) -> None:
    found = Identifier(load_catalogue(VENDORS, None)).request(request_of(hit))
    assert found is not None
    assert (found.vendor, found.basis) == (hit["vendor"], "payload")


def test_a_preflight_and_the_fetching_of_a_script_are_no_hits(decoder: PayloadDecoder) -> None:
    page = "https://shop.example/"
    preflight = Request(
        url="https://api2.amplitude.com/2/httpapi?v=2", document_url=page, method="OPTIONS", type="other"
    )
    script = Request(
        url="https://static.hotjar.com/c/hotjar-17.js?sv=6", document_url=page, method="GET", type="script"
    )
    assert decoder.decode(preflight) is None
    assert decoder.decode(script) is None


@pytest.mark.parametrize(
    ("body", "service"),
    [
        (
            {"api_key": "k", "events": [{"event_type": "sale", "user_id": "7"}]},
            "an own collector like Amplitude",
        ),
        ({"query": "{ domain(id: $domainId) }", "variables": {"domainId": "7"}}, "an own GraphQL service"),
        ({"type": "track", "payload": {"name": "parcel", "profileId": "7"}}, "tracking of parcels"),
        ({"token": "t", "dsn": "d"}, "a form"),
    ],
)
def test_a_sites_own_service_is_nobodys_tracker(body: dict[str, Any], service: str) -> None:
    identifier = Identifier(load_catalogue(VENDORS, None))
    for path in ("api", "track", "collect", "v1/batch", "log/custom", "e/"):
        sent = Request(
            url=f"https://www.shop.example/{path}",
            document_url="https://shop.example/",
            method="POST",
            type="fetch",
            post_data=json.dumps(body).encode(),
        )
        assert identifier.request(sent) is None, service


@pytest.mark.parametrize("hit", HITS, ids=lambda hit: hit["title"])
def test_a_hit_decodes_to_what_its_vendor_documents(decoder: PayloadDecoder, hit: dict[str, Any]) -> None:
    decoded = decoder.decode(request_of(hit))
    assert decoded is not None
    assert decoded.vendor == hit["vendor"]
    if "event" in hit:
        assert decoded.event == hit["event"]
    for name, value in hit.get("fields", {}).items():
        assert decoded.fields.get(name) == value, name
    assert set(hit.get("personal", ())) <= set(decoded.personal_data)
    assert not set(hit.get("absent", ())) & set(decoded.personal_data)
    for name, value in hit.get("consent", {}).items():
        assert decoded.consent.get(name) == value, name
    further = decoded.fields.get("further_events", [])
    for expected, found in zip(hit.get("later", ()), further, strict=True):
        for name, value in expected.items():
            assert found.get(name) == value, name


def test_more_than_a_hundred_products_have_a_grammar() -> None:
    products = load_catalogue(VENDORS, None).products.values()
    assert sum(bool(product.payload) for product in products) > 100


def test_every_consent_signal_of_a_grammar_is_a_known_one() -> None:
    for product in load_catalogue(VENDORS, None).products.values():
        for grammar in product.payload:
            assert set(grammar.consent.values()) <= set(SIGNALS), product.name


def test_a_standard_name_has_as_many_marks_as_its_parameter_can_fill() -> None:
    for product in load_catalogue(VENDORS, None).products.values():
        for grammar in product.payload:
            for parameter, field in grammar.fields.items():
                name = field if isinstance(field, str) else field.name
                marks = parameter.count("#") + parameter.count("*")
                assert name.count("#") + name.count("*") <= marks, (product.name, parameter)
