"""Bytes → `Document`: which format, which character set, which language, which kind of document."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from trackers.declarations import DocumentKind
from trackers.policy.document import Block, Document, Link
from trackers.policy.document_html import Page, read_html
from trackers.policy.document_marked import bare_addresses, marked_links, read_lines, spans_of_marked_links
from trackers.policy.language import detect_language, kind_of_document

LARGEST = 20_000_000
"""Bytes of a document that are read; the rest is left out and `problems` says `truncated`."""

_MARKS = re.compile(r"<[^<>]{1,500}>|\]\([^()\s]{0,500}\)|[#*_=\[\]!\\]")
_META_CHARSET = re.compile(
    rb"<meta[^<>]{0,300}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE
)
_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|div|main|article|section|meta|title|p|h1|table|header|nav|footer)\b",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_document(
    content: bytes | str, *, url: str, content_type: str | None = None, kind: DocumentKind | None = None
) -> Document:
    """Read one document of a site.

    HTML becomes the text that a reader sees, header, footer and hidden parts included and marked. Plain text
    and Markdown are stored as they are, to the character. `content_type` is the HTTP header's value; without
    it the name and the first characters decide. `kind` is told from title, address and heading if not given.
    Raises `ValueError` for a PDF that cannot be opened; anything else that can be decoded is read.
    """
    problems: list[str] = []
    if len(content) > LARGEST:
        content = content[:LARGEST]
        problems.append("truncated")
    if isinstance(content, bytes) and content[:1024].lstrip().startswith(b"%PDF-"):
        from trackers.policy.document_pdf import read_pdf  # noqa: PLC0415  costs start-up time, rarely needed

        pdf = read_pdf(content)
        links = [Link(link.start, link.end, link.url, pdf.text[link.start : link.end]) for link in pdf.links]
        return _from_marked(pdf.text, url, pdf.title, kind, [*problems, *pdf.problems], links)
    text = decode(content, content_type) if isinstance(content, bytes) else content
    if _is_html(text, url, content_type):
        return _from_page(read_html(text, url), url, kind, problems)
    return _from_marked(text, url, "", kind, problems)


def decode(content: bytes, content_type: str | None = None) -> str:
    """Text of bytes: byte order mark, then header, then `<meta>`, UTF-8, what the bytes look like."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    declared = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type or "", re.IGNORECASE)
    names = [declared.group(1)] if declared else []
    if meta := _META_CHARSET.search(content[:4096]):
        names.append(meta.group(1).decode("ascii"))
    for name in [*names, "utf-8"]:
        try:
            return content.decode("cp1252" if name.lower() in ("iso-8859-1", "latin-1", "ascii") else name)
        except (LookupError, UnicodeDecodeError):
            continue
    from charset_normalizer import from_bytes  # noqa: PLC0415  costs start-up time, rarely needed

    best = from_bytes(content[: 1 << 16]).best()
    return content.decode(best.encoding if best else "cp1252", "replace")


def _is_html(text: str, url: str, content_type: str | None) -> bool:
    declared = (content_type or "").lower()
    if "html" in declared:
        return True
    if "markdown" in declared or "text/plain" in declared:
        return False
    name = url.lower().split("?")[0].split("#")[0]
    if name.endswith((".md", ".markdown")):
        return False
    if name.endswith(".txt"):
        return _WHOLE_PAGE.match(text[:8192]) is not None
    return name.endswith((".html", ".htm", ".xhtml")) or _LOOKS_LIKE_HTML.match(text[:8192]) is not None


def _from_page(page: Page, url: str, kind: DocumentKind | None, problems: list[str]) -> Document:
    taken = [(link.start, link.end) for link in page.links]
    heading = _first_heading(page.text, page.blocks)
    return Document(
        url=url,
        kind=kind or kind_of_document(page.title, url, heading),
        title=page.title or heading,
        text=page.text,
        language=detect_language(page.text, page.language),
        links=tuple(sorted([*page.links, *bare_addresses(page.text, taken)], key=lambda link: link.start)),
        regions=tuple(page.regions),
        hidden=tuple(page.hidden),
        blocks=tuple(_related(page.blocks)),
        tables=tuple(page.tables),
        problems=tuple(problems),
    )


def _from_marked(
    text: str,
    url: str,
    title: str,
    kind: DocumentKind | None,
    problems: list[str],
    links: Sequence[Link] = (),
) -> Document:
    blocks, tables = read_lines(text)
    heading = _first_heading(text, blocks)
    bare = bare_addresses(text, [*spans_of_marked_links(text), *((link.start, link.end) for link in links)])
    return Document(
        url=url,
        kind=kind or kind_of_document(title, url, heading),
        title=title or heading,
        text=text,
        language=detect_language(text),
        links=tuple(sorted([*marked_links(text), *bare, *links], key=lambda link: link.start)),
        blocks=tuple(_related(blocks)),
        tables=tuple(tables),
        marked=True,
        problems=tuple(problems),
    )


def _related(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, each knowing its heading and, in a list, what introduces it."""
    related: list[Block] = []
    headings: list[int] = []
    leads: list[tuple[int, int]] = []
    for place, block in enumerate(blocks):
        if block.kind == "heading":
            while headings and related[headings[-1]].level >= block.level:
                headings.pop()
            related.append(replace(block, heading=headings[-1] if headings else -1))
            headings.append(place)
            leads = [(0, place)]
            continue
        level = block.level if block.kind == "list_item" else 0
        while leads and leads[-1][0] >= max(level, 1):
            leads.pop()
        lead = leads[-1][1] if level and leads else -1
        related.append(replace(block, heading=headings[-1] if headings else -1, lead=lead))
        leads = [*leads, (level, place)] if level else [(0, place)]
    return related


def _first_heading(text: str, blocks: Iterable[Block]) -> str:
    for block in blocks:
        if block.kind == "heading":
            words = _MARKS.sub(" ", text[block.start : block.end])
            return " ".join(words.split())[:200]
    return ""
