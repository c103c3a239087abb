"""Schedules: what cron means, what other schedulers are told, and a service that never overlaps."""

from __future__ import annotations

import shutil
import signal
import subprocess
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from apscheduler.triggers.interval import IntervalTrigger
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.schedule import Job, crontab_line, dated_folder, on_calendar, serve, systemd_units
from crawler.settings import SettingsError


def job(cron: str = "0 3 * * 1", **more: Any) -> Job:
    paths = {"config": Path("/etc/audit.toml"), "db": Path("/var/lib/audit.db"), "out": Path("/srv/reports")}
    return Job(**{"cron": cron, **paths, "timezone": "UTC", **more})


START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # a Sunday


def next_runs(cron: str, count: int = 3) -> list[str]:
    trigger, found, previous = job(cron).trigger(), [], None
    now = START
    for _ in range(count):
        previous = trigger.get_next_fire_time(previous, now)
        assert previous is not None
        found.append(f"{previous:%a %m-%d %H:%M}")
        now = previous + timedelta(seconds=1)
    return found


@pytest.mark.parametrize(
    ("cron", "expected"),
    [
        ("0 3 * * 1", ["Mon 11-23 03:00", "Mon 11-30 03:00", "Mon 12-07 03:00"]),
        ("0 3 * * 0", ["Sun 11-29 03:00", "Sun 12-06 03:00", "Sun 12-13 03:00"]),
        ("0 3 * * 7", ["Sun 11-29 03:00", "Sun 12-06 03:00", "Sun 12-13 03:00"]),
        ("0 3 * * SUN", ["Sun 11-29 03:00", "Sun 12-06 03:00", "Sun 12-13 03:00"]),
        ("0 3 * * 1-5", ["Mon 11-23 03:00", "Tue 11-24 03:00", "Wed 11-25 03:00"]),
        ("0 3 * * 5-7", ["Fri 11-27 03:00", "Sat 11-28 03:00", "Sun 11-29 03:00"]),
        ("0 3 * * fri-sun", ["Fri 11-27 03:00", "Sat 11-28 03:00", "Sun 11-29 03:00"]),
        ("0 3 * * 1,3", ["Mon 11-23 03:00", "Wed 11-25 03:00", "Mon 11-30 03:00"]),
        ("0 3 * * */3", ["Wed 11-25 03:00", "Sat 11-28 03:00", "Sun 11-29 03:00"]),
        ("0 3 * * 1-5/2", ["Mon 11-23 03:00", "Wed 11-25 03:00", "Fri 11-27 03:00"]),
        ("*/20 * * * *", ["Sun 11-22 12:00", "Sun 11-22 12:20", "Sun 11-22 12:40"]),
        ("30 8-10/2 * * *", ["Mon 11-23 08:30", "Mon 11-23 10:30", "Tue 11-24 08:30"]),
        ("0 0 1 JAN,Mar *", ["Fri 01-01 00:00", "Mon 03-01 00:00", "Sat 01-01 00:00"]),
        ("0 3 25 * 1", ["Mon 11-23 03:00", "Wed 11-25 03:00", "Mon 11-30 03:00"]),
        ("0 3 29 2 *", ["Tue 02-29 03:00", "Sun 02-29 03:00", "Fri 02-29 03:00"]),
    ],
)
def test_a_cron_expression_means_what_cron_means(cron: str, expected: list[str]) -> None:
    assert next_runs(cron) == expected


@pytest.mark.parametrize(
    ("cron", "part"),
    [
        ("", "five fields"),
        ("@daily", "five fields"),
        ("0 3 * *", "not 4"),
        ("0 0 3 * * 1", "not 6"),
        ("60 3 * * *", "60"),
        ("0 24 * * *", "24"),
        ("0 3 0 * *", "0"),
        ("0 3 32 * *", "32"),
        ("0 3 * 13 *", "13"),
        ("0 3 * foo *", "foo"),
        ("0 3 * * 8", "no day of the week"),
        ("0 3 * * funday", "no day of the week"),
        ("0 3 * * */0", "0"),
        ("0 3 * * */x", "x"),
        ("a b c d e", "--cron"),
        ("0 3 31 2 *", "no such day"),
    ],
)
def test_a_bad_expression_is_refused_in_one_line(cron: str, part: str) -> None:
    with pytest.raises(SettingsError) as caught:
        job(cron).trigger()
    message = caught.value.format_message()
    assert message.startswith("--cron ")
    assert part in message
    assert "\n" not in message


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "Europe", " "])
def test_a_time_zone_that_there_is_not_is_refused_by_its_own_name(zone: str) -> None:
    with pytest.raises(SettingsError, match="--timezone"):
        job(timezone=zone).trigger()


@given(
    st.lists(
        st.sampled_from(["*", "0", "7", "1-5", "*/2", "mon", "1,3", "59", "", "-", "x/", "5-1", "*/0"]),
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_expression_is_taken_or_refused(fields: list[str]) -> None:
    try:
        job(" ".join(fields)).trigger()
    except SettingsError as error:
        assert error.exit_code == 2  # noqa: PT017
    else:
        assert on_calendar(" ".join(fields))


CALENDARS = [
    ("0 3 * * 1", ["Mon *-*-* 3:0:00"]),
    ("*/15 * * * *", ["*-*-* *:0/15:00"]),
    ("0 */6 * * *", ["*-*-* 0/6:0:00"]),
    ("0 3 */2 * *", ["*-*-1/2 3:0:00"]),
    ("0 3 1-7 * *", ["*-*-1..7 3:0:00"]),
    ("0 3 1-31/10 * *", ["*-*-1..31/10 3:0:00"]),
    ("0 3 * */3 *", ["*-1/3-* 3:0:00"]),
    ("0 3 * jan-mar *", ["*-1..3-* 3:0:00"]),
    ("0,30 9-17 * * mon-fri", ["Mon,Tue,Wed,Thu,Fri *-*-* 9..17:0,30:00"]),
    ("0 3 * * 6-7", ["Sun,Sat *-*-* 3:0:00"]),
    ("0 3 1 * 1", ["*-*-1 3:0:00", "Mon *-*-* 3:0:00"]),
    ("0 3 */2 * 1", ["Mon *-*-1/2 3:0:00"]),
    ("0 3 * * */2", ["Sun,Tue,Thu,Sat *-*-* 3:0:00"]),
    ("15 4 28 2 *", ["*-2-28 4:15:00"]),
]


@pytest.mark.parametrize(("cron", "expected"), CALENDARS)
def test_a_cron_expression_becomes_calendar_events(cron: str, expected: list[str]) -> None:
    job(cron).trigger()
    assert on_calendar(cron) == expected


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
@pytest.mark.parametrize("cron", [cron for cron, _ in CALENDARS])
def test_systemd_understands_the_calendar_events(cron: str) -> None:
    for event in on_calendar(cron):
        subprocess.run(["systemd-analyze", "calendar", event], check=True, capture_output=True)


def test_units_name_the_command_and_count_findings_as_success() -> None:
    text = systemd_units(job(out=Path("/srv/all reports/100%"), timezone="Europe/Berlin"))
    assert (
        'undeclared schedule once --config /etc/audit.toml --db /var/lib/audit.db --out "/srv/all reports/100%%"'
        in text
    )
    assert "OnCalendar=Mon *-*-* 3:0:00 Europe/Berlin" in text
    assert "SuccessExitStatus=1 3" in text
    assert "Persistent=true" in text


def test_either_day_becomes_two_calendar_lines() -> None:
    assert systemd_units(job("0 3 1 * 1")).count("OnCalendar=") == 2


def test_a_crontab_line_quotes_for_the_shell_and_for_cron() -> None:
    line = crontab_line(job("5 4 * * *", db=Path("/var/my data/50%.db"), timezone=None))
    assert line.startswith("5 4 * * * flock -n '/var/my data/50\\%.db.cron-lock' ")
    assert line.endswith("--out /srv/reports\n")
    assert line.count("\n") == 1
    assert crontab_line(job(timezone="Europe/Berlin")).startswith("CRON_TZ=Europe/Berlin\n0 3 * * 1 ")


def test_each_run_has_a_folder_of_its_moment() -> None:
    moment = datetime(2026, 11, 22, 3, 0, 5, tzinfo=UTC)
    assert dated_folder(Path("/srv"), moment) == Path("/srv/2026-11-22T030005Z")


class Soon(Job):
    """A job that is due several times a second."""

    def trigger(self) -> Any:
        return IntervalTrigger(seconds=0.05)


def served(run: Callable[[], object]) -> list[str]:
    said: list[str] = []
    base = job()
    before = signal.getsignal(signal.SIGTERM)
    serve(Soon(base.cron, base.config, base.db, base.out, "UTC"), run, said.append)
    assert signal.getsignal(signal.SIGTERM) == before
    return said


def test_a_service_runs_again_and_again_until_it_is_asked_to_stop() -> None:
    runs: list[int] = []

    def run() -> None:
        runs.append(len(runs))
        if len(runs) == 3:
            signal.raise_signal(signal.SIGTERM)

    said = served(run)
    assert len(runs) == 3
    assert said[0].startswith("Next run: ")
    assert said[-1] == "Stopped."


def test_runs_never_overlap_and_one_that_was_due_meanwhile_is_left_out() -> None:
    at_once = threading.Lock()
    runs: list[bool] = []

    def run() -> None:
        runs.append(at_once.acquire(blocking=False))
        threading.Event().wait(0.3)
        at_once.release()
        if len(runs) == 2:
            signal.raise_signal(signal.SIGINT)

    said = served(run)
    assert runs == [True, True]
    assert "A run was due while this one went on; it is left out." in said


def test_a_run_that_fails_is_said_and_the_next_one_runs() -> None:
    errors = [SettingsError("no such file"), RuntimeError("bad luck")]

    def run() -> None:
        if not errors:
            signal.raise_signal(signal.SIGINT)
        raise errors.pop(0)

    said = served(run)
    assert "The run failed: no such file" in said
    assert "The run failed: RuntimeError: bad luck" in said


def test_an_interrupted_run_ends_the_service() -> None:
    class Interrupted(click.ClickException):
        exit_code = 130

    def run() -> None:
        raise Interrupted("finished visits are kept")

    said = served(run)
    assert said[-2:] == ["finished visits are kept", "Stopped."]
