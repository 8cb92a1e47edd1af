"""A frame of a video, what a source of frames offers, and what was seen in one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import FormcheckError
from formcheck.pose import Pose

Image = NDArray[np.uint8]
"""A picture, shape (height, width, 3), RGB, 0 to 255."""

Mask = NDArray[np.float32]
"""How likely each pixel belongs to the person, shape (height, width), 0 to 1."""


READING = 2
"""The version of how videos are read: raised whenever the same file gives other pictures or times.

2 is upright in all eight ways, each picture by its own size, and true times of slow motion.  Poses
that were kept are found anew when it changes.
"""

DARK = 40
"""A picture whose brightest part is below this (of 255) shows nobody."""


class FrameError(FormcheckError, ValueError):
    """A frame is not a picture, or does not come after the one before."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a video.

    Attributes:
        index: How many frames the source delivered before this one.
        time_s: The frame's time in seconds; strictly increasing within a source.
        image: The picture, upright, with square pixels and contiguous in memory.
    """

    index: int
    time_s: float
    image: Image

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.image.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.image.shape[0])


def check_image(image: Image) -> None:
    """Refuse an array that is not an RGB picture as `Frame` has it.

    Args:
        image: The picture.

    Raises:
        FrameError: Its type, shape or memory layout is another.
    """
    if not isinstance(image, np.ndarray) or image.dtype != np.uint8:
        raise FrameError("a frame must be an array of uint8")
    if image.ndim != 3 or image.shape[2] != 3 or min(image.shape) < 1:
        raise FrameError(f"a frame must be (height, width, 3), not {image.shape}")
    if not image.flags.c_contiguous:
        raise FrameError("a frame must be contiguous in memory (numpy.ascontiguousarray)")


def is_dark(image: Image) -> bool:
    """Whether a picture is too dark to see anybody."""
    step = max(1, min(image.shape[:2]) // 48)
    return bool(np.percentile(image[::step, ::step, 1], 98) < DARK)


@dataclass(frozen=True, slots=True)
class FrameObservation:
    """What was seen in one picture.

    Attributes:
        pose: The pose.
        dark: Whether it is too dark to see anybody.
    """

    pose: Pose
    dark: bool = False
