"""PDF → text, page by page. Ligatures and hyphens at line ends are the reading's to undo."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, takewhile
from threading import get_ident
from typing import TYPE_CHECKING, Any

from trackers.policy.documents.reading import WRAP_LIMIT, runs_on

if TYPE_CHECKING:
    from pypdf import PageObject

MOST_PAGES = 400
"""Pages that are read; policies have far fewer."""
_LEAST_PAGES = 2
"""Pages from which on a line can be told to be on each of them."""
_MANY_PAGES = 4
_MOST_RUNNING = 4
"""Lines that a running head or foot has at most."""
_NUMBER = re.compile(r"\d+|(?<=[Pp]age )[ivxlc]+(?![^\W_])|\A[ivxlc]+\Z")
"""Of a page, in figures or Roman."""
_SLACK = 3.0
"""Points by which the area of a link and the words in it may differ."""


@dataclass(frozen=True, slots=True)
class PdfLink:
    """A link; `start:end` are its words in the document's text."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class PdfText:
    """`problems` are `encrypted`, `truncated: …`, `damaged: …`, `no text`."""

    text: str
    title: str = ""
    links: tuple[PdfLink, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that the page paints in one go, and where they begin (points from the lower left corner)."""

    words: str
    x: float
    y: float


class _Complaints(logging.Handler):
    """What the library has to say while one thread reads one file; else it would end on standard error, unnamed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._thread = get_ident()
        self.of_file = False
        """The file's own structure had to be guessed, so that pages may be missing."""

    def emit(self, record: logging.LogRecord) -> None:
        """Note it."""
        self.of_file = self.of_file or (record.thread == self._thread and record.name == "pypdf._reader")


def read_pdf(content: bytes) -> PdfText:
    """Text, title, links and problems of a PDF.

    Raises `ValueError` where the file cannot be opened at all.
    """
    complaints = _Complaints()
    library = logging.getLogger("pypdf")
    library.addHandler(complaints)
    try:
        return _read(content, complaints)
    finally:
        library.removeHandler(complaints)


def _read(content: bytes, complaints: _Complaints) -> PdfText:
    from pypdf import PdfReader  # noqa: PLC0415  costs start-up time, rarely needed
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    problems = []
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return PdfText("", problems=("encrypted",))
        pages = list(reader.pages[:MOST_PAGES])
        if len(reader.pages) > MOST_PAGES:
            problems.append(f"truncated: only the first {MOST_PAGES} of {len(reader.pages)} pages were read")
    except (PyPdfError, OSError, KeyError, RecursionError) as error:
        raise ValueError(f"not a readable PDF: {error}") from error
    read: list[tuple[str, list[PdfLink]]] = []
    for page in pages:
        with suppress(PyPdfError, KeyError, ValueError, TypeError, AttributeError, RecursionError):
            read.append(_read_page(page))
    if len(read) < len(pages):
        problems.append(f"damaged: {len(pages) - len(read)} of {len(pages)} pages could not be read")
    elif complaints.of_file:
        problems.append("damaged: its structure had to be guessed, and parts of it may be missing")
    text, links = _one_after_the_other([(words, of_page) for words, of_page in read if words])
    if not text:
        problems.append("no text")
    title = ""
    with suppress(PyPdfError, AttributeError, KeyError):
        title = str((reader.metadata and reader.metadata.title) or "")
    return PdfText(text, title, tuple(links), tuple(problems))


def _one_after_the_other(pages: Sequence[tuple[str, list[PdfLink]]]) -> tuple[str, list[PdfLink]]:
    """The pages' texts as one, links with it.

    Running headers and footers would stand in the middle of a sentence that goes on overleaf: each stands
    once, after all pages.
    """
    running = _running_lines(list(dict.fromkeys(words for words, _ in pages)))
    out, links = "", []
    apart: dict[str, tuple[str, list[PdfLink]]] = {}
    for words, of_page in pages:
        body, of_body = _without_running(words, of_page, running, len(pages), apart)
        if out and body:
            tail = out[-WRAP_LIMIT:]
            goes_on = runs_on(f"{tail}\n{body[:100]}", len(tail), len(tail) + 1)
            out += "\n" if goes_on else "\n\n"
        links += [_moved(link, len(out)) for link in of_body]
        out += body
    for line, of_line in apart.values():
        out += "\n\n" if out else ""
        links += [_moved(link, len(out)) for link in of_line]
        out += line
    return out, [link for link in links if 0 <= link.start < link.end <= len(out)]


def _without_running(
    words: str,
    links: Sequence[PdfLink],
    running: frozenset[str],
    pages: int,
    apart: dict[str, tuple[str, list[PdfLink]]],
) -> tuple[str, list[PdfLink]]:
    """A page's text and links but for its running lines; these are laid `apart`, each once."""
    lines = words.splitlines(keepends=True)
    edges = _edges(lines, pages, running)
    body, of_body = "", []
    at = 0
    for place, line in enumerate(lines):
        inside = [link for link in links if at <= link.start < at + len(line)]
        key = _without_numbers(line)
        if place in edges and key in running:
            indent = len(line) - len(line.lstrip())
            apart.setdefault(key, (line.strip(), [_moved(link, -at - indent) for link in inside]))
        else:
            of_body += [_moved(link, len(body) - at) for link in inside]
            body += line
        at += len(line)
    lead = len(body) - len(body.lstrip())
    return body.strip(), [_moved(link, -lead) for link in of_body]


def _moved(link: PdfLink, by: int) -> PdfLink:
    return PdfLink(link.start + by, link.end + by, link.url)


def _running_lines(pages: Sequence[str]) -> frozenset[str]:
    """Lines that stand at the head or the foot of most pages, their numbers apart; below such lines, of all pages.

    Further in, nearly the same lines on most pages are more likely the head of a table that goes on overleaf.
    """
    running: frozenset[str] = frozenset()
    least = max(_LEAST_PAGES, len(pages) * 0.6)
    for _ in range(_MOST_RUNNING):
        counts: Counter[str] = Counter()
        for words in pages:
            lines = words.splitlines()
            counts.update({_without_numbers(lines[place]) for place in _edges(lines, len(pages), running)})
        found = {line for line, count in counts.items() if count >= least and 0 < len(line) < 120}
        if found <= running:
            break
        running |= found
        least = max(_LEAST_PAGES, len(pages))
    return running


def _edges(lines: Sequence[str], pages: int, running: frozenset[str]) -> frozenset[int]:
    """Which lines are a page's head and foot: running ones, and those next to them.

    One each in a short document, where little repeats itself.
    """
    filled = [place for place, line in enumerate(lines) if line.strip()]
    deep = 1 if pages < _MANY_PAGES else 2
    head = _how_many(running, (lines[place] for place in filled))
    foot = _how_many(running, (lines[place] for place in reversed(filled)))
    if len(filled) > head + foot + 2 * deep:
        head, foot = head + deep, foot + deep
    return frozenset((*filled[:head], *filled[len(filled) - foot :]))


def _how_many(running: frozenset[str], lines: Iterable[str]) -> int:
    """How many lines from the first on are running ones."""
    return sum(
        1 for _ in takewhile(lambda line: _without_numbers(line) in running, islice(lines, _MOST_RUNNING))
    )


def _without_numbers(line: str) -> str:
    words = " ".join(line.split())
    return _NUMBER.sub("0", words) if len(words) < 200 else words


def _read_page(page: PageObject) -> tuple[str, list[PdfLink]]:
    runs: list[_Run] = []

    def keep(words: str, matrix: list[float], text_matrix: list[float], *_: Any) -> None:
        if words.strip():
            a, b, c, d, e, f = matrix
            x, y = text_matrix[4], text_matrix[5]
            runs.append(_Run(words.strip(), a * x + c * y + e, b * x + d * y + f))

    text = page.extract_text(visitor_text=keep).replace("\x00", "").strip()
    links: list[PdfLink] = []
    for url, area in _areas(page):
        words = _words_in(area, runs)
        after = links[-1].end if links else 0
        for piece in words:
            start = text.find(piece, after)
            start = text.find(piece) if start < 0 else start
            if start >= 0:
                links.append(PdfLink(start, start + len(piece), url))
                break
    return text, links


def _areas(page: PageObject) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Addresses and their areas (left, bottom, right, top), as they stand in the file."""
    for reference in page.get("/Annots") or ():
        annotation = reference.get_object()
        action = annotation.get("/A")
        url = action.get_object().get("/URI") if action is not None else None
        if url and annotation.get("/Rect"):
            left, bottom, right, top = (float(number) for number in annotation["/Rect"])
            yield str(url), (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _words_in(area: tuple[float, float, float, float], runs: Sequence[_Run]) -> list[str]:
    """The runs that begin in an area; where none does, the run of that line in which the area lies."""
    left, bottom, right, top = area
    line = [run for run in runs if bottom - _SLACK <= run.y <= top + _SLACK]
    inside = [run.words for run in line if left - _SLACK <= run.x < right]
    before = [run for run in line if run.x < left]
    return inside or ([max(before, key=lambda run: run.x).words] if before else [])
