"""Links in a PDF: an area on the page, tied to the words that are painted in it."""

from __future__ import annotations

from trackers.catalogue import Catalogue
from trackers.policy import read_document
from trackers.policy.dates import policy_dates
from trackers.policy.opt_outs import opt_outs

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
