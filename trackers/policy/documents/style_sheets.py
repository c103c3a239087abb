"""What a page's own style sheets hide: `.notice { display: none }`.

Only selectors that can be told from one element alone are read (`div.notice.old`, `#legacy`); the last rule
that fits an element counts. Hidden text is read all the same: this only marks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_LARGEST = 2_000_000
_MOST_RULES = 20_000
_MOST_SELECTORS = 50
_SELECTOR = re.compile(r"([a-z][a-z0-9]{0,20})?((?:[.#][\w-]{1,80}){1,4})\Z", re.IGNORECASE)
_SIMPLE = re.compile(r"[.#][\w-]+")
_HIDES = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_SHOWS = re.compile(r"(?:^|[;\s])(?:display\s*:\s*(?!none)[a-z]|visibility\s*:\s*visible)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rule:
    order: int
    tag: str
    names: frozenset[str]
    """Classes with their full stop, identifiers with their hash."""
    hides: bool


@dataclass(frozen=True, slots=True)
class HidingRules:
    """The rules of a page that hide or show elements, by one of the names they ask for."""

    by_name: Mapping[str, list[_Rule]] = field(default_factory=dict)

    def hides(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Whether the style sheets hide an element of this tag, class and id."""
        if not self.by_name:
            return False
        names = {f".{name}" for name in attributes.get("class", "").split()[:50]}
        if identifier := attributes.get("id"):
            names.add(f"#{identifier.strip()}")
        fitting = [
            rule
            for name in names
            for rule in self.by_name.get(name, ())
            if rule.names <= names and rule.tag in ("", tag)
        ]
        return bool(fitting) and max(fitting, key=lambda rule: (len(rule.names), rule.order)).hides


def hiding_rules(page: str) -> HidingRules:
    """Read the `<style>` elements of a page's mark-up. Linear in its length; raises nothing."""
    found: dict[str, list[_Rule]] = {}
    order = 0
    for selectors, declarations in _top_level_rules(_styles(page)):
        hides = _HIDES.search(declarations) is not None
        if not hides and not _SHOWS.search(declarations):
            continue
        for selector in selectors.split(",")[:_MOST_SELECTORS]:
            match = _SELECTOR.match(selector.strip())
            if match is None:
                continue
            names = _SIMPLE.findall(match.group(2))
            rules = found.setdefault(names[0], [])
            rules[:] = rules[-20:]
            rules.append(_Rule(order, (match.group(1) or "").lower(), frozenset(names), hides))
            order += 1
        if order > _MOST_RULES:
            break
    if not any(rule.hides for rules in found.values() for rule in rules):
        return HidingRules()
    return HidingRules(found)


def _styles(page: str) -> str:
    low = page.lower() if "<style" in page or "<STYLE" in page or "<Style" in page else ""
    pieces: list[str] = []
    position = length = 0
    while length < _LARGEST and (start := low.find("<style", position)) >= 0:
        start = low.find(">", start) + 1
        end = low.find("</style", start)
        if not start or end < 0:
            break
        pieces.append(page[start : min(end, start + _LARGEST)])
        length += len(pieces[-1])
        position = end
    return _without_comments("\n".join(pieces))


def _without_comments(style: str) -> str:
    first, *rest = style.replace("<!--", " ").replace("-->", " ").split("/*")
    return first + " ".join(piece.partition("*/")[2] for piece in rest)


def _top_level_rules(style: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations; what stands in `@media` and the like holds for some readers only."""
    depth, begin, selectors = 0, 0, ""
    for match in re.finditer(r"[{};]", style):
        mark, place = match.group(), match.start()
        if mark == "{":
            if depth == 0:
                selectors = style[begin:place].strip()
                begin = place + 1
            depth += 1
        elif mark == "}" and depth:
            depth -= 1
            if depth == 0:
                if not selectors.startswith("@") and len(selectors) < 4000:
                    yield selectors, style[begin:place]
                begin = place + 1
        elif mark == ";" and depth == 0:
            begin = place + 1
