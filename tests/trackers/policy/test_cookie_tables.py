"""Cookies declared in tables, lists and prose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from trackers.policy import Document, read_document
from trackers.policy.cookies.lifetimes import lifetime_days
from trackers.policy.cookies.names import cookie_names
from trackers.policy.cookies.tables import declared_cookies

TABLE = """<html lang=en><h1>Cookie policy</h1><table><tr><th>Cookie name</th><th>Provider</th><th>Purpose</th>
<th>Type</th><th>Expires</th></tr>
<tr><td>_ga, _gid</td><td>Google</td><td>Counts visits</td><td>Third party</td><td>2 years</td></tr>
<tr><td>_hjSession_{id}</td><td>Hotjar</td><td>Groups clicks</td><td>First party</td><td>30 minutes</td></tr>
<tr><td>sid</td><td></td><td>Keeps you signed in</td><td></td><td>Session</td></tr></table>"""


def test_a_table_gives_names_providers_purposes_parties_and_lifetimes() -> None:
    document = read_document(TABLE, url="https://site.test/cookies")
    cookies = {cookie.name: cookie for cookie in declared_cookies([document])[0]}
    assert set(cookies) == {"_ga", "_gid", "_hjSession_*", "sid"}
    assert (cookies["_ga"].provider, cookies["_ga"].lifetime_days, cookies["_ga"].party) == (
        "Google",
        730.0,
        "third",
    )
    assert (cookies["_hjSession_*"].lifetime_days, cookies["_hjSession_*"].party) == (0.0208, "first")
    assert (cookies["sid"].provider, cookies["sid"].lifetime_days) == (None, 0.0)
    for cookie in cookies.values():
        for quote in cookie.quotes:
            assert document.text[quote.start : quote.end] == quote.text


def test_markdown_tables_and_german_headings_are_read() -> None:
    text = (
        "# Cookies\n\n| Name | Anbieter | Zweck | Speicherdauer |\n| --- | --- | --- | --- |\n"
        "| \\_fbp | Meta | Werbung | 3 Monate |\n"
    )
    (cookie,), fired = declared_cookies([read_document(text, url="p.md")])
    assert (cookie.name, cookie.provider, cookie.purpose, cookie.lifetime_days) == (
        "_fbp",
        "Meta",
        "Werbung",
        90.0,
    )
    assert fired[0].rule == "cookie:table"


def test_labelled_lines_make_one_cookie(text_document: Callable[[str], Document]) -> None:
    text = (
        "Cookies\nName: lang\nProvider: us\nPurpose: remembers your language\nDuration: 1 year\n\n"
        "Name: _gcl_au\nDuration: 3 months\n"
    )
    cookies = {c.name: c for c in declared_cookies([text_document(text)])[0]}
    assert cookies["lang"].purpose == "remembers your language"
    assert cookies["lang"].lifetime_days == 365.0
    assert cookies["_gcl_au"].lifetime_days == 90.0


def test_prose_names_a_cookie_and_its_life(text_document: Callable[[str], Document]) -> None:
    (cookie,), _ = declared_cookies(
        [text_document("The cookie _hjid tells us that you came back and lives for one year.")]
    )
    assert (cookie.name, cookie.lifetime_days) == ("_hjid", 365.0)


@pytest.mark.parametrize(
    "text",
    [
        "Cookies are small files. _Please_ read on, or click _here_.",
        "Write to first_last@site.test about cookies.",
        "See https://site.test/our_cookies for more.",
    ],
)
def test_emphasis_and_addresses_are_no_cookies(text: str, text_document: Callable[[str], Document]) -> None:
    assert declared_cookies([text_document(text)])[0] == ()


def test_a_table_of_partners_is_no_table_of_cookies() -> None:
    page = "<table><tr><th>Cookies</th><th>Purpose</th></tr><tr><td>OpenAds</td><td>Advertising</td></tr></table>"
    document = read_document(page, url="https://site.test/")
    assert declared_cookies([document], frozenset({"openads"}))[0] == ()


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("_ga_<container-id>", ["_ga_*"]),
        ("_gat_UA-XXXXX-1", ["_gat_UA-*"]),
        ("PREF, VISITOR_INFO1_LIVE and YSC", ["PREF", "VISITOR_INFO1_LIVE", "YSC"]),
        ("_pk_id.*", ["_pk_id.*"]),
        ("JSESSIONID", ["JSESSIONID"]),
        ("Google Analytics", []),
        ("a cookie of our shop", []),
    ],
)
def test_a_cell_gives_its_names_with_wildcards(cell: str, names: list[str]) -> None:
    assert cookie_names(cell) == names


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2 years", 730.0),
        ("two (2) years", 730.0),
        ("13 months", 395.4167),
        ("1 year 1 month 4 days", 399.0),
        ("Session", 0.0),
        ("Session / 2 years", 730.0),
        ("bis Sitzungsende", 0.0),
        ("13 mois", 395.4167),
        ("24h", 1.0),
        ("until you delete it", None),
        ("persistent", None),
    ],
)
def test_a_lifetime_is_normalised_to_days(text: str, days: float | None) -> None:
    assert lifetime_days(text) == days


def _lives(page: str, url: str = "https://site.test/cookies") -> dict[str, float | None]:
    document = read_document(page, url=url)
    cookies = declared_cookies([document])[0]
    for cookie in cookies:
        for quote in cookie.quotes:
            assert document.text[quote.start : quote.end] == quote.text
    return {cookie.name: cookie.lifetime_days for cookie in cookies}


def test_a_provider_that_reaches_over_rows_counts_for_all_of_them() -> None:
    page = (
        "<html><table><tr><th>Provider<th>Cookie<th>Duration</tr><tr><td rowspan=2>Hotjar<td>_hja<td>1 day</tr>"
        "<tr><td>_hjb<td>2 days</tr><tr><td colspan=3>other</tr></table>"
    )
    document = read_document(page, url="https://site.test/cookies")
    cookies = {c.name: c for c in declared_cookies([document])[0]}
    assert {name: (c.provider, c.lifetime_days) for name, c in cookies.items()} == {
        "_hja": ("Hotjar", 1.0),
        "_hjb": ("Hotjar", 2.0),
    }
    assert [quote.text for quote in cookies["_hjb"].quotes] == ["_hjb\t2 days", "Hotjar"]


def test_a_table_with_a_label_in_each_row_declares_one_cookie() -> None:
    rows = [
        ("Name", "Borlabs"),
        ("Anbieter", "wir"),
        ("Cookie Name", "bc_*, bc2"),
        ("Cookie Laufzeit", "13 Monate"),
    ]
    table = "".join(f"<tr><th>{label}<td>{words}</tr>" for label, words in rows)
    assert _lives(f"<html><table>{table}</table>") == {"bc_*": 395.4167, "bc2": 395.4167}


@pytest.mark.parametrize(
    "one",
    [
        "<dl><dt>Name</dt><dd>{}</dd><dt>Purpose</dt><dd>Counts. Really.</dd><dt>Expiry</dt><dd>{}</dd></dl>",
        "<ul><li><div>Cookie</div><div>{}</div></li><li><div>Duration</div><div>{}</div></li></ul>",
        "<dl><dt>{}</dt><dd>Tells guests apart. It is kept for {}.</dd></dl>",
        "<ul><li><code>{}</code> \u2013 {}</li></ul>",
    ],
)
def test_lists_of_cookies_are_read_however_they_are_drawn(one: str) -> None:
    page = "<html><h1>Our cookies</h1>" + one.format("_bk_a", "2 days") + one.format("bk.b", "3 hours")
    assert _lives(page) == {"_bk_a": 2.0, "bk.b": 0.125}


def test_a_grid_of_blocks_is_read_as_a_table() -> None:
    rows = [("Name", "Provider", "Expiry"), ("_bk_a", "Bakery", "1 week"), ("bk.b", "Mill", "Session")]
    page = "".join(f"<div>{''.join(f'<div>{cell}</div>' for cell in row)}</div>" for row in rows)
    assert _lives(f"<html><h2>Cookies</h2>{page}<p>We bake.") == {"_bk_a": 7.0, "bk.b": 0.0}


def test_each_cookie_of_a_sentence_has_the_life_that_follows_its_name() -> None:
    text = "Cookies\n\n_bka (1 year), _bkb and _bkc (30 minutes). The cookie _bkd is kept 2 days, and so is _bke_x.\n"
    assert _lives(text, "p.txt") == {
        "_bka": 365.0,
        "_bkb": 0.0208,
        "_bkc": 0.0208,
        "_bkd": 2.0,
        "_bke_x": None,
    }


def test_a_cookie_that_remembers_a_session_is_not_said_to_end_with_it() -> None:
    text = (
        "The cookie _bka remembers your session. The cookie _bkb is a session cookie. "
        "_bkCee lasts until the session ends; it is a cookie."
    )
    assert _lives(text, "p.txt") == {"_bka": None, "_bkb": 0.0, "_bkCee": 0.0}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("13 months and", 395.4167),
        ("2 days as", 2.0),
        ("63072000 seconds", 730.0),
        ("P1Y", 365.0),
        ("PT30M", 0.0208),
        ("180 j", 180.0),
    ],
)
def test_words_are_no_periods_and_machines_periods_are(text: str, days: float) -> None:
    assert lifetime_days(text) == days


def test_names_keep_a_full_stop_at_their_head() -> None:
    assert cookie_names(".ASPXAUTH, _sid.") == [".ASPXAUTH", "_sid"]


def test_the_lines_of_a_printed_table_are_read_as_its_rows() -> None:
    text = (
        "Cookie policy\nOur shop uses cookies.\nName Set by What it does Expires\n"
        "_fbp Meta Advertising 90 days\nIDE ads.test Advertising 13 months\n"
        "MUID Bing Advertising 1 year 24 days\nsid Ourselves Keeps you in Session\n"
        "_ga, _ga_* Google Analytics Counts visits 2 years\nTalk to us for 2 years\n"
    )
    document = Document(
        url="cookies.pdf", kind="cookie_policy", title="", text=text, language="en", wrapped=True
    )
    vendors = {"meta", "bing", "bing advertising", "google", "google analytics"}
    found = {cookie.name: cookie for cookie in declared_cookies([document], vendors)[0]}
    assert {
        name: (cookie.provider, cookie.purpose, cookie.lifetime_days) for name, cookie in found.items()
    } == {
        "_fbp": ("Meta", "Advertising", 90.0),
        "IDE": ("ads.test", "Advertising", 395.4167),
        "MUID": ("Bing", "Advertising", 389.0),
        "sid": (None, None, 0.0),
        "_ga": ("Google Analytics", "Counts visits", 730.0),
        "_ga_*": ("Google Analytics", "Counts visits", 730.0),
    }
    assert found["MUID"].quotes[0].text == "MUID Bing Advertising 1 year 24 days"


def test_wrapped_cells_of_a_printed_table_are_one_row() -> None:
    text = (
        "Cookie policy\nOur shop uses cookies.\nName Provider Purpose Lifetime\n"
        "_ga Google\nAnalytics\nCounts visitors by a random number that is\nkept in the browser\n2 years\n"
        "_fbp Meta Advertising to people who visited\nour shop before\n3\nmonths\n"
        "sid ads.test Keeps the basket\nof the visitor Session\n"
        "Ask us.\n"
    )
    document = Document(
        url="cookies.pdf", kind="cookie_policy", title="", text=text, language="en", wrapped=True
    )
    found = {one.name: one for one in declared_cookies([document], {"meta", "google", "google analytics"})[0]}
    read = {name: (one.provider, one.purpose, one.lifetime_days) for name, one in found.items()}
    assert read == {
        "_ga": (
            "Google Analytics",
            "Counts visitors by a random number that is kept in the browser",
            730.0,
        ),
        "_fbp": ("Meta", "Advertising to people who visited our shop before", 90.0),
        "sid": ("ads.test", "Keeps the basket of the visitor", 0.0),
    }
    assert found["_fbp"].quotes[0].text.split() == (
        [
            "_fbp",
            "Meta",
            "Advertising",
            "to",
            "people",
            "who",
            "visited",
            "our",
            "shop",
            "before",
            "3",
            "months",
        ]
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("HubSpot sets the cookies hubspotutk and __hstc, which last 180 days.", {"hubspotutk", "__hstc"}),
        ("The cookie intercom-id-abc123 of the chat lasts nine months.", {"intercom-id-abc123"}),
    ],
)
def test_well_known_names_without_an_underscore_are_read_in_prose(text: str, names: set[str]) -> None:
    document = read_document(f"Cookies\n\n{text}\n", url="https://site.test/c", content_type="text/plain")
    assert {cookie.name for cookie in declared_cookies([document])[0]} == names


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("half a year", 182.5),
        ("ein halbes Jahr", 182.5),
        ("one and a half years", 547.5),
        ("anderthalb Jahre", 547.5),
        ("2½ years", 912.5),
        ("a year and a half", 547.5),
        ("un an et demi", 547.5),
        ("a fortnight", 14.0),
        ("vierzehn Tage", 14.0),
    ],
)
def test_halves_and_fortnights_are_lifetimes(text: str, days: float) -> None:
    assert lifetime_days(text) == days


@pytest.mark.parametrize(
    ("heading", "cell", "party"),
    [
        ("First-party/Third-party", "Third-party", "third"),
        ("First or third party", "First", "first"),
        ("Party", "3rd", "third"),
        ("Type", "Type: third party", "third"),
        ("Herkunft", "Erstanbieter", "first"),
        ("Domain", ".site.test", "first"),
        ("Host", "ads.tracker.example", None),
        ("Hosts", "site.test, ads.tracker.example", None),
        ("Provider", "This website", "first"),
        ("Provider", "Google", None),
        ("Type", "HTTP", None),
    ],
)
def test_whose_a_cookie_is_stands_in_words_or_hosts(heading: str, cell: str, party: str | None) -> None:
    page = (
        f"<table><tr><th>Name</th><th>{heading}</th><th>Why</th></tr>"
        f"<tr><td>_abc_id</td><td>{cell}</td><td>Counts visits</td></tr></table>"
    )
    (cookie,), _ = declared_cookies([read_document(page, url="https://www.site.test/cookies")])
    assert (cookie.party, cookie.purpose) == (party, "Counts visits")
