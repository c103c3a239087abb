"""What is read from the page itself at its end: storage areas, links, title."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Page

from reports.records import PageLink
from trackers.evidence import StorageKind, StoredItem

_LIMITS = {"items": 500, "text": 8192, "links": 3000}
_SECONDS = 5.0
MOST_FRAMES = 60


@dataclass(frozen=True, slots=True)
class PageState:
    """One page as it was when it was left."""

    url: str
    title: str
    language: str
    storage: tuple[StoredItem, ...]
    links: tuple[PageLink, ...]


async def page_state(page: Page) -> PageState:
    """Read the main frame and the storage of every frame. A frame that does not answer is left out."""
    frames = [page.main_frame, *[f for f in page.frames if f is not page.main_frame]][:MOST_FRAMES]
    told = await asyncio.gather(*(_ask(frame) for frame in frames))
    main: dict[str, Any] = told[0] or {}
    storage: dict[tuple[str, str, str], StoredItem] = {}
    for answer in told:
        for kind, key, value in (answer or {}).get("storage", ()):
            origin = str((answer or {}).get("origin", ""))
            storage[(kind, origin, key)] = StoredItem(_kind(kind), origin, key, value, page.url)
    return PageState(
        url=main.get("url", page.url),
        title=main.get("title", ""),
        language=main.get("language", ""),
        storage=tuple(storage[key] for key in sorted(storage)),
        links=tuple(
            PageLink(str(url), str(text), str(rel), str(region), page.url)
            for url, text, rel, region in main.get("links", ())
        ),
    )


@cache
def page_script(name: str) -> str:
    """A function of `js/` that a page is asked to run."""
    return (Path(__file__).parent / "js" / f"{name}.js").read_text(encoding="utf-8")


async def _ask(frame: Frame) -> dict[str, Any] | None:
    try:
        answer = await asyncio.wait_for(frame.evaluate(page_script("page_state"), _LIMITS), _SECONDS)
    except (TimeoutError, PlaywrightError):
        return None
    return answer if isinstance(answer, dict) else None


def _kind(name: str) -> StorageKind:
    return "local" if name == "local" else "session"
