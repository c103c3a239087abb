"""Cookies: the store at the end, refusals with their reasons, and who set each."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.capture.cookies import cookies_of
from crawler.capture.network_log import Exchange
from crawler.capture.script_calls import CookieWrite
from trackers.evidence import Cookie

TOP = "https://www.shop.test/"
MOMENT = 1790000000.0
DAY = 86_400.0


def answered(
    url: str, *lines: str, at: float = MOMENT, refused: dict[str, list[str]] | None = None
) -> Exchange:
    blocked = [{"cookieLine": line, "blockedReasons": reasons} for line, reasons in (refused or {}).items()]
    return Exchange(
        id="1:0",
        request={"url": url},
        kind="image",
        top_url=TOP,
        page_url=TOP,
        frame_url=None,
        wall_time=at,
        initiator={},
        response_extra={"headers": {"set-cookie": "\n".join(lines)}, "blockedCookies": blocked},
        answered_at=at,
    )


def held(
    name: str, value: str = "1", domain: str = ".t.example", days: float | None = 10, **more: Any
) -> dict[str, Any]:
    expires = -1 if days is None else MOMENT + days * DAY
    return {
        "name": name,
        "value": value,
        "domain": domain,
        "path": "/",
        "expires": expires,
        "session": days is None,
        **more,
    }


def wrote(line: str, at: float = MOMENT, frame: str = TOP) -> CookieWrite:
    return CookieWrite(line, "https://t.example/lib.js", frame, TOP, at)


def only(*arguments: Any) -> Cookie:
    (found,) = cookies_of(*arguments)
    return found


def test_a_stored_cookie_is_told_with_the_response_that_set_it() -> None:
    line = "uid=1; Domain=t.example; Max-Age=864000; Secure"
    found = only(
        [held("uid", secure=True, sameSite="None", httpOnly=True)],
        [answered("https://px.t.example/p", line)],
        [],
    )
    assert (found.set_by, found.setter, found.raw, found.request) == (
        "http",
        "https://px.t.example/p",
        line,
        "1:0",
    )
    assert (found.lifetime_days, found.stored, found.same_site, found.http_only) == (10.0, True, "None", True)
    assert found.document_url == TOP


def test_a_refused_cookie_is_evidence_with_the_browsers_reasons() -> None:
    line = "uid=1; SameSite=Lax"
    found = only([], [answered("https://t.example/p", line, refused={line: ["SameSiteLax"]})], [])
    assert (found.stored, found.refused_because, found.domain, found.same_site) == (
        False,
        ("SameSiteLax",),
        "t.example",
        "Lax",
    )


def test_a_line_that_was_sent_twice_and_refused_once_is_stored_and_refused() -> None:
    line = "uid=1"
    exchange = answered("https://t.example/", line, line, refused={line: ["SameSiteLax"]})
    assert sorted(c.stored for c in cookies_of([held("uid", domain="t.example")], [exchange], [])) == [
        False,
        True,
    ]


def test_a_cookie_that_a_script_wrote_names_the_script() -> None:
    found = only([held("_ga", "GA1", ".shop.test")], [], [wrote("_ga=GA1; domain=shop.test; max-age=864000")])
    assert (found.set_by, found.setter) == ("script", "https://t.example/lib.js")


def test_the_setter_is_the_one_that_set_the_value_that_is_held() -> None:
    found = only(
        [held("a", "new", "www.shop.test")],
        [answered(TOP, "a=old", at=MOMENT - 5), answered(TOP + "x", "a=new", at=MOMENT)],
        [wrote("a=other", at=MOMENT + 5)],
    )
    assert found.setter == TOP + "x"


def test_a_cookie_whose_setter_nobody_saw_has_no_life_but_is_told() -> None:
    found = only([held("a", "1", "elsewhere.example")], [], [])
    assert (found.set_by, found.setter, found.lifetime_days) == ("unknown", None, None)


def test_a_cookie_of_another_site_with_the_same_name_is_not_its_setter() -> None:
    jar, exchange = [held("id", "1", ".t.example")], answered("https://nott.example/", "id=1")
    found = next(c for c in cookies_of(jar, [exchange], []) if c.domain == ".t.example")
    assert found.set_by == "unknown"


def test_a_cookie_that_was_stored_and_has_gone_is_still_evidence() -> None:
    found = only([], [answered("https://t.example/p", "probe=1; Max-Age=30")], [])
    assert (found.name, found.stored, found.lifetime_days) == ("probe", True, 0.000347)


@pytest.mark.parametrize(
    "line", ["a=; Max-Age=0", "a=1; Max-Age=-1", "a=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]
)
def test_a_cookie_that_was_only_deleted_is_none(line: str) -> None:
    assert cookies_of([], [answered("https://t.example/", line)], []) == ()


def test_a_session_cookie_has_no_life_and_a_short_one_has_a_short_life() -> None:
    assert (
        only(
            [held("s", days=None)], [answered("https://t.example/", "s=1; Domain=t.example")], []
        ).lifetime_days
        is None
    )
    short = only(
        [held("s", days=60 / DAY)], [answered("https://t.example/", "s=1; Domain=t.example; Max-Age=60")], []
    )
    assert short.lifetime_days == pytest.approx(60 / DAY, rel=0.01)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ({"topLevelSite": "https://shop.test", "hasCrossSiteAncestor": True}, "https://shop.test"),
        ("https://shop.test", "https://shop.test"),
        (None, None),
    ],
)
def test_a_partitioned_cookie_names_its_top_level_site(key: object, expected: str | None) -> None:
    found = only([held("p", partitionKey=key)], [], [])
    assert found.partition_key == expected


def test_a_host_only_cookie_has_no_leading_dot_and_the_paths_default_is_the_folder() -> None:
    found = only([], [answered("https://px.t.example/a/b/c?d", "x=1")], [])
    assert (found.domain, found.path) == ("px.t.example", "/a/b")


@pytest.mark.parametrize("frame", ["about:blank", "http://[bad", ""])
def test_a_write_from_a_strange_frame_breaks_nothing(frame: str) -> None:
    assert cookies_of([], [], [wrote("a=1", frame=frame)]) == ()
