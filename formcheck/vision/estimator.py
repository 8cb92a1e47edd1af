"""Finds the pose of a person in each frame: the one module that imports MediaPipe."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from formcheck.lifecycle import Closing
from formcheck.pose import FloatArray, Pose
from formcheck.recording import rounded
from formcheck.vision.bystanders import BystanderCounter, Person
from formcheck.vision.frames import Frame, FrameError, Image, Mask, check_image
from formcheck.vision.libraries import explaining_import_errors
from formcheck.vision.models import find_model
from formcheck.vision.native_logs import quiet

with explaining_import_errors():
    import cv2

    from formcheck.vision.silhouette import back_profile

MAX_SIDE_PX = 1280
"""Frames whose longer side is larger are shrunk for the model: it looks at 256 x 256 pixels of
the person, and a larger mask only costs time."""

_ROW = 16  # pixels; the mask's rows must end on 16 bytes, or reading it aborts the process

_landmarker_spoke = False  # MediaPipe's last log line comes with the first person in a process


class PoseEstimator(Closing):
    """Finds one person's pose in the frames of one video.

    The estimator follows a person from frame to frame and smooths by the frames' times, so take
    a new one for each video.  It may be used from any thread, but from one at a time.

    Args:
        model: ``lite``, ``full`` or ``heavy``.
        masks: Whether to look at the person's silhouette (for `Pose.back`).
        watch_others: Whether to look for other people now and then (for `Pose.others`).

    Raises:
        ModelError: The model is absent or altered.
        SystemLibraryError: The machine lacks a library that MediaPipe needs.
    """

    def __init__(
        self, model: str = "full", *, masks: bool = True, watch_others: bool = True
    ) -> None:
        self.model = model
        self.masks = masks
        self._found_in: tuple[int, int] | None = None
        self._last_ms = -1
        self._last_s = -math.inf
        if watch_others:
            find_model(_PersonFinder.MODEL)  # it is loaded later: what is wrong with it is said now
        self._landmarker: Any = make_landmarker(model, masks=masks)
        self._people = BystanderCounter(_PersonFinder) if watch_others else None

    def estimate(self, frame: Frame) -> Pose:
        """Find the pose in a frame.

        Args:
            frame: The frame; its time must be later than that of the frame before.

        Returns:
            The pose, in pixels of the frame; NaN where nobody was found.

        Raises:
            FrameError: The frame is not a picture, or its time is not later.
        """
        return self._estimate(frame)[0]

    def estimate_with_mask(self, frame: Frame) -> tuple[Pose, Mask | None]:
        """Find the pose in a frame, and give the silhouette too.

        Args:
            frame: The frame; its time must be later than that of the frame before.

        Returns:
            The pose, and the person mask (None where nobody was found or no masks are made).  The
            mask is as large as what the model was given: the frame, or a smaller copy of it.

        Raises:
            FrameError: The frame is not a picture, or its time is not later.
        """
        pose, found = self._estimate(frame)
        if not (self.masks and found.segmentation_masks):
            return pose, None
        # What MediaPipe shows is its own memory and dies with the result.
        return pose, _mask(found, shrunk_size(frame.width, frame.height)[0]).copy()

    def close(self) -> None:
        """Free the model; further calls do nothing."""
        landmarker, self._landmarker = self._landmarker, None
        if self._people is not None:
            self._people.close()
        if landmarker is not None:
            with quiet():
                landmarker.close()

    def _check(self, frame: Frame) -> None:
        """Refuse what would poison the landmarker: one graph error, and all later calls fail."""
        if self._landmarker is None:
            raise FrameError("the estimator is closed")
        check_image(frame.image)
        if not math.isfinite(frame.time_s) or frame.time_s <= self._last_s:
            raise FrameError(f"frame {frame.index} at {frame.time_s} s is not later than the last")
        self._last_s = frame.time_s

    def _estimate(self, frame: Frame) -> tuple[Pose, Any]:
        self._check(frame)
        self._start_anew_if_resized(frame)
        image = shrunk(frame.image)
        height, width = image.shape[:2]
        stamp_ms = self._stamp(frame.time_s)
        found = _hushed(self._landmarker.detect_for_video, _mp_image(image), stamp_ms)
        pose = Pose(frame.index, frame.time_s, frame.width, frame.height)
        if found.pose_landmarks:
            self._found_in = (frame.width, frame.height)
            pose = self._read(found, pose, width, height)
        if self._people is not None:
            pose = replace(pose, others=self._people.update(image, width / frame.width, pose))
        return pose, found

    def _start_anew_if_resized(self, frame: Frame) -> None:
        """Look for the person anew where the picture has another size: they are elsewhere in it."""
        if self._found_in in {None, (frame.width, frame.height)}:
            return
        self._found_in = None
        with quiet():
            self._landmarker.close()
        self._landmarker = make_landmarker(self.model, masks=self.masks)

    def _stamp(self, time_s: float) -> int:
        """Return the time in whole milliseconds, later than the last."""
        self._last_ms = max(self._last_ms + 1, round(time_s * 1000))
        return self._last_ms

    def _read(self, found: Any, pose: Pose, width: int, height: int) -> Pose:
        """Turn what MediaPipe found into arrays."""
        scale = width / pose.width
        points, visibility = _landmarks(found.pose_landmarks[0], width, height)
        points /= scale
        world = np.array([(p.x, p.y, p.z) for p in found.pose_world_landmarks[0]])
        back: FloatArray | None = None
        if self.masks and found.segmentation_masks:
            back = back_profile(_mask(found, width), points, visibility, scale)
        return rounded(replace(pose, image=points, visibility=visibility, world=world, back=back))


def shrunk_size(width: int, height: int) -> tuple[int, int]:
    """Return the size in which a frame is given to the model.

    Args:
        width: The frame's width in pixels.
        height: The frame's height in pixels.

    Returns:
        Width and height in pixels.

    >>> shrunk_size(3840, 2160), shrunk_size(640, 360)
    ((1280, 720), (640, 360))
    """
    scale = min(1.0, MAX_SIDE_PX / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def shrunk(image: Image) -> Image:
    """Shrink a picture that is larger than the model needs.

    Args:
        image: The picture.

    Returns:
        The picture itself, or a smaller copy.
    """
    height, width = image.shape[:2]
    size = shrunk_size(width, height)
    if size == (width, height):
        return image
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def make_landmarker(model: str, *, masks: bool, people: int = 1, video: bool = True) -> Any:
    """Make a MediaPipe PoseLandmarker.

    Args:
        model: The model's name.
        masks: Whether to make person masks.
        people: How many people to find.
        video: Whether the pictures are those of one video (and people are followed).

    Returns:
        The landmarker.

    Raises:
        ModelError: The model is absent or altered.
        SystemLibraryError: The machine lacks a library that MediaPipe needs.
    """
    path = find_model(model)
    with explaining_import_errors(), quiet():
        from mediapipe.tasks.python import vision  # noqa: PLC0415  # takes 0.3 s
        from mediapipe.tasks.python.core.base_options import BaseOptions  # noqa: PLC0415

        mode = vision.RunningMode.VIDEO if video else vision.RunningMode.IMAGE
        return vision.PoseLandmarker.create_from_options(
            vision.PoseLandmarkerOptions(
                base_options=BaseOptions(model_asset_buffer=path.read_bytes()),
                running_mode=mode,
                num_poses=people,
                output_segmentation_masks=masks,
            )
        )


class _PersonFinder:
    """Finds the people in single pictures."""

    MODEL = "lite"

    def __init__(self) -> None:
        self._landmarker: Any = make_landmarker(self.MODEL, masks=False, people=3, video=False)

    def find(self, image: Image) -> list[Person]:
        found = _hushed(self._landmarker.detect, _mp_image(image))
        height, width = image.shape[:2]
        return [_landmarks(one, width, height) for one in found.pose_landmarks]

    def close(self) -> None:
        with quiet():
            self._landmarker.close()


def _hushed(detect: Callable[..., Any], *args: Any) -> Any:
    """Run the model, quietly until it has said what it says once in a process."""
    global _landmarker_spoke  # noqa: PLW0603  # true of the process, not of an estimator
    if _landmarker_spoke:
        return detect(*args)
    with quiet():
        found = detect(*args)
    _landmarker_spoke = bool(found.pose_landmarks)
    return found


def _landmarks(landmarks: Any, width: int, height: int) -> Person:
    """Turn MediaPipe's landmarks into arrays, in pixels of the picture before it was padded."""
    numbers = np.array([(p.x, p.y, p.visibility) for p in landmarks])
    return numbers[:, :2] * (_padded(width), height), numbers[:, 2].copy()


def _mask(found: Any, width: int) -> Mask:
    """Return the person mask without the padding; it is MediaPipe's own memory."""
    view: Mask = found.segmentation_masks[0].numpy_view()
    return view.reshape(view.shape[0], -1)[:, :width]


def _padded(width: int) -> int:
    return width + -width % _ROW


def _mp_image(image: Image) -> Any:
    """Copy a picture into MediaPipe's memory, its rows padded to what masks need."""
    import mediapipe  # noqa: PLC0415  # takes 0.3 s

    pad = -image.shape[1] % _ROW
    if pad:
        image = np.asarray(
            cv2.copyMakeBorder(image, 0, 0, 0, pad, cv2.BORDER_REPLICATE), dtype=np.uint8
        )
    return mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=image)
