from __future__ import annotations

import hashlib

import pytest

from trackers.payloads.grammar import Meaning
from trackers.payloads.personal_data import email_hashes, hash_name, labels
from trackers.payloads.sensitive_urls import sensitive_terms

SHA256 = hashlib.sha256(b"jo@shop.example").hexdigest()
MD5 = hashlib.md5(b"jo@shop.example").hexdigest()


def documented(name: str, personal: str, value: object, kind: str = "text") -> set[str]:
    return set(labels([(name, Meaning(name, kind, personal, name), value)]))


def undocumented(name: str, value: object) -> set[str]:
    return set(labels([(name, Meaning(name, documented=False), value)]))


@pytest.mark.parametrize(
    ("personal", "value", "label"),
    [
        ("email", "jo@shop.example", "email"),
        ("email", "jo%40shop.example", "email"),
        ("email", SHA256, "email_sha256"),
        ("email", SHA256.upper(), "email_sha256"),
        ("email", MD5, "email_md5"),
        ("email", hashlib.sha1(b"x").hexdigest(), "email_sha1"),
        ("email", f"[{MD5}]", "email_md5"),
        ("phone", "+1 (555) 010-9999", "phone"),
        ("phone", SHA256, "phone_sha256"),
        ("name", "Jo", "field"),
        ("name", SHA256, "field_sha256"),
        ("address", "90210", "field"),
        ("identifier", "abc-1", "field"),
        ("location", "52.52001", "location"),
        ("other", "1990-01-01", "field"),
    ],
)
def test_documented_parameters_are_labelled_by_what_they_carry(personal: str, value: str, label: str) -> None:
    name = "location" if personal == "location" else "field"
    assert documented(name, personal, value) == {label}


@pytest.mark.parametrize(
    ("personal", "value"),
    [
        ("email", ""),
        ("email", "undefined"),
        ("email", "true"),
        ("email", hashlib.sha256(b"").hexdigest()),
        ("email", hashlib.sha256(b"undefined").hexdigest()),
        ("phone", "0"),
        ("phone", "n/a"),
        ("identifier", "00000000-0000-0000-0000-000000000000"),
        ("identifier", "null"),
        ("location", "52.5"),
        ("hash", "not a hash"),
    ],
)
def test_a_value_that_does_not_bear_it_out_is_not_labelled(personal: str, value: str) -> None:
    assert documented("field", personal, value) == set()


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("x", "jo@shop.example", {"email"}),
        ("x", SHA256, set()),
        ("checksum", SHA256, set()),
        ("session", MD5, set()),
        ("hashedEmail", SHA256, {"email_sha256"}),
        ("user.email_sha256", SHA256, {"email_sha256"}),
        ("email", "yes", set()),
        ("user[email]", MD5, {"email_md5"}),
        ("phone_number", "+4930123456", {"phone"}),
        ("phone", "iphone", set()),
        ("firstName", "Jo", {"first_name"}),
        ("name", "Jo", set()),
        ("latitude", "52.52001", {"location"}),
        ("latitude", "52", set()),
        ("file", "logo@2x.png", set()),
        ("lib", "widget@3.1.0", set()),
        ("dsn", "https://0123abc@o1.ingest.errors.example/7", set()),
        ("customerId", "1234", set()),
        ("dob", "yes", set()),
        ("page", "https://shop.example/?e=jo%40shop.example", {"email", "email_in_url"}),
        ("flag", True, set()),
        ("count", 7, set()),
    ],
)
def test_undocumented_parameters_are_judged_with_caution(name: str, value: object, found: set[str]) -> None:
    assert undocumented(name, value) == found


def test_a_host_that_looks_like_an_address_is_none() -> None:
    assert documented("page_host", "", "video@shop.example") == set()


def test_the_hash_of_an_address_that_the_visit_typed_is_known_anywhere() -> None:
    known = email_hashes("Jo@Shop.example ")
    assert set(labels([("zz", Meaning("zz", documented=False), SHA256)], known)) == {"email_sha256"}


def test_hashes_are_told_by_length_and_alphabet() -> None:
    assert [hash_name(value) for value in ("a" * 32, "a" * 40, "a" * 64, "g" * 64, "a" * 63)] == [
        "md5", "sha1", "sha256", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "terms"),
    [
        ("https://care.example/conditions/depression-treatment", ("health: depression",)),
        ("https://care.example/?q=hiv%20test", ("health: hiv test",)),
        ("https://help.example/payday_loans/apply", ("finance: payday loans",)),
        ("https://freiburg.example/schwangerschaft", ("health: schwangerschaft",)),
        ("https://topporn.example/a", ("sexuality: porn",)),
        ("https://history.example/great-depression", ()),
        ("https://cars.example/essex/sussex", ()),
        ("https://news.example/health/healthy-food", ()),
        ("https://stars.example/zodiac/cancer", ()),
        ("https://shop.example/", ()),
    ],
)
def test_sensitive_terms_are_whole_words_of_an_address(url: str, terms: tuple[str, ...]) -> None:
    assert sensitive_terms(url) == terms
