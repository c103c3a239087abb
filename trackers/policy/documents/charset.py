"""Bytes of a document → text: which character set, and whether the bytes are text at all."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(
    rb"<meta[^<>]{0,300}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE
)
_XML_ENCODING = re.compile(rb"\s*<\?xml[^<>]{0,100}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]{2,40})")
_AS_BROWSERS_READ = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""What pages that declare these sets are really written in: https://encoding.spec.whatwg.org/#names-and-labels"""
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "mbcs", "oem"}
)
"""Python codecs that no document is written in; pages whose scripts failed do declare `undefined`."""
_GUESSED = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "koi8_r"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949", "cp874"),
)
"""Sets that web pages without a declaration are written in."""
_CENTRAL_EUROPEAN = ("cp1250", "iso8859_2")
"""Alike but for a few letters, where the other has signs."""
_SAMPLE = 1 << 16
_NO_TEXT = (
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"RIFF",
    b"wOF",
    b"\x7fELF",
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))


def is_text(content: bytes) -> bool:
    """Whether bytes can be text: no picture, archive or office file, and hardly any control characters."""
    if content.startswith(tuple(mark for mark, _ in _BOMS)):
        return True
    if content.startswith(_NO_TEXT):
        return False
    sample = content[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls <= len(sample) * 0.02 or _without_mark(content) is not None


def decode(content: bytes, content_type: str | None = None) -> str:
    """Text of bytes: byte order mark, then header, then `<meta>`, UTF-8, what the bytes look like.

    Bytes that cannot be anything but UTF-8 are read as UTF-8 whatever is declared; a stray byte of another
    set in a UTF-8 text costs its own character, not all of them. Raises nothing.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    if wide := _without_mark(content):
        return content.decode(wide, "replace")
    codecs_named = _declared(content, content_type)
    if not any(name.startswith(("iso2022", "hz", "utf-")) for name in codecs_named):
        codecs_named.insert(0, "utf-8")
    for name in [*codecs_named, "utf-8"]:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    if _is_damaged_utf8(content):
        return content.decode("utf-8", "replace")
    guessed = next((name for name in codecs_named if name != "utf-8"), "") or _guessed(content)
    return content.decode(guessed, "replace")


def _declared(content: bytes, content_type: str | None) -> list[str]:
    labels = re.findall(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type or "", re.IGNORECASE)[:1]
    in_page = _META_CHARSET.search(content[:_SAMPLE]) or _XML_ENCODING.match(content[:1024])
    names = [_codec(label) for label in labels]
    if in_page:
        # A declaration that can be read byte by byte does not stand in a text of wider characters.
        name = _codec(in_page.group(1).decode("ascii"))
        names.append("utf-8" if name.startswith(("utf-16", "utf-32")) else name)
    return [name for name in names if name]


def _codec(label: str) -> str:
    """Python's name of a declared character set, read as browsers do; empty where there is none."""
    try:
        name = codecs.lookup(label).name
        b"".decode(name)
    except (LookupError, UnicodeError):
        return ""
    return "" if name in _NO_CHARSETS else _AS_BROWSERS_READ.get(name, name)


def _without_mark(content: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of a text in Latin letters is zero."""
    sample = content[:2000]
    half = len(sample) // 2
    if half < 8:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.05 else None


def _is_damaged_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    return 4 * lost <= sum(1 for letter in text if letter > "\x7f") - lost


def _guessed(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  costs start-up time, rarely needed

    plain = re.sub(rb"<[^<>]{0,1000}>", b" ", content[:_SAMPLE])
    best = from_bytes(plain, cp_isolation=list(_GUESSED)).best()
    name = best.encoding if best else "cp1252"
    if name not in _CENTRAL_EUROPEAN:
        return name
    return max(_CENTRAL_EUROPEAN, key=lambda name: sum(map(str.isalpha, plain.decode(name, "replace"))))
