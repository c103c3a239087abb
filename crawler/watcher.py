"""The second connection: a CDP websocket of our own that sees what Playwright's pipe does not.

Playwright drives; the watcher only looks. It attaches to every target of every browser context, out-of-process
frames and all kinds of workers included, before their first line of script runs, and hands their events to
the listener of that browser context. (Chrome DevTools Protocol, domains Target, Network, Runtime.)
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import structlog
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

log = structlog.get_logger()

Params = Mapping[str, Any]
Command = tuple[str, Params]

_ANSWER_SECONDS = 15.0
_FILTER = [{"type": kind, "exclude": True} for kind in ("browser", "tab", "browser_ui", "webview")] + [{}]
_AUTO_ATTACH: Params = {
    "autoAttach": True,
    "waitForDebuggerOnStart": True,
    "flatten": True,
    "filter": _FILTER,
}


WORKERS = frozenset(("worker", "shared_worker", "service_worker"))
"""The kinds of targets that have no document."""

Ask = Callable[["Target", str, Params, Callable[[Params], None]], None]
"""Target, method, its parameters, and what to do with the answer, if one comes."""


class WatcherError(Exception):
    """The browser's debugging connection refused, failed or is gone."""


@dataclass(frozen=True, slots=True)
class Target:
    """One page, frame process or worker that is being watched."""

    session: str
    id: str
    kind: str
    """`page`, `iframe`, `worker`, `shared_worker`, `service_worker` …"""
    context: str
    parent: Target | None
    url: str

    @property
    def page(self) -> Target | None:
        """The page that this target belongs to; None for workers that several pages may share."""
        target: Target | None = self
        while target is not None and target.kind != "page":
            target = target.parent
        return target


class Listener(Protocol):
    """What receives the events of one browser context."""

    def commands(self, target: Target) -> list[Command]:
        """What to switch on in a target before it runs."""

    def watched(self, target: Target) -> None:
        """The target has carried out all its commands; its events from here on are complete."""

    def event(self, target: Target, method: str, params: Params) -> None:
        """Something happened in the target."""

    def detached(self, target: Target) -> None:
        """The target is gone."""


class Watcher:
    """One connection to one browser."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._targets: dict[str, Target] = {}
        self._watched_with: dict[int, Target] = {}
        """The number of the command with whose answer a target is watched."""
        self._asking: set[asyncio.Task[None]] = set()
        self._listeners: dict[str, Listener] = {}
        self.new_listener: Callable[[], Listener] | None = None
        """Makes the listener of a browser context when its first target appears."""
        self._reader = asyncio.create_task(self._read(), name="undeclared watcher")

    @classmethod
    async def connect(cls, port_file: Path) -> Watcher:
        """Connect to the browser whose profile folder holds this `DevToolsActivePort` file."""
        for _ in range(200):
            lines = port_file.read_text().split() if port_file.exists() else []
            if len(lines) == 2:
                break
            await asyncio.sleep(0.05)
        else:
            raise WatcherError(f"the browser wrote no {port_file.name}")
        url = f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        socket = await connect(url, max_size=None, compression=None, ping_interval=None, proxy=None)
        watcher = cls(socket)
        await watcher.call("Target.setAutoAttach", _AUTO_ATTACH)
        return watcher

    @property
    def alive(self) -> bool:
        """Whether events still arrive."""
        return not self._reader.done()

    def listener(self, context: str) -> Listener:
        """The listener of a browser context, made now if none of its targets has been seen yet."""
        if context not in self._listeners:
            if self.new_listener is None:
                raise WatcherError("nobody listens: set new_listener first")
            self._listeners[context] = self.new_listener()
        return self._listeners[context]

    def forget(self, context: str) -> None:
        """Drop the listener of a browser context that is closed."""
        self._listeners.pop(context, None)

    async def call(
        self, method: str, params: Params | None = None, session: str | None = None
    ) -> dict[str, Any]:
        """Send a command and wait for its result. Raises `WatcherError`."""
        number = next(self._ids)
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers[number] = future
        try:
            await self._send(number, method, params or {}, session)
            return await asyncio.wait_for(future, _ANSWER_SECONDS)
        except (TimeoutError, ConnectionClosed) as error:
            raise WatcherError(f"{method}: {error or 'no answer'}") from error
        finally:
            self._answers.pop(number, None)

    def ask(self, target: Target, method: str, params: Params, then: Callable[[Params], None]) -> None:
        """Send a command from within an event, and go on; without an answer nothing happens."""

        async def asking() -> None:
            with contextlib.suppress(WatcherError):
                then(await self.call(method, params, target.session))

        task = asyncio.create_task(asking())
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def command_line(self) -> tuple[str, ...]:
        """The effective switches of the browser, without its own path."""
        try:
            line = (await self.call("SystemInfo.getInfo"))["commandLine"]
        except (WatcherError, KeyError):
            return ()
        try:
            words = shlex.split(line)
        except ValueError:
            words = line.split()
        return tuple(word for word in words[1:] if word.startswith("--"))

    async def close(self) -> None:
        """End the connection; the browser goes on."""
        self._reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reader
        with contextlib.suppress(OSError, ConnectionClosed):
            await self._socket.close()

    async def _send(self, number: int, method: str, params: Params, session: str | None) -> None:
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        await self._socket.send(json.dumps(message))

    async def _read(self) -> None:
        try:
            async for raw in self._socket:
                try:
                    await self._take(json.loads(raw))
                except (ValueError, LookupError, TypeError) as error:
                    log.warning("event not understood", error=str(error))
        except ConnectionClosed:
            pass
        finally:
            for future in self._answers.values():
                if not future.done():
                    future.set_exception(WatcherError("the browser is gone"))

    async def _take(self, message: dict[str, Any]) -> None:
        if "id" in message:
            self._answered(message)
        else:
            await self._happened(message)

    def _answered(self, message: dict[str, Any]) -> None:
        # At once, not in a task: the order of answers and events is what tells whether an event was missed.
        target = self._watched_with.pop(message["id"], None)
        if target and "error" not in message and target.context in self._listeners:
            self._listeners[target.context].watched(target)
        future = self._answers.get(message["id"])
        if future is None or future.done():
            return
        if "error" in message:
            future.set_exception(WatcherError(message["error"].get("message", "refused")))
        else:
            future.set_result(message.get("result", {}))

    async def _happened(self, message: dict[str, Any]) -> None:
        method, params = message["method"], message["params"]
        if method == "Target.attachedToTarget":
            await self._attached(params, message.get("sessionId"))
        elif method == "Target.detachedFromTarget":
            target = self._targets.pop(params["sessionId"], None)
            self._watched_with = {n: t for n, t in self._watched_with.items() if t is not target}
            if target and target.context in self._listeners:
                self._listeners[target.context].detached(target)
        elif target := self._targets.get(message.get("sessionId", "")):
            listener = self._listeners.get(target.context)
            if listener is not None:
                listener.event(target, method, params)

    async def _attached(self, params: Params, parent_session: str | None) -> None:
        info, session = params["targetInfo"], params["sessionId"]
        parent = self._targets.get(parent_session) if parent_session else None
        if info["type"] == "service_worker" and parent is not None:
            # The connection itself watches service workers, since before its pages heard of them. A page that
            # registers one holds up the fetch of its script: it is let go, and nothing is told twice.
            await self._send(next(self._ids), "Runtime.runIfWaitingForDebugger", {}, session)
            return
        context = info.get("browserContextId") or (parent.context if parent else "")
        target = Target(session, info["targetId"], info["type"], context, parent, info.get("url", ""))
        self._targets[session] = target
        commands: list[Command] = [("Target.setAutoAttach", _AUTO_ATTACH)]
        if self.new_listener is not None and context:
            commands += self.listener(context).commands(target)
        for method, arguments in commands:
            await self._send(number := next(self._ids), method, arguments, session)
        self._watched_with[number] = target
        await self._send(next(self._ids), "Runtime.runIfWaitingForDebugger", {}, session)
