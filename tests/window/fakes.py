"""A camera, an estimator and a window that a test is in command of."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from formcheck.pose import Pose
from formcheck.vision.frames import Frame, Image
from formcheck.window.cameras import CameraFeed, Feed
from tests.figures import Camera, Stick


def until(true: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.002)


class FakeDevice:
    """A camera: its picture's red says which one it is; then it fails, or waits.

    Args:
        pictures: How many it gives.
        opened: Whether it can be opened.
        forever: Whether it goes on with the last one, instead of failing.
    """

    def __init__(self, pictures: int, *, opened: bool = True, forever: bool = False) -> None:
        self.pictures = pictures
        self.opened = opened
        self.forever = forever
        self.given = 0
        self.released = False

    def isOpened(self) -> bool:  # noqa: N802
        return self.opened

    def read(self) -> tuple[bool, Any]:
        time.sleep(0.002)
        if self.given >= self.pictures and not self.forever:
            return False, None
        self.given = min(self.given + 1, self.pictures)
        picture = np.full((48, 64, 3), 120, np.uint8)
        picture[..., 2] = self.given  # OpenCV's order: blue, green, red
        return True, picture

    def release(self) -> None:
        self.released = True


def camera(device: FakeDevice, clock: Callable[[], float] = time.monotonic) -> CameraFeed:
    return CameraFeed(lambda: device, "camera 0", "is it plugged in?", clock=clock)


class ScriptedFeed(Feed):
    """Gives the next picture once the one before was taken in, so that a test need not wait."""

    def __init__(self, seconds: float, taken_in: Callable[[], int], fps: float = 10.0) -> None:
        self.seconds = seconds
        self.taken_in = taken_in
        self.fps = fps
        self.at_s = 0.0
        super().__init__("a test", mirrored=True)

    @property
    def now_s(self) -> float:
        return self.at_s

    def _frames(self) -> Iterator[Frame]:
        for index in range(round(self.seconds * self.fps)):
            self.at_s = index / self.fps
            yield Frame(index, self.at_s, np.full((480, 640, 3), 120, np.uint8))
            while self.taken_in() <= index and not self._stop.is_set():
                time.sleep(0.0005)


class FakeEstimator:
    """Sees what somebody does at the frame's time."""

    def __init__(self, posed: Callable[[float], Stick | None]) -> None:
        self.posed = posed
        self.looked_at: list[int] = []
        self.fails_at: int | None = None
        self.slow_s: dict[str, float] = {}
        self.models: list[str] = []
        self.may = threading.Event()
        self.may.set()

    @contextmanager
    def open(self, model: str = "full") -> Iterator[FakeEstimator]:
        self.models.append(model)
        yield self

    def estimate(self, frame: Frame) -> Pose:
        if frame.time_s < 0:
            return Pose(0, frame.time_s, 64, 48)
        assert self.may.wait(20)
        if frame.index == self.fails_at:
            raise RuntimeError("the model fell over")
        self.looked_at.append(frame.index)
        time.sleep(self.slow_s.get(self.models[-1], 0.0))
        stick = self.posed(frame.time_s)
        if stick is None:
            return Pose(frame.index, frame.time_s, 640, 480)
        return Camera().see(stick, frame.index, frame.time_s)


class FakeScreen:
    """Keeps the pictures, and presses a key when a test says so."""

    def __init__(self, press: Callable[[], str] = lambda: "") -> None:
        self.pictures: list[Image] = []
        self.press = press

    def show(self, picture: Image) -> None:
        self.pictures = [*self.pictures[-2:], picture]

    def key(self, wait_ms: int) -> str:
        time.sleep(0.0005)
        return self.press()
