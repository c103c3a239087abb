"""Which workers ran before they were watched."""

from __future__ import annotations

import pytest

from crawler.capture.worker_starts import WorkerStarts
from crawler.watcher import Target


def _worker(kind: str = "shared_worker") -> Target:
    return Target("session", "target", kind, "context", None, "https://acme.example/worker.js")


def test_a_worker_that_ran_before_it_was_watched_is_told() -> None:
    starts, worker = WorkerStarts(), _worker()
    starts.commands(worker)
    starts.event(worker, "Inspector.workerScriptLoaded", {})
    assert starts.unwatched == ["https://acme.example/worker.js"]


def test_a_worker_that_was_watched_first_is_not_told() -> None:
    starts, worker = WorkerStarts(), _worker()
    starts.commands(worker)
    starts.watched(worker)
    starts.event(worker, "Inspector.workerScriptLoaded", {})
    assert starts.unwatched == []


@pytest.mark.parametrize(("kind", "expected"), [("shared_worker", 1), ("page", 0)])
def test_only_workers_are_waited_for(kind: str, expected: int) -> None:
    starts = WorkerStarts()
    starts.commands(_worker(kind))
    assert starts.starting(10.0) == expected


def test_a_worker_that_ended_is_waited_for_no_longer() -> None:
    starts, worker = WorkerStarts(), _worker()
    starts.commands(worker)
    starts.gone(worker)
    assert starts.starting(10.0) == 0
