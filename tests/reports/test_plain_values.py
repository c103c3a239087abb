"""Whatever a tracker sent becomes a value that JSON has."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.model import Event
from reports.plain_values import plain
from reports.render import Format, render
from tests.reports.sample import sample_report

anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(st.characters()) | st.binary() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner),
    max_leaves=20,
)


@given(anything)
def test_it_survives_json_and_stays_as_it_is(value: object) -> None:
    once = plain(value)
    assert json.loads(json.dumps(once, allow_nan=False, ensure_ascii=False).encode()) == once
    assert plain(once) == once


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (math.nan, None),
        ("\ud800x", "\ufffd\ufffd\ufffdx"),
        (b"\xffa", "\ufffda"),
        ({3, 1}, [1, 3]),
        (1j, "1j"),
    ],
)
def test_what_json_lacks_is_told_as_well_as_it_can(value: object, expected: object) -> None:
    assert plain(value) == expected


def test_a_payload_of_anything_stops_no_report(tmp_path: Path) -> None:
    report = sample_report()
    site = next(site for site in report.sites if site.trackers)
    odd = Event(
        event="odd", fields={"half": "\ud800", "raw": b"\xff\xfe", "endless": [math.inf], "set": {2, 1}}
    )
    tracker = site.trackers[0].model_copy(update={"events": [odd]})
    sites = [site.model_copy(update={"trackers": [tracker]})]
    written = render(report.model_copy(update={"sites": sites}), [Format.JSON, Format.HTML], tmp_path)
    fields = json.loads(written[0].read_text(encoding="utf-8"))["sites"][0]["trackers"][0]["events"][0][
        "fields"
    ]
    assert fields["endless"] == [None]
