"""HTML → text with links, regions, blocks, tables and hidden spans.

The parser's events are read one by one and no tree is built: neither a hundred thousand nested tags nor a
page of many megabytes costs more than its length. Nothing is dropped but scripts, styles and the like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from trackers.policy.document import Block, BlockKind, Cell, Link, Region, RegionName, Table

_DROPPED = frozenset(
    {"script", "style", "svg", "math", "canvas", "audio", "video", "object", "select", "datalist"}
)
_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
        ),
        *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *(
            "h4",
            "h5",
            "h6",
            "header",
            "hgroup",
            "hr",
            "html",
            "iframe",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
        ),
        *("noscript", "ol", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "tr", "ul"),
    }
)
_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"),
        *("track", "wbr"),
    }
)
_REGION_TAGS: dict[str, RegionName] = {
    "main": "main",
    "article": "main",
    "header": "header",
    "footer": "footer",
    "nav": "nav",
    "aside": "aside",
    "dialog": "dialog",
}
_REGION_ROLES: dict[str, RegionName] = {
    "main": "main",
    "banner": "header",
    "contentinfo": "footer",
    "navigation": "nav",
    "complementary": "aside",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
_FOOTER_NAME = re.compile(r"(?:^|[\s_-])(?:site|page|global|main)?[_-]?footer(?:$|[\s_-])", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
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
class _Open:
    """An element that is open: what its text inherits."""

    tag: str
    region: RegionName
    hidden: bool
    dropped: bool
    kind: BlockKind
    level: int
    content: bool = False
    """Inside `<main>` or `<article>`, whose own headers and footers belong to the content."""


@dataclass(slots=True)
class _OpenLink:
    start: int
    url: str
    rel: str
    region: RegionName
    label: str
    depth: int


@dataclass(slots=True)
class _OpenTable:
    depth: int
    rows: list[list[Cell]] = field(default_factory=list)
    cell: tuple[int, bool, int] | None = None
    """Start, whether a header, depth."""


class PageReader:
    """Target of lxml's HTML parser: receives start, end and data, hands over a `Page` on close."""

    def __init__(self, url: str) -> None:
        self._base = url
        self._page = Page()
        self._out: list[str] = []
        self._length = 0
        self._last = "\n"
        self._space = self._break = False
        self._stack = [_Open("", "main", False, False, "paragraph", 0)]
        self._block: tuple[int, BlockKind, int] | None = None
        self._links: list[_OpenLink] = []
        self._tables: list[_OpenTable] = []
        self._title: list[str] | None = None
        self._link_ended = -1

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        """An element begins."""
        if not isinstance(tag, str):
            return
        self._note_page(tag, attrib)
        if tag == "br":
            self._line_ends()
        if tag == "img":
            self._image(attrib)
        if tag in _VOID:
            if tag == "hr":
                self._block_ends()
            self._stack.append(self._stack[-1])
            return
        opened = self._opened(tag, attrib)
        self._stack.append(opened)
        if opened.dropped:
            return
        if tag in _BLOCKS:
            self._block_ends()
        self._table_part_begins(tag)
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
        if tag in _VOID or opened.dropped:
            return
        while self._links and self._links[-1].depth >= depth:
            self._link_ends(self._links.pop())
        if tag in _BLOCKS:
            self._block_ends()
        self._table_part_ends(depth)

    def data(self, data: str) -> None:
        """Text of the innermost element."""
        if self._title is not None:
            self._title.append(data)
            return
        if self._stack[-1].dropped:
            return
        self._write(data)

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
        page.text = "".join(self._out)
        page.base = self._base
        page.links.sort(key=lambda link: (link.start, link.end))
        page.tables.sort(key=lambda table: table.rows[0][0].start)
        return page

    def _note_page(self, tag: str, attrib: dict[str, str]) -> None:
        if tag == "html":
            self._page.language = attrib.get("lang", attrib.get("xml:lang", ""))[:2].lower()
        elif tag == "base" and attrib.get("href"):
            self._base = _joined(self._base, attrib["href"])
        elif tag == "title" and not self._page.title and not self._out:
            self._title = []

    def _opened(self, tag: str, attrib: dict[str, str]) -> _Open:
        above = self._stack[-1]
        if tag == "title" and self._title is not None:
            return _Open(tag, "main", False, False, "paragraph", 0)
        kind, level = above.kind, above.level
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            kind, level = "heading", int(tag[1])
        elif tag in ("ul", "ol", "menu", "dir"):
            level = level + 1 if above.kind == "list_item" else 1
        elif tag == "li":
            kind = "list_item"
        elif tag in ("td", "th"):
            kind, level = "cell", 0
        hidden = above.hidden
        if attrib:
            style = attrib.get("style", "")
            hidden = hidden or "hidden" in attrib or bool(style and _UNSEEN.search(style))
        dropped = above.dropped or tag in _DROPPED
        hidden = hidden or tag == "template"
        content = above.content or tag in ("main", "article")
        return _Open(tag, self._region(tag, attrib, above), hidden, dropped, kind, level, content)

    def _region(self, tag: str, attrib: dict[str, str], above: _Open) -> RegionName:
        if not attrib and tag not in _REGION_TAGS:
            return above.region
        named = _REGION_ROLES.get(attrib.get("role", "")) or _REGION_TAGS.get(tag)
        if named in ("header", "footer") and above.content:
            return above.region
        if named:
            return named
        if tag in ("div", "section", "td", "table", "ul") and not above.content:
            name = f"{attrib.get('id', '')} {attrib.get('class', '')}"
            if _FOOTER_NAME.search(name):
                return "footer"
        return above.region

    def _write(self, data: str) -> None:
        data = _SPACE.sub(" ", data.translate(_INVISIBLE))
        if not data:
            return
        if data[0] == " ":
            self._space = True
            data = data[1:]
            if not data:
                return
        if self._break:
            self._emit("\n")
        elif self._space and self._last not in "\n\t ":
            self._emit(" ")
        self._break = self._space = False
        if data[-1] == " ":
            self._space = True
            data = data[:-1]
        opened = self._stack[-1]
        if self._block is None:
            self._block = (self._length, opened.kind, opened.level)
        self._mark(opened, self._length, self._length + len(data))
        self._emit(data)

    def _emit(self, piece: str) -> None:
        self._out.append(piece)
        self._length += len(piece)
        self._last = piece[-1]

    def _mark(self, opened: _Open, start: int, end: int) -> None:
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

    def _image(self, attrib: dict[str, str]) -> None:
        """An image that is the whole of a link speaks through its alternative text."""
        alt = attrib.get("alt", "").strip()
        if alt and len(alt) <= 120 and self._links and not self._stack[-1].dropped:
            self._links[-1].label = self._links[-1].label or alt

    def _link_begins(self, attrib: dict[str, str], region: RegionName) -> None:
        if len(self._links) > 8:  # anchors never closed: no reader sees such nesting as links
            return
        url = attrib.get("href", "").strip()
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

    def _table_part_begins(self, tag: str) -> None:
        if tag == "table":
            if len(self._tables) < 20:
                self._tables.append(_OpenTable(len(self._stack)))
        elif self._tables and tag == "tr":
            self._tables[-1].rows.append([])
        elif self._tables and tag in ("td", "th"):
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            if table.rows[-1] and self._length and self._last not in "\n\t":
                self._emit("\t")
                self._break = False
            elif self._break and self._last not in "\n\t" and self._length:
                self._emit("\n")
                self._break = False
            table.cell = (self._length, tag == "th", len(self._stack))

    def _table_part_ends(self, depth: int) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        if table.cell is not None and depth <= table.cell[2]:
            start, header, _ = table.cell
            table.rows[-1].append(Cell(start, self._length, header))
            table.cell = None
        if depth <= table.depth:
            self._tables.pop()
            rows = tuple(tuple(row) for row in table.rows if row)
            if rows:
                self._page.tables.append(Table(rows))


def _joined(base: str, url: str) -> str:
    if url.startswith(("#", "javascript:")):
        return url
    try:
        return urljoin(base, url) if "://" in base else url
    except ValueError:
        return url


def read_html(content: str, url: str) -> Page:
    """Read an HTML page. Broken mark-up is read as browsers do, as far as possible; raises nothing."""
    reader = PageReader(url)
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
    data = content.replace("\x00", "").encode("utf-8", "replace")
    for start in range(0, len(data), 1 << 16):
        parser.feed(data[start : start + (1 << 16)])
    try:
        page: Page = parser.close()
    except etree.XMLSyntaxError:  # a page without a single element
        page = reader.close()
    return page
