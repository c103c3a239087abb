"""What scripts did: read a privacy signal, wrote a cookie, set a timer that may still load something."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from crawler.capture.kind import Capture
from crawler.watcher import Command, Params, Target
from trackers.evidence import ScriptCall

_SCRIPT = Path(__file__).parent / "js" / "calls.js"
_FRAME_URL = re.compile(r"(https?://[^\s()]+?):\d+:\d+\)?$", re.MULTILINE)
_MOST_CALLS = 5_000
_MILLISECONDS = re.compile(r"[0-9]{1,9}")
_LATEST_MS = 8.64e15
"""The last moment that a script's clock knows; beyond it nothing is a date."""


@dataclass(frozen=True, slots=True)
class CookieWrite:
    """A script wrote to `document.cookie` or `cookieStore`."""

    line: str
    script_url: str
    frame_url: str
    document_url: str
    moment: float


@cache
def _source() -> tuple[str, str]:
    """The binding's name, new in every run so that no page can look for it, and the script."""
    binding = "_" + secrets.token_hex(8)
    return binding, _SCRIPT.read_text(encoding="utf-8").replace("__BINDING__", binding)


class ScriptCalls(Capture):
    """Calls of the APIs that `js/calls.js` watches, in pages and frames."""

    name: ClassVar[str] = "script calls"
    events: ClassVar[frozenset[str]] = frozenset(("Runtime.bindingCalled",))

    def __init__(self, top_url: Callable[[Target], str]) -> None:
        self._top_url = top_url
        self.calls: list[ScriptCall] = []
        self.cookie_writes: list[CookieWrite] = []
        self.latest_timer = 0.0
        """`time.monotonic()` at which the last timer that pages have set will fire."""

    def commands(self, target: Target) -> list[Command]:
        """Bind and inject before the page's first script; workers cannot be injected into."""
        if target.kind not in ("page", "iframe"):
            return []
        binding, source = _source()
        return [
            ("Runtime.enable", {}),
            ("Runtime.addBinding", {"name": binding}),
            ("Page.enable", {}),
            ("Page.addScriptToEvaluateOnNewDocument", {"source": source, "runImmediately": True}),
        ]

    def event(self, target: Target, method: str, params: Params) -> None:  # noqa: ARG002
        """One call; what cannot be read was written by the page itself and is left out."""
        if params.get("name") != _source()[0] or len(self.calls) + len(self.cookie_writes) > _MOST_CALLS:
            return
        try:
            told = json.loads(params["payload"])
            api, detail, stack, frame = (str(told[key]) for key in ("api", "detail", "stack", "frame"))
        except (ValueError, KeyError, TypeError, RecursionError):
            return
        if api == "setTimeout":
            if _MILLISECONDS.fullmatch(detail):
                self.latest_timer = max(self.latest_timer, time.monotonic() + int(detail) / 1000)
            return
        urls = _FRAME_URL.findall(stack)
        script_url = urls[0] if urls else frame
        if api.startswith("navigator."):
            self.calls.append(ScriptCall(api, script_url, frame, detail))
        else:
            line = detail if api == "document.cookie" else _cookie_store_line(detail)
            self.cookie_writes.append(
                CookieWrite(line, script_url, frame, self._top_url(target) or frame, time.time())
            )


def _cookie_store_line(detail: str) -> str:
    """What `cookieStore.set({...})` was given, written as the equivalent `document.cookie` line."""
    try:
        options = json.loads(detail)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(options, dict):
        return ""
    parts = [f"{options.get('name', '')}={options.get('value', '')}"]
    parts += [f"{key}={options[key]}" for key in ("domain", "path") if options.get(key)]
    if isinstance(options.get("expires"), int | float) and abs(options["expires"]) < _LATEST_MS:
        parts.append(f"max-age={int(options['expires'] / 1000 - time.time())}")
    return "; ".join(parts)
