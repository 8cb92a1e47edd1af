"""A server in this process whose camera sees what a test says, for tests in a real browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvicorn

from formcheck.pose import Pose
from formcheck.vision.frames import FrameObservation
from formcheck.web.app import create_app
from formcheck.web.server import bind
from formcheck.web.services import Services
from formcheck.web.settings import Limits, Settings
from tests.figures import Camera, Stick
from tests.web.fakes import FakeExecutor

LOOKED_S = 0.18
"""What is done between two pictures takes at most this long, seconds: five or six pictures of each
second of it are enough to count by."""

LOOKS_FPS = 10.0
"""So often a page sends what its camera sees: more pictures would show the same, and each one costs
the browser and the server."""


class Actor:
    """Does what a test says from when it is first looked at, whatever the picture shows.

    It moves with the times of the pictures, but no faster than they are looked at: on a slow
    machine the person is slow as well.

    Args:
        posed: What is seen at a time, seconds.
    """

    def __init__(self, posed: Callable[[float], Stick | None]) -> None:
        self.posed = posed
        self.pictures: list[bytes] = []
        self.dark = False
        self._camera = Camera()
        self._now = 0.0
        self._picture_s = 0.0

    async def begin(self, model: str) -> None:
        """Poses are found with another model; the person goes on."""

    async def observe(self, index: int, time_s: float, picture: bytes) -> FrameObservation:
        self.pictures[:] = [*self.pictures[-50:], picture]
        if index == 0:  # another session
            self._now, self._picture_s = 0.0, time_s
        self._now += min(max(time_s - self._picture_s, 0.0), LOOKED_S)
        self._picture_s = time_s
        stick = self.posed(self._now)
        if stick is None:
            return FrameObservation(Pose(index, time_s, 640, 360), dark=self.dark)
        return FrameObservation(replace(self._camera.see(stick, index, time_s), index=index))

    def close(self) -> None:
        pass


class Running:
    """A server that runs."""

    def __init__(self, services: Services, url: str) -> None:
        self.services = services
        self.url = url


Start = Callable[..., Running]
"""Starts a server with what its camera sees, and settings."""


@contextmanager
def running(data: Path, actor: Actor, **settings: Any) -> Iterator[Running]:
    """Run a server on a free port of this machine."""
    with Services(
        replace(Settings(data, limits=Limits(live_fps=LOOKS_FPS)), **settings),
        FakeExecutor(),
        lambda: actor,
    ) as services:
        bound = bind("127.0.0.1", 0)
        config = uvicorn.Config(
            create_app(services),
            log_level="error",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([bound],))
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield Running(services, f"http://127.0.0.1:{bound.getsockname()[1]}")
        finally:
            services.ending = True
            server.should_exit = True
            thread.join()
            bound.close()
