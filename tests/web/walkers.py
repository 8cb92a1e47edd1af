"""A pose process that sees poses made by hand: the picture says which one."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable
from dataclasses import replace

from formcheck.pose import Pose
from formcheck.vision.frames import FrameObservation
from formcheck.web.live.messages import HEADER
from formcheck.web.live.pose_process import PictureError, PoseProcessDiedError
from tests.figures import Camera, Stick

PICTURE = struct.Struct("<d")


def frame(number: int, time_s: float, shown_s: float | None = None) -> bytes:
    """A frame's message whose picture is what was to be seen at a time."""
    shown = PICTURE.pack(time_s if shown_s is None else shown_s)
    return HEADER.pack(number, 1000 * time_s) + shown


class FakeFinder:
    """Sees what somebody does at the time that the picture names."""

    def __init__(self, posed: Callable[[float], Stick | None]) -> None:
        self._posed = posed
        self.begun: list[str] = []
        self.closed = False
        self.dies_at: float | None = None
        self.slow_s = 0.0
        self.on_look: Callable[[str], None] = lambda model: None
        self.camera = Camera()

    async def begin(self, model: str) -> None:
        self.begun.append(model)

    async def observe(self, index: int, time_s: float, picture: bytes) -> FrameObservation:
        if len(picture) != PICTURE.size:
            raise PictureError("the picture is damaged")
        await asyncio.sleep(self.slow_s)
        self.on_look(self.begun[-1])
        (shown_s,) = PICTURE.unpack(picture)
        if self.dies_at is not None and shown_s >= self.dies_at:
            self.dies_at = None
            raise PoseProcessDiedError
        stick = self._posed(shown_s)
        if stick is None:
            return FrameObservation(Pose(index, time_s, 640, 360))
        return FrameObservation(replace(self.camera.see(stick, index, time_s), index=index))

    def close(self) -> None:
        self.closed = True
