"""Which of a planned visit's attempts is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crawler.batch import _Batch
from crawler.settings import Settings
from reports.records import NOT_RECORDED, PlannedSite, PlannedVisit, Problem, VisitRecord
from tests.reports.builders import visit

LOST = Problem(NOT_RECORDED, "https://shop.test/w.js ran before it could be watched", "v1")
GOOD, LOSSY, CRASHED = (
    visit("baseline", 1),
    visit("baseline", 1, problems=(LOST,)),
    visit("baseline", 1, outcome="crash"),
)


class NoStore:
    """A store that keeps nothing."""

    def begin_visit(self, visit_id: str) -> None: ...
    def end_visit(self, site: PlannedSite, record: VisitRecord) -> None: ...


class NoProgress:
    """A progress that nobody reads."""

    def visited(self, url: str, profile: str, outcome: str) -> None: ...


@pytest.mark.parametrize(
    ("attempts", "kept"),
    [
        ([GOOD], 0),
        ([LOSSY, GOOD], 1),
        ([LOSSY, LOSSY], 1),
        ([LOSSY, CRASHED], 0),
        ([CRASHED, GOOD], 1),
        ([CRASHED, CRASHED], 1),
    ],
)
async def test_a_visit_that_crashed_or_missed_requests_is_made_once_more(
    monkeypatch: pytest.MonkeyPatch, attempts: list[VisitRecord], kept: int
) -> None:
    queue = list(attempts)

    async def attempt(*_: Any) -> VisitRecord:
        return queue.pop(0)

    settings = Settings.model_validate({"site": [{"url": "https://shop.test/"}]})
    batch = _Batch(settings, None, NoStore(), None, NoProgress(), date(2026, 1, 1))  # type: ignore[arg-type]
    monkeypatch.setattr(batch, "_attempt", attempt)
    site = PlannedSite("s1", "https://shop.test/", "", pages=())
    record, _ = await batch._make(PlannedVisit("v1", "s1", "baseline", 1), site)
    assert record is attempts[kept]
    assert queue == []
