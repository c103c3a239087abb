"""The decoding engine, on grammars of our own; the products' grammars are tested in test_payload_hits."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from typing import Any

import pytest

from trackers.catalogue import Product
from trackers.evidence import Attribution, Request
from trackers.payloads import Hit, PayloadDecoder
from trackers.payloads.bodies import (
    MAX_PARAMETERS,
    flatten,
    parse_matrix,
    parse_nested,
    parse_pairs,
    read_body,
)

SOMEBODY = Attribution(
    vendor="Somebody", product="Somebody", company="Somebody Inc.", category="advertising", basis="catalogue"
)


def decoder(**grammar: Any) -> PayloadDecoder:
    rules = {"endpoints": ["hit.example/"], **grammar}
    return PayloadDecoder([Product("Acme Pixel", "Acme", "advertising", grammars=json.dumps([rules]))])


def request(url: str, body: bytes | None = None, kind: str = "fetch") -> Request:
    method = "GET" if body is None else "POST"
    return Request(url=url, document_url="https://shop.example/", type=kind, method=method, post_data=body)


def decode(url: str, body: bytes | None = None, **grammar: Any) -> Hit:
    hit = decoder(**grammar).decode(request(url, body))
    assert hit is not None
    return hit


def test_parameters_get_standard_names_and_types_and_keep_their_raw_form() -> None:
    hit = decode(
        "https://hit.example/?v=1&val=9.50&n=abc",
        fields={"v": "version", "val": {"name": "value", "type": "number"}},
    )
    assert hit.fields == {"version": "1", "value": 9.5, "n": "abc"}
    assert hit.parameters == {"v": "1", "val": "9.50", "n": "abc"}
    assert hit.vendor == "Acme Pixel"


def test_a_second_parameter_of_the_same_meaning_keeps_its_raw_name() -> None:
    hit = decode("https://hit.example/?a=1&b=2", fields={"a": "page", "b": "page"})
    assert hit.fields == {"page": "1", "b": "2"}


def test_marks_in_names_stand_for_digits_and_for_anything() -> None:
    fields = {"cd": "screen", "cd#": "dimension_#", "pr#cm#": "product_#_metric_#", "ep.*": "parameter_*"}
    hit = decode("https://hit.example/?cd=s&cd12=x&pr2cm3=y&ep.colour=red&cdx=z", fields=fields)
    assert hit.fields == {
        "screen": "s",
        "dimension_12": "x",
        "product_2_metric_3": "y",
        "parameter_colour": "red",
        "cdx": "z",
    }


def test_the_event_is_the_first_named_parameter_with_codes_spelt_out() -> None:
    grammar = {
        "event": ["ev", "type"],
        "event_names": {"pv": "page_view", "skip": ""},
        "default_event": "hit",
    }
    assert decode("https://hit.example/?type=pv", **grammar).event == "page_view"
    assert decode("https://hit.example/?ev=Buy&type=pv", **grammar).event == "Buy"
    assert decode("https://hit.example/?ev=skip&type=pv", **grammar).event == "page_view"
    assert decode("https://hit.example/?x=1", **grammar).event == "hit"


def test_path_templates_give_parameters() -> None:
    hit = decode("https://hit.example/b/ss/suite/1/JS/s9?a=1", paths=["/b/ss/{account}/{kind}/{rest*}"])
    assert hit.fields == {"account": "suite", "kind": "1", "rest": "JS/s9", "a": "1"}


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": {"b": 1}, "c": [{"d": "x"}], "e": ["p", "q"]}',
        gzip.compress(b'{"a": {"b": 1}, "c": [{"d": "x"}], "e": ["p", "q"]}'),
        zlib.compress(b'{"a": {"b": 1}, "c": [{"d": "x"}], "e": ["p", "q"]}'),
        base64.b64encode(b'{"a": {"b": 1}, "c": [{"d": "x"}], "e": ["p", "q"]}'),
        base64.urlsafe_b64encode(gzip.compress(b'{"a": {"b": 1}, "c": [{"d": "x"}], "e": ["p", "q"]}')),
    ],
    ids=["plain", "gzip", "zlib", "base64", "gzip in base64"],
)
def test_json_bodies_are_read_however_they_are_packed(body: bytes) -> None:
    assert read_body(body) == [{"a.b": 1, "c.0.d": "x", "e": ["p", "q"]}]


def test_newline_json_and_lists_are_several_events() -> None:
    assert read_body(b'{"a": 1}\n{"a": 2}') == [{"a": 1}, {"a": 2}]
    assert read_body(b'[{"a": 1}, {"a": 2}]') == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(
    "body", [b"", b"\x00\x01\x02", b"hello world", b"{broken", b"\x1f\x8bnot gzip", b"[[[["]
)
def test_a_body_that_cannot_be_read_gives_nothing(body: bytes) -> None:
    assert read_body(body) == []


def test_forms_and_multipart_bodies_are_read() -> None:
    assert read_body(b"a=1&b%5Bc%5D=x+y&a=2") == [{"a": ["1", "2"], "b[c]": "x y"}]
    multipart = b'--B\r\nContent-Disposition: form-data; name="data"\r\n\r\n{"x":1}\r\n--B--\r\n'
    assert read_body(multipart) == [{"data": '{"x":1}'}]


def test_pairs_without_a_value_keep_their_name_and_bare_words_do_not_count() -> None:
    assert parse_pairs("a=&b&c=1=2&=x") == {"a": "", "c": "1=2"}


def test_matrix_parameters_may_begin_before_or_after_the_first_semicolon() -> None:
    assert parse_matrix("/ddm/activity/src=1;u1=a%20b;ord=9") == {"src": "1", "u1": "a b", "ord": "9"}
    assert parse_matrix("/activityi;src=1;type=t") == {"src": "1", "type": "t"}
    assert parse_matrix("/plain/path") == {}


def test_nested_levels_open_and_close() -> None:
    assert parse_nested("a=1&c.=&x.=&y=2&.x=&z=3&.c=&b=4") == {"a": "1", "c.x.y": "2", "c.z": "3", "b": "4"}


def test_a_giant_body_is_cut_rather_than_read_for_ever() -> None:
    assert len(flatten({str(i): {"x": i} for i in range(50_000)})) == MAX_PARAMETERS


def test_each_line_of_a_batch_is_an_event_that_shares_the_query() -> None:
    rules = {"format": ["query", "body", "lines"], "event": ["en"]}
    hits = decoder(**rules).decode_all(request("https://hit.example/?cid=7", b"en=one&x=1\nen=two"))
    assert [(hit.event, hit.fields["cid"]) for hit in hits] == [("one", "7"), ("two", "7")]


def test_one_hit_of_many_events_is_the_first_with_the_others_added() -> None:
    hit = decode(
        "https://hit.example/?k=1",
        b'{"batch": [{"event": "a", "x": 1}, {"event": "b", "x": 2, "email": "jo@shop.example"}]}',
        each=["batch"],
        event=["event"],
    )
    assert hit.event == "a"
    assert hit.fields["x"] == 1
    assert hit.fields["further_events"] == [{"event": "b", "x": 2, "email": "jo@shop.example"}]
    assert hit.personal_data == ("email",)


def test_containers_inside_parameters_are_opened() -> None:
    inner = base64.urlsafe_b64encode(b'{"a": {"b": 1}}').decode().rstrip("=")
    hit = decode(
        f"https://hit.example/?j={inner}&q=x%3D1%26y%3D2&p=k%3Dv%3Bl%3Dw&pr1=idS1~nmShoe~k0size~v042&ud=em.HASH~tv.1",
        unpack={"j": "json", "q": "query", "p": "pairs", "pr#": "items", "ud": "dotted"},
    )
    expected = {"j.a.b": 1, "q.x": "1", "q.y": "2", "p.k": "v", "p.l": "w", "pr1.id": "S1", "pr1.nm": "Shoe"}
    expected |= {"pr1.size": "42", "ud.em": "HASH", "ud.tv": "1"}
    assert expected.items() <= hit.fields.items()


def test_a_grammar_for_any_host_recognises_itself_by_what_it_requires() -> None:
    proxied = decoder(endpoints=["*/collect"], requires=["tid", "cid|uid"])
    assert proxied.decode(request("https://metrics.shop.example/collect?tid=1&uid=2"))
    assert proxied.decode(request("https://metrics.shop.example/collect?tid=1")) is None
    assert proxied.decode(request("https://metrics.shop.example/other?tid=1&cid=2")) is None


def test_a_grammar_reads_only_its_method() -> None:
    posts = decoder(method="POST")
    assert posts.decode(request("https://hit.example/?a=1")) is None
    assert posts.decode(request("https://hit.example/?a=1", b"b=2"))


def test_attribution_settles_which_of_two_grammars_reads_a_hit() -> None:
    grammars = json.dumps([{"endpoints": ["hit.example/"]}])
    both = PayloadDecoder(
        [
            Product("One", "A", "analytics", grammars=grammars),
            Product("Somebody", "B", "analytics", grammars=grammars),
        ]
    )
    hit = both.decode(request("https://hit.example/?a=1"), SOMEBODY)
    assert hit is not None
    assert hit.vendor == "Somebody"


def test_a_trackers_hit_without_grammar_keeps_its_raw_parameters() -> None:
    hit = decoder().decode(request("https://other.example/p?a=1&u=https%3A%2F%2Fx.example"), SOMEBODY)
    assert hit is not None
    assert (hit.vendor, hit.event, hit.fields) == ("Somebody", "", {"a": "1", "u": "https://x.example"})


def test_without_grammar_and_owner_nothing_is_claimed() -> None:
    assert decoder().decode(request("https://other.example/p?a=1")) is None


def test_code_without_grammar_is_a_hit_only_with_personal_data_or_consent() -> None:
    plain = request("https://other.example/lib.js?v=1", kind="script")
    telling = request("https://other.example/lib.js?v=1&us_privacy=1YYN", kind="script")
    assert decoder().decode(plain, SOMEBODY) is None
    hit = decoder().decode(telling, SOMEBODY)
    assert hit is not None
    assert hit.consent == {"us_privacy": "1YYN"}


def test_consent_signals_are_found_under_common_names_and_unfilled_macros_are_not() -> None:
    hit = decode(
        "https://hit.example/?gdpr=1&gdpr_consent=${GDPR_CONSENT_755}&us_privacy=1YNN&gpp_sid=7&npa=1&lim=1",
        consent={"lim": "ldu"},
    )
    assert hit.consent == {"gdpr": "1", "us_privacy": "1YNN", "gpp_sid": "7", "ldu": "1"}


def test_coded_consent_is_spelt_out_beside_its_raw_value() -> None:
    hit = decode("https://hit.example/?gcs=G100&gcd=13p3t3r3u5", consent={"gcs": "gcs", "gcd": "gcd"})
    assert hit.consent["gcs"] == "G100"
    assert hit.consent["ad_storage"] == "denied"
    assert hit.consent["ad_user_data_default"] == "denied"
    assert hit.consent["ad_user_data_update"] == "granted"


@pytest.mark.parametrize(
    "url",
    [
        "https://hit.example/?%zz=%E0%A4%A",
        "https://hit.example/?a=%ff%fe",
        "https://[hit.example/?a=1",
        "data:,x",
    ],
)
def test_broken_urls_never_raise(url: str) -> None:
    decoder(endpoints=["hit.example/"]).decode(request(url))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9.50", 9.5),
        ("-3", -3),
        ("1e3", 1000.0),
        ("007", "007"),
        ("nan", "nan"),
        ("1_000", "1_000"),
        ("1e999", "1e999"),
    ],
)
def test_only_what_is_a_number_becomes_one(text: str, value: object) -> None:
    hit = decode(f"https://hit.example/?n={text}", fields={"n": {"name": "n", "type": "number"}})
    assert hit.fields["n"] == value
    assert type(hit.fields["n"]) is type(value)


def test_json_nested_without_end_and_numbers_that_are_none_do_no_harm() -> None:
    assert read_body(b"[" * 200_000) == []
    assert read_body(b'{"a": NaN, "b": 1, "c": -Infinity}') == [{"b": 1}]
