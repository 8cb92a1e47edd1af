"""Puts frames of another size, and what was seen in them, into the size with which a file begins.

A picture's size may change within a file: a phone is turned, a call gets more bandwidth, a cutter
puts bars around one part.  The pose is found in each frame as it is.  What follows movements in
pixels needs the person to be as large as before, and in the same place.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from formcheck.pose import Pose
from formcheck.recording import rounded
from formcheck.vision.frames import Frame, Image
from formcheck.vision.libraries import explaining_import_errors
from formcheck.vision.pose_resizing import Place, Size, middle, place_after, put_pose

with explaining_import_errors():
    import cv2

_LOOKED_AT = 7
"""How many frames on each side of a change are compared: a quarter of a second of most videos."""

_HELD_BYTES = 64_000_000

MAX_SIDE = 1920
"""The longer side of pictures that are drawn on and written, at most, pixels."""


class Fitted(NamedTuple):
    """A frame with its pose, in the size of the file's first frame.

    Attributes:
        frame: The frame, or `smaller` of it; None where only poses were asked for.
        pose: Its pose, in pixels of the whole frame.
        place: Where the picture went; None where it has that size by itself.
    """

    frame: Frame | None
    pose: Pose
    place: Place | None = None


def fitted(pairs: Iterable[tuple[Frame | None, Pose]], size: Size) -> Iterator[Fitted]:
    """Put frames and poses into one size; those that have it come as they are.

    Args:
        pairs: Frames with their poses, in order; poses alone decide what goes where.
        size: Width and height in pixels.

    Yields:
        Each pair.  After a change of the picture's shape the person stays as large as before, and
        in the same place; if nobody is seen around the change, the whole frame goes in the middle.
    """
    places = {size: Place()}
    before: deque[Pose] = deque(maxlen=_LOOKED_AT)
    waiting: list[tuple[Frame | None, Pose]] = []
    for frame, pose in pairs:
        own = (pose.width, pose.height)
        if waiting and (len(waiting) >= _held(_size(waiting)) or own != _size(waiting)):
            yield from _settle(waiting, before, places, size)
            waiting = []
        if own not in places:
            waiting.append((frame, pose))
            continue
        put = _put(frame, pose, places[own], size)
        before.append(put.pose)
        yield put
    if waiting:
        yield from _settle(waiting, before, places, size)


def _held(size: Size) -> int:
    """How many frames of a size may wait; of huge ones fewer."""
    return max(1, min(_LOOKED_AT, _HELD_BYTES // (3 * size[0] * size[1])))


def _size(pairs: list[tuple[Frame | None, Pose]]) -> Size:
    return pairs[0][1].width, pairs[0][1].height


def _settle(
    waiting: list[tuple[Frame | None, Pose]],
    before: deque[Pose],
    places: dict[Size, Place],
    size: Size,
) -> Iterator[Fitted]:
    """Decide where frames of a new size go, from the first ones of them."""
    own = _size(waiting)
    places[own] = place_after(own, before, [pose for _, pose in waiting], size)
    for frame, pose in waiting:
        put = _put(frame, pose, places[own], size)
        before.append(put.pose)
        yield put


def _put(frame: Frame | None, pose: Pose, place: Place, size: Size) -> Fitted:
    if place == Place() and (pose.width, pose.height) == size:
        return Fitted(frame, pose)
    picture = None
    if frame is not None:
        shrunk = replace(place, scale=place.scale * pose.width / frame.width)
        picture = put_frame(frame, shrunk, size)
    return Fitted(picture, rounded(put_pose(pose, place, size)), place)


def fitted_frame(frame: Frame, size: Size) -> Frame:
    """Put a frame of which nothing is known into a size: whole, in the middle, between black bars.

    Args:
        frame: The frame.
        size: Width and height in pixels.
    """
    own = (frame.width, frame.height)
    return frame if own == size else put_frame(frame, middle(own, size), size)


def smaller(frame: Frame) -> Frame:
    """A frame whose picture is no larger than what is written of it; most are not.

    Args:
        frame: The frame.

    >>> smaller(Frame(0, 0.0, np.zeros((2304, 4096, 3), np.uint8))).image.shape
    (1080, 1920, 3)
    """
    size = written_size((frame.width, frame.height))
    return fitted_frame(frame, size)


def written_size(own: Size) -> Size:
    """The size in which a picture is written: its own, or smaller with the same shape.

    Args:
        own: Width and height in pixels.

    >>> written_size((1280, 720)), written_size((4096, 2304)), written_size((2160, 3840))
    ((1280, 720), (1920, 1080), (1080, 1920))
    """
    scale = min(1.0, MAX_SIDE / max(own))
    return max(1, round(own[0] * scale)), max(1, round(own[1] * scale))


def put_frame(frame: Frame, place: Place, size: Size) -> Frame:
    """Draw a frame into a size; what it does not cover is black.

    Args:
        frame: The frame.
        place: Where it goes.
        size: Width and height in pixels.
    """
    small: Image = frame.image
    scale = place.scale
    if scale < 1:  # averaged first, as thin lines would break
        shrunk = (max(1, round(frame.width * scale)), max(1, round(frame.height * scale)))
        small = np.asarray(cv2.resize(small, shrunk, interpolation=cv2.INTER_AREA), np.uint8)
        scale = 1.0
    matrix = np.array([[scale, 0.0, place.left], [0.0, scale, place.top]])
    return replace(frame, image=np.asarray(cv2.warpAffine(small, matrix, size), np.uint8))
