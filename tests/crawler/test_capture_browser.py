"""What a visit in a real browser records: every frame, worker, body, hop, cookie and timer of it."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.demo.exchange import Response
from crawler.plan import planned_sites, planned_visits
from crawler.settings import Audit, Settings, Settle
from crawler.watcher import Params, Watcher
from reports.records import VisitRecord
from reports.store import RunRow, Store
from tests.crawler.loopback_web import (
    NO_CONTENT,
    PIXEL,
    QUICK,
    LoopbackWeb,
    browsing,
    html,
    look_at,
    redirect,
    script,
)
from trackers.evidence import Cookie, Request

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("capture")]

DAY = 86_400
FRAMES = {
    "nest.test/": html(
        "<iframe src=https://second.test/></iframe><script src=/start.js></script>"
        "<form id=f method=post action=/form target=t><input name=a value=1></form><iframe name=t></iframe>"
    ),
    "nest.test/start.js": script(
        """
        new Worker('/worker.js');
        new SharedWorker('/shared.js');
        new OfflineAudioContext(1, 1, 44100).audioWorklet.addModule('/worklet.js');
        navigator.serviceWorker.register('/service.js');
        fetch('/text', {method: 'POST', body: 'name=Zoë&x=1'});
        fetch('/binary', {method: 'POST', body: new Uint8Array([0, 255, 128, 10])});
        fetch('/blob', {method: 'POST', body: new Blob([new Uint8Array([1, 0, 254])])});
        new Response(new Blob(['{"packed": true}']).stream().pipeThrough(new CompressionStream('gzip')))
          .arrayBuffer().then(body => fetch('/gzip', {method: 'POST', body, headers: {'Content-Encoding': 'gzip'}}));
        navigator.sendBeacon('/beacon', 'now');
        const socket = new WebSocket('wss://echo.test/talk');
        socket.onopen = () => { socket.send('hello'); socket.send(new Uint8Array([0, 255])) };
        addEventListener('pagehide', () => navigator.sendBeacon('/goodbye', 'bye'));
        addEventListener('load', () => document.getElementById('f').submit());
        const a = document.createElement('a'); a.href = '#'; a.ping = '/ping'; document.body.append(a); a.click();
        """
    ),
    "nest.test/worker.js": script("fetch('https://beacons.test/from-worker')"),
    "nest.test/shared.js": script("fetch('https://beacons.test/from-shared')"),
    "nest.test/service.js": script(
        "oninstall = () => skipWaiting(); onactivate = e => e.waitUntil(fetch('https://beacons.test/from-service'))"
    ),
    "nest.test/worklet.js": script(
        "registerProcessor('p', class extends AudioWorkletProcessor { process() {} })"
    ),
    "second.test/": html(
        "<iframe src=https://third.test/></iframe><script>fetch('https://beacons.test/2')</script>"
    ),
    "third.test/": html(
        "<script>fetch('https://beacons.test/3'); localStorage.third = 'kept'; sessionStorage.tab = 'also';"
        "new Worker(URL.createObjectURL(new Blob([\"fetch('https://beacons.test/deep')\"])))</script>"
        "<iframe srcdoc=\"<script>fetch('https://beacons.test/srcdoc')</script>\"></iframe>"
    ),
    "beacons.test/*": Response(200, (("Access-Control-Allow-Origin", "*"),), b"{}"),
    "nest.test/*": NO_CONTENT,
}
LATE = {
    "late.test/": html(
        "<div style='height:4000px'></div><img loading=lazy src=/lazy.svg><script src=https://watching.test/w.js></script>"
    ),
    "late.test/lazy.svg": PIXEL,
    "watching.test/w.js": script(
        """
        setTimeout(() => setTimeout(() => new Image().src = 'https://watching.test/hit?after=timers', 2000), 2000);
        addEventListener('scroll', () => new Image().src = 'https://watching.test/hit?after=scroll', {once: true});
        addEventListener('mousemove', () => new Image().src = 'https://watching.test/hit?after=mouse', {once: true});
        new Image().src = 'https://watching.test/hit?webdriver=' + navigator.webdriver
          + '&dnt=' + navigator.doNotTrack + '&gpc=' + navigator.globalPrivacyControl;
        const frame = document.createElement('iframe');
        frame.src = 'https://watching.test/f'; document.body.append(frame);
        """
    ),
    "reader.test/": html("<script src=https://watching.test/r.js></script>"),
    "watching.test/r.js": script("new Image().src = '/read?gpc=' + navigator.globalPrivacyControl"),
    "reader.test/read": PIXEL,
    "watching.test/f": html("<script>new Image().src = '/hit?frame=' + navigator.webdriver</script>"),
    "watching.test/hit": PIXEL,
}
COOKIES = {
    "jar.test/": html(
        "<script src=https://setter.test/s.js></script><img src=https://setter.test/hop1>"
        "<iframe src=https://setter.test/frame></iframe>",
        ("Set-Cookie", "__Host-id=h1; Secure; HttpOnly; Path=/; SameSite=Strict"),
        ("Set-Cookie", f"old=1; Max-Age={1000 * DAY}; Domain=jar.test"),
        ("Set-Cookie", "foreign=1; Domain=elsewhere.test"),
        ("Set-Cookie", "__Host-bad=1; Secure; Path=/; Domain=jar.test"),
        ("Set-Cookie", "gone=1; Max-Age=0"),
    ),
    "setter.test/s.js": script(
        f"""
        document.cookie = 'plain=1; max-age={30 * DAY}; path=/';
        document.cookie = 'brief=1'; document.cookie = 'brief=; max-age=0';
        document.cookie = 'refused=1; domain=elsewhere.test';
        cookieStore.set({{name: 'stored', value: 'v', expires: Date.now() + 10 * {DAY} * 1000}});
        """,
        ("Set-Cookie", "js=1; SameSite=None; Secure"),
    ),
    "setter.test/hop1": redirect("https://hop.test/hop2", ("Set-Cookie", "first=1; SameSite=None; Secure")),
    "hop.test/hop2": redirect("https://setter.test/p.svg", ("Set-Cookie", "second=2; SameSite=Lax")),
    "setter.test/p.svg": Response(
        200, (("Content-Type", "image/svg+xml"), ("Set-Cookie", "third=3; Secure; SameSite=None")), PIXEL.body
    ),
    "setter.test/frame": html(
        "<script>document.cookie = 'chip=2; Secure; SameSite=None; Partitioned'</script>",
        ("Set-Cookie", "chips=1; Secure; SameSite=None; Partitioned; Path=/"),
    ),
}
HOSTILE_WEB = {
    "hostile.test/": html(
        """<a href="/x?q=</script>&amp;b=\u202e">link \u202e</a><script>
        document.title = '<\\/script><b>t</b>\\0\\ud800\\u202e';
        document.cookie = '<b>\u202ename=<script>\u202e; path=/';
        localStorage['<\\/script>\\0\\ud800'] = '\\ud800\\u202e\\0<b>';
        fetch('/post?<\\/script>\\0', {method: 'POST', body: '<\\/script>\\0\\ud800'});
        const socket = new WebSocket('wss://hostile.test/socket?\u202e');
        </script>""",
    ),
    "hostile.test/post": NO_CONTENT,
    "hostile.test/socket": Response(400),
}
ALONE = {
    "alone.test/": html("<script>new SharedWorker('/shared.js')</script>"),
    "alone.test/shared.js": script("fetch('/from-alone')"),
}
ANSWERS = FRAMES | LATE | COOKIES | HOSTILE_WEB | ALONE
PATIENT = Audit(pages_per_site=1, settle=Settle(quiet_ms=300, max_ms=20_000, late_ms=6_000))


@pytest.fixture(scope="module")
def web() -> Iterator[LoopbackWeb]:
    with LoopbackWeb(ANSWERS) as running:
        yield running


@pytest.fixture(scope="module")
def visits(web: LoopbackWeb) -> dict[str, VisitRecord]:
    names = ("nest", "late", "jar", "hostile")

    async def all_of_them() -> dict[str, VisitRecord]:
        async with browsing(web) as browser, browsing(web, "gpc") as gpc_browser:
            records = await asyncio.gather(
                *(
                    look_at(browser, f"https://{name}.test/", PATIENT if name == "late" else QUICK)
                    for name in names
                ),
                look_at(gpc_browser, "https://reader.test/"),
            )
            return dict(zip((*names, "reader"), records, strict=True))

    return asyncio.run(all_of_them())


def sent_to(record: VisitRecord, path: str) -> Request:
    found = [r for r in record.requests if r.url.endswith(path)]
    assert found, f"{path} is not among {[r.url for r in record.requests]}"
    return found[0]


def cookie(record: VisitRecord, name: str) -> Cookie:
    found = [c for c in record.cookies if c.name == name]
    assert found, f"{name} is not among {[c.name for c in record.cookies]}"
    return found[-1]


def test_all_visits_are_measured_without_a_capture_failing(visits: dict[str, VisitRecord]) -> None:
    assert {(n, r.outcome, r.detail, r.problems) for n, r in visits.items()} == {
        (n, "ok", "", ()) for n in visits
    }


@pytest.mark.parametrize(
    ("path", "frame"),
    [
        ("/2", "https://second.test/"),
        ("/3", "https://third.test/"),
        ("/srcdoc", "about:srcdoc"),
        ("/from-worker", "https://nest.test/worker.js"),
        ("/from-shared", "https://nest.test/shared.js"),
        ("/from-service", "https://nest.test/service.js"),
        ("/deep", "blob:https://third.test/"),
    ],
)
def test_frames_and_workers_are_seen_under_the_document_that_a_person_is_on(
    visits: dict[str, VisitRecord], path: str, frame: str
) -> None:
    request = sent_to(visits["nest"], "beacons.test" + path)
    assert (request.document_url, request.status) == ("https://nest.test/", 200)
    assert (request.frame_url or "").startswith(frame)


def test_the_script_of_a_worklet_is_seen(visits: dict[str, VisitRecord]) -> None:
    request = sent_to(visits["nest"], "nest.test/worklet.js")
    assert (request.document_url, request.status) == ("https://nest.test/", 200)


def test_a_shared_worker_that_runs_before_the_watcher_is_ready_is_recorded_or_said_to_be_missed(
    web: LoopbackWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Playwright lets shared workers run; here the watcher's own commands come only after the worker has sent."""
    send, held = Watcher._send, []

    async def slow(self: Watcher, number: int, method: str, params: Params, session: str | None) -> None:
        target = self._targets.get(session or "")
        if method == "Network.enable" and target and target.kind == "shared_worker":
            held.append(target.url)
            for _ in range(100):
                if any(r.path == "/from-alone" for r in web.seen):
                    break
                await asyncio.sleep(0.05)
            await asyncio.sleep(0.5)
        await send(self, number, method, params, session)

    async def visited() -> VisitRecord:
        async with browsing(web) as browser:
            return await look_at(browser, "https://alone.test/")

    monkeypatch.setattr(Watcher, "_send", slow)
    record = asyncio.run(visited())
    assert (record.outcome, held) == ("ok", ["https://alone.test/shared.js"])
    told = any(r.url.endswith("/from-alone") for r in record.requests)
    assert told or record.missed
    assert not record.missed or "https://alone.test/shared.js" in record.problems[0].detail


def test_no_request_is_told_twice(visits: dict[str, VisitRecord], web: LoopbackWeb) -> None:
    for name, host in (("nest", "beacons.test"), ("jar", "setter.test")):
        told = sorted(r.url for r in visits[name].requests if f"//{host}/" in r.url and r.method == "GET")
        served = sorted(r.url for r in web.seen if r.host == host and r.method == "GET")
        assert told == served


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/text", "name=Zoë&x=1".encode()),
        ("/binary", b"\0\xff\x80\n"),
        ("/blob", b"\x01\0\xfe"),
        ("/beacon", b"now"),
        ("/goodbye", b"bye"),
        ("/form", b"a=1"),
        ("/ping", b"PING"),
    ],
)
def test_bodies_are_kept_byte_for_byte(visits: dict[str, VisitRecord], path: str, body: bytes) -> None:
    request = sent_to(visits["nest"], "nest.test" + path)
    assert (request.method, request.post_data, request.document_url) == ("POST", body, "https://nest.test/")


def test_a_compressed_body_is_kept_with_what_tells_how_to_read_it(visits: dict[str, VisitRecord]) -> None:
    request = sent_to(visits["nest"], "/gzip")
    assert dict(request.request_headers)["content-encoding"] == "gzip"
    assert gzip.decompress(request.post_data or b"") == b'{"packed": true}'


def test_the_storage_of_third_party_frames_is_read(visits: dict[str, VisitRecord]) -> None:
    found = {(i.kind, i.origin, i.key, i.value) for i in visits["nest"].storage}
    assert ("local", "https://third.test", "third", "kept") in found
    assert ("session", "https://third.test", "tab", "also") in found


def test_messages_of_sockets_are_kept_both_ways(visits: dict[str, VisitRecord]) -> None:
    told = {(m.url, m.direction, m.payload, m.binary) for m in visits["nest"].messages}
    assert told == {
        ("wss://echo.test/talk", direction, payload, binary)
        for direction in ("sent", "received")
        for payload, binary in (("hello", False), ("AP8=", True))
    }
    assert {m.document_url for m in visits["nest"].messages} == {"https://nest.test/"}


def test_initiators_name_the_script(visits: dict[str, VisitRecord]) -> None:
    initiator = sent_to(visits["nest"], "/text").initiator
    assert (initiator.kind, initiator.url) == ("script", "https://nest.test/start.js")


@pytest.mark.parametrize("sign", ["after=timers", "after=scroll", "after=mouse", "/lazy.svg", "frame=false"])
def test_what_comes_late_or_waits_for_a_person_is_seen(visits: dict[str, VisitRecord], sign: str) -> None:
    assert sent_to(visits["late"], sign).status == 200


def test_no_automation_shows_and_reading_a_signal_is_noted_with_the_script(
    visits: dict[str, VisitRecord],
) -> None:
    assert any("webdriver=false&dnt=null" in r.url for r in visits["late"].requests)
    calls = {(c.api, c.script_url) for c in visits["late"].calls}
    assert calls == {("navigator.doNotTrack", "https://watching.test/w.js")}
    assert sent_to(visits["reader"], "/read?gpc=true").status == 200
    calls = {(c.api, c.script_url) for c in visits["reader"].calls}
    assert calls == {("navigator.globalPrivacyControl", "https://watching.test/r.js")}


def test_cookies_of_every_hop_are_recorded_with_the_reasons_of_refusal(
    visits: dict[str, VisitRecord],
) -> None:
    record = visits["jar"]
    first, second, third = (cookie(record, name) for name in ("first", "second", "third"))
    assert (first.stored, first.setter, first.domain) == (True, "https://setter.test/hop1", "setter.test")
    assert not second.stored
    assert second.refused_because[0].endswith("SameSiteLax")
    assert second.raw == "second=2; SameSite=Lax"
    assert (third.stored, third.setter, third.set_by) == (True, "https://setter.test/p.svg", "http")
    hops = [r for r in record.requests if "/hop" in r.url or "p.svg" in r.url]
    assert [(r.status, r.redirected_from is not None) for r in hops] == [
        (302, False),
        (302, True),
        (200, True),
    ]
    assert {c.document_url for c in (first, second, third)} == {"https://jar.test/"}


def test_first_party_cookies_say_what_they_are(visits: dict[str, VisitRecord]) -> None:
    record = visits["jar"]
    host = cookie(record, "__Host-id")
    assert (host.http_only, host.secure, host.same_site, host.lifetime_days) == (True, True, "Strict", None)
    assert (host.domain, host.stored) == ("jar.test", True)
    old = cookie(record, "old")
    assert old.lifetime_days == pytest.approx(400, abs=0.1)
    assert (old.domain, old.raw) == (".jar.test", f"old=1; Max-Age={1000 * DAY}; Domain=jar.test")
    assert cookie(record, "foreign").refused_because == ("InvalidDomain",)
    assert cookie(record, "__Host-bad").refused_because == ("InvalidPrefix",)
    assert not any(c.name == "gone" for c in record.cookies)


def test_cookies_that_scripts_set_name_the_script(visits: dict[str, VisitRecord]) -> None:
    record = visits["jar"]
    plain, stored = cookie(record, "plain"), cookie(record, "stored")
    assert (plain.set_by, plain.setter, plain.domain) == ("script", "https://setter.test/s.js", "jar.test")
    assert plain.lifetime_days == pytest.approx(30, abs=0.1)
    assert (stored.set_by, stored.setter) == ("script", "https://setter.test/s.js")
    assert stored.lifetime_days == pytest.approx(10, abs=0.1)
    assert not any(c.name == "refused" and c.stored for c in record.cookies)


def test_partitioned_cookies_carry_their_partition(visits: dict[str, VisitRecord]) -> None:
    chips, chip = (cookie(visits["jar"], name) for name in ("chips", "chip"))
    assert (chips.partition_key, chips.set_by, chips.setter) == (
        "https://jar.test",
        "http",
        "https://setter.test/frame",
    )
    assert (chip.partition_key, chip.set_by, chip.setter) == (
        "https://jar.test",
        "script",
        "https://setter.test/frame",
    )
    assert chip.document_url == "https://jar.test/"


def test_hostile_strings_are_stored_and_come_back(visits: dict[str, VisitRecord], tmp_path: Path) -> None:
    record = visits["hostile"]
    assert "</script><b>t</b>" in record.title
    settings = Settings.model_validate({"site": [{"url": "https://hostile.test/"}]})
    store = Store(tmp_path / "audit.db")
    (site,) = planned_sites("run", settings)
    planned = next(planned_visits(site, ["baseline"], range(1, 2)))
    now = "2026-01-01T00:00:00.000Z"
    run = RunRow("run", "", now, None, "f", "{}", ("baseline",), (), "0", {}, "1", "0", ())
    store.begin_run(run, [site], [planned])
    store.end_visit(
        site, type(record)(**{**{f: getattr(record, f) for f in record.__slots__}, "id": planned.id})
    )
    (back,) = store.evidence(site).visits
    store.close()
    assert len(back.requests) == len(record.requests)
    assert any(item.key.startswith("</script>\0") for item in back.storage)
    assert any(c.name == "<b>\u202ename" for c in back.cookies)
    assert any(r.post_data and b"</script>\0" in r.post_data for r in back.requests)
