"""First-party sites: files of `web/sites/HOST/`, with the few answers that no file can give."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources.abc import Traversable
from threading import Lock

from crawler.demo.coin import FairCoin
from crawler.demo.exchange import HttpRequest, Response
from crawler.demo.pages import depends_on, expand, render
from crawler.demo.routes import MIME_TYPES, WEB, Route, fresh_cookies, mime_type

_VISIT_COOKIE = "visit"
"""Remembers a visit's toss, so that all pages of one visit agree."""


class Sites:
    """Answers for every first-party host."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes = tuple(routes)
        self._folders = {folder.name: folder for folder in (WEB / "sites").iterdir() if folder.is_dir()}
        self._shared = WEB / "shared"
        self._coin = FairCoin()
        self._pages: dict[str, str] = {}
        self._lock = Lock()

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that has pages or routes."""
        return frozenset(self._folders) | {route.host for route in self._routes}

    def answer(self, request: HttpRequest) -> Response:
        """The response of the site that `request` is for."""
        for route in self._routes:
            if route.fits(request):
                return route.answer(request)
        folder = self._folders.get(request.host)
        if folder is None:
            return Response(status=404)
        file = _file_for(folder, request.path) or _file_for(self._shared, request.path)
        if file is None:
            return self._page(request, folder, self._shared / "404.html", status=404)
        if file.name.endswith(".html"):
            return self._page(request, folder, file)
        return Response(headers=(("Content-Type", mime_type(file.name)),), body=file.read_bytes())

    def _page(
        self, request: HttpRequest, folder: Traversable, file: Traversable, status: int = 200
    ) -> Response:
        page = self._expanded(folder, file)
        facts = {name for name, holds in (("dnt", request.dnt), ("gpc", request.gpc)) if holds}
        visit: tuple[str, ...] = ()
        if depends_on(page, "heads"):
            toss = request.cookies.get(_VISIT_COOKIE) or self._toss(request)
            facts.add(toss)
            visit = (f"{_VISIT_COOKIE}={toss}; Path=/; Secure; HttpOnly; SameSite=Lax",)
        body, cookies = render(page, facts)
        lines = [("Set-Cookie", line) for line in fresh_cookies(visit + cookies, request)]
        headers = (("Content-Type", MIME_TYPES[".html"]), ("Cache-Control", "no-cache"), *lines)
        return Response(status=status, headers=headers, body=body.encode())

    def _toss(self, request: HttpRequest) -> str:
        kind = "dnt" if request.dnt else "gpc" if request.gpc else "baseline"
        return "heads" if self._coin.toss(kind) else "tails"

    def _expanded(self, folder: Traversable, file: Traversable) -> str:
        key = f"{folder}|{file}"
        with self._lock:
            if key not in self._pages:
                self._pages[key] = expand(
                    file.read_text("utf-8"),
                    lambda name: _first(folder / name, self._shared / name).read_text("utf-8"),
                )
            return self._pages[key]


def _first(*candidates: Traversable) -> Traversable:
    return next((file for file in candidates if file.is_file()), candidates[-1])


def _file_for(folder: Traversable, path: str) -> Traversable | None:
    """The file for a URL path: `/` is `index.html`, `/about` is `about.html`; `_…` are fragments."""
    parts = [part for part in path.split("/") if part] or ["index"]
    if any(part.startswith(("_", "..")) for part in parts):
        return None
    candidates = (folder.joinpath(*parts), folder.joinpath(*parts[:-1], parts[-1] + ".html"))
    return next((file for file in candidates if file.is_file()), None)
