"""The lifecycle that every kind of evidence shares."""

from __future__ import annotations

from typing import ClassVar

from crawler.watcher import Command, Params, Target


class Capture:
    """One kind of evidence of one visit.

    `commands` switches it on in a target before the target runs; `event` is called for the methods in
    `events`. What was captured is read from the object's own attributes when the visit is over.
    """

    name: ClassVar[str]
    events: ClassVar[frozenset[str]]

    def commands(self, target: Target) -> list[Command]:  # noqa: ARG002 - part of the lifecycle
        """Commands to send when a target appears; none by default."""
        return []

    def event(self, target: Target, method: str, params: Params) -> None:
        """One event of the target."""
        raise NotImplementedError
