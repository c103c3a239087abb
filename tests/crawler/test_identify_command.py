from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crawler.commands.identify import identify
from crawler.commands.trackers import trackers

HIT = {
    "url": "https://www.google-analytics.com/g/collect?v=2&tid=G-TEST&cid=1.2&en=page_view",
    "document_url": "https://shop.example/",
    "type": "ping",
}


@pytest.fixture(autouse=True)
def no_lists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UNDECLARED_DATA", str(tmp_path / "data"))


def run(lines: list[str | bytes | dict[str, Any]], *options: str) -> list[dict[str, Any]]:
    encoded = [
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()
        for line in lines
    ]
    result = CliRunner().invoke(identify, options, input=b"\n".join(encoded))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_requests_come_out_in_order_with_what_came_in_and_what_was_found() -> None:
    first, second = run(
        [
            {**HIT, "my own": "ключ"},
            {"url": "https://shop.example/a.css", "document_url": "https://shop.example/"},
        ]
    )
    assert first["my own"] == "ключ"
    assert first["url"] == HIT["url"]
    attribution = first["attribution"]
    assert (attribution["vendor"], attribution["company"]) == ("Google Analytics", "Google")
    assert (attribution["category"], attribution["basis"], attribution["filter"]) == (
        "analytics",
        "catalogue",
        None,
    )
    assert (attribution["owner"], attribution["relation"]) == ("Google", "third_party")
    assert first["decoded"]["vendor"] == "Google Analytics"
    assert first["decoded"]["event"] == "page_view"
    assert second["attribution"] is None
    assert second["decoded"] is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object but list"),
        (b'{"url": "\xff"}', "not UTF-8"),
        ({"document_url": "https://a.example/"}, "`url` is missing"),
        ({"url": 5}, "`url` must be text, not int"),
        ({"url": "https://a.example/", "post_data_base64": "%%"}, "`post_data_base64` is not base64"),
        ({"url": "https://a.example/", "post_data": {}}, "`post_data` must be text, not dict"),
    ],
)
def test_a_bad_line_is_answered_in_its_place_and_the_stream_goes_on(
    line: str | bytes | dict[str, Any], message: str
) -> None:
    before, bad, after = run([HIT, line, HIT])
    assert before == after
    assert "error" not in before
    assert bad["error"]["line"] == 2
    assert bad["error"]["message"].startswith(message)
    assert bad["attribution"] is None
    assert bad["decoded"] is None


def test_empty_lines_are_passed_over_and_count_as_lines() -> None:
    _, bad = run([HIT, "", "", "nonsense"])
    assert bad["error"]["line"] == 4


def test_half_a_surrogate_pair_survives() -> None:
    (row,) = run(['{"url": "https://a.example/\\ud800"}'])
    assert row["url"] == "https://a.example/\ud800"


def test_a_body_counts_whether_text_or_base64() -> None:
    body = "en=purchase&ep.currency=EUR"
    post = {**HIT, "url": HIT["url"].partition("&en=")[0], "method": "POST"}
    as_text, as_base64 = run(
        [{**post, "post_data": body}, {**post, "post_data_base64": base64.b64encode(body.encode()).decode()}]
    )
    assert as_text["decoded"]["event"] == "purchase"
    assert as_text["decoded"] == as_base64["decoded"]


def test_a_list_given_by_path_names_its_filter(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("||google-analytics.com/g/collect\n", "utf-8")
    (row,) = run([HIT], "--list", str(tmp_path / "mine.txt"))
    assert row["attribution"]["filter"] == "mine.txt: ||google-analytics.com/g/collect"


def test_cookies_are_named_with_purpose_and_opt_out() -> None:
    rows = run(
        [
            {
                "name": "_ga",
                "value": "GA1.1.1.1",
                "domain": ".shop.example",
                "document_url": "https://shop.example/",
            },
            {"name": "optout", "value": "1", "domain": ".strange.example", "lifetime_days": 400},
            {"name": "cart", "value": "7", "domain": "shop.example", "lifetime_days": None},
            {"name": "x", "lifetime_days": "long"},
        ],
        "--cookies",
    )
    assert rows[0]["attribution"]["vendor"] == "Google Analytics"
    assert (rows[0]["purpose"], rows[0]["opt_out"]) == ("analytics", False)
    assert (rows[1]["attribution"], rows[1]["opt_out"]) == (None, True)
    assert (rows[2]["attribution"], rows[2]["purpose"], rows[2]["opt_out"]) == (None, "unknown", False)
    assert rows[3]["error"]["line"] == 4


def test_a_file_that_is_not_there_ends_with_2() -> None:
    assert CliRunner().invoke(identify, ["missing.jsonl"]).exit_code == 2


def test_people_can_ask_what_is_known_of_a_vendor() -> None:
    runner = CliRunner()
    assert "Google Analytics\tGoogle\tanalytics" in runner.invoke(trackers, ["list"]).output.splitlines()
    shown = runner.invoke(trackers, ["show", "google analytics"]).output
    assert shown.startswith("Google Analytics (Google, analytics)\n")
    assert "google-analytics.com" in shown
    unknown = runner.invoke(trackers, ["show", "Gogle Analytics"])
    assert unknown.exit_code == 2
    assert "did you mean Google Analytics" in unknown.output


def test_people_can_ask_whose_a_url_is() -> None:
    explained = CliRunner().invoke(trackers, ["explain", HIT["url"]]).output
    assert "vendor: Google Analytics" in explained
    assert "third party" in explained
    nobody = CliRunner().invoke(trackers, ["explain", "https://strange.example/"]).output
    assert "nobody's that the catalogue knows" in nobody


@pytest.mark.parametrize(
    "address", ["www.facebook.com/tr", "//www.facebook.com/tr", "https://www.facebook.com/tr"]
)
def test_an_address_without_its_scheme_is_the_same_address(address: str) -> None:
    assert "vendor: Facebook Pixel" in CliRunner().invoke(trackers, ["explain", address]).output


@pytest.mark.parametrize("text", ["notaurl", "https://", "a b.test", ""])
def test_what_is_no_address_belongs_to_nobody_and_is_bad_usage(text: str) -> None:
    result = CliRunner().invoke(trackers, ["explain", text])
    assert (result.exit_code, "is not a web address" in result.output) == (2, True)


@pytest.mark.parametrize("company", ["Meta", "meta", "META PLATFORMS", "facebook"])
def test_a_company_is_found_in_any_case_and_by_its_other_names(company: str) -> None:
    rows = CliRunner().invoke(trackers, ["list", "--company", company]).stdout.splitlines()
    assert "Facebook Pixel\tMeta\tadvertising" in rows
    assert all("\tMeta\t" in row for row in rows)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [(["--category", "ads"], "'advertising', 'analytics'"), (["--company", "Metaa"], "did you mean Meta")],
)
def test_a_category_or_company_that_is_not_there_is_bad_usage(arguments: list[str], part: str) -> None:
    result = CliRunner().invoke(trackers, ["list", *arguments])
    assert (result.exit_code, part in result.output) == (2, True)


def test_a_list_without_entries_says_that_it_has_none() -> None:
    result = CliRunner().invoke(trackers, ["list", "--company", "Meta", "--category", "error_monitoring"])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "none\n")
