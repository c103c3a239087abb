"""One audit from settings to report, with a browser that only pretends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest

from crawler import auditing
from crawler.auditing import Interrupted, audit_sites, exit_code, unfinished_settings
from crawler.knowledge import Knowledge
from crawler.settings import Settings, SettingsError, SiteSettings, load_settings
from reports.judge import judge
from reports.judgement_store import store_judgement
from reports.model import Report, Site, Waiver
from reports.records import PolicySearch
from reports.store import RunRow, Store, utc_now
from tests.reports.builders import TODAY, small_catalogue, visit
from tests.reports.sample import sample_report


class Quiet:
    """A progress that keeps what it was told."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def planned(self, visits: int) -> None: ...
    def visited(self, url: str, profile: str, outcome: str) -> None: ...
    def judged(self, site: Site) -> None: ...

    def say(self, message: str) -> None:
        self.said.append(message)


class Pretended:
    """Stands in for the visits: makes those that are missing, and can be killed in the middle."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.stop_after: int | None = None
        self.error: BaseException = KeyboardInterrupt()

    async def __call__(
        self,
        settings: Settings,
        executable: Path,
        store: Store,
        run: str,
        knowledge: Knowledge,
        progress: Any,
    ) -> None:
        for site in store.sites(run):
            if store.is_judged(site.id):
                continue
            for planned in store.missing_visits(site.id):
                if self.stop_after is not None and len(self.made) >= self.stop_after:
                    raise self.error
                self.made.append(planned.id)
                store.end_visit(site, visit(planned.profile, planned.repeat, ["Tally Ads"], id=planned.id))
            store.end_policy_search(site.id, PolicySearch("not_found"))
            done = judge(store.evidence(site), knowledge.catalogue, today=TODAY, profiles=settings.profiles)
            store_judgement(store, site.id, done)
        store.finish_run(run)


@pytest.fixture
def pretended(monkeypatch: pytest.MonkeyPatch) -> Pretended:
    made = Pretended()
    monkeypatch.setattr(auditing, "run_audit", made)
    monkeypatch.setattr(auditing, "find_or_install_browser", lambda *_: Path("/nowhere/chromium"))
    return made


def settings(*urls: str, **overrides: Any) -> Settings:
    given = {"audit.repeats": 2, "audit.profiles": ["baseline", "dnt"], **overrides}
    return load_settings(None, urls or ["a.test", "b.test"], given)


def audited(folder: Path, wanted: Settings | None = None, how: Any = "auto") -> tuple[str, list[str], Report]:
    progress = Quiet()
    knowledge = Knowledge(small_catalogue())
    done = audit_sites(
        wanted or settings(), folder / "audit.db", folder / "out", progress, how=how, knowledge=knowledge
    )
    return done.run, progress.said, done.report


def test_an_audit_visits_judges_and_writes_its_report(tmp_path: Path, pretended: Pretended) -> None:
    run, said, report = audited(tmp_path)
    assert len(pretended.made) == len(set(pretended.made)) == 8
    assert [site.url for site in report.sites] == ["https://a.test/", "https://b.test/"]
    assert report.run.id == run
    assert said == [f"New run {run}: 2 site(s), 8 visits."]
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"report.json", "report.html"}


def interrupt(folder: Path, pretended: Pretended, after: int = 3, wanted: Settings | None = None) -> str:
    pretended.stop_after = after
    with pytest.raises(Interrupted) as caught:
        audited(folder, wanted)
    assert caught.value.exit_code == 130
    pretended.stop_after = None
    store = Store(folder / "audit.db")
    run = store.run().id
    store.close()
    assert run in caught.value.format_message()
    return run


@pytest.mark.parametrize("how", ["auto", "resume"])
def test_an_interrupted_run_is_continued_and_no_visit_is_made_twice(
    tmp_path: Path, pretended: Pretended, how: str
) -> None:
    run = interrupt(tmp_path, pretended)
    again, said, report = audited(tmp_path, how=how)
    assert again == run
    assert said[0].startswith(f"Continuing run {run}")
    assert len(pretended.made) == len(set(pretended.made)) == 8
    assert all(len(site.visits) == 4 for site in report.sites)


def test_fresh_always_begins_a_new_run(tmp_path: Path, pretended: Pretended) -> None:
    run = interrupt(tmp_path, pretended)
    again, said, _ = audited(tmp_path, how="fresh")
    assert again != run
    assert said[0].startswith("New run")


def test_a_finished_run_is_not_continued(tmp_path: Path, pretended: Pretended) -> None:
    first, _, _ = audited(tmp_path)
    second, _, _ = audited(tmp_path)
    assert second != first


@pytest.mark.parametrize("finished_before", [False, True])
def test_resume_without_an_unfinished_run_is_bad_usage(
    tmp_path: Path, pretended: Pretended, finished_before: bool
) -> None:
    if finished_before:
        audited(tmp_path)
    with pytest.raises(SettingsError, match="no unfinished run") as caught:
        audited(tmp_path, how="resume")
    assert caught.value.exit_code == 2


def test_a_run_of_other_settings_is_not_continued(tmp_path: Path, pretended: Pretended) -> None:
    run = interrupt(tmp_path, pretended)
    other, _, _ = audited(tmp_path, settings("c.test"))
    assert other != run
    same, _, _ = audited(tmp_path, settings(**{"audit.concurrency": 9, "audit.fail_on": "low"}))
    assert same == run


@pytest.mark.parametrize(("hours", "continued"), [(23, True), (25, False)])
def test_an_unfinished_run_is_continued_by_itself_for_a_day(
    tmp_path: Path, pretended: Pretended, hours: int, continued: bool
) -> None:
    run = interrupt(tmp_path, pretended)
    store = Store(tmp_path / "audit.db")
    begun = (
        (datetime.now(UTC) - timedelta(hours=hours)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )
    with store.db.atomic():
        store.db.execute("update runs set started = ?", [begun])
    store.close()
    assert (audited(tmp_path)[0] == run) == continued
    if not continued:
        assert audited(tmp_path, how="resume")[0] == run


def test_without_a_site_nothing_is_started(tmp_path: Path, pretended: Pretended) -> None:
    with pytest.raises(SettingsError, match="no site to audit"):
        audited(tmp_path, load_settings(None))
    assert list(tmp_path.iterdir()) == []


def test_two_audits_never_write_one_database(tmp_path: Path, pretended: Pretended) -> None:
    with auditing._only_process(tmp_path / "audit.db"), pytest.raises(SettingsError, match="another audit"):
        audited(tmp_path)
    audited(tmp_path)


def test_a_fault_among_tasks_is_told_by_itself(tmp_path: Path, pretended: Pretended) -> None:
    fault = click.ClickException("the browser would falsify the audit")
    pretended.stop_after, pretended.error = 0, BaseExceptionGroup("tasks", [ExceptionGroup("inner", [fault])])
    with pytest.raises(click.ClickException, match="falsify"):
        audited(tmp_path)


def report_with(severity: str | None, *, waived: bool = False, status: str = "complete") -> Report:
    report = sample_report()
    site = next(s for s in report.sites if s.findings and s.visits)
    finding = site.findings[0].model_copy(
        update={"severity": severity, "waived": Waiver(reason="known") if waived else None}
    )
    visits = [v.model_copy(update={"outcome": "ok"}) for v in site.visits]
    changed = site.model_copy(
        update={"findings": [finding] if severity else [], "status": status, "visits": visits}
    )
    return report.model_copy(update={"sites": [changed]})


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("high", "high", 1),
        ("medium", "high", 0),
        ("medium", "medium", 1),
        ("low", "info", 1),
        ("info", "low", 0),
        ("high", "never", 0),
        (None, "info", 0),
    ],
)
def test_the_exit_code_follows_the_gravest_finding(severity: str | None, fail_on: str, code: int) -> None:
    assert exit_code(report_with(severity), fail_on) == code


def test_a_waived_finding_never_counts() -> None:
    assert exit_code(report_with("high", waived=True), "info") == 0


@pytest.mark.parametrize("fail_on", ["high", "never"])
def test_a_site_that_could_not_be_measured_is_three_whatever_else_was_found(fail_on: str) -> None:
    assert exit_code(report_with("high", status="failed"), fail_on) == 3


def test_a_profile_of_which_no_visit_worked_is_three_and_one_failed_visit_is_not() -> None:
    report = report_with(None)
    site = report.sites[0]
    first = site.visits[0]
    lost = first.model_copy(update={"profile": "gpc", "outcome": "timeout", "id": "x"})
    others = [v for v in site.visits if v.profile != "gpc"]
    missing = report.model_copy(update={"sites": [site.model_copy(update={"visits": [*others, lost]})]})
    assert exit_code(missing, "high") == 3
    worked = lost.model_copy(update={"outcome": "ok", "id": "y"})
    enough = report.model_copy(
        update={"sites": [site.model_copy(update={"visits": [*others, lost, worked]})]}
    )
    assert exit_code(enough, "high") == 0


def test_resume_without_sites_takes_the_settings_of_the_last_unfinished_run(tmp_path: Path) -> None:
    settings = Settings(site=(SiteSettings(url="https://www.one.test/"),))
    store = Store(tmp_path / "audit.db")
    begun = RunRow(
        id="r1",
        name="",
        started=utc_now(),
        finished=None,
        fingerprint=settings.fingerprint(),
        settings=settings.model_dump_json(),
        profiles=settings.audit.profiles,
        not_measured=(),
        tool_version="",
        browser={},
        catalogue_version="",
        catalogue_sha256="",
        lists=(),
    )
    store.begin_run(begun, [], [])
    store.close()
    assert unfinished_settings(tmp_path / "audit.db") == settings


def test_resume_without_sites_and_without_an_unfinished_run_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no unfinished run"):
        unfinished_settings(tmp_path / "audit.db")
