"""How far angles in space are misread: a limb that is misread as one keeps its angles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy.stats import median_abs_deviation

from formcheck.pose import Landmark, Pose
from studio.body.jointed import Floats

LEAST_RANGE_DEG = 25.0
"""An angle that changes by less says nothing of how much of it is read."""

ANGLES = {
    "elbow": ("SHOULDER", "ELBOW", "WRIST"),
    "shoulder": ("ELBOW", "SHOULDER", "HIP"),
    "hip": ("SHOULDER", "HIP", "KNEE"),
    "knee": ("HIP", "KNEE", "ANKLE"),
}
"""The included angles: the joint is in the middle."""

ALL_BUT_ENDS = (5.0, 95.0)
"""Percentiles between which an angle ranges."""


class AngleError(NamedTuple):
    """The error of an angle on one clip, degrees.

    `bias` is the median; `wanders` is the deviation of the rest (from its median absolute
    deviation); `range` and `true_range` are from the 5th to the 95th percentile of what is read and
    of the truth; `follows` is the share of its changes that is read, NaN where it hardly changes.
    """

    bias: float
    wanders: float
    range: float
    true_range: float
    follows: float


def angle_error(read: Floats, true: Floats) -> AngleError | None:
    """The error of an angle.

    Args:
        read: As it is read, degrees, (frames,); NaN where it is not.
        true: As it is, degrees, (frames,).

    Returns:
        None of what is never read.

    >>> true = np.array([90.0, 130.0, 170.0])
    >>> error = angle_error(true / 2 + 80.0, true)
    >>> error.bias, round(error.follows, 2), error.range / error.true_range
    (15.0, 0.5, 0.5)
    """
    seen = np.isfinite(read) & np.isfinite(true)
    if not seen.any():
        return None
    read, true = read[seen], true[seen]
    off = read - true
    bias = float(np.median(off))
    low, high = np.percentile(read, ALL_BUT_ENDS)
    least, most = np.percentile(true, ALL_BUT_ENDS)
    moves = most - least > LEAST_RANGE_DEG
    return AngleError(
        bias,
        float(median_abs_deviation(off, scale="normal")),
        float(high - low),
        float(most - least),
        float(np.polyfit(true, read, 1)[0]) if moves else float("nan"),
    )


def angles_of(world: Floats) -> dict[str, list[Floats]]:
    """Angles in space of the left and the right side where both have it, degrees, each (frames,).

    Args:
        world: Landmarks in metres, x right, y down, z away from the camera, (frames, 33, 3).
    """
    found: dict[str, list[Floats]] = {}
    for name, joints in ANGLES.items():
        found[name] = []
        for side in ("LEFT", "RIGHT"):
            first, joint, last = (world[:, Landmark[f"{side}_{each}"]] for each in joints)
            found[name].append(_between(first - joint, last - joint))
    across = world[:, Landmark.LEFT_SHOULDER] - world[:, Landmark.RIGHT_SHOULDER]
    level = np.hypot(across[:, 0], across[:, 2])
    found["tilt"] = [np.degrees(np.arctan2(across[:, 1], level))]
    found["yaw"] = [np.degrees(np.arctan2(across[:, 2], across[:, 0]))]
    return found


class AngleErrors:
    """The errors of angles over clips."""

    def __init__(self) -> None:
        self._of: defaultdict[str, list[AngleError]] = defaultdict(list)

    def add(self, poses: Sequence[Pose], world: Floats) -> None:
        """Another clip.

        Args:
            poses: As they were read.
            world: The true landmarks in metres, (frames, 33, 3).
        """
        read = angles_of(np.array([pose.world for pose in poses]))
        for name, sides in angles_of(world).items():
            for seen, true in zip(read[name], sides, strict=True):
                # A yaw of 179 degrees that is read as -179 is off by two.
                near = true + (seen - true + 180.0) % 360.0 - 180.0
                error = angle_error(near, true)
                if error is not None:
                    self._of[name].append(error)

    def lines(self) -> Iterator[str]:
        """What is told of them, a line for each angle."""
        for name, errors in self._of.items():
            wanders, seen, true = (
                float(np.median([getattr(each, field) for each in errors]))
                for field in ("wanders", "range", "true_range")
            )
            spread = 1.4826 * float(np.median(np.abs([each.bias for each in errors])))
            moving = [each.follows for each in errors if np.isfinite(each.follows)]
            follows = f", follows by {np.median(moving):.2f}" if moving else ""
            yield (
                f"{name:<10}off by {spread:4.1f} throughout, wanders {wanders:4.1f}, "
                f"ranges over {seen:4.1f} for {true:4.1f}{follows}"
            )


def _between(first: Floats, second: Floats) -> Floats:
    cosine = (first * second).sum(axis=1)
    cosine /= np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    found: Floats = np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
    return found
