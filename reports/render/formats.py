"""The formats, and the one entry point that writes them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from reports.model import Report
from reports.render import as_csv, as_html, as_json, as_junit, as_pdf, as_sarif, as_xlsx
from reports.render.material import (
    Material,
    PrintToPdf,
    RenderedFile,
    RenderError,
    Screenshot,
    no_screenshot,
)
from reports.sorting import normalise

__all__ = ["Format", "RenderError", "render"]

_NO_DOCUMENTS: Mapping[str, str] = MappingProxyType({})


class Format(StrEnum):
    """What `--format` accepts."""

    JSON = "json"
    HTML = "html"
    PDF = "pdf"
    CSV = "csv"
    XLSX = "xlsx"
    SARIF = "sarif"
    JUNIT = "junit"


_RENDERERS: Mapping[Format, Callable[[Material], tuple[RenderedFile, ...]]] = {
    Format.JSON: as_json.render,
    Format.HTML: as_html.render,
    Format.PDF: as_pdf.render,
    Format.CSV: as_csv.render,
    Format.XLSX: as_xlsx.render,
    Format.SARIF: as_sarif.render,
    Format.JUNIT: as_junit.render,
}


def render(
    report: Report,
    formats: Sequence[Format],
    out: Path,
    *,
    screenshot: Screenshot = no_screenshot,
    documents: Mapping[str, str] = _NO_DOCUMENTS,
    print_to_pdf: PrintToPdf | None = None,
) -> tuple[Path, ...]:
    """Write the report into the folder `out` (made where missing); return the paths, in the order asked for.

    Every format is rendered before the first file is written, and every file is replaced in one step, so a
    reader never meets half a report and a failure leaves the old files whole. `documents` (URL → stored text)
    lets quotes be shown in their context. Raises `RenderError` where `pdf` is asked for without
    `print_to_pdf`, and `OSError` where the folder cannot be written.
    """
    material = Material(normalise(report), screenshot, documents, print_to_pdf)
    files = [file for wanted in dict.fromkeys(formats) for file in _RENDERERS[wanted](material)]
    out.mkdir(parents=True, exist_ok=True)
    return tuple(_replace(out / file.name, file.content) for file in files)


def _replace(path: Path, content: bytes) -> Path:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        unfinished = Path(file.name)
        try:
            file.write(content)
            file.flush()
            unfinished.chmod(0o644)
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    return path
