"""PDF → text, page by page. Ligatures and hyphens at line ends are the reading's to undo."""

from __future__ import annotations

import io
from contextlib import suppress

MOST_PAGES = 400
"""Pages that are read; policies have far fewer."""


def read_pdf(content: bytes) -> tuple[str, str, list[str]]:
    """Text, title and problems (`encrypted`, `truncated`, `no text`) of a PDF.

    Raises `ValueError` where the file cannot be opened at all.
    """
    from pypdf import PdfReader  # noqa: PLC0415  costs start-up time, rarely needed
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    problems = []
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return "", "", ["encrypted"]
        pages = list(reader.pages[:MOST_PAGES])
        if len(reader.pages) > MOST_PAGES:
            problems.append("truncated")
    except (PyPdfError, OSError, KeyError, RecursionError) as error:
        raise ValueError(f"not a readable PDF: {error}") from error
    texts = []
    for page in pages:
        with suppress(PyPdfError, KeyError, ValueError, TypeError, AttributeError, RecursionError):
            texts.append(page.extract_text())
    text = "\n\n".join(part.strip() for part in texts if part and part.strip())
    if not text:
        problems.append("no text")
    title = ""
    with suppress(PyPdfError, AttributeError, KeyError):
        title = str((reader.metadata and reader.metadata.title) or "")
    return text.replace("\x00", ""), title, problems
