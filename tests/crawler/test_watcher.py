"""The watcher against a browser that only pretends: what is sent to a target, when, and what its answers tell."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from crawler.capture.recorder import Recorder
from crawler.watcher import Watcher

WORKER_URL = "https://shop.test/worker.js"
LOADED = {"method": "Inspector.workerScriptLoaded", "params": {}}
RESUME = "Runtime.runIfWaitingForDebugger"


class PretendedBrowser:
    """Keeps every command, and answers none unless told to."""

    def __init__(self) -> None:
        self.commands: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._connection: ServerConnection | None = None

    async def talk(self, connection: ServerConnection) -> None:
        self._connection = connection
        async for raw in connection:
            message = json.loads(raw)
            if "sessionId" in message:
                await self.commands.put(message)
            else:
                await self.tell({"id": message["id"], "result": {}})

    async def tell(self, message: dict[str, Any]) -> None:
        assert self._connection is not None
        await self._connection.send(json.dumps(message))

    async def attach(self, kind: str, session: str, parent: str | None = None) -> list[dict[str, Any]]:
        """Show a new target that waits; returns the watcher's commands until it lets the target run."""
        info = {"targetId": "T", "type": kind, "url": WORKER_URL, "browserContextId": "C"}
        params = {"sessionId": session, "targetInfo": info, "waitingForDebugger": True}
        from_parent = {"sessionId": parent} if parent else {}
        await self.tell({"method": "Target.attachedToTarget", "params": params, **from_parent})
        sent: list[dict[str, Any]] = []
        while not sent or sent[-1]["method"] != RESUME:
            sent.append(await asyncio.wait_for(self.commands.get(), 10))
        assert {message["sessionId"] for message in sent} == {session}
        return sent

    async def answer(self, commands: list[dict[str, Any]]) -> None:
        for command in commands:
            await self.tell({"id": command["id"], "sessionId": command["sessionId"], "result": {}})


@contextlib.asynccontextmanager
async def watching(folder: Path) -> AsyncIterator[tuple[PretendedBrowser, Recorder, Watcher]]:
    browser, recorder = PretendedBrowser(), Recorder()
    async with serve(browser.talk, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        (folder / "DevToolsActivePort").write_text(f"{port}\n/devtools/browser/1")
        watcher = await Watcher.connect(folder / "DevToolsActivePort")
        watcher.new_listener = lambda: recorder
        try:
            yield browser, recorder, watcher
        finally:
            await watcher.close()


@pytest.mark.parametrize(
    "kind", ["page", "iframe", "worker", "shared_worker", "service_worker", "worklet", "auction_worklet"]
)
async def test_whatever_can_send_is_watched_before_it_is_let_run(tmp_path: Path, kind: str) -> None:
    async with watching(tmp_path) as (browser, _, _watcher):
        methods = [command["method"] for command in await browser.attach(kind, "S")]
        assert "Network.enable" in methods
        assert methods.index("Network.enable") < methods.index(RESUME) == len(methods) - 1


async def test_a_pages_own_attachment_to_a_service_worker_is_only_let_go(tmp_path: Path) -> None:
    async with watching(tmp_path) as (browser, recorder, watcher):
        await browser.attach("page", "P")
        await browser.attach("service_worker", "S")
        assert [command["method"] for command in await browser.attach("service_worker", "S2", "P")] == [
            RESUME
        ]
        for session in ("S", "S2"):
            params = {
                "requestId": "7",
                "request": {"url": "https://t.example/", "method": "GET", "headers": {}},
                "type": "Fetch",
            }
            await browser.tell(
                {"method": "Network.requestWillBeSent", "sessionId": session, "params": params}
            )
            extra = {"requestId": "7", "headers": {"Cookie": session}}
            await browser.tell(
                {"method": "Network.requestWillBeSentExtraInfo", "sessionId": session, "params": extra}
            )
        await watcher.call("Target.getTargets")
        (one,) = recorder.network.exchanges()
        assert one.request_extra is not None
        assert one.request_extra["headers"] == {"Cookie": "S"}


async def test_a_worker_that_ran_before_its_commands_were_carried_out_is_told(tmp_path: Path) -> None:
    async with watching(tmp_path) as (browser, recorder, watcher):
        commands = await browser.attach("shared_worker", "S")
        await browser.tell({**LOADED, "sessionId": "S"})
        await browser.answer(commands)
        await watcher.call("Target.getTargets")
        assert recorder.workers.unwatched == [WORKER_URL]


async def test_a_worker_that_ran_after_its_commands_were_carried_out_is_not(tmp_path: Path) -> None:
    async with watching(tmp_path) as (browser, recorder, watcher):
        commands = await browser.attach("shared_worker", "S")
        await browser.answer(commands[:-1])
        await browser.tell({**LOADED, "sessionId": "S"})
        await watcher.call("Target.getTargets")
        assert (recorder.workers.unwatched, recorder.workers.starting(60)) == ([], 0)


async def test_a_refused_command_does_not_count_as_watched(tmp_path: Path) -> None:
    async with watching(tmp_path) as (browser, recorder, watcher):
        for command in await browser.attach("shared_worker", "S"):
            error = {"code": -32000, "message": "gone"}
            await browser.tell({"id": command["id"], "sessionId": "S", "error": error})
        await browser.tell({**LOADED, "sessionId": "S"})
        await watcher.call("Target.getTargets")
        assert recorder.workers.unwatched == [WORKER_URL]


async def test_a_worker_that_ended_is_no_longer_waited_for(tmp_path: Path) -> None:
    async with watching(tmp_path) as (browser, recorder, watcher):
        await browser.attach("worker", "S")
        assert recorder.workers.starting(60) == 1
        await browser.tell({"method": "Target.detachedFromTarget", "params": {"sessionId": "S"}})
        await watcher.call("Target.getTargets")
        assert recorder.workers.starting(60) == 0
