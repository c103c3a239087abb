"""Reports as files: one renderer a format, all from the same `reports.model.Report`."""

from reports.render.formats import Format, RenderError, render
from reports.render.material import Material, RenderedFile

__all__ = ["Format", "Material", "RenderError", "RenderedFile", "render"]
