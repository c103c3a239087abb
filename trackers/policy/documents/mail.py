"""Mails and pages saved as one file (`.eml`, `.mhtml`): the part that a reader sees, decoded.

RFC 2045 (MIME), RFC 2557 (MHTML). Both write what they hold in quoted-printable or base64, and so do bodies
that were saved without their headers.
"""

from __future__ import annotations

import email
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

LARGEST_MAIL = 64_000_000
"""Bytes of a mail that are looked at: pictures make most of it."""
_LONGEST_HEAD = 1 << 17
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:")
_OF_MAILS = re.compile(
    rb"^(?:mime-version|content-transfer-encoding|message-id|received|snapshot-content-location):",
    re.IGNORECASE | re.MULTILINE,
)
_NAMES = (".eml", ".mht", ".mhtml", ".mbox")
_READ = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
"""Types of parts that can be a policy, the best first."""
_SAMPLE = 1 << 16
_LONGEST_LINE = 78
"""Quoted-printable has 76 characters a line (RFC 2045, section 6.7) and the end of the line."""
_OCTET = re.compile(rb"=(?:[0-9A-F]{2})")


@dataclass(frozen=True, slots=True)
class MailedPart:
    """What a mail or saved page shows."""

    content: bytes
    content_type: str
    address: str = ""
    """Where a saved page was, if it says so."""


def mailed_part(content: bytes, url: str) -> MailedPart | None:
    """The HTML or else the plain text of a mail or saved page; None where the bytes are neither.

    Told by the headers at the top, or by any headers where the name is one of a mail. Raises `ValueError` for
    a mail without text.
    """
    if not _is_mail(content, url):
        return None
    try:
        mail = email.message_from_bytes(content[:LARGEST_MAIL].lstrip())
        parts = list(_parts(mail))
    except (RecursionError, LookupError, TypeError, ValueError) as error:
        raise ValueError(f"not a readable mail or saved page: {error}") from error
    if not parts:
        raise ValueError("a mail or saved page without any text")
    start = str(mail.get_param("start") or "")
    best = min(parts, key=lambda part: (_READ.index(part.get_content_type()), not _is_named(part, start)))
    body = best.get_payload(decode=True)
    charset = str(best.get_param("charset") or "")
    address = str(best.get("Content-Location") or mail.get("Snapshot-Content-Location") or "").strip()
    return MailedPart(
        body if isinstance(body, bytes) else b"",
        best.get_content_type() + (f"; charset={charset}" if charset else ""),
        address if "://" in address else "",
    )


def _is_mail(content: bytes, url: str) -> bool:
    head = content[:_LONGEST_HEAD].lstrip()
    end = re.search(rb"\r?\n\r?\n", head)
    if end is None:
        return False
    head = head[: end.start()]
    lines = head.splitlines()
    if lines[0].startswith(b"From "):  # a mailbox of mails
        lines = lines[1:]
    if not lines or not all(line[:1] in (b" ", b"\t") or _FIELD.match(line) for line in lines):
        return False
    name = url.lower().split("?")[0].split("#")[0]
    return name.endswith(_NAMES) or _OF_MAILS.search(head) is not None


def _parts(mail: Message) -> Iterator[Message]:
    for part in mail.walk():
        if part.get_content_type() in _READ and part.get_content_disposition() != "attachment":
            yield part


def _is_named(part: Message, start: str) -> bool:
    """Whether a part is the one that the whole says it begins with."""
    return bool(start) and str(part.get("Content-ID") or "").strip("<> ") == start.strip("<> ")


def without_quoted_printable(content: bytes) -> bytes | None:
    """The bytes behind a quoted-printable body without headers; None where the bytes are none.

    It has short lines only, many of which end with the `=` that joins them to the next, and octets as `=3D`.
    """
    sample = content[:_SAMPLE]
    lines = sample.splitlines()
    joined = sum(1 for line in lines if line.endswith(b"=") and line.strip(b"="))
    if joined < max(3, len(lines) * 0.2) or len(_OCTET.findall(sample)) < 2:
        return None
    if any(len(line) > _LONGEST_LINE for line in lines):
        return None
    return quopri.decodestring(content)
