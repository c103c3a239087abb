"""The commands from the outside: what they print, and with which exit code they end."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.cli import COMMANDS, main
from reports.judge import judge
from reports.judgement_store import store_judgement
from reports.records import PlannedSite, PlannedVisit, PolicySearch
from reports.store import Store
from tests.reports.builders import TODAY, small_catalogue, visit
from tests.reports.test_store import RUN


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("UNDECLARED_NO_INSTALL", "1")


def call(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def finished_run(number: int, *vendors: str, path: Path = Path("audit.db")) -> str:
    store = Store(path)
    run = replace(RUN, id=f"2026112{number}-030000-000{number}", started=f"2026-11-2{number}T03:00:00.000Z")
    site = PlannedSite(f"site{number}", "https://www.shop.test/", "Shop")
    store.begin_run(run, [site], [PlannedVisit(f"visit{number}", site.id, "baseline", 1)])
    store.end_visit(site, visit("baseline", 1, vendors, id=f"visit{number}"))
    store.end_policy_search(site.id, PolicySearch("not_found"))
    store_judgement(
        store, site.id, judge(store.evidence(site), small_catalogue(), today=TODAY, profiles=("baseline",))
    )
    store.finish_run(run.id)
    store.close()
    return run.id


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")
    assert call(command, "--nonsense").exit_code == 2


def test_the_program_says_its_version_and_knows_no_other_commands() -> None:
    assert call("--version").output.startswith("undeclared, version ")
    assert call("audits").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["audit"], "no site to audit"),
        (["audit", "--config", "none.toml"], "none.toml: no such settings file"),
        (["audit", "--sites", "none.csv"], "none.csv: cannot be read"),
        (["audit", "ftp://a.test"], "ftp://a.test"),
        (["audit", "a.test", "--repeats", "0"], "audit.repeats = 0"),
        (["audit", "a.test", "--profiles", "dnt"], "'baseline'"),
        (["audit", "a.test", "--profiles", "baseline,gcp"], "gcp"),
        (["audit", "a.test", "--format", "nonsense"], "'nonsense' is no format; allowed: "),
        (["audit", "a.test", "--format", ","], "no format named; allowed: "),
        (["audit", "a.test", "--fail-on", "loud"], "'loud'"),
        (["report", "--db", "none.db"], "none.db: there is no such database"),
        (["report", "--format", "docx"], "'docx' is no format"),
        (["diff", "--db", "none.db"], "none.db: there is no such database"),
        (["browse", "--db", "none.db"], "none.db: there is no such database"),
        (["schedule"], "--cron is needed"),
        (["schedule", "--cron", "0 3 * * 1"], "--config is needed"),
        (["schedule", "--cron", "0 3 * * 1", "--config", "none.toml"], "none.toml: no such settings file"),
        (["schedule", "once"], "--config is needed"),
        (["schedule", "print", "--format", "cron"], "--config is needed"),
        (["schedule", "print", "--format", "launchd"], "launchd"),
        (["trackers", "show", "Nobody At All"], "no vendor named Nobody At All"),
        (["lists", "remove", "nothing"], "no list named nothing"),
    ],
)
def test_bad_usage_is_exit_code_two_and_says_what_is_wrong(arguments: list[str], part: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert part in result.output
    assert "Traceback" not in result.output
    assert len([line for line in result.output.splitlines() if line.startswith("Error: ")]) == 1


@pytest.mark.parametrize(("name", "option"), [("audit.toml", "--config"), ("Sites.CSV", "--sites")])
def test_a_file_that_stands_where_a_site_belongs_is_refused_with_its_option(name: str, option: str) -> None:
    Path(name).write_text("")
    result = call("audit", name)
    assert result.exit_code == 2
    assert f"give it as `{option} {name}`" in result.output


def test_bad_settings_are_one_line() -> None:
    Path("audit.toml").write_text("[audit]\nrepeets = 3\n")
    result = call("audit", "--config", "audit.toml")
    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1
    assert "'audit.repeets'" in result.output


def test_sites_come_from_standard_input() -> None:
    result = call("audit", "--sites", "-", stdin="# nothing but a comment\n")
    assert (result.exit_code, "no site to audit" in result.output) == (2, True)


def test_a_browser_that_is_not_there_is_said() -> None:
    Path("audit.toml").write_text("[browser]\nexecutable = '/nowhere/chromium'\n[[site]]\nurl = 'a.test'\n")
    result = call("audit", "--config", "audit.toml")
    assert result.exit_code == 2
    assert "browser.executable = '/nowhere/chromium'" in result.output
    assert not Path("audit.db").exists()


@pytest.mark.parametrize("setting", ["timezone = 'Mars/Base'", "locale = 'klingon!!'", "proxy = 'foo bar'"])
def test_a_setting_that_the_browser_would_refuse_is_named_before_a_run_begins(setting: str) -> None:
    Path("audit.toml").write_text(f"[browser]\n{setting}\n[[site]]\nurl = 'a.test'\n")
    result = call("audit", "--config", "audit.toml")
    assert result.exit_code == 2
    assert f"browser.{setting.split(maxsplit=1)[0]} = " in result.output
    assert "New run" not in result.output
    assert not Path("audit.db").exists()


def test_a_typo_makes_no_empty_database() -> None:
    call("report", "--db", "tpyo.db")
    call("diff", "--db", "tpyo.db")
    assert list(Path.cwd().iterdir()) == []


def test_a_report_is_rendered_again_from_the_database() -> None:
    first, second = finished_run(1, "Plaza"), finished_run(2, "Tally Ads")
    result = call("report", "--out", "again", "--format", "json,csv")
    assert result.exit_code == 0
    assert "again/report.json" in result.output
    assert json.loads(Path("again/report.json").read_text())["run"]["id"] == second
    assert call("report", "--out", "old", "--format", "json", "--run", first[:8]).exit_code == 0
    report = json.loads(Path("old/report.json").read_text())
    assert [t["vendor"] for t in report["sites"][0]["trackers"]] == ["Plaza"]


@pytest.mark.parametrize(("run", "part"), [("1999", "no run '1999'"), ("202611", "more than one run")])
def test_a_run_that_cannot_be_told_is_bad_usage(run: str, part: str) -> None:
    finished_run(1)
    finished_run(2)
    for arguments in (["report", "--run", run], ["diff", run, run]):
        result = call(*arguments)
        assert (result.exit_code, part in result.output) == (2, True)


def test_a_file_that_is_no_database_is_bad_usage() -> None:
    Path("notes.txt").write_text("shopping list " * 200)
    for command in ("report", "diff"):
        result = call(command, "--db", "notes.txt")
        assert result.exit_code == 2
        assert "cannot be used as a database" in result.output


def test_one_run_cannot_be_compared() -> None:
    finished_run(1)
    result = call("diff")
    assert result.exit_code == 2
    assert "1 finished run(s); two are needed" in result.output
    result = call("diff", "2026")
    assert (result.exit_code, "name two runs" in result.output) == (2, True)


def test_the_last_two_runs_are_compared_the_earlier_first() -> None:
    first, second = finished_run(1, "Plaza"), finished_run(2, "Tally Ads")
    result = call("diff")
    assert result.exit_code == 0
    assert f"{first} → {second}" in result.output
    assert "+ https://www.shop.test/: Tally Ads (advertising)" in result.output
    assert "- https://www.shop.test/: Plaza (social)" in result.output
    changed = json.loads(call("diff", "--json", second, first).stdout)
    assert changed["trackers"]["new"] == ["https://www.shop.test/: Plaza (social)"]


@pytest.mark.parametrize(
    ("kind", "part"), [("systemd", "OnCalendar=Sun *-*-* 4:30:00"), ("cron", "30 4 * * 7 flock")]
)
def test_a_schedule_is_printed_for_other_schedulers(kind: str, part: str) -> None:
    Path("audit.toml").write_text("[[site]]\nurl = 'a.test'\n")
    result = call("schedule", "print", "--format", kind, "--cron", "30 4 * * 7", "--config", "audit.toml")
    assert result.exit_code == 0
    assert part in result.output
    assert str(Path("audit.toml").resolve()) in result.output


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--cron", "0 3 * *", "--config", "audit.toml"], "five fields"),
        (["--cron", "0 3 * * 9", "--config", "audit.toml"], "no day of the week"),
        (["--timezone", "Mars/Olympus", "--config", "audit.toml"], "--timezone"),
        (["--config", "none.toml"], "no such settings file"),
    ],
)
def test_a_schedule_that_could_not_run_is_not_printed(arguments: list[str], part: str) -> None:
    Path("audit.toml").write_text("[[site]]\nurl = 'a.test'\n")
    result = call("schedule", "print", "--format", "systemd", *arguments)
    assert (result.exit_code, part in result.output) == (2, True)


def test_policies_are_read_from_files_and_standard_input() -> None:
    text = "Privacy policy\n\nWe use Google Analytics. We do not respond to Do Not Track signals.\n"
    Path("policy.txt").write_text(text)
    result = call("policy", "policy.txt", "-", stdin=text)
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["documents"][0]["url"] for line in lines] == ["policy.txt", "-"]
    for line in lines:
        assert line["dnt"]["stance"] == "not_honoured"
        for vendor in line["vendors"]:
            for quote in vendor["quotes"]:
                assert text[quote["start"] : quote["end"]] == quote["text"]


def test_a_policy_that_cannot_be_read_is_said_and_the_others_are_read() -> None:
    Path("policy.txt").write_text("Privacy policy\n\nWe use Google Analytics.\n")
    result = call("policy", "none.txt", "policy.txt")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "none.txt: " in result.stderr
