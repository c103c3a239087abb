"""Keeping filter lists, against a server on loopback."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.commands.lists import lists
from crawler.filter_lists import ListFolder, check_list
from trackers.evidence import Request
from trackers.filters import FilterList, FilterListError

LIST = "[Adblock Plus 2.0]\n! Title: Test\n||ads.test^\n"


@dataclass
class Served:
    """What the server answers, and what it was asked."""

    body: str = LIST
    status: int = 200
    cut: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def server() -> Iterator[Served]:
    served = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append({name.lower(): value for name, value in self.headers.items()})
            content = served.body.encode()
            tag = f'"{hashlib.sha256(content).hexdigest()[:12]}"'
            status = 304 if self.headers.get("If-None-Match") == tag else served.status
            self.send_response(status)
            self.send_header("ETag", tag)
            if status != 304:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if status != 304:
                self.wfile.write(content[: len(content) - served.cut])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
        served.url = f"http://127.0.0.1:{http.server_port}/list.txt"
        yield served
        http.shutdown()


@pytest.fixture
def folder(tmp_path: Path) -> ListFolder:
    kept = ListFolder(tmp_path / "lists")
    for one in kept.lists():
        kept.remove(one.name)
    return kept


def outcomes(folder: ListFolder) -> list[str]:
    return [outcome for _, outcome in folder.update()]


def blocks(folder: ListFolder) -> bool:
    engine, _ = folder.load()
    request = Request(url="https://ads.test/a.js", document_url="https://news.test/", type="script")
    return engine is not None and engine.match(request) is not None


def test_a_fresh_folder_knows_the_three_default_lists(tmp_path: Path) -> None:
    names = [one.name for one in ListFolder(tmp_path).lists()]
    assert names == ["EasyList", "EasyPrivacy", "AdGuard CNAME trackers"]
    assert ListFolder(tmp_path).load() == (None, [])


def test_a_list_is_downloaded_once_and_then_asked_for_conditionally(
    folder: ListFolder, server: Served
) -> None:
    folder.add("Mine", server.url)
    assert outcomes(folder) == ["new"]
    assert outcomes(folder) == ["unchanged"]
    assert "if-none-match" not in server.asked[0]
    assert "if-none-match" in server.asked[1]
    assert blocks(folder)
    server.body = LIST + "||more.test^\n"
    assert outcomes(folder) == ["updated"]


@pytest.mark.parametrize(
    ("body", "status", "cut"),
    [("<!doctype html><p>Sorry", 200, 0), (LIST * 2, 500, 0), ("", 200, 0), (LIST * 9, 200, 20)],
    ids=["an error page", "an error status", "nothing", "half of it"],
)
def test_a_failed_update_keeps_the_last_good_copy(
    folder: ListFolder, server: Served, body: str, status: int, cut: int
) -> None:
    folder.add("Mine", server.url)
    outcomes(folder)
    before = folder.copy_of(folder.lists()[0]).read_bytes()
    server.body, server.status, server.cut = body, status, cut
    ((one, outcome),) = folder.update()
    assert outcome == "failed"
    assert one.problem
    assert folder.copy_of(one).read_bytes() == before
    assert blocks(folder)


def test_a_damaged_copy_is_not_used_and_is_downloaded_anew(folder: ListFolder, server: Served) -> None:
    folder.add("Mine", server.url)
    outcomes(folder)
    folder.copy_of(folder.lists()[0]).write_text("||else.test^\n", "utf-8")
    assert folder.load() == (None, [])
    assert outcomes(folder) == ["new"]
    assert blocks(folder)


def test_no_part_of_a_file_is_left_behind(folder: ListFolder, server: Served) -> None:
    folder.add("Mine", server.url)
    outcomes(folder)
    assert not list(folder.folder.glob("*.part"))


def test_a_checksum_that_a_list_states_must_fit() -> None:
    body = "[Adblock Plus 2.0]\n! Checksum: ZuTT9LiRBCahnRxzxj4Wvg\n||ads.test^\n"
    with pytest.raises(FilterListError, match="checksum"):
        check_list(FilterList("Mine", body))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[CliRunner]:
    monkeypatch.setenv("UNDECLARED_DATA", str(tmp_path / "data"))
    return CliRunner()


def test_a_local_list_is_added_shown_and_removed(run: CliRunner, tmp_path: Path) -> None:
    source = tmp_path / "own.txt"
    source.write_text(LIST, "utf-8")
    added = run.invoke(lists, ["add", "Own", str(source)])
    assert (added.exit_code, added.output) == (0, f"Own: new, {len(LIST)} bytes\n")
    status = run.invoke(lists, ["status"]).output
    assert "Own: ready" in status
    assert "EasyList: not downloaded" in status
    assert run.invoke(lists, ["remove", "Own"]).exit_code == 0
    assert "Own" not in run.invoke(lists, ["status"]).output


def test_an_update_without_a_network_keeps_what_there_is(run: CliRunner, tmp_path: Path) -> None:
    source = tmp_path / "own.txt"
    source.write_text(LIST, "utf-8")
    run.invoke(lists, ["add", "Own", source.as_uri()])
    source.unlink()
    updated = run.invoke(lists, ["update", "Own"])
    assert updated.exit_code == 0
    assert "is kept" in updated.output


@pytest.mark.parametrize(
    "arguments",
    [["add", "Own", "missing.txt"], ["add", "Own", "ftp://a.test/l"], ["remove", "Own"], ["update", "Own"]],
)
def test_wrong_usage_ends_with_2(run: CliRunner, arguments: list[str]) -> None:
    assert run.invoke(lists, arguments).exit_code == 2
