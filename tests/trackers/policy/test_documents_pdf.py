"""Links in a PDF: an area on the page, tied to the words that are painted in it."""

from __future__ import annotations

import pytest

from trackers.catalogue import Catalogue
from trackers.policy import read_document
from trackers.policy.dates import policy_dates
from trackers.policy.documents import pdf
from trackers.policy.opt_outs.reading import opt_outs

_ADDRESS = "https://tools.google.com/dlpage/gaoptout"


def _pdf(lines: list[list[tuple[int, str]]], area: tuple[int, int, int, int]) -> bytes:
    """One page: on each line, words and where they begin; one link over an area."""
    paint = "".join(
        f"BT /F 12 Tf 1 0 0 1 {x} {700 - 30 * row} Tm ({words}) Tj ET\n"
        for row, line in enumerate(lines)
        for x, words in line
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Annots[6 0 R]"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(paint)}>>stream\n{paint}endstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Type/Annot/Subtype/Link/Rect[{' '.join(map(str, area))}]/A<</S/URI/URI({_ADDRESS})>>>>",
    ]
    body = "%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    body += (
        f"xref\n0 7\n0000000000 65535 f \n{table}trailer<</Size 7/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    )
    return body.encode("latin-1")


_LINES = [
    [(72, "Last updated: 3 March 2025")],
    [(72, "To opt out of Google Analytics please visit "), (310, "this page"), (365, " at any time.")],
]


def test_a_link_in_a_pdf_is_tied_to_its_words(catalogue: Catalogue) -> None:
    document = read_document(_pdf(_LINES, (310, 665, 362, 682)), url="https://shop.test/privacy.pdf")
    (link,) = document.links
    assert (link.url, link.text) == (_ADDRESS, "this page")
    assert document.text[link.start : link.end] == "this page"
    assert [(way.kind, way.url) for way in opt_outs([document], catalogue)[0]] == [
        ("browser_add_on", _ADDRESS)
    ]
    assert policy_dates(document).last_updated == "2025-03-03"


def test_a_link_within_a_longer_run_of_words_is_tied_to_that_run() -> None:
    lines = [[(72, "To opt out of Google Analytics please visit this page.")]]
    document = read_document(_pdf(lines, (310, 695, 362, 712)), url="https://shop.test/privacy.pdf")
    assert [link.url for link in document.links] == [_ADDRESS]
    assert "opt out" in document.links[0].text


def _printed(pages: list[list[str]]) -> bytes:
    """A PDF of one line a row; pages without links."""
    streams = [
        "".join(
            f"BT /F 10 Tf 1 0 0 1 60 {780 - 14 * row} Tm ({line}) Tj ET\n" for row, line in enumerate(page)
        )
        for page in pages
    ]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, paint in enumerate(streams):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {5 + 2 * number} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(paint)}>>stream\n{paint}endstream")
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    body += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(offsets) + 1}/Root 1 0 R>>"
    return f"{body}\nstartxref\n{body.index('xref')}\n%%EOF".encode("latin-1")


def test_a_sentence_goes_on_overleaf_past_running_headers_and_footers() -> None:
    pages = [
        [
            "The Bakery - Notice",
            "We bake what was ordered.",
            "Our servers do not answer the signals that a",
            "Page 1 of 2",
        ],
        ["The Bakery - Notice", "browser may send to them, what-", "ever it be.", "Page 2 of 2"],
    ]
    document = read_document(b"\r\n junk " + _printed(pages), url="p.pdf")
    assert "Our servers do not answer the signals that a browser may send to them, whatever it be." in [
        sentence.text for sentence in document.sentences()
    ]
    assert document.text.endswith("ever it be.\n\nThe Bakery - Notice\n\nPage 1 of 2")


def test_a_running_head_of_several_lines_with_the_pages_number_stands_once_and_gives_no_date() -> None:
    head = ["The Bakery - Notice", "Form B-2 (rev. 04/2011) - Page {} of 2", "{}"]
    words = [["We bake bread.", "We sell none of it."], ["Last updated: 3 May 2024", "Write to us."]]
    pages = [
        [line.format("i" * (number + 1) if line == "{}" else number + 1) for line in head] + page
        for number, page in enumerate(words)
    ]
    document = read_document(_printed(pages), url="p.pdf")
    assert document.text == (
        "We bake bread.\nWe sell none of it.\n\nLast updated: 3 May 2024\nWrite to us.\n\n"
        "The Bakery - Notice\n\nForm B-2 (rev. 04/2011) - Page 1 of 2\n\ni"
    )
    assert policy_dates(document).last_updated == "2024-05-03"


def test_the_head_of_a_table_that_goes_on_overleaf_stays_with_it() -> None:
    pages = [
        ["The Bakery", text, "Cookie of ours", f"crumb_{number}", f"Another line {text}", f"And one {text}"]
        for number, text in enumerate(["We set these:", "and these:", "and at last these:"])
    ]
    document = read_document(_printed(pages), url="p.pdf")
    assert document.text.count("Cookie of ours") == 3


def test_lines_that_repeat_in_the_middle_of_pages_stay_where_they_are() -> None:
    page = ["Head {}", "We bake.", "We bake.", "Every day {}"]
    document = read_document(_printed([[line.format("x" * n) for line in page] for n in (1, 2)]), url="p.pdf")
    assert document.text.count("We bake.") == 4


def test_a_pdf_whose_structure_is_torn_is_read_and_named_damaged(capsys: pytest.CaptureFixture[str]) -> None:
    whole = _printed([["We bake.", "We sell."]])
    assert not read_document(whole, url="p.pdf").problems
    torn = read_document(whole.replace(b"startxref\n", b"startxref\n7"), url="p.pdf")
    assert "We bake." in torn.text
    assert [problem.split(":")[0] for problem in torn.problems] == ["damaged"]
    assert capsys.readouterr().err == ""


def test_pages_that_cannot_be_read_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(page: object) -> tuple[str, list[pdf.PdfLink]]:
        raise KeyError(page)

    monkeypatch.setattr(pdf, "_read_page", refuse)
    document = read_document(_printed([["We bake."], ["We sell."]]), url="p.pdf")
    assert document.problems == ("damaged: 2 of 2 pages could not be read", "no text")
