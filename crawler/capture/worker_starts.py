"""Which workers are about to run, and which ran before they could be watched.

Shared and service workers are started by the browser itself. Every client of the browser is attached while the
worker has no thread yet; the first client whose leave to run reaches the new thread lets it run for all of them.
Playwright gives its leave at once, so that on a busy machine a worker's first lines may run before the watcher's
commands arrive. That cannot be prevented from here; it can be seen, for Chromium tells the end of the script's first
run (`Inspector.workerScriptLoaded`) in order with the answers to the commands.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import ClassVar

from crawler.capture.kind import Capture
from crawler.watcher import WORKERS, Command, Params, Target


@dataclass
class _Start:
    url: str
    attached: float
    watched: bool = False


class WorkerStarts(Capture):
    """The starts of one visit's workers."""

    name: ClassVar[str] = "workers"
    events: ClassVar[frozenset[str]] = frozenset(("Inspector.workerScriptLoaded",))

    def __init__(self) -> None:
        self._starting: dict[str, _Start] = {}
        self.unwatched: list[str] = []
        """Scripts of the workers that ran before they were watched: their first requests may be missing."""
        self.last_start = 0.0
        """`time.monotonic()` at which a worker last was made or had run for the first time."""

    def commands(self, target: Target) -> list[Command]:
        """Nothing to switch on; from here on the worker is about to run."""
        if target.kind in WORKERS:
            self.last_start = time.monotonic()
            self._starting[target.session] = _Start(target.url, self.last_start)
        return []

    def watched(self, target: Target) -> None:
        """What the worker does from now on is told."""
        if start := self._starting.get(target.session):
            start.watched = True

    def event(self, target: Target, method: str, params: Params) -> None:  # noqa: ARG002
        """The worker's script has run for the first time."""
        start = self._starting.pop(target.session, None)
        if start is None:
            return
        self.last_start = time.monotonic()
        if not start.watched:
            self.unwatched.append(start.url)

    def gone(self, target: Target) -> None:
        """The worker has ended, or never came to run."""
        self._starting.pop(target.session, None)

    def starting(self, younger_than: float) -> int:
        """How many workers that were made in the last `younger_than` seconds have not run yet."""
        since = time.monotonic() - younger_than
        return sum(start.attached >= since for start in self._starting.values())
