"""All captures of one browser context, and the share of events that each gets."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from crawler.capture.kind import Capture
from crawler.capture.network_log import NetworkLog
from crawler.capture.script_calls import ScriptCalls
from crawler.capture.sockets import Sockets
from crawler.capture.worker_starts import WorkerStarts
from crawler.watcher import Command, Params, Target

log = structlog.get_logger()


class Recorder:
    """The watcher's listener for one visit. `at_start` is sent to every page, frame and worker first."""

    def __init__(self, at_start: Sequence[Command] = ()) -> None:
        self._at_start = list(at_start)
        self.context_id = ""
        """Chromium's own id of the browser context; set by the visit."""
        self.network = NetworkLog()
        self.scripts = ScriptCalls(self.network.top_url)
        self.sockets = Sockets(self.network.top_url)
        self.workers = WorkerStarts()
        self.failures: dict[str, str] = {}
        """Captures that failed, by name, with the error: their evidence is incomplete."""
        self._captures: tuple[Capture, ...] = (self.network, self.scripts, self.sockets, self.workers)

    @property
    def last_activity(self) -> float:
        """`time.monotonic()` at which the network did something new, or a worker began."""
        return max(self.network.last_activity, self.workers.last_start)

    def now_visiting(self, page_url: str) -> None:
        """From here on evidence belongs to this page of the plan."""
        self.network.page_url = page_url
        self.scripts.latest_timer = 0.0

    def commands(self, target: Target) -> list[Command]:
        """What all captures switch on in a target."""
        at_start = self._at_start if target.kind in ("page", "iframe", "worker") else []
        return at_start + [command for capture in self._captures for command in capture.commands(target)]

    def watched(self, target: Target) -> None:
        """Nothing of the target is missed from now on."""
        self.workers.watched(target)

    def event(self, target: Target, method: str, params: Params) -> None:
        """Hand an event to the captures that want it; one that fails is switched off."""
        for capture in self._captures:
            if method in capture.events and capture.name not in self.failures:
                try:
                    capture.event(target, method, params)
                except Exception as error:  # noqa: BLE001 - a capture fails alone
                    self.failures[capture.name] = f"{type(error).__name__}: {error}"
                    log.warning("capture failed", capture=capture.name, error=str(error))

    def detached(self, target: Target) -> None:
        """A target is gone; its evidence stays."""
        self.workers.gone(target)
