"""Mark-up as pages really use it: hidden parts, frames, drawings, kept lines, spans over rows and columns."""

from __future__ import annotations

import pytest

from trackers.policy import Document, read_document

_URL = "https://site.test/legal/privacy"


def _page(body: str, head: str = "") -> Document:
    return read_document(f"<html><head><title>Notice</title>{head}</head><body>{body}", url=_URL)


def _hidden(document: Document, word: str) -> bool:
    return document.is_hidden(document.text.index(word))


def test_what_the_pages_own_style_sheets_hide_is_marked() -> None:
    document = _page(
        "<p class='a old'>Alpha</p><p id=was>Beta</p><p class='tab now'>Gamma</p><p class=tab>Delta</p>"
        "<p class=paper>Eps</p>"
        "<p class=old style='display:block'>Zeta</p>",
        "<style>/* .a{display:none} */ .old{color:red;display : none !important}#was{visibility:hidden}"
        ".tab{display:none}.tab.now{display:block} @media print{.paper{display:none}}</style>",
    )
    assert [_hidden(document, word) for word in ("Alpha", "Beta", "Gamma", "Delta", "Eps", "Zeta")] == [
        *(True, True, False, True, False, False)
    ]


def test_style_sheets_without_an_end_cost_no_time_and_hide_nothing() -> None:
    for style in (
        "{" * 50_000,
        "/*" * 50_000,
        ".a{display:none}" * 30_000,
        "a," * 100_000 + "{display:none}",
    ):
        assert not _hidden(_page("<p>Seen</p>", f"<style>{style}</style>"), "Seen")


def test_a_closed_dialog_is_hidden_and_a_shadow_tree_is_not() -> None:
    document = _page(
        "<dialog>Closed</dialog><dialog open>Open</dialog><template>Stored</template>"
        "<x-note><template shadowrootmode=open>Shadow</template></x-note>"
    )
    assert [_hidden(document, word) for word in ("Closed", "Open", "Shadow")] == [True, False, False]


def test_what_no_script_has_rendered_is_no_text() -> None:
    document = _page(
        "<p>Before</p><template><p>We use Hotjar. <svg><text>Drawn</text></svg></p></template><p>After</p>"
        "<x-note><template shadowrootmode=open>Shadow <template>Inner</template></template></x-note>"
    )
    assert document.text == "Before\nAfter\nShadow"


def test_a_quote_says_that_words_of_it_are_hidden() -> None:
    document = _page(
        "<p>We sell nothing.</p><div hidden><p>We sell all.</p></div><p>We do <b hidden>not</b> track you.</p>"
        "<details><summary>More</summary>Folded</details>"
    )
    assert [document.quote_sentence(sentence).hidden for sentence in document.sentences()] == [
        *(False, True, True, False, False)
    ]


def test_a_frame_that_brings_its_own_page_is_read_in_its_place() -> None:
    document = _page(
        '<p>Before</p><iframe srcdoc="&lt;base href=//evil.test&gt;&lt;p&gt;Inside &lt;a href=/out&gt;leave'
        '&lt;/a&gt;"></iframe><p>After</p>'
    )
    assert document.text == "Before\nInside leave\nAfter"
    assert [link.url for link in document.links] == ["https://site.test/out"]


def test_words_of_drawings_image_maps_and_buttons_are_read() -> None:
    document = _page(
        "<svg><title>Chart</title><style>.a{}</style><text>Drawn words</text></svg>"
        "<a href=/dns><svg><title>Do Not Sell</title></svg></a><a href=/f><svg aria-label=Friends></svg></a>"
        "<map><area href=/out alt='Opt out'><area href=/x></map>"
        "<input type=button value='Cookie settings'><input value=secret>"
    )
    assert document.title == "Notice"
    assert "Drawn words" in document.text
    assert "secret" not in document.text
    assert ".a{}" not in document.text
    assert {link.text: link.url for link in document.links} == {
        "Do Not Sell": "https://site.test/dns",
        "Friends": "https://site.test/f",
        "Opt out": "https://site.test/out",
        "Cookie settings": "",
    }


def test_only_the_first_base_counts_and_addresses_lose_their_line_breaks() -> None:
    document = _page(
        "<a href=x>One</a> <a href='https://a.test/\n b'>Two</a> <a href='JavaScript:go()'>Three</a>",
        "<base target=_top><base href='/en/'><base href='https://evil.test/'>",
    )
    assert [link.url for link in document.links] == [
        "https://site.test/en/x",
        "https://a.test/ b",
        "JavaScript:go()",
    ]


def test_cells_that_reach_over_rows_and_columns_keep_the_columns_in_line() -> None:
    document = _page(
        "<table><tr><th>A<th colspan=2>B<th>C</tr><tr><td rowspan=2>1<td>2<td>3<td>4</tr><tr><td>5<td>6<td>7</tr>"
        "<tr><td colspan=4>all</tr></table>"
    )
    (table,) = document.tables
    rows = [[document.text[cell.start : cell.end].strip() for cell in row] for row in table.rows]
    assert rows == [["A", "B", "", "C"], ["1", "2", "3", "4"], ["1", "5", "6", "7"], ["all", "", "", ""]]
    assert table.rows[2][0].from_above
    assert not table.rows[1][0].from_above


@pytest.mark.parametrize("span", ["0", "-3", "x", "99999999999", "\u0663"])
def test_absurd_spans_cost_nothing(span: str) -> None:
    cell = f"<td rowspan={span} colspan={span}>x</td>"
    document = _page("<table>" + f"<tr>{cell * 50}</tr>" * 200 + "</table>")
    assert max(len(row) for row in document.tables[0].rows) <= 3000


def test_a_table_drawn_with_roles_is_a_table() -> None:
    document = _page(
        "<div role=table><div role=row><span role=columnheader>Name</span><span role=columnheader>Life</span></div>"
        "<div role=row><span role=cell>sid</span><span role=cell>a day</span></div></div>"
    )
    (table,) = document.tables
    assert [[document.text[c.start : c.end] for c in row] for row in table.rows] == [
        ["Name", "Life"],
        ["sid", "a day"],
    ]
    assert table.rows[0][0].header


def test_an_element_with_the_role_of_a_heading_is_one() -> None:
    document = _page("<div role=heading aria-level=3>Signals</div><p>We ignore them.</p>")
    assert [(block.kind, block.level) for block in document.blocks] == [("heading", 3), ("paragraph", 0)]
    assert document.heading_of(document.sentences()[-1]) == "Signals"


def test_lines_of_preformatted_text_stay_lines() -> None:
    document = _page("<pre>Do not\nHonour: yes\n\nNext</pre><textarea>One\nTwo</textarea>")
    assert document.text == "Do not\nHonour: yes\nNext\nOne\nTwo"


def test_preformatted_text_that_was_wrapped_by_hand_is_joined() -> None:
    line = "the baker writes down what was ordered, and he does not tell anybody about\nwho ordered it, or when, "
    document = _page(f"<pre>In this house {line * 8}or why.\n\n  * Bread\n  * Rolls\n</pre>")
    assert "anybody about who ordered it, or when, the baker" in document.text
    assert [sentence.text for sentence in document.sentences()][-2:] == ["* Bread", "* Rolls"]


def test_literal_parts_of_xhtml_are_text() -> None:
    page = (
        "<?xml version='1.0'?><html><script src='a'/><body><p><![CDATA[Bread & <rolls>]]></p></body></html>"
    )
    assert read_document(page, url=_URL).text == "Bread & <rolls>"


@pytest.mark.parametrize("start", ["<h2>Signals</h2>", "<ul><li>One</ul>", "<!-- x --><dl><dt>One</dl>"])
def test_a_fragment_without_a_name_is_read_as_html(start: str) -> None:
    assert "<" not in read_document(f"{start}<p>More.", url="-").text
