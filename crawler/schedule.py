"""Audits on a schedule: as a service of our own, or through the schedulers that a machine has."""

from __future__ import annotations

import contextlib
import re
import shlex
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from crawler.settings import SettingsError

_NAMES = ("minute", "hour", "day of month", "month", "day of week")


@dataclass(frozen=True, slots=True)
class Job:
    """What is run, and when. Paths are absolute, for schedulers start elsewhere."""

    cron: str
    config: Path
    db: Path
    out: Path
    timezone: str | None = None

    def trigger(self) -> BaseTrigger:
        """The five-field cron expression as APScheduler takes it. Raises `SettingsError` naming what is wrong.

        Days of the week count as in cron (0 and 7 are Sunday), and where both days are given either is enough:
        APScheduler's own reading does neither.
        """
        fields = self.cron.split()
        if len(fields) != len(_NAMES):
            raise SettingsError(
                f"--cron {self.cron!r}: five fields are needed ({', '.join(_NAMES)}), not {len(fields)}"
            )
        zone = self._zone()
        minute, hour, day, month, weekday = (field.lower() for field in fields)
        try:
            common = {"minute": minute, "hour": hour, "month": month, "timezone": zone}
            on_days = [
                CronTrigger(day=days, day_of_week=_weekdays(weekdays), **common)
                for days, weekdays in _either_day(day, weekday)
            ]
        except (ValueError, KeyError) as error:
            raise SettingsError(f"--cron {self.cron!r}: {error}") from None
        trigger = on_days[0] if len(on_days) == 1 else OrTrigger(on_days)
        if trigger.get_next_fire_time(None, datetime.now(UTC)) is None:
            raise SettingsError(f"--cron {self.cron!r}: there is no such day in any month")
        return trigger

    def _zone(self) -> ZoneInfo | None:
        try:
            return ZoneInfo(self.timezone) if self.timezone else None
        except (ValueError, OSError, ZoneInfoNotFoundError):
            raise SettingsError(
                f"--timezone {self.timezone!r}: no such time zone; write it like Europe/Berlin"
            ) from None

    def command(self) -> list[str]:
        """The words of one dated audit."""
        program = Path(sys.argv[0]).resolve()
        return [
            str(program) if program.name == "undeclared" else "undeclared",
            "schedule",
            "once",
            "--config",
            str(self.config),
            "--db",
            str(self.db),
            "--out",
            str(self.out),
        ]


def serve(job: Job, run: Callable[[], object], say: Callable[[str], None]) -> None:
    """Run the job on its schedule until SIGINT or SIGTERM; a run in progress is stopped resumably first.

    Runs never overlap: one that would begin while another goes on is left out and said.
    """
    trigger = job.trigger()
    stop = threading.Event()
    due = threading.Event()
    scheduler = BackgroundScheduler(timezone=job.timezone) if job.timezone else BackgroundScheduler()
    scheduled = scheduler.add_job(due.set, trigger, coalesce=True, misfire_grace_time=3600)

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        raise KeyboardInterrupt

    previous = {number: signal.signal(number, ask_to_stop) for number in (signal.SIGINT, signal.SIGTERM)}
    scheduler.start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            while not stop.is_set():
                say(f"Next run: {scheduled.next_run_time:%Y-%m-%d %H:%M:%S %Z}")
                while not due.wait(1.0):
                    pass
                due.clear()
                _run_once(run, say)
                if due.is_set():
                    say("A run was due while this one went on; it is left out.")
                    due.clear()
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        scheduler.shutdown(wait=False)
        say("Stopped.")


def _run_once(run: Callable[[], object], say: Callable[[str], None]) -> None:
    """One run; a failure is said and the schedule goes on."""
    try:
        run()
    except click.ClickException as error:
        if error.exit_code == 130:
            say(error.format_message())
            raise KeyboardInterrupt from None
        say(f"The run failed: {error.format_message()}")
    except Exception as error:  # noqa: BLE001 - a service outlives one bad run
        say(f"The run failed: {type(error).__name__}: {error}")


def dated_folder(out: Path, now: datetime | None = None) -> Path:
    """The folder of one run's report: `OUT/2026-11-22T030000Z`."""
    moment = now or datetime.now(UTC)
    return out / f"{moment:%Y-%m-%dT%H%M%SZ}"


def systemd_units(job: Job) -> str:
    """A service and a timer unit, in one text with the file names as comments."""
    calendar = on_calendar(job.cron)
    command = " ".join(_systemd_quoted(word) for word in job.command())
    zone = f" {job.timezone}" if job.timezone else ""
    return f"""# undeclared.service
[Unit]
Description=Privacy audit of web sites (undeclared)
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={command}
# 1: findings, 3: a site could not be measured; both are results, not failures of the service.
SuccessExitStatus=1 3
KillSignal=SIGINT
TimeoutStopSec=120

# undeclared.timer
[Unit]
Description=When undeclared.service runs

[Timer]
{chr(10).join(f"OnCalendar={line}{zone}" for line in calendar)}
Persistent=true

[Install]
WantedBy=timers.target
"""


def crontab_line(job: Job) -> str:
    """One line for `crontab -e`; `flock` keeps runs from overlapping, `%` is escaped as cron wants it."""
    command = shlex.join(["flock", "-n", str(job.db) + ".cron-lock", *job.command()]).replace("%", r"\%")
    zone = f"CRON_TZ={job.timezone}\n" if job.timezone else ""
    return f"{zone}{job.cron} {command}\n"


def on_calendar(cron: str) -> list[str]:
    """A cron expression as systemd calendar events; two where cron means "this day or that weekday"."""
    minute, hour, day, month, weekday = cron.split()
    time = f"{_calendar_field(hour)}:{_calendar_field(minute)}:00"
    months = _calendar_field(month, first=1, names=_MONTHS)
    return [
        f"{'' if weekdays == '*' else _weekdays(weekdays).title() + ' '}"
        f"*-{months}-{_calendar_field(days, first=1)} {time}"
        for days, weekdays in _either_day(day, weekday)
    ]


def _either_day(day: str, weekday: str) -> list[tuple[str, str]]:
    """Days of month and of week that go together: cron runs on either of them, unless one begins with `*`."""
    if day.startswith("*") or weekday.startswith("*"):
        return [(day, weekday)]
    return [(day, "*"), ("*", weekday)]


_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _weekdays(field: str) -> str:
    """Cron's days of the week as names; ranges and steps are written out."""
    if field == "*":
        return "*"
    days: list[int] = []
    for part in field.lower().split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        low = 0 if span == "*" else _day(first)
        high = 6 if span == "*" or (step and not last) else _day(last or first)
        if high < low:
            high += 7
        days += [day % 7 for day in range(low, high + 1, int(step or 1))]
    return ",".join(_DAYS[day] for day in sorted(set(days)))


def _day(word: str) -> int:
    if word[:3] in _DAYS:
        return _DAYS.index(word[:3])
    if word.isdigit() and int(word) <= 7:
        return int(word) % 7 if word != "7" else 7
    raise ValueError(f"{word!r} is no day of the week (0–7, sun–sat)")


def _calendar_field(field: str, first: int = 0, names: tuple[str, ...] = ()) -> str:
    """One field as systemd writes it: ranges with `..`, and steps from the `first` number that there is."""
    text = field.lower()
    for number, name in enumerate(names, 1):
        text = text.replace(name, str(number))
    return re.sub(r"(\d+)-(\d+)", r"\1..\2", text).replace("*/", f"{first}/")


def _systemd_quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if re.search(r"[\s\"'\\;]", word) else escaped
