"""Bytes → `Document`: which format, which character set, which language, which kind of document."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence

from trackers.declarations import DocumentKind
from trackers.policy.documents.charset import decode, is_text
from trackers.policy.documents.document import Block, Document, Link, Region
from trackers.policy.documents.front_matter import front_matter
from trackers.policy.documents.html import Page, read_html
from trackers.policy.documents.language import detect_language, kind_of_document
from trackers.policy.documents.mail import mailed_part, without_quoted_printable
from trackers.policy.documents.marked import bare_addresses, marked_links, read_lines, spans_of_marked_links
from trackers.policy.documents.reading import is_wrapped
from trackers.policy.documents.soft_breaks import soft_breaks

LARGEST = 20_000_000
"""Bytes of a document that are read; the rest is left out and `problems` says `truncated: …`."""
_GZIP = b"\x1f\x8b"

_MARKS = re.compile(r"<[^<>]{1,500}>|\]\([^()\s]{0,500}\)|[#*_=\[\]!\\]")
_STARTS = (
    r"!doctype\s+html|html|head|body|div|main|article|section|meta|title|p|h[1-6]|table|header|nav|footer|ul|ol|dl"
    "|span|center|font|blockquote|details|noscript|iframe|aside|link|base|style|script|pre|form"
)
_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rf"<(?:{_STARTS})\b",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_document(
    content: bytes | str, *, url: str, content_type: str | None = None, kind: DocumentKind | None = None
) -> Document:
    """Read one document of a site.

    HTML becomes the text that a reader sees, header, footer and hidden parts included and marked. Plain text
    and Markdown are stored as they are, to the character; of a mail or a page saved as one file, the part that
    is shown. `content_type` is the HTTP header's value; without
    it the name and the first characters decide. `kind` is told from title, address and heading if not given.
    A document without any text says `no text` among its `problems`. Raises `ValueError` for a PDF that cannot
    be opened and for bytes that are no text (a picture, an archive, an office file).
    """
    problems: list[str] = []
    address = ""
    unpacked = False
    if isinstance(content, bytes):
        unpacked = content.startswith(_GZIP)
        content = _unpacked(content)
        if mailed := mailed_part(content, url):
            content, content_type, address = mailed.content, mailed.content_type, mailed.address
        elif decoded := without_quoted_printable(content):
            content = decoded
            problems.append("written as quoted-printable, decoded")
    if len(content) > LARGEST:
        of = f" of {len(content):,}" if not unpacked else ""
        content = content[:LARGEST]
        problems.append(f"truncated: only the first {LARGEST:,}{of} bytes were read")
    if isinstance(content, bytes) and (begins := content[:1024].find(b"%PDF-")) >= 0:
        from trackers.policy.documents.pdf import read_pdf  # noqa: PLC0415  costs start-up time, rarely needed

        if any(problem.startswith("truncated") for problem in problems):
            raise ValueError(f"a PDF of more than {LARGEST:,} bytes, which is not read")
        pdf = read_pdf(content[begins:])
        links = [Link(link.start, link.end, link.url, pdf.text[link.start : link.end]) for link in pdf.links]
        return _from_marked(pdf.text, url, pdf.title, kind, [*problems, *pdf.problems], links, printed=True)
    if isinstance(content, bytes) and not is_text(content):
        raise ValueError("neither text, HTML nor PDF")
    text = decode(content, content_type) if isinstance(content, bytes) else content
    if _is_html(text, url, content_type):
        return _from_page(read_html(text, address or url), url, kind, problems)
    return _from_marked(text, url, "", kind, problems)


def _unpacked(content: bytes) -> bytes:
    """The file in a gzip'd one (a saved answer of a server), up to what is read of any document."""
    if not content.startswith(_GZIP):
        return content
    try:
        return zlib.decompressobj(31).decompress(content, LARGEST + 1)
    except zlib.error as error:
        raise ValueError(f"not a readable gzip file: {error}") from error


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
    if not page.text:
        problems.append("no text")
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
    *,
    printed: bool = False,
) -> Document:
    if not text.strip() and "no text" not in problems and "encrypted" not in problems:
        problems.append("no text")
    front = front_matter(text)
    title = title or front.title
    breaks = soft_breaks(text)
    blocks, tables = read_lines(
        text, first=front.end, wrapped=printed or is_wrapped(text), soft_breaks=breaks
    )
    heading = _first_heading(text, blocks)
    bare = bare_addresses(text, [*spans_of_marked_links(text), *((link.start, link.end) for link in links)])
    return Document(
        url=url,
        kind=kind or kind_of_document(title, url, heading),
        title=title or heading,
        text=text,
        language=detect_language(text),
        links=tuple(sorted([*marked_links(text), *bare, *links], key=lambda link: link.start)),
        regions=(Region(0, front.end, "header"),) if front.end else (),
        blocks=tuple(_related(blocks)),
        tables=tuple(tables),
        marked=True,
        wrapped=printed or None,
        soft_breaks=breaks,
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
            related.append(_placed(block, headings[-1] if headings else -1))
            headings.append(place)
            leads = [(0, place)]
            continue
        level = block.level if block.kind == "list_item" else 0
        while leads and leads[-1][0] >= max(level, 1):
            leads.pop()
        lead = leads[-1][1] if level and leads else -1
        related.append(_placed(block, headings[-1] if headings else -1, lead))
        leads = [*leads, (level, place)] if level else [(0, place)]
    return related


def _placed(block: Block, heading: int, lead: int = -1) -> Block:
    """The block below a heading and an introduction. One for each line: `replace` takes twice as long."""
    return Block(block.start, block.end, block.kind, block.level, heading, lead)


def _first_heading(text: str, blocks: Iterable[Block]) -> str:
    for block in blocks:
        if block.kind == "heading":
            words = _MARKS.sub(" ", text[block.start : block.end])
            return " ".join(words.split())[:200]
    return ""
