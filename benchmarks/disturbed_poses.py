"""The same movement seen a little otherwise: by another processor, camera or machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.pose import FloatArray, Landmark, Pose

TRUNK = [
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP),
]

SWAPPED = np.array(
    [0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9]
    + [index for left in range(11, 33, 2) for index in (left + 1, left)]
)
"""The landmark of the other side, for each of the 33."""


@dataclass(frozen=True, slots=True)
class Disturbance:
    """One way to see the same movement otherwise.

    Attributes:
        name: It, in words.
        seeded: Whether it is drawn anew with each seed; else it is tried once.
        of: Makes the poses.
    """

    name: str
    seeded: bool
    of: Callable[[Sequence[Pose], np.random.Generator], list[Pose]]


def shaken(
    poses: Sequence[Pose], random: np.random.Generator, *, pixels: float = 0.0, trunk: float = 0.0
) -> list[Pose]:
    """Every point of every frame moved at random, in the picture and, as far, in metres.

    Args:
        poses: Of all frames.
        random: Draws how far each point moves, evenly in both directions.
        pixels: By how many pixels at most.
        trunk: By which share of the trunk's length at most, beside.
    """
    return [_shaken(pose, random, pixels, trunk) for pose in poses]


def _shaken(pose: Pose, random: np.random.Generator, pixels: float, trunk: float) -> Pose:
    length, length_m = trunk_length(pose.image), trunk_length(pose.world)
    far = pixels + trunk * length
    far_m = far / length * length_m if length > 0 else 0.0
    return replace(
        pose,
        image=pose.image + random.uniform(-far, far, pose.image.shape),
        world=pose.world + random.uniform(-far_m, far_m, pose.world.shape),
    )


def trunk_length(points: FloatArray) -> float:
    """The longer of both sides' lengths from shoulder to hip; 0 where nobody is.

    Args:
        points: Landmarks, shape (33, 2) or (33, 3).
    """
    found = [float(np.linalg.norm(points[a] - points[b])) for a, b in TRUNK]
    return max((each for each in found if np.isfinite(each)), default=0.0)


def halved(poses: Sequence[Pose]) -> list[Pose]:
    """Every second frame."""
    return list(poses[::2])


def mirrored(poses: Sequence[Pose]) -> list[Pose]:
    """The picture as a mirror shows it: left is right, of the person and of the picture."""
    flip, flip_m = np.array([-1.0, 1.0]), np.array([-1.0, 1.0, 1.0])
    return [
        replace(
            pose,
            image=pose.image[SWAPPED] * flip + np.array([pose.width, 0.0]),
            visibility=pose.visibility[SWAPPED],
            world=pose.world[SWAPPED] * flip_m,
        )
        for pose in poses
    ]


DISTURBANCES = (
    Disturbance("0.3 px", True, lambda poses, random: shaken(poses, random, pixels=0.3)),
    Disturbance("1 px", True, lambda poses, random: shaken(poses, random, pixels=1.0)),
    Disturbance("1 % of the trunk", True, lambda poses, random: shaken(poses, random, trunk=0.01)),
    Disturbance("half the frames", False, lambda poses, _: halved(poses)),
    Disturbance("mirrored", False, lambda poses, _: mirrored(poses)),
)
