"""Puts frames of another size, and what was seen in them, into the size with which a file begins.

A picture's size may change within a file: a phone is turned, a call gets more bandwidth.  The pose
is found in each frame as it is; what follows movements in pixels needs one size for all.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.pose import Pose
from formcheck.recording import rounded
from formcheck.vision.frames import Frame, Image
from formcheck.vision.libraries import explained

with explained():
    import cv2


def fitted(frame: Frame, pose: Pose, size: tuple[int, int]) -> tuple[Frame, Pose]:
    """Fit a frame and its pose into a size: whole, in its own shape, in the middle.

    Args:
        frame: The frame.
        pose: Its pose, in pixels of the frame.
        size: Width and height in pixels.

    Returns:
        Both, in pixels of that size; themselves if they have it.
    """
    if (frame.width, frame.height) == size:
        return frame, pose
    scale, left, top = _place(frame.width, frame.height, size)
    moved = rounded(
        replace(pose, image=pose.image * scale + (left, top), width=size[0], height=size[1])
    )
    return fitted_frame(frame, size), moved


def fitted_frame(frame: Frame, size: tuple[int, int]) -> Frame:
    """Fit a frame into a size: whole, in its own shape, between black bars.

    Args:
        frame: The frame.
        size: Width and height in pixels.
    """
    if (frame.width, frame.height) == size:
        return frame
    scale, left, top = _place(frame.width, frame.height, size)
    width = min(size[0] - left, max(1, round(frame.width * scale)))
    height = min(size[1] - top, max(1, round(frame.height * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    image: Image = np.zeros((size[1], size[0], 3), np.uint8)
    image[top : top + height, left : left + width] = cv2.resize(
        frame.image, (width, height), interpolation=way
    )
    return replace(frame, image=image)


def _place(width: int, height: int, size: tuple[int, int]) -> tuple[float, int, int]:
    """Return the scale, and where the left and upper edge go.

    >>> _place(240, 480, (480, 240))
    (0.5, 180, 0)
    """
    scale = min(size[0] / width, size[1] / height)
    left = max(0, round((size[0] - width * scale) / 2))
    top = max(0, round((size[1] - height * scale) / 2))
    return scale, left, top
