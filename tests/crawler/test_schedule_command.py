"""One dated audit, as the schedule runs it: a folder, a summary, what is new."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawler.commands import schedule as command
from crawler.settings import load_settings
from reports.store import Store
from tests.crawler.test_auditing import Pretended, pretended

__all__ = ["pretended"]


def test_each_run_has_its_own_folder_with_what_is_new_since_the_one_before(
    tmp_path: Path, pretended: Pretended, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    folders = iter([tmp_path / "out" / "one", tmp_path / "out" / "two"])
    monkeypatch.setattr(command, "dated_folder", lambda _: next(folders))
    config = tmp_path / "audit.toml"
    config.write_text(
        "[audit]\nrepeats = 2\nprofiles = ['baseline']\nfail_on = 'never'\n[[site]]\nurl = 'a.test'\n"
    )
    database, out = tmp_path / "audit.db", tmp_path / "out"
    assert command._audit_once(config, database, out) == 0
    assert "nothing to compare it with" in (out / "one" / "summary.txt").read_text()
    assert command._audit_once(config, database, out) == 0
    store = Store(database)
    later, earlier = (run.id for run in store.runs(load_settings(config).fingerprint()))
    store.close()
    summary = (out / "two" / "summary.txt").read_text()
    assert f"{earlier} → {later}" in summary
    assert "trackers: 0 new, 0 gone" in summary
    assert {p.name for p in (out / "two").iterdir()} >= {"report.json", "report.html", "summary.txt"}
    assert capsys.readouterr().out.strip().endswith(str(out / "two"))
