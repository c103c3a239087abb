"""The database: what goes in comes out, whole or not at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.records import (
    DocumentRecord,
    LinkCheckRecord,
    PageLink,
    PlannedSite,
    PlannedVisit,
    PolicySearch,
    Problem,
    VisitRecord,
)
from reports.store import RunRow, Store, StoreError
from trackers.evidence import Cookie, Initiator, Request, ScriptCall, SocketMessage, StoredItem

RUN = RunRow(
    id="20261122-030000-aaaa",
    name="Portfolio “ä”",
    started="2026-11-22T03:00:00.000Z",
    finished=None,
    fingerprint="f1",
    settings="{}",
    profiles=("baseline", "dnt"),
    not_measured=("accept",),
    tool_version="0.1.0",
    browser={},
    catalogue_version="2026.11",
    catalogue_sha256="c" * 64,
    rules=("policy-missing", "undeclared-tracker"),
    lists=({"name": "EasyPrivacy", "sha256": "e" * 64, "fetched": "2026-11-19"},),
)
SITE = PlannedSite("s1", "https://www.shop.test/", "Shop", ("cdn.test",))
OTHER = PlannedSite("s2", "https://b.test/", "")
PLAN = [
    PlannedVisit("v1", "s1", "baseline", 1),
    PlannedVisit("v2", "s1", "dnt", 1),
    PlannedVisit("v3", "s1", "baseline", 2),
    PlannedVisit("w1", "s2", "baseline", 1),
]
CONTRACT_TABLES = [
    "runs",
    "sites",
    "visits",
    "requests",
    "cookies",
    "storage",
    "trackers",
    "documents",
    "declarations",
    "findings",
]
HOSTILE = "'; drop table visits; -- \x00 \u202e 😀 <script> \" \\ \r\n%_"
LONE = "half \ud800 of a pair"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "new" / "audit.db")
    store.begin_run(RUN, [SITE, OTHER], PLAN)
    return store


def record(text: str = HOSTILE, **more: object) -> VisitRecord:
    request = Request(
        url=f"https://x.test/{text}",
        document_url=SITE.url,
        type="xhr",
        method="POST",
        post_data=text.encode("utf-8", "surrogatepass"),
        id="9.1:0",
        page_url=SITE.url,
        frame_url=text,
        initiator=Initiator("script", text, (text, "b")),
        started=1790000000.25,
        request_headers=(("cookie", text), ("origin", "https://www.shop.test")),
        status=302,
        mime_type=text,
        remote_address="[::1]:443",
        response_headers=(("set-cookie", text), ("set-cookie", "b=2")),
        failure=text,
        blocked_reason=text,
        from_cache=True,
        from_service_worker=True,
        redirected_from="9.0:0",
        encoded_bytes=12,
    )
    bare = Request(url="https://y.test/", document_url=SITE.url, post_data=b"\xff\x00\xfe", id="9.2:0")
    cookie = Cookie(
        text,
        text,
        ".x.test",
        "/p",
        SITE.url,
        399.5,
        True,
        True,
        "None",
        "https://shop.test",
        "http",
        text,
        text,
        False,
        ("SameSiteNone", "UserPreferences"),
        "9.1:0",
    )
    made = VisitRecord(
        id="v1",
        profile="baseline",
        repeat=1,
        outcome="ok",
        detail=text,
        started="2026-11-22T03:00:01.000Z",
        seconds=2.125,
        pages=(SITE.url, text),
        final_url=text,
        title=text,
        requests=(request, bare),
        cookies=(cookie, Cookie("a", "", "x.test")),
        storage=(StoredItem("indexeddb", text, text, text, text),),
        calls=(ScriptCall("navigator.doNotTrack", text, text, text),),
        messages=(SocketMessage("wss://x.test/", "received", text, True, SITE.url, 1790000001.5),),
        links=(PageLink(text, text, text, "footer", SITE.url),),
        problems=(Problem("timeout", text, "v1"),),
        screenshot=b"\xff\xd8jpeg\x00",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_visit_comes_back_exactly_as_it_was_written(store: Store) -> None:
    written = record()
    store.begin_visit("v1")
    store.end_visit(SITE, written)
    seen = store.evidence(SITE)
    assert seen.visits == (replace(written, links=(), problems=(), screenshot=None),)
    assert seen.problems == written.problems
    assert store.links_of("s1") == list(written.links)
    assert store.screenshot("v1") == written.screenshot


def test_half_a_surrogate_pair_anywhere_is_written_as_a_question_mark(store: Store) -> None:
    store.end_visit(SITE, record(LONE))
    store.choose_pages("s1", [LONE])
    store.end_policy_search(
        "s1",
        PolicySearch(
            "found",
            (DocumentRecord(LONE, "privacy_policy", LONE, b"x", LONE, "0" * 64, "2026", LONE, "en", LONE),),
            (LinkCheckRecord(LONE, "dead", None, LONE, LONE),),
            (Problem("policy_unreachable", LONE),),
        ),
    )
    (seen,) = store.evidence(store.sites(RUN.id)[0]).visits
    assert seen.title == "half ? of a pair"
    assert store.sites(RUN.id)[0].pages == ("half ? of a pair",)


@given(st.text(st.characters(), max_size=60))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_can_be_written(store: Store, text: str) -> None:
    with store.db.atomic():
        store.db.execute("delete from requests")
        store.db.execute("delete from cookies")
        store.db.execute("delete from storage")
        store.db.execute("delete from script_calls")
        store.db.execute("delete from socket_messages")
    written = record(text)
    store.end_visit(SITE, written)
    (seen,) = store.evidence(SITE).visits
    readable = text.encode("utf-8", "replace").decode()
    assert seen.title == readable
    assert seen.cookies[0].value == readable
    assert seen.requests[0].post_data == written.requests[0].post_data
    assert seen.requests[0].request_headers == written.requests[0].request_headers


def test_a_run_comes_back_as_it_was_begun(store: Store) -> None:
    assert store.run() == RUN
    store.describe_run(RUN.id, {"product": "Chromium", "args": [HOSTILE]})
    assert store.run().browser == {"product": "Chromium", "args": [HOSTILE]}
    store.finish_run(RUN.id)
    assert store.run().finished
    assert store.sites(RUN.id) == [SITE, OTHER]


def test_a_run_is_never_overwritten(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.begin_run(replace(RUN, name="other"), [PlannedSite("s9", "https://c.test/", "")], [])
    assert [run.name for run in store.runs()] == [RUN.name]
    assert len(store.sites(RUN.id)) == 2


def test_a_run_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    later = replace(RUN, id="20261123-030000-bbbb", started="2026-11-23T03:00:00.000Z", fingerprint="f2")
    store.begin_run(later, [], [])
    assert store.run("20261122").id == RUN.id
    assert store.run(later.id).id == later.id
    assert store.run().id == later.id
    assert [run.id for run in store.runs()] == [later.id, RUN.id]
    assert [run.id for run in store.runs("f1")] == [RUN.id]


@pytest.mark.parametrize("asked", ["1999", "%", "_", "20261122_", "%aaaa", "'"])
def test_a_run_that_is_not_there_is_not_found(store: Store, asked: str) -> None:
    with pytest.raises(StoreError, match="no run"):
        store.run(asked)


def test_a_beginning_that_two_runs_share_is_refused_but_a_whole_id_is_not(store: Store) -> None:
    for number in (1, 2):
        begun = f"2026-11-2{number + 2}T03:00:00.000Z"
        store.begin_run(replace(RUN, id=f"{RUN.id}-{number}", started=begun), [], [])
    with pytest.raises(StoreError, match="more than one run"):
        store.run("2026")
    assert store.run(RUN.id).id == RUN.id


def test_an_empty_database_has_no_run(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no run yet"):
        Store(tmp_path / "empty.db").run()


def test_missing_visits_are_those_that_have_not_ended_in_the_order_of_the_plan(store: Store) -> None:
    assert store.missing_visits("s1") == PLAN[:3]
    store.begin_visit("v1")
    assert store.missing_visits("s1") == PLAN[:3]
    store.end_visit(SITE, record())
    assert store.missing_visits("s1") == PLAN[1:3]
    assert store.planned_visits("s1") == 3


def test_a_failed_visit_has_ended(store: Store) -> None:
    failed = VisitRecord("v2", "dnt", 1, "dns", "ERR_NAME_NOT_RESOLVED", "2026-11-22T03:00:02.000Z", 0.1)
    store.end_visit(SITE, failed)
    assert store.missing_visits("s1") == [PLAN[0], PLAN[2]]
    assert store.evidence(SITE).visits == (failed,)


def test_planning_a_visit_again_changes_nothing(store: Store) -> None:
    store.end_visit(SITE, record())
    store.plan_visits([*PLAN, PlannedVisit("v4", "s1", "dnt", 2)])
    assert [v.id for v in store.missing_visits("s1")] == ["v2", "v3", "v4"]


def test_attempts_are_counted(store: Store) -> None:
    store.begin_visit("v1")
    store.begin_visit("v1")
    assert store.db.execute("select attempts, outcome from visits where id = 'v1'").fetchone() == (2, None)


def test_a_visit_that_cannot_be_written_leaves_nothing(store: Store) -> None:
    with pytest.raises(sqlite3.Error):
        store.end_visit(SITE, record(problems=(Problem("timeout", "x", "no such visit"),)))
    for table in ("requests", "cookies", "storage", "script_calls", "links", "problems", "screenshots"):
        assert store.db.table(table).count == 0, table
    assert store.missing_visits("s1") == PLAN[:3]
    store.end_visit(SITE, record())
    assert len(store.evidence(SITE).visits[0].requests) == 2


def test_a_process_that_is_killed_while_writing_leaves_nothing(tmp_path: Path) -> None:
    database = tmp_path / "audit.db"
    program = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from tests.reports.test_store import PLAN, RUN, SITE, OTHER, record
        from reports.store import Store
        store = Store(Path(sys.argv[1]))
        store.begin_run(RUN, [SITE, OTHER], PLAN)
        store.begin_visit("v1")
        store._add_problems = lambda *_: os.kill(os.getpid(), 9)
        store.end_visit(SITE, record())
        """
    )
    killed = subprocess.run(
        [sys.executable, "-c", program, str(database)], check=False, cwd=Path(__file__).parents[2]
    )
    assert killed.returncode == -9
    store = Store(database)
    assert [v.id for v in store.missing_visits("s1")] == ["v1", "v2", "v3"]
    assert store.db.table("requests").count == 0
    store.end_visit(SITE, record())
    assert store.planned_visits("s1") == 3


def test_rows_must_belong_to_something(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.plan_visits([PlannedVisit("x", "no such site", "baseline", 1)])
    assert store.db.execute("pragma foreign_keys").fetchone() == (1,)
    assert store.db.execute("pragma foreign_key_check").fetchall() == []


def test_the_database_is_in_wal_mode_and_opens_with_any_client(store: Store) -> None:
    store.end_visit(SITE, record("plain"))
    assert store.db.execute("pragma journal_mode").fetchone() == ("wal",)
    other = sqlite3.connect(f"file:{store.path}?mode=ro", uri=True)
    try:
        tables = [name for (name,) in other.execute("select name from sqlite_master where type = 'table'")]
        for wanted in CONTRACT_TABLES:
            assert wanted in tables
        for table in tables:
            other.execute(f'select * from "{table}"').fetchall()
        assert other.execute("select url, post_data from requests order by id").fetchone() == (
            "https://x.test/plain",
            "plain",
        )
        assert other.execute("select set_cookie from cookies order by id").fetchone() == ("plain",)
        assert other.execute("select payload from socket_messages").fetchone() == ("plain",)
    finally:
        other.close()


def test_closing_leaves_one_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "audit.db")
    store.begin_run(RUN, [SITE, OTHER], PLAN)
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["audit.db"]


def test_opening_again_migrates_nothing_twice(store: Store) -> None:
    store.close()
    again = Store(store.path)
    assert again.run().id == RUN.id
    assert again.missing_visits("s1") == PLAN[:3]


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("shopping list\n" * 100)
    with pytest.raises(StoreError, match="cannot be used as a database"):
        Store(path)
    assert path.read_text() == "shopping list\n" * 100
    with pytest.raises(StoreError, match="cannot be used as a database"):
        Store(tmp_path)


def test_a_policy_search_comes_back_and_replaces_an_earlier_one(store: Store) -> None:
    assert store.policy_search("s1") is None
    document = DocumentRecord(
        "https://www.shop.test/privacy",
        "privacy_policy",
        "text/html",
        b"<p>\xff\x00",
        HOSTILE,
        "1" * 64,
        "2026-11-22T03:00:00Z",
        HOSTILE,
        "en",
        "footer",
    )
    checks = (LinkCheckRecord("https://a.test/leave", "dead", 404, "https://a.test/404", "HTTP 404"),)
    search = PolicySearch("found", (document,), checks, (), '{"present": false, "gpc": null}')
    store.end_policy_search("s1", PolicySearch("failed"))
    store.end_policy_search("s1", search)
    assert store.policy_search("s1") == search
    assert store.policy_search("s2") is None
    assert store.document_texts(RUN.id) == {document.url: HOSTILE}


def test_links_are_told_once_in_the_order_of_finding(store: Store) -> None:
    link = PageLink("https://www.shop.test/privacy", "Privacy", "", "footer", SITE.url)
    again = replace(link, page_url="https://www.shop.test/two")
    other = replace(link, text="Datenschutz")
    store.end_visit(SITE, record(links=(link, again, other)))
    assert store.links_of("s1") == [link, other]
    assert store.links_of("s2") == []
