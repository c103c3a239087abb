"""Run against run."""

from __future__ import annotations

from reports.diff import difference
from reports.model import Evidence, Report, Site, Waiver
from tests.reports.sample import sample_report


def reports() -> tuple[Report, Report]:
    return sample_report(), sample_report()


def with_sites(report: Report, *sites: Site) -> Report:
    return report.model_copy(update={"sites": list(sites)})


def measured() -> Site:
    """A site with trackers, cookies and findings that stand."""
    return next(
        s for s in sample_report().sites if s.status != "failed" and s.trackers and s.findings and s.cookies
    )


def test_equal_runs_differ_in_nothing() -> None:
    changed = difference(*reports())
    assert not changed.anything
    assert changed.trackers.unchanged
    assert changed.not_compared == tuple(sorted(s.url for s in sample_report().sites if s.status == "failed"))


def test_a_tracker_that_came_is_new_and_one_that_went_is_gone() -> None:
    site = measured()
    fewer = site.model_copy(update={"trackers": site.trackers[1:]})
    line = f"{site.url}: {site.trackers[0].vendor} ({site.trackers[0].category})"
    before, after = reports()
    assert difference(with_sites(before, fewer), with_sites(after, site)).trackers.new == (line,)
    changed = difference(with_sites(before, site), with_sites(after, fewer))
    assert changed.trackers.gone == (line,)
    assert changed.anything


def test_what_could_not_be_measured_has_not_gone() -> None:
    site = measured()
    failed = site.model_copy(update={"status": "failed", "trackers": [], "findings": [], "cookies": []})
    before, after = reports()
    for one, two in ((site, failed), (failed, site)):
        changed = difference(with_sites(before, one), with_sites(after, two))
        assert not changed.anything
        assert changed.not_compared == (site.url,)


def test_a_site_that_is_new_brings_all_that_is_new() -> None:
    site = measured()
    before, after = reports()
    changed = difference(with_sites(before), with_sites(after, site))
    assert len(changed.trackers.new) == len({(t.vendor, t.category) for t in site.trackers})
    assert not changed.trackers.gone


def test_a_waived_finding_and_a_refused_cookie_count_as_not_there() -> None:
    site = measured()
    quiet = site.model_copy(
        update={
            "findings": [f.model_copy(update={"waived": Waiver(reason="known")}) for f in site.findings],
            "cookies": [c.model_copy(update={"stored": False}) for c in site.cookies],
        }
    )
    before, after = reports()
    changed = difference(with_sites(before, quiet), with_sites(after, quiet))
    assert changed.findings.unchanged == changed.cookies.unchanged == ()


def test_lines_are_sorted_and_name_the_site() -> None:
    changed = difference(*reports())
    for change in changed.by_kind().values():
        assert list(change.unchanged) == sorted(change.unchanged)
        assert all(line.startswith("https://") for line in change.unchanged)


def test_a_second_dead_link_is_a_finding_of_its_own() -> None:
    site = measured()
    dead = site.findings[0].model_copy(
        update={
            "rule": "opt-out-link-dead",
            "vendor": None,
            "waived": None,
            "evidence": [Evidence(visit=None, kind="link", ref="https://one.test/opt-out")],
        }
    )
    other = dead.model_copy(
        update={"evidence": [Evidence(visit=None, kind="link", ref="https://two.test/opt-out")]}
    )
    before, after = reports()
    changed = difference(
        with_sites(before, site.model_copy(update={"findings": [dead]})),
        with_sites(after, site.model_copy(update={"findings": [dead, other]})),
    )
    assert changed.findings.new == (f"{site.url}: opt-out-link-dead (https://two.test/opt-out)",)
