"""Mails and pages saved as one file: what is shown in them is read, and nothing of how it was packed."""

from __future__ import annotations

from base64 import encodebytes
from quopri import encodestring

import pytest

from trackers.policy import Document, read_document

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Privacy policy</title></head><body><p>The bakery uses a counter '
    'of visits and asks nobody – not even à la carte.</p><p><a href="/leave">Leave the counter</a> whenever '
    "it pleases you, for the counter minds that as little as we do.</p><p>That is all we have to say.</p></body>"
)
WORDS = "The bakery uses a counter of visits and asks nobody – not even à la carte."
HEADERS = "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nSubject: Privacy\r\n"


def _mail(charset: str = "utf-8") -> bytes:
    head = f"{HEADERS}Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + encodestring(PAGE.encode(charset))


def _saved() -> bytes:
    picture = encodebytes(b"\x89PNG" * 200)
    return (
        HEADERS.encode() + b'Content-Type: multipart/related; type="text/html"; boundary="-x-"\r\n\r\n'
        b"---x-\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://bakery.test/legal/privacy\r\n\r\n"
        + encodestring(PAGE.encode())
        + b"\r\n---x-\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + picture
        + b"\r\n---x---\r\n"
    )


def _check(document: Document) -> None:
    assert document.text.startswith(WORDS)
    assert "=" not in document.text
    assert "MIME" not in document.text
    assert document.title == "Privacy policy"


@pytest.mark.parametrize("name", ["policy.eml", "policy.html", "-"])
@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_a_mail_is_told_by_its_headers_and_read_decoded(name: str, charset: str) -> None:
    document = read_document(_mail(charset), url=name)
    _check(document)
    assert not document.problems


def test_a_page_saved_as_one_file_keeps_its_address_for_its_links() -> None:
    document = read_document(_saved(), url="saved.mhtml")
    _check(document)
    assert [link.url for link in document.links] == ["https://bakery.test/leave"]
    assert document.url == "saved.mhtml"


def test_of_two_versions_the_page_is_read_and_attachments_are_not() -> None:
    mail = (
        f'{HEADERS}Content-Type: multipart/mixed; boundary="m"\r\n\r\n'
        "--m\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=a.html\r\n\r\n<p>Attached\r\n"
        '--m\r\nContent-Type: multipart/alternative; boundary="a"\r\n\r\n'
        f"--a\r\nContent-Type: text/plain\r\n\r\nPlain\r\n--a\r\nContent-Type: text/html\r\n\r\n{PAGE}\r\n--a--\r\n"
        "--m--\r\n"
    )
    _check(read_document(mail.encode(), url="m"))


def test_a_plain_mail_is_its_body_to_the_character() -> None:
    body = "We bake.\n\nWe use   no counter.\n"
    mail = f"From: a@bakery.test\nSubject: our policy\n\n{body}"
    assert read_document(mail.encode(), url="box/our.eml").text == body
    assert read_document(mail.encode(), url="our.txt").text == mail


def test_a_body_without_its_headers_is_decoded_and_that_is_said() -> None:
    document = read_document(encodestring(PAGE.encode()), url="policy.html")
    _check(document)
    assert document.problems == ("written as quoted-printable, decoded",)


def test_a_mail_without_text_is_no_policy() -> None:
    mail = (
        HEADERS.encode()
        + b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    )
    with pytest.raises(ValueError, match="without any text"):
        read_document(mail, url="m.eml")


@pytest.mark.parametrize(
    "text",
    [
        "Privacy policy\n==============\n\na = b\n=3D is how mails write it.\n",
        "Contact: the bakery\nSubject: privacy\n\nWe bake.\n",
        "x =\n" * 4 + "We bake what was ordered.\n" * 20,
    ],
)
def test_texts_that_look_a_little_like_mails_stay_as_they_are(text: str) -> None:
    document = read_document(text.encode(), url="p.txt")
    assert document.text == text
    assert not document.problems


def test_mails_in_mails_without_end_are_refused() -> None:
    nested = b"Content-Type: message/rfc822\n\n" * 3000
    with pytest.raises(ValueError, match="not a readable mail"):
        read_document(b"MIME-Version: 1.0\n" + nested, url="m.eml")
