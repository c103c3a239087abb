"""Plain text and Markdown → blocks, links and tables. The stored text is the file's own, to the character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trackers.policy.documents.document import GUESSED_LEVEL, Block, BlockKind, Cell, Link, Table
from trackers.policy.documents.reading import lowered, places_of
from trackers.policy.documents.words import reading_words

_MARKDOWN_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*\]){0,1500}?)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)?)>?(?:\s+\"[^\"\n]{0,300}\")?\s*\)"
)
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\[\]\n]{1,200})\]:[ \t]*<?([^\s<>]{1,2000})>?[ \t]*(?:[\"'(][^\n]{0,300})?\r?$",
    re.MULTILINE,
)
_REFERENCE = re.compile(r"\[([^\[\]]{1,300})\](?:\[([^\[\]\n]{0,200})\])?(?![(\[:])")
_ANCHOR = re.compile(
    r"<a\b[^<>]{0,800}?\bhref\s*=\s*[\"']([^\"'<>]{0,2000})[\"'][^<>]{0,800}>(.{0,800}?)</a>",
    re.IGNORECASE | re.DOTALL,
)
_TOP = (
    "com|org|net|info|eu|io|co|edu|gov|de|fr|uk|it|es|nl|pl|ca|au|us|me|ie|ch|at|be|pt|br|in|jp|se|dk|no|fi|tv|ai"
    "|app|dev|care|health|test"
)
_ENDS_BEFORE = r"[^\s<>\"'\u201c\u201d\u2019\u00ab\u00bb)\]|,\u3002\uff09]"
_OPEN = r"(?<![\w@./-].)"
"""Behind an address's first letter, with which a search is quicker than with what may stand before it."""
_WITH_SIGN = re.compile(
    rf"h{_OPEN}ttps?://{_ENDS_BEFORE}+(?:,{_ENDS_BEFORE}+)*"
    rf"|w{_OPEN}ww\.[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/{_ENDS_BEFORE}*)?",
    re.IGNORECASE,
)
_SIGNS = ("http://", "https://", "www.")
_TOP_DOMAIN = re.compile(rf"\.(?:{_TOP})(?![\w@-]|\.[a-z])(?:/{_ENDS_BEFORE}*)?", re.IGNORECASE)
_LABELS = re.compile(
    r"(?:(?<=[^\w@./-])|\A)(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){0,3}[a-z0-9][a-z0-9-]{0,62}\Z", re.IGNORECASE
)
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(\S.*)")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?!\s)(.{2,120}?)\1:?\s*\Z")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*\Z")
_RULE = re.compile(r"\s*(?:[-*_=~]\s*){3,}\Z")
_ITEM = re.compile(
    r"(\s*)(?:<li[^<>]{0,200}>\s*)?(?:[*+\-\u2022\u00b7\u25cf\u25e6\u25aa\u25a0\u2013\uf0b7]\s+|<li[^<>]{0,200}>|o\s{2,}|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\\?[.)]\s+)"
)
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b", re.IGNORECASE)
_DIVIDER = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*\Z")
_TAG = re.compile(r"<[^<>]{1,1000}>")
_ESCAPED = re.compile(r"\\([_*~#&()\[\]+.-])")
_GLUED = re.compile(r"(?:&(?:lt|gt|quot|#3[49]);?.*|\.[A-Z][a-z]+)\Z")
"""What stands behind an address without a space: the next sentence's first word, mark-up that was escaped."""
_AT_EDGES = "* \t\r\n\u00a0"
_CLOSING = ".,;:!?\u2026*"


def read_lines(
    text: str, *, first: int = 0, wrapped: bool, soft_breaks: frozenset[int]
) -> tuple[list[Block], list[Table]]:
    """The blocks and tables of a text. Lines that were wrapped by hand, or break softly, make one block.

    What stands before `first` is no text: its lines are paragraphs, whatever they look like.
    """
    blocks: list[Block] = []
    tables: list[Table] = []
    rows: list[tuple[Cell, ...]] = []
    lines = list(_lines(text))
    blank = True
    for place, (start, end) in enumerate(lines):
        line = text[start:end]
        if start < first:
            blocks.extend([Block(start, end, "paragraph")] if any(map(str.isalnum, line)) else [])
            continue
        cells = _cells(line, start) or _tabbed(text, lines, place)
        if cells or (rows and _DIVIDER.match(line) and line.strip()):
            if cells and not _DIVIDER.match(line):
                rows.append(cells)
                blocks.extend(Block(cell.start, cell.end, "cell") for cell in cells if cell.end > cell.start)
            continue
        if rows and not line.strip():
            blank = True
            continue
        tables.extend([Table(tuple(rows))] if len(rows) > 1 else [])
        rows = []
        if not line.strip() or _RULE.match(line):
            blank = True
            continue
        following = text[slice(*lines[place + 1])] if place + 1 < len(lines) else ""
        kind, level = _kind(line, following)
        goes_on = wrapped and kind == "paragraph" and blocks and blocks[-1].kind != "heading"
        in_item = kind != "list_item" and line[:2].isspace() and blocks and blocks[-1].kind == "list_item"
        if blocks and not blank and (goes_on or in_item or start - 1 in soft_breaks):
            last = blocks.pop()
            blocks.append(Block(last.start, end, last.kind, last.level))
        else:
            blocks.append(Block(start, end, kind, level))
        blank = False
    tables.extend([Table(tuple(rows))] if len(rows) > 1 else [])
    return blocks, tables


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _cells(line: str, start: int) -> tuple[Cell, ...]:
    """The cells of a line that is a row of a table drawn with bars."""
    if "|" not in line or len(line) > 5000 or _HEADING.match(line):
        return ()
    body = line.strip()
    if body.startswith("|") and body.endswith("|") and len(body) > 1:
        parts = [(m.start(1), m.end(1)) for m in re.finditer(r"\|((?:[^|\\]|\\.)*)(?=\|)", line)]
    elif line.count(" | ") >= 1 or (body.endswith("|") and not body.endswith("\\|")):
        edges = [m.start() for m in re.finditer(r"(?<!\\)\|", line)]
        ends = [*edges, len(line)] if line[edges[-1] + 1 :].strip() else edges
        parts = list(zip([0, *(e + 1 for e in edges)], ends, strict=False))
    else:
        return ()
    cells = []
    for first, last in parts:
        piece = line[first:last]
        left = first + len(piece) - len(piece.lstrip())
        right = max(left, first + len(piece.rstrip()))
        cells.append(Cell(start + left, start + right))
    return tuple(cells)


def _tabbed(text: str, lines: list[tuple[int, int]], place: int) -> tuple[Cell, ...]:
    """The cells of a line with tabs between words, where a neighbouring line has as many."""
    start, end = lines[place]
    line = text[start:end].rstrip()
    tabs = line.count("\t")
    if (
        not tabs
        or tabs > 20
        or line[0].isspace()
        or _ITEM.match(line)
        or reading_words().numbered.match(line)
    ):
        return ()
    beside = [lines[other] for other in (place - 1, place + 1) if 0 <= other < len(lines)]
    if not any(text[first:last].rstrip().count("\t") == tabs for first, last in beside):
        return ()
    cells = []
    for piece in line.split("\t"):
        left = start + len(piece) - len(piece.lstrip())
        cells.append(Cell(left, max(left, start + len(piece.rstrip()))))
        start += len(piece) + 1
    return tuple(cells)


def _kind(line: str, following: str) -> tuple[BlockKind, int]:
    """What a line of text is. Plain text has no marks for headings: short lines that end like titles are."""
    if "#" in line and (match := _HEADING.match(line)):
        return "heading", len(match.group(1))
    if "<" in line and (match := _HTML_HEADING.match(line)):
        return "heading", int(match.group(1))
    underlined = len(line) < 200 and following.strip() and _UNDERLINE.match(following)
    if underlined or (("**" in line or "__" in line) and _BOLD_LINE.match(line)):
        return "heading", (1 if "=" in following else 2) if underlined else 4
    bare = (_TAG.sub("", line) if "<" in line else line).strip()
    if match := _ITEM.match(line):
        if not (reading_words().numbered.match(bare) and _looks_like_title(bare)):
            return "list_item", 1 + len(match.group(1).expandtabs(4)) // 4
        return "heading", 3
    return ("heading", GUESSED_LEVEL) if _looks_like_title(bare) else ("paragraph", 0)


def _looks_like_title(line: str) -> bool:
    if not 2 < len(line) <= 90 or line[-1] in ".;,:!|" or "http" in line or "@" in line:
        return False
    words = re.findall(r"[^\W\d_][\w'\u2019-]*", line)
    if not words or len(words) > 12:
        return False
    if line.isupper():
        return True
    first = words[0]
    if not first[0].isupper():
        return False
    big = sum(1 for word in words if word[0].isupper() or len(word) <= 3)
    return line[-1] == "?" or reading_words().numbered.match(line) is not None or big >= len(words) * 0.7


def marked_links(text: str) -> list[Link]:
    """Markdown links and anchors that stand in the text, in order."""
    found = [_link(text, match.span(1), match.group(2)) for match in _MARKDOWN_LINK.finditer(text)]
    found += [_link(text, match.span(2), match.group(1).strip()) for match in _ANCHOR.finditer(text)]
    found += [_link(text, match.span(1), url) for match, url in _references(text)]
    return sorted(found, key=lambda link: link.start)


def _references(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Markdown's links by reference, `[words][name]` or `[name]`, with the address defined for them."""
    if "]:" not in text:
        return
    defined = {_label(match.group(1)): match.group(2) for match in _DEFINITION.finditer(text)}
    if not defined:
        return
    for match in _REFERENCE.finditer(text):
        url = defined.get(_label(match.group(2) or match.group(1)))
        if url:
            yield match, url


def _label(words: str) -> str:
    return " ".join(words.split()).casefold()


def _link(text: str, words: tuple[int, int], url: str) -> Link:
    """A link by its words, without the space and the stars of emphasis at either edge."""
    start, end = words
    while start < end and text[start] in _AT_EDGES:
        start += 1
    while end > start and text[end - 1] in _AT_EDGES:
        end -= 1
    return Link(start, end, url, text[start:end])


def bare_addresses(text: str, taken: list[tuple[int, int]]) -> list[Link]:
    """Addresses written out in the text, bare domains too, outside the spans `taken` (in order) by links."""
    found: list[Link] = []
    place = 0
    for start, end in sorted([*_with_sign(text), *_bare_domains(text)]):
        while place < len(taken) and taken[place][1] <= start:
            place += 1
        if (place < len(taken) and taken[place][0] <= start) or (found and start < found[-1].end):
            continue
        words = _GLUED.sub("", text[start:end]).rstrip(_CLOSING)
        if "." in words:
            address = _ESCAPED.sub(r"\1", words)
            url = address if address.lower().startswith("http") else "https://" + address
            found.append(Link(start, start + len(words), url, words))
    return found


def _with_sign(text: str) -> Iterator[tuple[int, int]]:
    """Addresses with a scheme or with `www.`; those words are found sooner than the expression would find them."""
    low = lowered(text)
    end = 0
    for place in sorted(place for sign in _SIGNS for place in places_of(sign, low)):
        match = _WITH_SIGN.match(text, place) if place >= end else None
        if match is not None:
            end = match.end()
            yield match.span()


def _bare_domains(text: str) -> Iterator[tuple[int, int]]:
    """Domains without scheme or `www.`, told by their ending."""
    for match in _TOP_DOMAIN.finditer(text):
        begin = max(0, match.start() - 130)
        labels = _LABELS.search(text[begin : match.start()])
        if labels:
            yield begin + labels.start(), match.end()


def spans_of_marked_links(text: str) -> list[tuple[int, int]]:
    """The whole of every Markdown link and anchor, address included, in order."""
    spans = [match.span() for match in _MARKDOWN_LINK.finditer(text)]
    spans += [match.span() for match in _ANCHOR.finditer(text)]
    spans += [match.span() for match, _ in _references(text)]
    spans += [match.span() for match in _DEFINITION.finditer(text)] if "]:" in text else []
    return sorted(spans)
