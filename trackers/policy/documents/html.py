"""HTML → text with links, regions, blocks, tables and hidden spans.

The parser's events are read one by one and no tree is built: neither a hundred thousand nested tags nor a
page of many megabytes costs more than its length. Nothing is dropped but scripts, styles and the like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from trackers.policy.documents.document import Block, BlockKind, Link, Region, RegionName, Table
from trackers.policy.documents.elements import BLOCKS, OUTSIDE, VOID, Open
from trackers.policy.documents.elements import opened as opened_by
from trackers.policy.documents.reading import is_wrapped, runs_on
from trackers.policy.documents.style_sheets import HidingRules, hiding_rules
from trackers.policy.documents.tables import OpenTable

_BUTTONS = frozenset({"button", "submit", "reset", "image"})
_MOST_FRAMES = 20
_NO_PART = re.compile(r"[\t\r\n]")
"""Browsers leave these out of an address."""
_INVISIBLE = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u2060\ufeff"} | {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
"""Left out of the stored text: characters that show nothing. Ligatures are written out."""


@dataclass(slots=True)
class Page:
    """What was read from the mark-up; offsets count in `text`."""

    text: str = ""
    title: str = ""
    language: str = ""
    """What the page says of itself (`<html lang>`); not to be trusted alone."""
    links: list[Link] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    base: str = ""


@dataclass(slots=True)
class _OpenLink:
    start: int
    url: str
    rel: str
    region: RegionName
    label: str
    depth: int


class PageReader:
    """Target of lxml's HTML parser: receives start, end and data, hands over a `Page` on close."""

    def __init__(self, url: str, style: HidingRules) -> None:
        self._base = url
        self._has_base = False
        self._style = style
        self._frames = 0
        self._in_frame = False
        self._kept_from: list[tuple[int, int, int]] = []
        self._kept_breaks: list[int] = []
        self._page = Page()
        self._out: list[str] = []
        self._length = 0
        self._last = "\n"
        self._space = self._break = False
        self._stack = [OUTSIDE]
        self._block: tuple[int, BlockKind, int] | None = None
        self._links: list[_OpenLink] = []
        self._tables: list[OpenTable] = []
        self._title: list[str] | None = None
        self._link_ended = -1

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        """An element begins."""
        if not isinstance(tag, str):
            return
        self._note_page(tag, attrib)
        if tag == "br":
            self._line_ends()
        if tag in VOID:
            self._void(tag, attrib)
            self._stack.append(self._stack[-1])
            return
        opened = opened_by(tag, attrib, self._stack[-1], self._style)
        self._stack.append(opened)
        if self._links and attrib.get("aria-label"):
            self._links[-1].label = self._links[-1].label or attrib["aria-label"].strip()[:120]
        if opened.dropped:
            return
        if tag in BLOCKS or opened.part:
            self._block_ends()
        self._table_part_begins(opened.part, attrib)
        if opened.lines and not self._stack[-2].lines:
            self._kept_from.append((len(self._stack), len(self._out), self._length))
        if tag == "iframe" and attrib.get("srcdoc"):
            self._frame(attrib["srcdoc"])
        if tag in ("a", "button") or attrib.get("role") in ("link", "button"):
            self._space = self._space or tag == "button" or self._length == self._link_ended
            self._link_begins(attrib, opened.region)

    def end(self, tag: str) -> None:
        """An element ends."""
        depth = len(self._stack)
        if depth == 1:
            return
        opened = self._stack.pop()
        if tag == "title" and self._title is not None:
            self._page.title = " ".join("".join(self._title).split())
            self._title = None
        if tag in VOID or opened.dropped:
            return
        while self._links and self._links[-1].depth >= depth:
            self._link_ends(self._links.pop())
        if self._kept_from and self._kept_from[-1][0] >= depth:
            self._kept_lines_end()
        if tag in BLOCKS or opened.part:
            self._block_ends()
        self._table_part_ends(depth)

    def data(self, data: str) -> None:
        """Text of the innermost element."""
        if self._title is not None:
            self._title.append(data)
            return
        opened = self._stack[-1]
        if opened.dropped:
            if opened.tag == "title" and self._links:  # of a drawing that is the whole of a link
                self._links[-1].label = self._links[-1].label or data.strip()[:120]
            return
        if not opened.lines or "\n" not in data:
            self._write(data)
            return
        for place, line in enumerate(data.replace("\r\n", "\n").split("\n")):
            if place and self._break and self._block is not None and not line.strip():
                self._block_ends()
            elif place:
                self._line_ends()
            self._write(line)

    def comment(self, text: str) -> None:
        """Comments say nothing to a reader."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Neither do processing instructions."""

    def close(self) -> Page:
        """All was read."""
        while self._links:
            self._link_ends(self._links.pop())
        self._block_ends()
        while self._tables:
            self._table_part_ends(0)
        page = self._page
        page.base = self._base
        page.links.sort(key=lambda link: (link.start, link.end))
        while self._kept_from:
            self._kept_lines_end()
        page.text = "".join(self._out)
        page.tables.sort(key=lambda table: table.rows[0][0].start)
        return page

    def _note_page(self, tag: str, attrib: dict[str, str]) -> None:
        if self._in_frame:
            return
        if tag == "html":
            self._page.language = attrib.get("lang", attrib.get("xml:lang", ""))[:2].lower()
        elif tag == "base" and attrib.get("href") and not self._has_base:
            self._base = _joined(self._base, attrib["href"])
            self._has_base = True
        elif tag == "title" and not (self._page.title or self._out or self._stack[-1].dropped):
            self._title = []

    def _write(self, data: str) -> None:
        data = data.translate(_INVISIBLE)
        words = data.split()
        self._space = self._space or data[:1].isspace()
        if not words:
            return
        if self._break:
            if self._stack[-1].lines and self._block is not None:
                self._kept_breaks.append(self._length)
            self._emit("\n")
        elif self._space and self._last not in "\n\t ":
            self._emit(" ")
        self._break = False
        self._space = data[-1].isspace()
        data = " ".join(words)
        opened = self._stack[-1]
        if self._block is None:
            self._block = (self._length, opened.kind, opened.level)
        self._mark(opened, self._length, self._length + len(data))
        self._emit(data)

    def _emit(self, piece: str) -> None:
        self._out.append(piece)
        self._length += len(piece)
        self._last = piece[-1]

    def _mark(self, opened: Open, start: int, end: int) -> None:
        """Extend or begin the region and the hidden span that this text belongs to."""
        regions, hidden = self._page.regions, self._page.hidden
        if opened.region != "main":
            if regions and regions[-1].name == opened.region and start - regions[-1].end <= 2:
                start_of_region = regions.pop().start
                regions.append(Region(start_of_region, end, opened.region))
            else:
                regions.append(Region(start, end, opened.region))
        if opened.hidden:
            if hidden and start - hidden[-1][1] <= 2:
                hidden[-1] = (hidden[-1][0], end)
            else:
                hidden.append((start, end))

    def _line_ends(self) -> None:
        if self._length:
            self._break = True
        self._space = False

    def _block_ends(self) -> None:
        if self._block is not None:
            start, kind, level = self._block
            self._page.blocks.append(Block(start, self._length, kind, level))
            self._block = None
        self._line_ends()

    def _kept_lines_end(self) -> None:
        """Lines that were wrapped by hand in mark-up that keeps its line breaks are joined."""
        _, piece, start = self._kept_from.pop()
        text = "".join(self._out[piece:])
        if is_wrapped(text):
            for place in self._kept_breaks:
                at = place - start
                if at >= 0 and runs_on(text, at, at + 1):
                    text = f"{text[:at]} {text[at + 1 :]}"
            self._out[piece:] = [text]
        self._kept_breaks.clear()

    def _void(self, tag: str, attrib: dict[str, str]) -> None:
        """An element without content."""
        if self._stack[-1].dropped:
            return
        if tag == "br":
            self._line_ends()
        elif tag == "hr":
            self._block_ends()
        elif tag == "img":
            alt = attrib.get("alt", "").strip()
            if alt and len(alt) <= 120 and self._links:  # an image that is the whole of a link
                self._links[-1].label = self._links[-1].label or alt
        elif tag == "area" and attrib.get("href"):
            self._worded(attrib, attrib.get("alt", ""))
        elif tag == "input" and attrib.get("type", "").lower() in _BUTTONS:
            self._worded({}, attrib.get("value", "") or attrib.get("alt", ""))

    def _worded(self, attrib: dict[str, str], words: str) -> None:
        """A link or button whose words stand in an attribute."""
        if words.strip() and len(words) <= 300:
            self._space = True
            self._link_begins(attrib, self._stack[-1].region)
            self._write(words)
            if self._links:
                self._link_ends(self._links.pop())
            self._space = True

    def _frame(self, page: str) -> None:
        """The page that an `<iframe srcdoc>` brings with it is read where it stands."""
        self._frames += 1
        if self._in_frame or self._frames > _MOST_FRAMES:
            return
        self._in_frame = True
        depth = len(self._stack)
        _feed(etree.HTMLParser(target=_Frame(self), encoding="utf-8", huge_tree=True), page)
        while len(self._stack) > depth:
            self.end(self._stack[-1].tag)
        self._in_frame = False

    def _link_begins(self, attrib: dict[str, str], region: RegionName) -> None:
        if len(self._links) > 8:  # anchors never closed: no reader sees such nesting as links
            return
        url = attrib.get("href", "").strip()
        if url and "#" not in url and (hidden := attrib.get("data-cfemail")):
            url += f"#{hidden}"  # where Cloudflare hides an e-mail address, its script reads it there as well
        label = attrib.get("aria-label", "") or attrib.get("title", "")
        self._links.append(
            _OpenLink(self._length, url, attrib.get("rel", ""), region, label.strip(), len(self._stack))
        )

    def _link_ends(self, link: _OpenLink) -> None:
        start, end = link.start, self._length
        if start == end and link.label and link.url:
            self._write(link.label)
            start, end = end, self._length
        written = "".join(self._tail(self._length - start))
        start += len(written) - len(written.lstrip())
        if start >= end or not (link.url or written.strip()):
            return
        text = written.strip()
        url = _joined(self._base, link.url) if link.url else ""
        self._link_ended = self._length
        self._page.links.append(Link(start, start + len(text), url, text, link.region, link.rel))

    def _tail(self, length: int) -> list[str]:
        """The last `length` characters written, as pieces."""
        pieces: list[str] = []
        for piece in reversed(self._out):
            if length <= 0:
                break
            pieces.append(piece[-length:] if len(piece) > length else piece)
            length -= len(piece)
        return pieces[::-1]

    def _table_part_begins(self, part: str, attrib: dict[str, str]) -> None:
        if part == "table":
            if len(self._tables) < 20:
                self._tables.append(OpenTable(len(self._stack)))
        elif self._tables and part == "tr":
            self._tables[-1].rows.append([])
        elif self._tables and part in ("td", "th"):
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            if self._length and self._last not in "\n\t" and (table.rows[-1] or self._break):
                self._emit("\t" if table.rows[-1] else "\n")
                self._break = False
            table.cell_begins(self._length, len(self._stack), header=part == "th", attributes=attrib)

    def _table_part_ends(self, depth: int) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        if table.cell is not None and depth <= table.cell[2]:
            table.cell_ends(self._length)
        if depth <= table.depth:
            self._tables.pop()
            if laid_out := table.laid_out():
                self._page.tables.append(laid_out)


class _Frame:
    """Target for the page in a frame: hands on what is read, without an end of its own."""

    def __init__(self, reader: PageReader) -> None:
        self.start, self.end, self.data = reader.start, reader.end, reader.data

    def close(self) -> None:
        """The frame ends; the page goes on."""


def _joined(base: str, url: str) -> str:
    url = _NO_PART.sub("", url)
    if url.startswith("#") or url[:11].lower() == "javascript:":
        return url
    try:
        return urljoin(base, url) if "://" in base else url
    except ValueError:
        return url


def read_html(content: str, url: str) -> Page:
    """Read an HTML page. Broken mark-up is read as browsers do, as far as possible; raises nothing."""
    if content.lstrip()[:5] == "<?xml":
        content = _without_literal_parts(content)
    reader = PageReader(url, hiding_rules(content))
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
    page: Page | None = _feed(parser, content)
    return page or reader.close()


def _feed(parser: etree.HTMLParser, content: str) -> Any:
    """Read all of a page; what the target's `close` gives, None for a page without a single element."""
    data = content.replace("\x00", "").encode("utf-8", "replace")
    for start in range(0, len(data), 1 << 16):
        parser.feed(data[start : start + (1 << 16)])
    try:
        return parser.close()
    except etree.XMLSyntaxError:
        return None


def _without_literal_parts(content: str) -> str:
    """XHTML's `<![CDATA[…]]>` written as HTML writes it."""
    first, *rest = content.split("<![CDATA[")
    parts = (part.partition("]]>") for part in rest)
    return first + "".join(escape(literal, quote=False) + after for literal, _, after in parts)
