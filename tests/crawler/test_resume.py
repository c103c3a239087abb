"""A process that is killed, interrupted, or loses its browser: no visit is lost and none is made twice."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.browser_finding import find_browser
from reports.model import Report
from tests.crawler.loopback_web import LoopbackWeb, html

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("resume"),
    pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="finds processes in /proc"),
]

REPOSITORY = Path(__file__).parents[2]
HOSTS = [f"site{number}.test" for number in range(10)]
REPEATS = 2
ANSWERS = {f"{host}/": html("<footer><a href=/privacy>Privacy Policy</a></footer>") for host in HOSTS} | {
    f"{host}/privacy": html(
        "<h1>Privacy Policy</h1>"
        + "<p>We collect personal data and use cookies; privacy matters to us.</p>" * 8
    )
    for host in HOSTS
}
PATIENCE = 120
"""Seconds after which a test gives up; far more than is needed."""


@dataclass(frozen=True)
class Row:
    id: str
    site: str
    outcome: str | None
    started: str | None
    attempts: int


@dataclass(frozen=True)
class Ending:
    """How one process ended, and what the database held then."""

    code: int
    stderr: str
    rows: dict[str, Row]
    left_over: list[str]
    """Command lines of browser processes that outlived it."""


@dataclass(frozen=True)
class Story:
    killed: Ending
    interrupted: Ending
    finished: Ending
    runs: list[str]
    entry_hits: Counter[str]
    report: Report


class Auditing:
    """The audit as a process of its own, again and again, over one database."""

    def __init__(self, web: LoopbackWeb, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "audit.db"
        self.scratch = folder / "scratch"
        self.scratch.mkdir()
        executable = find_browser()
        if executable is None:
            pytest.skip("no Chromium on this machine")
        self.config = folder / "audit.toml"
        sites = "\n".join(f'[[site]]\nurl = "https://{host}/"' for host in HOSTS)
        self.config.write_text(
            f'[audit]\nprofiles = ["baseline"]\nrepeats = {REPEATS}\nmax_repeats = {REPEATS}\n'
            'pages_per_site = 1\nconcurrency = 3\nfail_on = "never"\n[audit.settle]\nquiet_ms = 200\n'
            f"[browser]\nexecutable = {json.dumps(str(executable))}\nargs = {json.dumps(web.args)}\n{sites}\n"
        )

    def run(self, *options: str, until: int = 0, then: Callable[[int], None] | None = None) -> Ending:
        """Start, wait for `until` finished visits, do `then` with the process id, wait for the end."""
        command = [
            sys.executable,
            "-m",
            "crawler.cli",
            "audit",
            "--config",
            self.config,
            "--db",
            self.database,
        ]
        process = subprocess.Popen(
            [*command, "--out", self.folder / "out", "--format", "json,html", *options],
            cwd=REPOSITORY,
            env=os.environ | {"TMPDIR": str(self.scratch)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            if then is not None:
                wait_until(lambda: process.poll() is not None or self.finished_visits() >= until)
                then(process.pid)
            _, stderr = process.communicate(timeout=PATIENCE)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        rows = self.rows()
        wait_until(lambda: not self.browser_processes(), 15)
        left_over = [line for _, line in self.browser_processes()]
        return Ending(process.returncode, stderr, rows, left_over)

    def rows(self) -> dict[str, Row]:
        with sqlite3.connect(self.database) as db:
            found = db.execute("select id, site, outcome, started, attempts from visits").fetchall()
        return {row[0]: Row(*row) for row in found}

    def finished_visits(self) -> int:
        try:
            return sum(row.outcome is not None for row in self.rows().values())
        except sqlite3.OperationalError:
            return 0

    def browser_processes(self) -> list[tuple[int, str]]:
        """Processes of the browsers that this audit started: their profile folders lie in our scratch folder."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                line = (folder / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
            except OSError:
                continue
            if f"--user-data-dir={self.scratch}" in line:
                found.append((int(folder.name), line))
        return found

    def kill_browser(self, _: int) -> None:
        main = [pid for pid, line in self.browser_processes() if "--type=" not in line]
        assert len(main) == 1
        os.kill(main[0], signal.SIGKILL)


def wait_until(holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Killed after 4 visits, resumed; interrupted after 9, resumed; the browser killed after 13; finished."""
    with LoopbackWeb(ANSWERS) as web:
        audit = Auditing(web, tmp_path_factory.mktemp("resume"))
        killed = audit.run(until=4, then=lambda pid: os.killpg(pid, signal.SIGKILL))
        interrupted = audit.run("--resume", until=9, then=lambda pid: os.killpg(pid, signal.SIGINT))
        finished = audit.run("--resume", until=13, then=audit.kill_browser)
        with sqlite3.connect(audit.database) as db:
            runs = [row[0] for row in db.execute("select id from runs")]
        hits = Counter(request.host for request in web.seen if request.path == "/")
        content = (audit.folder / "out" / "report.json").read_text(encoding="utf-8")
        yield Story(killed, interrupted, finished, runs, hits, Report.model_validate_json(content))


def done(ending: Ending) -> dict[str, Row]:
    return {row.id: row for row in ending.rows.values() if row.outcome is not None}


def test_the_process_was_killed_and_interrupted_in_the_middle(story: Story) -> None:
    assert story.killed.code == -signal.SIGKILL
    assert 4 <= len(done(story.killed)) < len(done(story.interrupted)) < len(HOSTS) * REPEATS


def test_an_interrupted_audit_says_how_to_go_on(story: Story) -> None:
    assert story.interrupted.code == 130
    assert "--resume" in story.interrupted.stderr
    assert "Traceback" not in story.interrupted.stderr


def test_what_was_done_stays_as_it_was(story: Story) -> None:
    for earlier, later in ((story.killed, story.interrupted), (story.interrupted, story.finished)):
        assert all(later.rows[visit] == row for visit, row in done(earlier).items())


def test_every_planned_visit_is_made_exactly_once(story: Story) -> None:
    assert story.finished.code == 0, story.finished.stderr
    assert set(story.finished.rows) == set(story.killed.rows)
    assert {row.outcome for row in story.finished.rows.values()} == {"ok"}
    again = [row for row in story.finished.rows.values() if row.attempts > 1]
    begun = [
        row.id
        for ending in (story.killed, story.interrupted)
        for row in ending.rows.values()
        if row.outcome is None and row.started is not None
    ]
    assert {row.id for row in again} <= set(begun)
    attempts: Counter[str] = Counter()
    for row in story.finished.rows.values():
        attempts[row.site] += row.attempts
    lost_with_the_browser = 3
    assert sum(story.entry_hits.values()) <= sum(attempts.values()) + lost_with_the_browser
    assert all(story.entry_hits[host] >= REPEATS for host in HOSTS)


def test_it_is_one_run_with_one_report(story: Story) -> None:
    assert story.runs == [story.report.run.id]
    assert [site.url for site in story.report.sites] == [f"https://{host}/" for host in HOSTS]
    assert {len(site.visits) for site in story.report.sites} == {REPEATS}
    assert {site.status for site in story.report.sites} == {"complete"}


def test_no_browser_outlives_its_audit(story: Story) -> None:
    assert story.killed.left_over == story.interrupted.left_over == story.finished.left_over == []
