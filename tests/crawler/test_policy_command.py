"""`undeclared policy` on files, standard input and addresses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.browser_finding import find_browser
from crawler.commands.policy import Source, SourceError, policy, run
from crawler.demo.exchange import Response
from reports.model import Policy
from tests.crawler.loopback_web import LoopbackWeb, html, pdf

TEXT = (
    "Privacy policy\nLast updated: May 3, 2021\n"
    "We use Google Analytics and we do not respond to Do Not Track signals.\n"
)


def test_a_file_gives_one_line_shaped_as_the_reports_policy(tmp_path: Path) -> None:
    file = tmp_path / "policy.txt"
    file.write_text(TEXT, "utf-8")
    result = CliRunner().invoke(policy, [str(file)])
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    says = Policy.model_validate(json.loads(line))
    assert [vendor.vendor for vendor in says.vendors] == ["Google Analytics"]
    assert says.dnt.stance == "not_honoured"
    assert says.documents[0].last_updated == "2021-05-03"
    for quote in (*says.vendors[0].quotes, *says.dnt.quotes):
        assert TEXT[quote.start : quote.end] == quote.text


def test_standard_input_is_read_and_explained() -> None:
    result = CliRunner().invoke(policy, ["-", "--explain"], input=TEXT)
    rows = json.loads(result.stdout)["explain"]
    assert {"rule", "led_to", "document", "start", "end", "text"} == set(rows[0])
    assert any(row["rule"].startswith("vendor:") and "Google Analytics" in row["text"] for row in rows)


def test_quotes_can_be_checked_against_the_text_in_the_output(tmp_path: Path) -> None:
    first, second = tmp_path / "a.html", tmp_path / "b.txt"
    first.write_text(
        f"<html lang=en><h1>Privacy</h1><p>{TEXT}<footer><a href=/x>Do Not Sell</a></footer>", "utf-8"
    )
    second.write_bytes("Datenschutz\r\nWir nutzen Hotjar – und das für Sie mit uns.".encode())
    result = CliRunner().invoke(policy, ["--text", "--together", str(first), str(second)])
    says = json.loads(result.stdout)
    texts = {document["url"]: document["text"] for document in says["documents"]}
    quotes = [quote for vendor in says["vendors"] for quote in vendor["quotes"]] + says["dnt"]["quotes"]
    assert {quote["document"] for quote in quotes} == {str(first), str(second)}
    assert all(texts[quote["document"]][quote["start"] : quote["end"]] == quote["text"] for quote in quotes)
    assert [document["characters"] for document in says["documents"]] == [
        len(text) for text in texts.values()
    ]
    assert "text" not in json.loads(CliRunner().invoke(policy, [str(first)]).stdout)["documents"][0]


def test_what_makes_a_document_doubtful_is_said_beside_the_output() -> None:
    page = "<html lang=en><form>This shelf is locked for you. Say the word and we open it.</form>"
    result = CliRunner().invoke(policy, ["-"], input=page)
    assert result.exit_code == 0
    assert result.stderr == "-: is this a policy? It has no word of privacy, data or cookies\n"
    assert json.loads(result.stdout)["documents"][0]["problems"] == [
        "is this a policy? It has no word of privacy, data or cookies"
    ]


def test_a_statement_in_hidden_words_says_so_in_the_output_and_its_explanation() -> None:
    page = (
        "<html lang=en><title>Privacy policy</title><p>We use Hotjar.</p>"
        "<div style='display:none'>We sell your personal data.</div><template>We use Mouseflow.</template>"
    )
    says = json.loads(CliRunner().invoke(policy, ["-", "--explain"], input=page).stdout)
    assert [(vendor["vendor"], vendor["quotes"][0].get("hidden")) for vendor in says["vendors"]] == [
        ("Hotjar", None)
    ]
    assert [(claim["kind"], claim["quotes"][0]["hidden"]) for claim in says["claims"]] == [("sale", True)]
    assert {row["rule"].split(".")[0].split(":")[0]: row.get("hidden") for row in says["explain"]} == {
        "vendor": None,
        "claim": True,
    }


def test_what_a_rule_led_to_is_named_and_its_words_stand_once() -> None:
    text = (
        "Privacy policy\nWe use Hotjar and Criteo. We do not use Mouseflow. We do not sell your personal data.\n"
        "We do not respond to Do Not Track signals. Your choices: https://tools.google.com/dlpage/gaoptout\n"
    )
    rows = json.loads(CliRunner().invoke(policy, ["-", "--explain"], input=text).stdout)["explain"]
    led_to = [(row["rule"].split(":")[0].split(".")[0], tuple(row["led_to"])) for row in rows]
    assert ("vendor", ("Criteo (used)", "Hotjar (used)")) in led_to
    assert ("vendor", ("Mouseflow (denied)",)) in led_to
    assert ("claim", ("no_sale",)) in led_to
    assert ("dnt", ("not_honoured",)) in led_to
    assert ("opt-out", ("browser_add_on (Google Analytics)",)) in led_to
    assert len({json.dumps(row) for row in rows}) == len(rows)


@pytest.mark.parametrize("name", ["www.example.test/privacy", "htps://example.test/", "example.test/privacy"])
def test_an_address_without_its_scheme_is_no_file_and_that_is_said(name: str) -> None:
    result = CliRunner().invoke(policy, [name])
    assert result.exit_code == 1
    assert "web addresses begin with https:// or http://" in result.stderr


def test_several_documents_come_in_order_or_together(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.html"
    first.write_text("We use Hotjar.", "utf-8")
    second.write_text("<html lang=en><title>Cookie policy</title><p>We use Google Analytics.", "utf-8")
    apart = CliRunner().invoke(policy, [str(first), str(second)]).stdout.splitlines()
    assert [json.loads(line)["documents"][0]["url"] for line in apart] == [str(first), str(second)]
    (line,) = CliRunner().invoke(policy, ["--together", str(first), str(second)]).stdout.splitlines()
    assert {vendor["vendor"] for vendor in json.loads(line)["vendors"]} == {"Google Analytics", "Hotjar"}


def test_a_source_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    file = tmp_path / "policy.txt"
    file.write_text(TEXT, "utf-8")
    result = CliRunner().invoke(policy, [str(tmp_path / "none.txt"), str(file)])
    assert result.exit_code == 1
    assert "none.txt: No such file" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_addresses_are_fetched_once_and_named_by_where_they_ended(capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[list[str]] = []

    def fetch(urls: list[str]) -> Mapping[str, Source | SourceError]:
        asked.append(urls)
        page = b"<html lang=en><title>Privacy</title><p>We use Hotjar."
        return {
            urls[0]: Source("https://site.test/privacy", page, "text/html; charset=utf-8"),
            urls[1]: SourceError("dns ERR_NAME_NOT_RESOLVED"),
        }

    urls = ("https://site.test/p", "https://gone.test/")
    assert run((*urls, urls[0]), fetch, explain=False, together=False) == 1
    assert asked == [list(urls)]
    out, err = capsys.readouterr()
    assert [json.loads(line)["documents"][0]["url"] for line in out.splitlines()] == [
        "https://site.test/privacy"
    ] * 2
    assert "https://gone.test/: dns ERR_NAME_NOT_RESOLVED" in err


def test_an_address_is_opened_in_the_browser_that_the_settings_describe(tmp_path: Path) -> None:
    if find_browser() is None:
        pytest.skip("no Chromium on this machine")
    page = html(f"<h1>Privacy policy</h1><p>{TEXT}")
    with LoopbackWeb({"words.test/privacy": page}) as web:
        settings = tmp_path / "audit.toml"
        settings.write_text(f"[browser]\nargs = {json.dumps(web.args)}\n", "utf-8")
        result = CliRunner().invoke(policy, ["--config", str(settings), "https://words.test/privacy"])
    assert result.exit_code == 0, result.output
    says = Policy.model_validate(json.loads(result.stdout))
    assert [vendor.vendor for vendor in says.vendors] == ["Google Analytics"]
    assert says.documents[0].url == "https://words.test/privacy"


def test_what_an_address_really_gave_is_read_or_said(tmp_path: Path) -> None:
    if find_browser() is None:
        pytest.skip("no Chromium on this machine")
    page = f"<!doctype html><html lang=en><title>Privacy</title><p>{TEXT}".encode()
    answers = {
        "pdf.test/as-page": Response(200, (("Content-Type", "text/html"),), pdf(TEXT.splitlines()[2])),
        "octets.test/page": Response(200, (("Content-Type", "application/octet-stream"),), page),
        "octets.test/zip": Response(
            200, (("Content-Type", "application/octet-stream"),), b"PK\x03\x04\x00\x00"
        ),
        "none.test/": Response(204),
        "gone.test/": html("gone", status=410),
        "asks.test/": Response(401, (("WWW-Authenticate", "Basic realm=x"),), b"who?"),
    }
    urls = [f"https://{place}" for place in answers]
    with LoopbackWeb(answers) as web:
        settings = tmp_path / "audit.toml"
        settings.write_text(f"[browser]\nargs = {json.dumps(web.args)}\n", "utf-8")
        result = CliRunner().invoke(policy, ["--config", str(settings), *urls, "https://"])
    assert [
        (says["documents"][0]["url"], [vendor["vendor"] for vendor in says["vendors"]])
        for says in map(json.loads, result.stdout.splitlines())
    ] == [(urls[0], ["Google Analytics"]), (urls[1], ["Google Analytics"])]
    assert result.stderr.splitlines() == [
        "https://octets.test/zip: the address is a file to download, and no policy",
        "https://none.test/: HTTP 204: the server answered without a page",
        "https://gone.test/: the server answered HTTP 410",
        "https://asks.test/: the server asks for a password (ERR_INVALID_AUTH_CREDENTIALS)",
        "https://: an address without a host, or a broken one",
    ]


_FOLDED = """<main><h1>Privacy policy</h1>
<div role=tablist><button role=tab onclick="panel.innerHTML = `<p>We use Hotjar to record visits.</p>`">One</button>
<button role=tab onclick="panel.innerHTML = `<p>We use Mixpanel to count visits.</p>`">Two</button>
<a role=tab href=/elsewhere>Three</a></div><div id=panel></div>
<button aria-expanded=false onclick="more(this)">Read more</button><div id=rest></div>
<details ontoggle="this.append('We use Criteo for advertisements.')"><summary>Partners</summary></details>
<form><button aria-expanded=false onclick="rest.append('We use Taboola on our site.')">Send</button></form></main>
<nav><button aria-expanded=false onclick="location.href='/elsewhere'">Menu</button></nav>
<script>function more(it) { it.ariaExpanded = 'true'; setTimeout(() => { rest.innerHTML =
'<p>We do not respond to Do Not Track signals.</p>' }, 50); window.open('/elsewhere') }</script>"""
_LEADING = """<main><h1>Privacy policy</h1><p>We use Hotjar to record visits.</p>
<button aria-expanded=false onclick="location.href='/elsewhere'">More</button></main>"""


def test_what_tabs_and_read_more_bring_is_read_and_no_link_is_followed(tmp_path: Path) -> None:
    if find_browser() is None:
        pytest.skip("no Chromium on this machine")
    answers = {
        "folded.test/": html(_FOLDED),
        "leading.test/": html(_LEADING),
        "late.test/": html(
            "<script>setTimeout(() => { document.body.innerHTML = '<p>We use Hotjar for our visits.' }, 1500)</script>"
        ),
        "leading.test/elsewhere": html("<h1>Elsewhere</h1>We use Outbrain."),
    }
    with LoopbackWeb(answers) as web:
        settings = tmp_path / "audit.toml"
        settings.write_text(f"[browser]\nargs = {json.dumps(web.args)}\n", "utf-8")
        urls = ["https://folded.test/", "https://leading.test/", "https://late.test/"]
        result = CliRunner().invoke(policy, ["--config", str(settings), *urls])
    folded, leading, late = (json.loads(line) for line in result.stdout.splitlines())
    assert {vendor["vendor"] for vendor in folded["vendors"]} == {"Criteo", "Hotjar", "Mixpanel"}
    assert folded["dnt"]["stance"] == "not_honoured"
    assert folded["documents"][0]["url"] == urls[0]
    assert [vendor["vendor"] for vendor in leading["vendors"]] == ["Hotjar"]
    assert leading["documents"][0]["url"] == urls[1]
    assert [vendor["vendor"] for vendor in late["vendors"]] == ["Hotjar"]


@pytest.mark.parametrize("content", [b"", b"<html><script>1</script>", b"PK\x03\x04\x00\x00"])
def test_a_document_that_nobody_could_read_is_no_silent_policy(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "policy.html"
    file.write_bytes(content)
    result = CliRunner().invoke(policy, [str(file)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "policy.html: " in result.stderr


def test_a_settings_file_that_is_not_there_is_bad_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(policy, ["--config", str(tmp_path / "none.toml"), "-"], input=TEXT)
    assert result.exit_code == 2
    assert "none.toml" in result.stderr
