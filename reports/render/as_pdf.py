"""report.pdf: the HTML report, printed by a browser that is handed in."""

from __future__ import annotations

from reports.render import as_html
from reports.render.material import Material, RenderedFile, RenderError


def render(material: Material) -> tuple[RenderedFile, ...]:
    """`report.pdf`. Raises `RenderError` where no `print_to_pdf` was handed in."""
    if material.print_to_pdf is None:
        raise RenderError("the pdf format needs a browser to print with, and none was handed in")
    return (RenderedFile("report.pdf", material.print_to_pdf(as_html.page(material))),)
