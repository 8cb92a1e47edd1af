"""What a recording keeps: its version, its arrays and what is known of its source."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from formcheck.pose import BACK_STATIONS, LANDMARKS, Pose

VERSION = 1
"""The format's version, in the header."""

MARK = b'"formcheck_poses"'
"""What a header has."""

ARRAYS: dict[str, tuple[tuple[int, ...], int]] = {
    "image": ((LANDMARKS, 2), 2),
    "visibility": ((LANDMARKS,), 2),
    "world": ((LANDMARKS, 3), 3),
    "back": (BACK_STATIONS.shape, 4),
}
"""What is kept of a pose: name, shape and decimals."""


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What is known about the source of frames or poses.

    Attributes:
        path: Where it comes from, as the user named it.
        duration_s: How long it is, in seconds; None where that is not known.
        fps: Frames a second, on average.
        width: The upright picture's width in pixels.
        height: The upright picture's height in pixels.
        frames: How many frames it has (an estimate until all were read); None where unknown.
        slowed: How many times slower than it was filmed a player shows it: 1 for most files.
        dark: The share of its frames that are too dark to see anybody, from 0 to 1; 0 until all
            were read, and where nobody looked.
    """

    path: str
    duration_s: float | None
    fps: float
    width: int
    height: int
    frames: int | None = None
    slowed: float = 1.0
    dark: float = 0.0


def rounded(pose: Pose) -> Pose:
    """Round a pose to what a recording keeps of it.

    What is judged is rounded so as well: a recording then gives the same result as its video.

    Args:
        pose: The pose.

    Returns:
        The pose to 0.01 pixels, in which no estimator is exact.
    """
    arrays = {name: getattr(pose, name) for name in ARRAYS}
    return replace(
        pose,
        **{
            name: np.round(values, ARRAYS[name][1])
            for name, values in arrays.items()
            if values is not None
        },
    )
