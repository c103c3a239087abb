"""One order for every list."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.model import Report
from reports.sorting import normalise
from tests.reports.sample import sample_report

ORDERED = {"pages", "args", "items"}
"""Lists whose order means something."""


def shuffled(value: Any, order: Any, name: str = "") -> Any:
    """A copy of plain JSON with every list in another order, as a random generator chooses."""
    if isinstance(value, dict):
        return {key: shuffled(part, order, key) for key, part in value.items()}
    if isinstance(value, list):
        parts = [shuffled(part, order) for part in value]
        if name not in ORDERED:
            order.shuffle(parts)
        return parts
    return value


@settings(max_examples=25, deadline=None)
@given(st.randoms())
def test_whatever_order_things_were_found_in_the_report_is_the_same(order: Any) -> None:
    plain = sample_report().model_dump(mode="json", by_alias=True)
    expected = normalise(sample_report()).model_dump_json(by_alias=True)
    assert normalise(Report.model_validate(shuffled(plain, order))).model_dump_json(by_alias=True) == expected


def test_the_gravest_finding_comes_first_and_visits_follow_their_profiles() -> None:
    clinic = next(site for site in normalise(sample_report()).sites if site.name == "Harbour Clinic")
    assert [finding.severity for finding in clinic.findings] == ["high"] * 4 + ["medium"] * 2 + ["low"]
    assert [visit.profile for visit in clinic.visits] == ["baseline"] * 3 + ["dnt"] * 3 + ["gpc"] * 3


def test_normalising_twice_changes_nothing() -> None:
    once = normalise(sample_report())
    assert normalise(once) == once
