"""WebSocket messages, for what is never seen as a request."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import ClassVar, Literal

from crawler.capture.kind import Capture
from crawler.watcher import Params, Target
from trackers.evidence import SocketMessage

_MOST_MESSAGES = 200
"""Of one socket."""
_LONGEST = 16_384


class Sockets(Capture):
    """The first messages of every socket, both ways."""

    name: ClassVar[str] = "sockets"
    events: ClassVar[frozenset[str]] = frozenset(
        ("Network.webSocketCreated", "Network.webSocketFrameSent", "Network.webSocketFrameReceived")
    )

    def __init__(self, top_url: Callable[[Target], str]) -> None:
        self._top_url = top_url
        self.messages: list[SocketMessage] = []
        self._urls: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def event(self, target: Target, method: str, params: Params) -> None:
        """Keep one message."""
        request_id = params["requestId"]
        if method.endswith("Created"):
            self._urls[request_id] = params["url"]
            return
        self._counts[request_id] += 1
        if self._counts[request_id] > _MOST_MESSAGES:
            return
        direction: Literal["sent", "received"] = "sent" if method.endswith("Sent") else "received"
        frame = params["response"]
        self.messages.append(
            SocketMessage(
                url=self._urls.get(request_id, ""),
                direction=direction,
                payload=frame.get("payloadData", "")[:_LONGEST],
                binary=frame.get("opcode") == 2,
                document_url=self._top_url(target),
                started=time.time(),  # the event's own timestamp counts from the start of the browser
            )
        )
