"""PDF → text, page by page. Ligatures and hyphens at line ends are the reading's to undo."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

MOST_PAGES = 400
"""Pages that are read; policies have far fewer."""
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
    """`problems` are `encrypted`, `truncated`, `no text`."""

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


def read_pdf(content: bytes) -> PdfText:
    """Text, title, links and problems of a PDF.

    Raises `ValueError` where the file cannot be opened at all.
    """
    from pypdf import PdfReader  # noqa: PLC0415  costs start-up time, rarely needed
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    problems = []
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return PdfText("", problems=("encrypted",))
        pages = list(reader.pages[:MOST_PAGES])
        if len(reader.pages) > MOST_PAGES:
            problems.append("truncated")
    except (PyPdfError, OSError, KeyError, RecursionError) as error:
        raise ValueError(f"not a readable PDF: {error}") from error
    text, links = "", []
    for page in pages:
        with suppress(PyPdfError, KeyError, ValueError, TypeError, AttributeError, RecursionError):
            words, of_page = _read_page(page)
            if not words:
                continue
            text += "\n\n" if text else ""
            links += [PdfLink(link.start + len(text), link.end + len(text), link.url) for link in of_page]
            text += words
    if not text:
        problems.append("no text")
    title = ""
    with suppress(PyPdfError, AttributeError, KeyError):
        title = str((reader.metadata and reader.metadata.title) or "")
    return PdfText(text, title, tuple(links), tuple(problems))


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
