"""What stands for the pose model: it settles, follows one person, and costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from formcheck.lifecycle import Closing
from formcheck.pose import LANDMARKS, Pose
from formcheck.recording import rounded
from formcheck.vision.frames import Frame
from tests.vision.clips import write_clip

BODY = np.random.default_rng(8).uniform((20, 10), (70, 60), (LANDMARKS, 2))
FPS = 2
SIZE = (96, 64)


def small_picture(
    number: int, size: tuple[int, int] = SIZE
) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    """A picture in which a number can be read: a bright column."""
    image = np.full((size[1], size[0], 3), 60, np.uint8)
    image[:, number % size[0]] = 250
    return image


def write_long(path: Path, seconds: float = 100.0, **options: object) -> Path:
    """Write a long video that costs little."""
    count = round(seconds * FPS)
    return write_clip(path, [small_picture(n) for n in range(count)], fps=FPS, **options)  # type: ignore[arg-type]


class FakeEstimator(Closing):
    """Finds a body that moves with the time; who looks in the middle needs a while to settle.

    Attributes:
        person_of: Which person an estimator follows that begins at some time, seconds.
        made: How many there were.
    """

    person_of: Callable[[float], int] = staticmethod(lambda _: 0)
    made = 0

    def __init__(self, model: str) -> None:
        self.model = model
        self._begun_s: float | None = None
        type(self).made += 1

    def estimate(self, frame: Frame) -> Pose:
        if self._begun_s is None:
            self._begun_s = frame.time_s
        off = 5.0 * 0.5 ** (10 * (frame.time_s - self._begun_s))
        person = type(self).person_of(self._begun_s)
        moved = np.add(BODY, (off + 60 * person + 10 * np.sin(frame.time_s), 0))
        bright = float(np.argmax(frame.image[0, :, 1]))
        return rounded(
            Pose(
                frame.index,
                frame.time_s,
                frame.width,
                frame.height,
                image=moved,
                visibility=np.full(LANDMARKS, 0.9),
                world=np.full((LANDMARKS, 3), bright),
                others=0,
            )
        )

    def close(self) -> None:
        pass
