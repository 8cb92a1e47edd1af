"""Looks, now and then, for other people in the picture.

The pose estimator follows one person.  When somebody else of comparable size is there too, it can
jump to them, and what is measured is then worth nothing: a session that is told so says "not
judged" instead.  Looking costs a third more than a frame, so it is done about once a second, in a
thread of its own, and its answer is taken a fixed time later: the result of an analysis does not
depend on how fast the machine is.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

import numpy as np

from formcheck.pose import FloatArray, Landmark, Pose
from formcheck.vision.frames import Image
from formcheck.vision.libraries import explaining_import_errors

with explaining_import_errors():
    import cv2

EVERY_S = 1.5
"""Seconds between two looks."""

AGAIN_S = 0.5
"""Seconds to the next look when this one differs from the one before."""

ANSWER_S = 0.25
"""Seconds after which a look's answer is used."""

MIN_SIZE = 1 / 3
"""A person smaller than this share of the followed one is in the background, or a picture."""

MIN_VISIBILITY = 0.6
"""Shoulders, hips and knees of a real person are seen this well, on average."""

SAME_OVERLAP = 0.35
"""Boxes that overlap more than this (intersection over union) are of one person."""

SAME_DISTANCE = 0.2
"""Trunks that are nearer to each other than this part of the person's size are of one person."""

_LOOK_PX = 480
_TRUNK = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_CORE = [*_TRUNK, Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]

Person = tuple[FloatArray, FloatArray]
"""Landmarks in pixels, shape (33, 2), and their visibility, shape (33,)."""


class PersonFinder(Protocol):
    """Finds all people in a single picture."""

    def find(self, image: Image) -> list[Person]:
        """Return the people in the picture, in its pixels."""
        ...

    def close(self) -> None:
        """Free what it holds."""
        ...


class BystanderCounter:
    """Counts the people besides the one who is followed.

    Somebody is believed to have come, or to have left, once two looks in a row agree on it.

    Args:
        make_finder: Makes what finds people; called in a thread of its own when first needed.
        every_s: Seconds between two looks.
    """

    def __init__(
        self, make_finder: Callable[[], PersonFinder], *, every_s: float = EVERY_S
    ) -> None:
        self.every_s = every_s
        self._make_finder = make_finder
        self._finder: PersonFinder | None = None
        self._thread = ThreadPoolExecutor(1, "people")
        self._answer: Future[int] | None = None
        self._answer_s = self._next_s = -math.inf
        self._last: int | None = None
        self._others: int | None = None

    def update(self, image: Image, scale: float, pose: Pose) -> int | None:
        """Look at a frame, if it is time to.

        Args:
            image: The frame, or a smaller copy of it.
            scale: The image's size relative to the frame.
            pose: The pose of the person who is followed, in pixels of the frame.

        Returns:
            How many other people were last seen; None before anybody looked.
        """
        now = pose.time_s
        if self._answer is not None and now >= self._answer_s:
            self._take(self._answer.result(), now)
            self._answer = None
        if self._answer is None and now >= self._next_s and pose.present:
            small = _LOOK_PX / max(image.shape[:2])
            size = (round(image.shape[1] * small), round(image.shape[0] * small))
            copy = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
            followed = (pose.image * scale * small, pose.visibility)
            self._answer = self._thread.submit(self._count, copy, followed)
            self._answer_s = now + ANSWER_S
        return self._others

    def close(self) -> None:
        """Stop looking; further calls do nothing."""
        self._thread.shutdown(wait=True)
        if self._finder is not None:
            self._finder.close()
            self._finder = None

    def _count(self, image: Image, followed: Person) -> int:
        if self._finder is None:
            self._finder = self._make_finder()
        height, width = image.shape[:2]
        return count_others(self._finder.find(image), followed, width, height)

    def _take(self, count: int, now: float) -> None:
        before = self._last or 0
        # The middle one: it rises only when two looks saw more, and falls when two saw fewer.
        self._others = sorted((count, before, self._others or 0))[1]
        self._last = count
        self._next_s = now + (AGAIN_S if count != before else self.every_s) - ANSWER_S


def count_others(people: list[Person], followed: Person, width: int, height: int) -> int:
    """Count the people who are not the followed one, and who could be mistaken for them.

    Args:
        people: Everybody who was found.
        followed: The person who is followed.
        width: The picture's width in pixels.
        height: The picture's height in pixels.

    Returns:
        How many others there are.
    """
    known = [followed]
    frame = np.array([width, height], dtype=np.float64)
    for person in people:
        if _is_real(person, followed, frame) and not any(_same(person, one) for one in known):
            known.append(person)
    return len(known) - 1


def _is_real(person: Person, followed: Person, frame: FloatArray) -> bool:
    """Say whether somebody is large enough, seen well enough and in the picture."""
    points, visibility = person
    trunk = points[_TRUNK].mean(axis=0)
    return bool(
        _size(points) >= MIN_SIZE * _size(followed[0])
        and visibility[_CORE].mean() >= MIN_VISIBILITY
        and (trunk >= 0).all()
        and (trunk < frame).all()
    )


def _same(one: Person, other: Person) -> bool:
    """Say whether two findings are of one person."""
    size = max(_size(one[0]), _size(other[0]), 1.0)
    apart = one[0][_TRUNK].mean(axis=0) - other[0][_TRUNK].mean(axis=0)
    if np.hypot(*apart) < SAME_DISTANCE * size:
        return True
    low = np.maximum(one[0].min(axis=0), other[0].min(axis=0))
    high = np.minimum(one[0].max(axis=0), other[0].max(axis=0))
    shared = float(np.prod(np.maximum(high - low, 0.0)))
    areas = float(np.prod(np.ptp(one[0], axis=0)) + np.prod(np.ptp(other[0], axis=0)))
    return shared > SAME_OVERLAP * max(areas - shared, 1.0)


def _size(points: FloatArray) -> float:
    """Return the diagonal of a person's box, in pixels."""
    return float(np.hypot(*np.ptp(points, axis=0)))
