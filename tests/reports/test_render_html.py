"""The HTML report: complete, self-contained, honest about what was not measured, and safe."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from reports.model import Report
from reports.render import Material
from reports.render.as_html import page
from reports.sorting import normalise
from tests.reports.sample import DOCUMENTS, HOSTILE, sample_report, screenshot


class Outline(HTMLParser):
    """The tags, identifiers and texts of a page, by section identifier."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.sections: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag == "section":
            self._open.append((tag, given.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for _, name in self._open:
            self.sections[name] = f"{self.sections.get(name, '')} {data}"

    def text(self, name: str) -> str:
        return " ".join(self.sections[name].split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [given for name, given in self.tags if name == tag]


def html_of(report: Report, **more: Any) -> str:
    return page(Material(normalise(report), **{"screenshot": screenshot, "documents": DOCUMENTS, **more}))


@pytest.fixture(scope="module")
def html() -> str:
    return html_of(sample_report())


@pytest.fixture(scope="module")
def outline(html: str) -> Outline:
    return Outline(html)


def test_nothing_is_loaded_from_anywhere(outline: Outline) -> None:
    for tag, given in outline.tags:
        for name in ("src", "srcset", "data", "poster", "action", "background"):
            assert given.get(name, "data:").startswith("data:"), (tag, given)
    assert not outline.all("link")
    assert not outline.all("iframe")


def test_the_policy_of_the_page_allows_its_own_style_and_script_and_nothing_else(
    html: str, outline: Outline
) -> None:
    policy = next(
        m["content"] for m in outline.all("meta") if m.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; img-src data:;")
    for tag in ("style", "script"):
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(found) == 1
        digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not any("style" in given for _, given in outline.tags)
    assert not any(name.startswith("on") for _, given in outline.tags for name in given)


def test_every_anchor_that_is_pointed_to_exists_once(outline: Outline) -> None:
    names = [given["id"] for _, given in outline.tags if "id" in given]
    assert len(names) == len(set(names))
    targets = {a["href"][1:] for a in outline.all("a") if a["href"].startswith("#")}
    assert targets <= set(names)
    labelled = {given["aria-labelledby"] for _, given in outline.tags if "aria-labelledby" in given}
    assert labelled <= set(names)


def test_every_site_has_a_page_and_a_row(outline: Outline) -> None:
    for site in sample_report().sites:
        name = "site-" + site.url.removeprefix("https://").strip("/")
        assert name in outline.sections
        assert {"href": f"#{name}"} in outline.all("a")


def test_a_finding_shows_quote_context_offsets_evidence_and_law(outline: Outline) -> None:
    text = outline.text("site-www.harbour-clinic.test-findings")
    start = DOCUMENTS["https://www.harbour-clinic.test/privacy"].index("We do not use Hotjar")
    assert "The policy says that Hotjar is not used, and Hotjar ran in every visit." in text
    assert "sets a cookie in your browser. We do not use Hotjar or any other service" in text
    assert f"characters {start}–" in text
    assert "https://cdn.hotjar.test/c/hotjar-1.js?sv=6" in text
    assert "FTC Act, section 5" in text
    assert "denied-tracker-observed" in text
    assert "Confidence: certain" in text


def test_accepted_findings_stand_apart_with_their_reason(outline: Outline) -> None:
    assert "Hotjar runs on with Global" not in outline.text("site-www.harbour-clinic.test-findings")
    waived = outline.text("site-www.harbour-clinic.test-waived")
    assert "Hotjar runs on with Global Privacy Control." in waived
    assert "DPIA 2026-14, until 2027-01-31" in waived


@pytest.mark.parametrize("site", ["lost-at-sea.test", "walled.test"])
def test_a_failed_site_is_not_measured_and_never_clean(outline: Outline, site: str) -> None:
    text = outline.text(f"site-{site}")
    assert "Not measured" in text
    assert "could not be visited" in text
    for comfort in ("Honoured", "None in what was measured", "found a difference", "No cookie", "No tracker"):
        assert comfort not in text


def test_the_portfolio_names_the_sites_that_were_not_measured_before_the_table(outline: Outline) -> None:
    text = outline.text("portfolio")
    warning = text.index("2 sites were not measured")
    assert warning < text.index("Every site of this run")
    assert "lost-at-sea.test : name not found" in text
    row = text[text.index("Problems", text.index("Every site of this run")) :].split("walled.test")[0]
    assert "none in what was measured" not in row


def test_nothing_found_is_said_with_its_limits(outline: Outline) -> None:
    text = outline.text("site-quiet-garden.test-findings")
    assert "None of the 13 rules that could be judged found a difference" in text
    assert "for nothing else" in text
    assert "Rules that could not be judged here (20)" in text


def test_a_policy_that_was_not_read_is_not_called_silent(outline: Outline) -> None:
    text = outline.text("site-theatre.test")
    assert "silent" not in text
    assert "No policy document was read" in text


def test_hostile_strings_stay_text(html: str, outline: Outline) -> None:
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "\u202e" not in html
    assert "\u0007" not in html
    assert "⟨U+202E⟩" in html
    assert len(outline.all("script")) == 1
    assert all("onerror" not in given for given in outline.all("img"))


def test_only_plain_web_addresses_are_linked(outline: Outline) -> None:
    for anchor in outline.all("a"):
        assert re.match(r"#|https?://[^@]*$", anchor["href"]), anchor
        if not anchor["href"].startswith("#"):
            assert "noreferrer" in anchor["rel"]


def test_addresses_of_trackers_are_shown_but_never_linked(outline: Outline) -> None:
    assert not [a for a in outline.all("a") if "google-analytics" in a["href"] or "hotjar" in a["href"]]


def test_huge_strings_are_cut_and_their_length_is_said(html: str) -> None:
    assert "A" * 5_000 not in html
    assert "(40,019 characters in all)" in html


def test_a_quote_that_does_not_match_its_document_is_marked() -> None:
    forged = {url: text.replace("mouse", "horse") for url, text in DOCUMENTS.items()}
    assert "does not hold these words" in html_of(sample_report(), documents=forged)
    assert "does not hold these words" not in html_of(sample_report())


def test_a_screenshot_is_embedded_once_and_what_is_no_picture_is_not(html: str) -> None:
    assert html.count("data:image/png;base64,") == 2
    assert (
        "data:"
        not in html_of(sample_report(), screenshot=lambda _: b"<svg onload=alert(1)>").split("</head>")[1]
    )


def test_a_report_of_one_site_shows_it_without_paging() -> None:
    report = sample_report()
    one = html_of(report.model_copy(update={"sites": report.sites[:1]}))
    assert "<body>" in one
    assert "All sites" not in one
    assert one.index("In short") < one.index("How this was measured")


def test_the_page_of_an_empty_report_renders() -> None:
    assert "0 sites visited" in html_of(sample_report().model_copy(update={"sites": []}))


def test_two_sites_of_one_host_have_two_pages() -> None:
    report = sample_report()
    site = report.sites[1]
    twin = site.model_copy(update={"url": site.url + "shop/"})
    names = [
        s.get("id")
        for s in Outline(html_of(report.model_copy(update={"sites": [site, twin]}))).all("section")
    ]
    assert {"site-quiet-garden.test", "site-quiet-garden.test--2"} <= set(names)


def test_tables_have_captions_and_every_row_its_heading(html: str) -> None:
    for table in re.findall(r"<table.*?</table>", html, re.DOTALL):
        assert "<caption" in table
        assert table.count("<tr") - 1 == table.count('scope="row"')


def test_what_a_page_could_not_be_told_apart_from_is_spelled_out() -> None:
    assert HOSTILE not in html_of(sample_report())


def test_doubts_about_a_document_stand_beside_what_it_says() -> None:
    report = sample_report()
    site = next(site for site in report.sites if site.policy.documents)
    site.policy.documents[0].problems.extend(
        ["language xx: opt-outs are read by English words only", HOSTILE]
    )
    html = html_of(report)
    told = next(
        text for name, text in Outline(html).sections.items() if "Why not all may have been read" in text
    )
    assert "Language xx: opt-outs are read by English words only." in " ".join(told.split())
    assert HOSTILE not in html


def test_a_report_without_doubts_says_nothing_of_them(html: str) -> None:
    assert "Why not all may have been read" not in html
