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
