"""report.json: the report for other programs."""

from __future__ import annotations

from reports.render.material import Material, RenderedFile


def render(material: Material) -> tuple[RenderedFile, ...]:
    """`report.json`, UTF-8, one value a line, valid against `report.schema.json`."""
    text = material.report.model_dump_json(by_alias=True, indent=2)
    return (RenderedFile("report.json", text.encode() + b"\n"),)
