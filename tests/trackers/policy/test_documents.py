"""Documents: one text with true offsets, whatever the format."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackers.policy import Document, read_document

PAGE = """<!doctype html><html lang="en"><head><title>Privacy
 notice</title><style>p{}</style><script>var a = "Hotjar";</script></head><body>
<header><nav><a href="/">Home</a></nav></header>
<main><h1>Privacy</h1><p>We do <b>not</b> use Ana&shy;lytics&nbsp;here.<br>Next line.</p>
<h2>Partners</h2><p>We work with:</p><ul><li>One<ul><li>Inner</li></ul></li><li>Two <a href="/out">leave</a></li></ul>
<table><tr><th>Name</th><th>Life</th></tr>
<tr><td>sid</td><td><p>one day</p></td></tr><tr><td></td><td>x</td></tr></table>
<div style="display: none">Hidden <i>words</i></div></main>
<footer><a href="#">Do Not Sell</a><button>Cookie settings</button><a href="/ad"><img alt="AdChoices"></a></footer>
</body></html>"""


@pytest.fixture(scope="module")
def page() -> Document:
    return read_document(PAGE, url="https://site.test/legal/privacy")


def test_html_becomes_the_text_that_a_reader_sees(page: Document) -> None:
    assert "We do not use Analytics here.\nNext line." in page.text
    assert "Hotjar" not in page.text
    assert page.title == "Privacy notice"
    assert page.language == "en"


def test_links_carry_absolute_addresses_offsets_and_regions(page: Document) -> None:
    links = {link.text: link for link in page.links}
    assert links["leave"].url == "https://site.test/out"
    assert links["Home"].region == "nav"
    assert links["Do Not Sell"].region == "footer"
    assert links["Cookie settings"].url == ""
    assert links["AdChoices"].url == "https://site.test/ad"
    assert all(page.text[link.start : link.end] == link.text for link in page.links)


def test_neighbouring_links_do_not_run_into_one_word(page: Document) -> None:
    assert "Do Not Sell Cookie settings AdChoices" in page.text


def test_hidden_text_is_read_and_marked(page: Document) -> None:
    assert page.is_hidden(page.text.index("words"))
    assert not page.is_hidden(page.text.index("Partners"))


def test_list_items_know_their_heading_and_what_introduces_them(page: Document) -> None:
    sentences = {sentence.text: sentence for sentence in page.sentences()}
    assert page.heading_of(sentences["One"]) == "Partners"
    assert page.lead_of(sentences["One"]) == "We work with:"
    assert page.lead_of(sentences["Inner"]) == "One"
    assert page.lead_of(sentences["Two leave"]) == "We work with:"


def test_tables_keep_their_columns_with_empty_cells(page: Document) -> None:
    (table,) = page.tables
    rows = [[page.text[cell.start : cell.end].strip() for cell in row] for row in table.rows]
    assert rows == [["Name", "Life"], ["sid", "one day"], ["", "x"]]


def test_headers_of_an_article_belong_to_the_content() -> None:
    document = read_document(
        "<html><article><header><h1>Hello</h1></header></article>", url="https://site.test/"
    )
    assert document.region_at(document.text.index("Hello")) == "main"


def test_plain_text_is_stored_to_the_character() -> None:
    text = "\ufeffLine one\r\n\r\n<p>We do\u00ad not \u201cshare\u201d.</p>\t| end \n"
    assert read_document(text.encode(), url="policy.txt").text.lstrip("\ufeff") == text.lstrip("\ufeff")
    assert read_document(text, url="policy.txt").text == text


def test_marks_of_markdown_stand_in_no_rules_way_but_stay_in_the_quote() -> None:
    document = read_document(
        "# Privacy\n\nWe do **not** use\\_it, see [this page](https://a.test/x).\n", url="p.md"
    )
    sentence = document.sentences()[-1]
    assert sentence.text == "We do not use_it, see this page."
    quote = document.quote_sentence(sentence)
    assert quote.text == "We do **not** use\\_it, see [this page](https://a.test/x)."
    words = document.quote_words(sentence, sentence.text.index("not"), sentence.text.index("not") + 3)
    assert words.text == "not"


def test_soft_hyphens_and_ligatures_hide_no_word_and_keep_offsets() -> None:
    document = read_document("Our certi\ufb01cate for Ana\u00adlytics is here.", url="p.txt")
    sentence = document.sentences()[0]
    assert sentence.text == "Our certificate for Analytics is here."
    start = sentence.text.index("certificate")
    assert document.quote_words(sentence, start, start + 11).text == "certi\ufb01cate"
    start = sentence.text.index("Analytics")
    assert document.quote_words(sentence, start, start + 9).text == "Ana\u00adlytics"


def test_wrapped_lines_are_joined_for_reading_only() -> None:
    wrapped = "\n".join(
        [
            "This statement tells how the little shop at the corner of our",
            "street treats what it learns of you, and what it does",
        ]
        + [
            "not do with it. We keep the order that you have placed with",
            "us for as long as the law of the land wants us to keep it,",
        ]
        * 4
    )
    document = read_document(wrapped, url="p.txt")
    assert document.text == wrapped
    assert any("the corner of our street treats" in sentence.text for sentence in document.sentences())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We use Yahoo! Web Analytics to count visits.", 1),
        ("Ads are served by Yahoo! Search Marketing and others.", 1),
        ("Ads are served by Yahoo! You can refuse them.", 2),
        ("Welcome! Analytics cookies are set.", 2),
    ],
)
def test_the_exclamation_mark_of_a_brand_ends_no_sentence(text: str, count: int) -> None:
    assert len(read_document(text, url="p.txt").sentences()) == count


def test_line_breaks_end_sentences_elsewhere() -> None:
    document = read_document(
        "Do not\nHonour your choice is what we say in this notice to all of our visitors here", url="p.txt"
    )
    assert document.sentences()[0].text == "Do not"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Acme, Inc. sells data. We do not.", 2),
        ("See e.g. Our partners, i.e. two of them.", 1),
        ("Visit www.acme.test. Then write to us.", 2),
        ("Google Analytics is run by Google Inc. We use it.", 2),
        ("It is kept for 2.5 years at No. 5 Main St. and then deleted.", 1),
        ("Read this notice.We may change it.", 2),
    ],
)
def test_sentences_end_where_a_person_would_end_them(text: str, count: int) -> None:
    assert len(read_document(text, url="p.txt").sentences()) == count


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        ("Café".encode("cp1252"), "text/html; charset=windows-1252"),
        (b"<html><meta charset='iso-8859-1'>" + "Café".encode("latin-1"), "text/html"),
        ("Café".encode("utf-16"), "text/html"),
        (b"\xef\xbb\xbf" + "Café".encode(), "text/html"),
        ("Café".encode(), None),
        ("Café, und so weiter: Größe, Übung, Straße".encode("cp1252"), None),
    ],
)
def test_the_character_set_is_taken_from_header_meta_mark_or_bytes(
    content: bytes, content_type: str | None
) -> None:
    assert "Café" in read_document(content, url="https://site.test/", content_type=content_type).text


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("div", "<div>" * 100_000 + "deep</div>"),
        ("table", "<table><tr><td>" * 30_000 + "deep"),
        ("list", "<ul><li>" * 50_000 + "deep"),
        ("link", "<a href=x>" * 50_000 + "deep"),
        (
            "entities",
            "<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><p>deep &b;&amp;" + "&lt;" * 500_000,
        ),
        ("unclosed", "<p>deep <a href='" + "x" * 500_000),
        ("brackets", "deep " + "[" * 300_000),
        ("stars", "deep " + "*_" * 200_000),
    ],
)
def test_hostile_markup_is_read_to_its_words(name: str, page: str) -> None:
    for url in ("https://site.test/", "page.md"):
        document = read_document(page, url=url)
        assert "deep" in document.text or name == "unclosed"
        assert document.sentences() is not None


def test_a_document_beyond_the_limit_is_cut_and_says_so() -> None:
    document = read_document(b"a " * 11_000_000, url="p.txt")
    assert document.problems == ("truncated: only the first 20,000,000 of 22,000,000 bytes were read",)
    assert len(document.text) == 20_000_000


def test_a_broken_pdf_is_an_error_that_says_so() -> None:
    with pytest.raises(ValueError, match="not a readable PDF"):
        read_document(b"%PDF-1.7 this is no PDF", url="p.pdf")


def test_a_pdf_without_text_says_so() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    document = read_document(out.getvalue(), url="p.pdf")
    assert document.text == ""
    assert document.problems == ("no text",)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Cookie policy", "cookie_policy"),
        ("Politique de cookies", "cookie_policy"),
        ("Do Not Sell My Personal Information", "do_not_sell"),
        ("Terms of Use", "terms"),
        ("Opt out", "opt_out_page"),
        ("Privacy and Cookie Policy", "privacy_policy"),
        ("Datenschutzerklärung", "privacy_policy"),
    ],
)
def test_the_kind_is_told_by_the_title(title: str, kind: str) -> None:
    assert read_document(f"<html><title>{title}</title><p>x", url="https://site.test/page").kind == kind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Nous utilisons des cookies pour mesurer la fréquentation de notre site et vous pouvez les refuser",
            "fr",
        ),
        (
            "Wir verwenden Cookies, um die Nutzung unserer Website zu messen, und Sie können sie nicht ablehnen",
            "de",
        ),
        ("Usamos cookies para medir el uso de nuestro sitio y usted puede rechazarlas en su navegador", "es"),
        ("We use cookies to measure the use of our site and you may refuse them in your browser", "en"),
        ("qwer tzui opas dfgh", "und"),
    ],
)
def test_the_language_is_told_by_its_frequent_words(text: str, language: str) -> None:
    assert read_document(text, url="p.txt").language == language


PIECES = [
    *"aAbB .,!?\n\r\t*_#[]()<>|\\-/&;:'\"\u00ad\ufb01\u2019\u00a0\u200b\u0130é中",
    "http://a.b/",
    "<p>",
    "</p>",
    "We ",
    "not ",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=300).map("".join)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, name=st.sampled_from(["p.txt", "p.md", "https://site.test/"]), html=st.booleans())
def test_every_quote_is_exactly_the_characters_it_names(text: str, name: str, html: bool) -> None:
    content_type = "text/html" if html else "text/plain"
    document = read_document(text, url=name, content_type=content_type)
    if not html:
        assert document.text == text
    for sentence in document.sentences():
        quote = document.quote_sentence(sentence)
        assert document.text[quote.start : quote.end] == quote.text
        assert quote.text.strip() == quote.text
        for place in range(len(sentence.text)):
            words = document.quote_words(sentence, place, place + 1)
            assert sentence.start <= words.start <= words.end <= sentence.end
            assert document.text[words.start : words.end] == words.text
    for link in document.links:
        assert document.text[link.start : link.end] == link.text or not html


def test_a_compressed_body_is_no_crash() -> None:
    assert read_document(gzip.compress(b"privacy"), url="p.txt").text


def test_a_word_parted_at_the_end_of_a_line_is_one_word() -> None:
    text = "We do not re-\nspond, and a third-\nparty may.\nBread-\nand butter. Ana\u00ad\nlytics. Up-\nTo"
    document = read_document(text, url="p.txt")
    assert document.text == text
    assert "not respond, and a third-party may." in document.reading.text
    assert "Analytics" in document.reading.text
    assert "Bread- and butter" in document.reading.text
    assert "Up-\nTo" in document.reading.text


def test_character_references_in_markdown_are_read_as_characters() -> None:
    document = read_document(
        "We don&#39;t answer &quot;Do&nbsp;Not&nbsp;Track&quot; &bogus; &#1;.", url="p.md"
    )
    assert document.reading.text.startswith('We don\'t answer "Do Not Track" &bogus; ')


def test_names_in_code_marks_and_with_wildcards_keep_their_characters() -> None:
    document = read_document("**Set**: `_pk_id*`, _ga_* and \\_fbp\\*, *truly* _so_.", url="p.md")
    assert document.reading.text == "Set: '_pk_id*', _ga_* and _fbp*, truly so."


def test_an_escaped_character_of_an_address_is_read_without_its_mark() -> None:
    text = r"You can opt out at https://www.ovenly.test/opt\_out.html today."
    (link,) = read_document(text, url="policy.md", content_type="text/markdown").links
    assert link.url == "https://www.ovenly.test/opt_out.html"
    assert text[link.start : link.end] == r"https://www.ovenly.test/opt\_out.html"


def test_a_link_in_bold_letters_belongs_to_the_sentence_that_it_is() -> None:
    text = "How browsers keep cookies out:\n\n[**Firefox**](https://one.test/f)  \n[**Opera** ](https://two.test/o)\n"
    document = read_document(text, url="policy.md", content_type="text/markdown")
    assert [link.text for link in document.links] == ["Firefox", "Opera"]
    assert all(text[link.start : link.end] == link.text for link in document.links)
    sentences = [document.sentence_at(link.start) for link in document.links]
    assert [sentence.text for sentence in sentences if sentence] == ["Firefox", "Opera"]


def test_markdown_links_by_reference_have_their_addresses() -> None:
    text = (
        "See [the list][l], [Leave][] or [our page].\n\n"
        "[l]: https://a.test/x 'List'\n[leave]: <https://b.test/>\n[our\tpage]: /p\n"
    )
    document = read_document(text, url="p.md")
    assert {link.text: link.url for link in document.links} == {
        "the list": "https://a.test/x",
        "Leave": "https://b.test/",
        "our page": "/p",
    }


def test_lines_parted_by_tabs_are_a_table_and_bullets_are_not() -> None:
    document = read_document("Name\tLife\nsid\ta day\n\n\u2022\tBread\n\u2022\tRolls\n", url="p.txt")
    (table,) = document.tables
    assert [[document.text[c.start : c.end] for c in row] for row in table.rows] == [
        ["Name", "Life"],
        ["sid", "a day"],
    ]


@pytest.mark.parametrize("piece", [".", ". ", "!?", ". (", '\u2026"', '."', "a.B"])
def test_marks_at_the_end_of_sentences_repeated_cost_no_more_than_their_length(piece: str) -> None:
    assert read_document("Deep " + piece * 200_000, url="p.txt").sentences()


def test_a_bar_that_is_escaped_parts_no_cells() -> None:
    document = read_document("Name | Of\n--- | ---\nsid | us \\| them\n", url="p.md")
    (table,) = document.tables
    assert [document.text[cell.start : cell.end] for cell in table.rows[-1]] == ["sid", "us \\| them"]
