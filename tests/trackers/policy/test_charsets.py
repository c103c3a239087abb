"""Character sets: declared rightly, wrongly or not at all; and bytes that are no text."""

from __future__ import annotations

import gzip

import pytest

from trackers.policy import read_document

_PAGE = (
    "<html><head>{}<title>Hinweis</title></head><p>Die Bäckerei prüft „alles“ für Sie, Größe 5 €.</p></html>"
)


@pytest.mark.parametrize(
    ("declaration", "charset"),
    [
        ("<meta charset=latin1>", "cp1252"),
        ("<meta charset=us-ascii>", "cp1252"),
        ("<meta charset=utf-16le>", "utf-8"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("<meta charset='undefined'>", "utf-8"),
        ("<meta charset=unicode_escape>", "utf-8"),
        ("<meta charset=punycode>", "utf-8"),
        ("", "utf-16-le"),
        ("", "utf-16-be"),
        ("", "utf-32"),
        ("<script>" + "x" * 5000 + "</script><meta charset=windows-1252>", "cp1252"),
    ],
)
def test_declarations_are_read_as_browsers_read_them(declaration: str, charset: str) -> None:
    document = read_document(_PAGE.format(declaration).encode(charset), url="page.html")
    assert document.text == "Die Bäckerei prüft „alles“ für Sie, Größe 5 €."


def test_a_stray_byte_costs_one_character_of_a_utf8_page() -> None:
    content = _PAGE.format("<meta charset=utf-8>").encode() + b"<p>Don\x92t</p>"
    text = read_document(content, url="page.html").text
    assert "Größe 5 €" in text
    assert text.endswith("Don\ufffdt")


def test_a_byte_without_a_meaning_does_not_undo_the_declared_set() -> None:
    content = _PAGE.format("<meta charset=windows-1252>").encode("cp1252") + b"\x81"
    assert "Größe" in read_document(content, url="page.html").text


def test_a_japanese_page_keeps_the_characters_that_only_windows_knows() -> None:
    content = "<meta charset=Shift_JIS><p>①～ 当サイトについて</p>".encode("cp932")
    assert read_document(content, url="page.html").text == "①～ 当サイトについて"


def test_an_undeclared_polish_page_is_told_by_its_bytes() -> None:
    words = (
        "Piekarnia mierzy użycie strony. Każdy gość może się temu sprzeciwić, także później. Źródła są niżej."
    )
    content = f"<html><title>Prywatność</title><p>{words}</p>".encode("iso-8859-2")
    assert read_document(content, url="page.html").text == words


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + bytes(200), b"PK\x03\x04" + bytes(200), bytes(range(32)) * 9]
)
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="neither text, HTML nor PDF"):
        read_document(content, url="policy.docx")


def test_a_compressed_answer_is_unpacked_and_a_damaged_one_refused() -> None:
    packed = gzip.compress(b"We keep nothing.")
    assert read_document(packed, url="p.txt").text == "We keep nothing."
    with pytest.raises(ValueError, match="gzip"):
        read_document(packed[:4] + b"\xff" * 20, url="p.txt")


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "p.html"), (b" \n", "-"), (b"<html><script>a</script>", "p.html")]
)
def test_a_document_without_text_says_so(content: bytes, name: str) -> None:
    assert read_document(content, url=name).problems == ("no text",)
