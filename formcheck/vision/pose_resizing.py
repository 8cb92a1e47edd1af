"""Puts poses that were found in pictures of another size into the size with which all began.

What follows movements in pixels needs the person to be as large as before, and where they were.
"""

from __future__ import annotations

import statistics
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from formcheck.pose import Landmark, Pose

_REMEMBERED = 7
"""How many poses before a change it is compared with: a quarter of a second of most videos."""

_LIMBS = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
)
_HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_SAME_SHAPE = 0.02
_FARTHEST = 10.0  # a person does not become larger or smaller than that in an instant

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a frame goes: its pixels times `scale`, then moved.

    Attributes:
        scale: How much larger it becomes.
        left: By how much it is moved to the right, pixels.
        top: By how much it is moved down, pixels.
    """

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0


class PoseFitter:
    """Puts the poses of a live camera into the size of its first picture, each as it comes.

    A phone is turned, or pictures become smaller where the connection is slow.  After a change the
    first pose says where the person is; until somebody is seen, the whole picture goes in the
    middle.
    """

    def __init__(self) -> None:
        self._size: Size | None = None
        self._places: dict[Size, Place] = {}
        self._before: deque[Pose] = deque(maxlen=_REMEMBERED)

    def fit(self, pose: Pose) -> Pose:
        """Put one pose into the first picture's size.

        Args:
            pose: In pixels of its own picture.

        Returns:
            The pose in pixels of the first picture; the same one, where that has its size.
        """
        own = pose.width, pose.height
        if self._size is None:
            self._size = own
            self._places[own] = Place()
        place = self._places.get(own)
        if place is None:
            place = place_after(own, self._before, [pose], self._size)
            if pose.present or _is_same_shape(own, self._size):
                self._places[own] = place
        fitted = pose if own == self._size else put_pose(pose, place, self._size)
        if fitted.present:
            self._before.append(fitted)
        return fitted


def place_after(own: Size, before: Iterable[Pose], after: list[Pose], size: Size) -> Place:
    """Return the place in which the person stays as large as before, and where they were.

    Args:
        own: Width and height of the pictures after the change, in pixels.
        before: Poses before it, in pixels of `size`.
        after: Poses after it, in pixels of `own`.
        size: Width and height of what they are put into, in pixels.
    """
    whole = middle(own, size)
    if _is_same_shape(own, size):
        return whole  # the same picture with more or fewer pixels
    earlier = [pose for pose in before if pose.present]
    later = [pose for pose in after if pose.present]
    if not earlier or not later:
        return whole
    scale = statistics.median(
        float(was / now) for was, now in zip(_limbs(earlier), _limbs(later), strict=True) if now > 1
    )
    if not 1 / _FARTHEST < scale / whole.scale < _FARTHEST:
        return whole
    left, top = _hips(earlier) - scale * _hips(later)
    return Place(scale, float(left), float(top))


def _limbs(poses: list[Pose]) -> list[float]:
    """The lengths of limbs in pixels, each the middle of those in several poses."""
    return [
        statistics.median(float(np.hypot(*(pose.image[a] - pose.image[b]))) for pose in poses)
        for a, b in _LIMBS
    ]


def _hips(poses: list[Pose]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Where the middle of the hips is, in pixels."""
    middles: np.ndarray[tuple[int], np.dtype[np.float64]] = np.median(
        [pose.image[_HIPS].mean(axis=0) for pose in poses], axis=0
    )
    return middles


def put_pose(pose: Pose, place: Place, size: Size) -> Pose:
    """Move a pose to where its picture goes.

    Args:
        pose: In pixels of its own picture.
        place: Where that goes.
        size: Width and height of what it is put into, in pixels.
    """
    moved = pose.image * place.scale + (place.left, place.top)
    return replace(pose, image=moved, width=size[0], height=size[1])


def _is_same_shape(one: Size, other: Size) -> bool:
    return abs(one[0] * other[1] / (one[1] * other[0]) - 1) < _SAME_SHAPE


def middle(own: Size, size: Size) -> Place:
    """Return where a whole frame fits in the middle.

    Args:
        own: The frame's width and height in pixels.
        size: Those of what it is put into.

    >>> middle((240, 480), (480, 240))
    Place(scale=0.5, left=180.0, top=0.0)
    """
    scale = min(size[0] / own[0], size[1] / own[1])
    return Place(scale, (size[0] - own[0] * scale) / 2, (size[1] - own[1] * scale) / 2)
