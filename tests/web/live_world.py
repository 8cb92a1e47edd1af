"""A live socket without a browser: a server whose clock and pose process the test moves."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from jsonschema import Draft202012Validator
from starlette.testclient import TestClient, WebSocketTestSession

from formcheck.web.app import create_app
from formcheck.web.live import schema
from formcheck.web.services import Services
from formcheck.web.settings import Settings
from tests.figures import Stick
from tests.web.fakes import BASE, FakeExecutor
from tests.web.walkers import FakeFinder, frame

URL = "ws://127.0.0.1:8000/api/v1/live"
DEFS = schema.json_schema()["$defs"]
SCHEMAS = {
    kind: Draft202012Validator({"$ref": place, "$defs": DEFS})
    for kind, place in DEFS["toBrowser"]["discriminator"]["mapping"].items()
}
"""What a message to the browser must be like, by its type."""


LEAD_S = 3.0
"""So long the person stands in position before the recorded seconds begin."""


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Browser:
    """One end of a live socket, that takes a picture ten times a second of its own time."""

    def __init__(self, socket: WebSocketTestSession, clock: Clock) -> None:
        self.socket = socket
        self.clock = clock
        self.number = 0
        self.got: list[dict[str, Any]] = []

    def hello(self, **what: Any) -> dict[str, Any]:
        self.socket.send_text(json.dumps({"type": "hello", "exercise": "bent-over-row", **what}))
        return self.receive()

    def receive(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self.socket.receive_text())
        SCHEMAS[message["type"]].validate(message)
        self.got.append(message)
        return message

    def film(self, start_s: float, seconds: float) -> dict[str, Any]:
        """Send frames one by one, as a browser that waits for each answer; the last answer.

        Before second 0 of what is seen there are three more, for the countdown.
        """
        seen: dict[str, Any] = {}
        if start_s == 0:
            start_s, seconds = -LEAD_S, seconds + LEAD_S
        for tenth in range(round(seconds * 10)):
            self.number += 1
            shown_s = start_s + tenth / 10
            self.clock.now += 0.1
            self.socket.send_bytes(frame(self.number, self.clock.now, shown_s))
            while (seen := self.receive())["type"] != "frame":
                pass
            assert seen["number"] == self.number
        return seen

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.got if message["type"] == kind]

    def send(self, kind: str) -> None:
        self.socket.send_text(json.dumps({"type": kind}))

    def until(self, kind: str) -> dict[str, Any]:
        while True:
            message = self.receive()
            if message["type"] == kind:
                return message


Open = Callable[[], Any]


class World:
    """A server, its clock and what is to be seen."""

    def __init__(self, settings: Settings, posed: Callable[[float], Stick | None]) -> None:
        self.clock = Clock()
        self.pose_processes: list[FakeFinder] = []
        self.takes_s: dict[str, float] = {}
        """How long a frame takes with a model, seconds of the server's clock."""

        def work(model: str) -> None:
            self.clock.now += self.takes_s.get(model, 0.0)

        def make() -> FakeFinder:
            self.pose_processes.append(FakeFinder(posed))
            self.pose_processes[-1].on_look = work
            return self.pose_processes[-1]

        self.services = Services(settings, FakeExecutor(), make)
        self.services.registry.clock = self.clock
        self.client = TestClient(create_app(self.services), base_url=BASE)

    @contextmanager
    def browser(self) -> Iterator[Browser]:
        with self.client.websocket_connect(URL) as socket:
            yield Browser(socket, self.clock)


MakeWorld = Callable[..., World]


def problem(browser: Browser) -> dict[str, Any]:
    found: dict[str, Any] = browser.until("problem")["problem"]
    return found
