"""A person in one frame: 33 landmarks, and what the silhouette adds.

A pose knows nothing of the library that found it.  Landmarks have MediaPipe's names and numbers.
A value that is missing is NaN, never 0 and never -1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Side = Literal["left", "right"]

LANDMARKS = 33
"""How many landmarks a pose has."""

BACK_STATIONS: FloatArray = np.linspace(-0.1, 1.0, 23)
"""Where the back's outline is sampled: 0 is the hip, 1 the shoulder, along the chord."""


class Landmark(IntEnum):
    """MediaPipe's 33 pose landmarks; left and right are the person's own."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


_LEFT_HIP_X = 2 * int(Landmark.LEFT_HIP)
"""Where the first number of the left hip is among all of `Pose.image`."""


def _missing(*shape: int) -> FloatArray:
    return np.full(shape, np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """What was seen of a person in one frame.

    Attributes:
        index: The frame's number in its source, from 0.
        time_s: The frame's time in seconds, from the container or the camera's clock.
        width: The frame's width in pixels, upright (rotation applied).
        height: The frame's height in pixels.
        image: Landmarks in the picture, shape (33, 2), pixels, x to the right, y down.
        visibility: How likely each landmark is in view and not hidden, shape (33,), 0 to 1.
        world: Landmarks in metres, shape (33, 3), origin between the hips, x to the right of the
            picture, y down, z away from the camera.  Unreliable in depth.
        back: The back-side outline of the silhouette, shape (23,): the distance from the chord
            between the middles of hips and shoulders to the edge at `BACK_STATIONS`, in chord
            lengths; NaN where there is no edge.  None where no silhouette was asked for.
        others: How many other people were last seen in the picture; None where nobody looked.
    """

    index: int
    time_s: float
    width: int
    height: int
    image: FloatArray = field(default_factory=lambda: _missing(LANDMARKS, 2))
    visibility: FloatArray = field(default_factory=lambda: _missing(LANDMARKS))
    world: FloatArray = field(default_factory=lambda: _missing(LANDMARKS, 3))
    back: FloatArray | None = None
    others: int | None = None

    @property
    def present(self) -> bool:
        """Whether a person was found.

        >>> Pose(0, 0.0, 640, 360).present
        False
        """
        return math.isfinite(self.image.item(_LEFT_HIP_X))
