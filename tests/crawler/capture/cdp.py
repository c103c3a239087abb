"""Chromium's events as the watcher hands them over, invented."""

from __future__ import annotations

from typing import Any

from crawler.watcher import Target

PAGE_URL = "https://www.shop.test/"


def target(kind: str = "page", session: str = "S1", parent: Target | None = None, url: str = "") -> Target:
    """A target of one browser context."""
    return Target(session=session, id="F" + session[1:], kind=kind, context="C", parent=parent, url=url)


def sent(url: str, request: str = "1", **more: Any) -> dict[str, Any]:
    """`Network.requestWillBeSent`."""
    return {
        "requestId": request,
        "request": {"url": url, "method": "GET", "headers": {}},
        "documentURL": PAGE_URL,
        "frameId": "F1",
        "type": "Image",
        "wallTime": 1790000000.0,
        "initiator": {"type": "other"},
        **more,
    }


def received(url: str, request: str = "1", status: int = 200, **more: Any) -> dict[str, Any]:
    """`Network.responseReceived`."""
    return {
        "requestId": request,
        "type": "Image",
        "frameId": "F1",
        "hasExtraInfo": True,
        "response": {"url": url, "status": status, "headers": {}, "mimeType": "image/gif"},
        **more,
    }


def extra(request: str = "1", **headers: str) -> dict[str, Any]:
    """Either of the two Extra events."""
    return {"requestId": request, "headers": headers, "blockedCookies": []}
