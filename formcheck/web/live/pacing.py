"""What comes in over a live socket: only the newest frame, and no more than can be looked at.

While one frame is being worked on, later ones replace each other.  There is no queue, so that
nobody is coached on what they did a while ago.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from formcheck.web.live import messages
from formcheck.web.settings import Limits


@dataclass(slots=True)
class Frame:
    """A frame as it came.

    Attributes:
        number: The browser's number of it.
        time_ms: When it was taken, by the browser's clock.
        picture: JPEG or WebP.
        came_s: When it came, by the server's clock.
    """

    number: int
    time_ms: float
    picture: bytes
    came_s: float


class LatestFrame:
    """The newest frame only."""

    def __init__(self) -> None:
        self._frame: Frame | None = None
        self._there = asyncio.Event()
        self.replaced = 0

    def put(self, frame: Frame) -> None:
        """Take a frame in; one that nobody took out yet gives way."""
        if self._frame is not None:
            self.replaced += 1
        self._frame = frame
        self._there.set()

    async def take(self) -> tuple[Frame, int]:
        """Wait for a frame; with it, how many gave way to it."""
        await self._there.wait()
        self._there.clear()
        frame, self._frame = self._frame, None
        replaced, self.replaced = self.replaced, 0
        assert frame is not None
        return frame, replaced


class Pacer:
    """Learns what the server keeps up with, and watches over what comes in.

    Args:
        limits: The server's limits.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._work_s = 0.06
        self._second = -1
        self._came = 0

    def worked(self, seconds: float) -> None:
        """How long a frame took."""
        self._work_s += 0.2 * (min(seconds, 2.0) - self._work_s)

    def advise(self) -> messages.Pace:
        """What the browser should send.

        >>> Pacer(Limits()).advise()
        Pace(fps=13.3, side_px=640)
        """
        fps = max(4.0, min(self._limits.live_fps, 0.8 / self._work_s))
        side = 640 if self._work_s < 0.15 else 480 if self._work_s < 0.3 else 320
        return messages.Pace(fps=round(fps, 1), side_px=side)

    def came(self, now: float) -> float:
        """A frame came in: how many times too many there were in this second."""
        if int(now) != self._second:
            self._second, self._came = int(now), 0
        self._came += 1
        return self._came / self._limits.live_fps
