"""What every renderer is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reports.model import Report

Screenshot = Callable[[str], bytes | None]
"""Visit id → PNG, JPEG or WebP bytes; None where there is none."""
PrintToPdf = Callable[[str], bytes]
"""HTML → PDF bytes; a browser's work, so it is handed in."""


def no_screenshot(_visit: str) -> bytes | None:
    """The `Screenshot` of a report that has none."""
    return None


@dataclass(frozen=True, slots=True)
class Material:
    """A report (in its one order) and what it refers to."""

    report: Report
    screenshot: Screenshot = no_screenshot
    documents: Mapping[str, str] = field(default_factory=dict)
    """Document URL → stored text, the text in which quotes' offsets count."""
    print_to_pdf: PrintToPdf | None = None


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """One file to write."""

    name: str
    content: bytes


class RenderError(Exception):
    """A format that cannot be rendered from what was handed over."""
