"""One `Set-Cookie` line, read as a browser does (RFC 6265bis, section 5.6)."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.capture.set_cookie import parse_set_cookie

NOW = 1_790_000_000.0  # 21 September 2026, 14:13:20 UTC


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("a=b", "a", "b"),
        ("  a  =  b  ; Path=/", "a", "b"),
        ("a=b=c==", "a", "b=c=="),
        ('a="quoted"', "a", '"quoted"'),
        ("a=", "a", ""),
        ("=b", "", "b"),
        ("bare", "", "bare"),
        ("a=b,c=d", "a", "b,c=d"),
        ("ä=ö", "ä", "ö"),
    ],
)
def test_name_and_value_are_split_at_the_first_equals_sign(line: str, name: str, value: str) -> None:
    found = parse_set_cookie(line, NOW)
    assert found is not None
    assert (found.name, found.value) == (name, value)


@pytest.mark.parametrize("line", ["", "   ", "=", " = ;Path=/", ";a=b"])
def test_a_line_without_name_and_value_is_no_cookie(line: str) -> None:
    assert parse_set_cookie(line, NOW) is None


@pytest.mark.parametrize(
    ("attribute", "field", "expected"),
    [
        ("Domain=.Example.Test", "domain", "example.test"),
        ("domain=example.test", "domain", "example.test"),
        ("Domain=", "domain", None),
        ("Domain=a.test; Domain=b.test", "domain", "b.test"),
        ("Path=/shop", "path", "/shop"),
        ("Path=shop", "path", None),
        ("Path=", "path", None),
        ("HttpOnly", "http_only", True),
        ("httponly=anything", "http_only", True),
        ("SECURE", "secure", True),
        ("Partitioned", "partitioned", True),
        ("SameSite=LAX", "same_site", "Lax"),
        ("samesite=none", "same_site", "None"),
        ("SameSite=Sometimes", "same_site", None),
        ("Nonsense=1", "same_site", None),
    ],
)
def test_attributes_are_read_whatever_their_case_and_the_last_counts(
    attribute: str, field: str, expected: object
) -> None:
    assert getattr(parse_set_cookie(f"a=b; {attribute}", NOW), field) == expected


@pytest.mark.parametrize(
    ("attributes", "days"),
    [
        ("", None),
        ("Max-Age=86400", 1.0),
        ("Max-Age=30", 0.000347),
        ("Max-Age=0", 0.0),
        ("Max-Age=-1", -1.2e-05),
        ("Max-Age=99999999999999999999", 400.0),
        ("Max-Age=34560000", 400.0),
        ("Max-Age=1.5", None),
        ("Max-Age=+5", None),
        ("Max-Age=--5", None),
        ("Max-Age=٣", None),
        ("Max-Age=soon", None),
        ("Max-Age=-", None),
        ("Max-Age=", None),
        ("Expires=Tue, 22 Sep 2026 14:13:20 GMT", 1.0),
        ("expires=Tuesday, 22-Sep-26 14:13:20 GMT", 1.0),
        ("Expires=Thu, 01 Jan 1970 00:00:00 GMT", -20717.592593),
        ("Expires=Fri, 01 Jan 2038 00:00:00 GMT", 400.0),
        ("Expires=whenever", None),
        ("Expires=Tue, 22 Sep 2026 14:13:20 GMT; Max-Age=172800", 2.0),
        ("Max-Age=172800; Expires=Tue, 22 Sep 2026 14:13:20 GMT", 2.0),
        ("Max-Age=nonsense; Expires=Tue, 22 Sep 2026 14:13:20 GMT", 1.0),
    ],
)
def test_the_life_is_max_age_before_expires_and_never_beyond_400_days(
    attributes: str, days: float | None
) -> None:
    found = parse_set_cookie(f"a=b; {attributes}", NOW)
    assert found is not None
    assert found.lifetime_days == days


@given(st.text(max_size=200))
@example("a=b; max-age=--5")
@example("a=b; max-age=²")
@example("a=b; expires=99999999999999999999")
@example("a=b; expires=Fri, 32 Foo 99999 99:99:99 GMT")
def test_no_line_breaks_the_reading(line: str) -> None:
    found = parse_set_cookie(line, NOW)
    if found is not None:
        assert found.name or found.value
        assert found.lifetime_days is None or found.lifetime_days <= 400


@given(
    st.text(st.sampled_from("0123456789-: ,GMTJanFebWed/."), max_size=40),
    st.sampled_from(["expires", "max-age"]),
)
def test_no_date_breaks_the_reading(text: str, key: str) -> None:
    assert parse_set_cookie(f"a=b; {key}={text}", NOW) is not None
