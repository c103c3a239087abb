"""What an HTML element does to the text in it: block or not, region, hidden, left out, part of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trackers.policy.documents.document import BlockKind, RegionName
from trackers.policy.documents.style_sheets import HidingRules
from trackers.policy.documents.tables import TABLE_ROLES

_DROPPED = frozenset(
    {"script", "style", "svg", "math", "canvas", "audio", "video", "object", "select", "datalist"}
)
BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"),
        *("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html"),
        *("iframe", "legend", "li", "main", "menu", "nav", "noframes", "noscript", "ol", "option"),
        *("p", "pre", "search", "section", "summary", "table", "tbody", "td", "text", "textarea"),
        *("tfoot", "th", "thead", "tr", "ul"),
    }
)  # fmt: skip
VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"),
        *("track", "wbr"),
    }
)  # fmt: skip
_TABLE_PARTS = frozenset({"table", "tr", "td", "th"})
_LINES_KEPT = frozenset({"pre", "textarea"})
_IN_PICTURES = frozenset({"text", "foreignobject"})
"""Elements of drawings that hold words to be read."""
_KEPT_LINES = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
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
_SHADOWS = frozenset({"shadowrootmode", "shadowmode", "shadowroot"})
"""Of a `<template>` that is shown: as HTML has it, as Chromium saves pages, as it was once proposed."""
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Open:
    """An element that is open: what its text inherits."""

    tag: str
    region: RegionName
    hidden: bool
    dropped: bool
    kind: BlockKind
    level: int
    content: bool = False
    """Inside `<main>` or `<article>`, whose own headers and footers belong to the content."""
    lines: bool = False
    """Line breaks of the mark-up are shown as they stand (`<pre>`)."""
    part: str = ""
    """The part of a table that it plays: its tag, or what its `role` says."""
    stored: bool = False
    """Inside a `<template>`, which browsers do not show; its scripts may, elsewhere."""


OUTSIDE = Open("", "main", False, False, "paragraph", 0)
"""Where a page begins: no element is open."""


def opened(tag: str, attributes: dict[str, str], above: Open, style: HidingRules) -> Open:
    """What an element makes of its text, given the element around it."""
    role = attributes.get("role", "")
    part = TABLE_ROLES.get(role, tag if tag in _TABLE_PARTS else "")
    stored = above.stored or (tag == "template" and _SHADOWS.isdisjoint(attributes))
    kind, level = _kind(tag, part, role, attributes, above)
    return Open(
        tag,
        _region(tag, attributes, above),
        above.hidden or _hides(tag, attributes, style),
        stored or (above.dropped and tag not in _IN_PICTURES) or tag in _DROPPED,
        kind,
        level,
        above.content or tag in ("main", "article"),
        above.lines or tag in _LINES_KEPT or _KEPT_LINES.search(attributes.get("style", "")) is not None,
        part,
        stored,
    )


def _kind(tag: str, part: str, role: str, attributes: dict[str, str], above: Open) -> tuple[BlockKind, int]:
    """What kind of block an element makes of its text, and of which level."""
    if role == "heading":
        said = attributes.get("aria-level", "2").strip()
        return "heading", int(said) if said in tuple("123456") else 2
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return "heading", int(tag[1])
    if tag in ("ul", "ol", "menu", "dir"):
        return above.kind, above.level + 1 if above.kind == "list_item" else 1
    if tag == "li":
        return "list_item", above.level
    return ("cell", 0) if part in ("td", "th") else (above.kind, above.level)


def _hides(tag: str, attributes: dict[str, str], style_sheets: HidingRules) -> bool:
    """Whether an element is hidden by what it is, by its attributes or by the page's style sheets."""
    if tag == "dialog" and "open" not in attributes:
        return True
    if not attributes:
        return False
    style = attributes.get("style", "")
    if "hidden" in attributes or (style and _UNSEEN.search(style)):
        return True
    return "display" not in style.lower() and style_sheets.hides(tag, attributes)


def _region(tag: str, attributes: dict[str, str], above: Open) -> RegionName:
    if not attributes and tag not in _REGION_TAGS:
        return above.region
    named = _REGION_ROLES.get(attributes.get("role", "")) or _REGION_TAGS.get(tag)
    if named in ("header", "footer") and above.content:
        return above.region
    if named:
        return named
    if tag in ("div", "section", "td", "table", "ul") and not above.content:
        name = f"{attributes.get('id', '')} {attributes.get('class', '')}"
        if _FOOTER_NAME.search(name):
            return "footer"
    return above.region
