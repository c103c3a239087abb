"""Planned visits: the same plan has the same ids, and no profile has a better hour."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from crawler.plan import new_run_id, planned_sites, planned_visits
from crawler.settings import Settings, SiteSettings
from reports.records import PlannedSite

SETTINGS = Settings(
    site=(SiteSettings(url="b.test", name="B", first_party=("b-cdn.test",)), SiteSettings(url="a.test"))
)
SITE = PlannedSite("s", "https://a.test/", "")


def test_sites_keep_the_order_of_the_settings() -> None:
    sites = planned_sites("run", SETTINGS)
    assert [(s.url, s.name, s.first_party, s.pages) for s in sites] == [
        ("https://b.test/", "B", ("b-cdn.test",), None),
        ("https://a.test/", "", (), None),
    ]


def test_the_same_plan_has_the_same_ids_and_another_run_has_others() -> None:
    assert planned_sites("run", SETTINGS) == planned_sites("run", SETTINGS)
    assert not {s.id for s in planned_sites("run", SETTINGS)} & {
        s.id for s in planned_sites("run2", SETTINGS)
    }


def test_visits_are_interleaved() -> None:
    made = list(planned_visits(SITE, ("baseline", "dnt", "gpc"), range(1, 3)))
    assert [(v.profile, v.repeat) for v in made] == [
        ("baseline", 1),
        ("dnt", 1),
        ("gpc", 1),
        ("baseline", 2),
        ("dnt", 2),
        ("gpc", 2),
    ]


@given(st.integers(1, 6), st.integers(1, 6))
def test_more_repeats_leave_the_ids_of_the_first_ones_alone(few: int, more: int) -> None:
    profiles = ("baseline", "dnt")
    first = list(planned_visits(SITE, profiles, range(1, few + 1)))
    added = list(planned_visits(SITE, profiles, range(few + 1, few + more + 1)))
    assert [*first, *added] == list(planned_visits(SITE, profiles, range(1, few + more + 1)))
    assert len({v.id for v in [*first, *added]}) == 2 * (few + more)


def test_ids_of_sites_and_visits_never_meet() -> None:
    ids = [
        v.id
        for s in planned_sites("run", SETTINGS)
        for v in planned_visits(s, ("baseline", "gpc"), range(1, 4))
    ]
    ids += [s.id for s in planned_sites("run", SETTINGS)]
    assert len(set(ids)) == len(ids)


def test_a_runs_id_is_readable_and_sorts_by_time() -> None:
    assert re.fullmatch(r"20\d{6}-\d{6}-[0-9a-f]{4}", new_run_id())
