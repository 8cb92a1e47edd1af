"""The worst moment of each fault, kept as a small picture with the measure drawn on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from formcheck.events import FaultStarted, Status
from formcheck.exercises import Check, Exercise
from formcheck.measures import JOINTS, MEASURES
from formcheck.pose import Landmark, Pose
from formcheck.vision.frames import Frame, Image
from formcheck.vision.libraries import explaining_import_errors
from formcheck.vision.overlay import draw_back, draw_measure
from formcheck.vision.pose_resizing import Place
from formcheck.vision.resizing import Fitted, put_frame

with explaining_import_errors():
    import cv2

LONG_SIDE_PX = 960
"""Stills are at most this large: a report holds several and opens at once."""

_QUALITY = 82


@dataclass(frozen=True, slots=True)
class _WorstFrame:
    pose: Pose
    place: Place | None
    side: str
    value: float
    beyond: float
    image: Image | None = None


class StillKeeper:
    """Keeps the worst frame of each fault while an analysis runs.

    Args:
        exercise: What is checked.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._checks = {check.id: check for check in exercise.checks if not check.is_of_tempo}
        self._worst: dict[str, _WorstFrame] = {}

    def update(self, seen: Fitted, status: Status) -> None:
        """Look at a frame: is it the worst yet of a fault that lasts?

        Args:
            seen: The frame with its pose; without its picture it is `missing` afterwards.
            status: The session after it.
        """
        for fault, value in status.faults:
            beyond = _beyond(fault, value)
            known = self._worst.get(fault.id)
            if known is None or beyond > 1.05 * known.beyond:
                worst = _WorstFrame(seen.pose, seen.place, status.side, value, beyond)
                if seen.frame is not None:
                    worst = _with_picture(worst, seen.frame.image)
                self._worst[fault.id] = worst

    def missing(self) -> list[float]:
        """The times of the frames whose pictures are still to come, seconds, in order."""
        return sorted({each.pose.time_s for each in self._worst.values() if each.image is None})

    def supply(self, frame: Frame) -> None:
        """Take the picture of a frame that was missing, in its own size."""
        for id_, worst in self._worst.items():
            if worst.image is None and worst.pose.time_s == frame.time_s:
                size = (worst.pose.width, worst.pose.height)
                put = frame if worst.place is None else put_frame(frame, worst.place, size)
                self._worst[id_] = _with_picture(worst, put.image)

    def draw(self, told: Callable[[str, float], float | None]) -> list[tuple[str, float, bytes]]:
        """Draw the measures on the pictures.

        Args:
            told: What is said of a fault at a moment, by its id and the time in seconds: its value
                over all the time that it lasted.  Where it is None, the moment's own is written.

        Returns:
            For each fault that was seen its id, the moment in seconds and a JPEG, in the order of
            the exercise's checks.
        """
        return [
            (id_, worst.pose.time_s, self._jpeg(id_, worst, worst.image, _said(told, id_, worst)))
            for id_ in self._checks
            if (worst := self._worst.get(id_)) is not None and worst.image is not None
        ]

    def _jpeg(self, id_: str, moment: _WorstFrame, image: Image, value: float) -> bytes:
        check = self._checks[id_]
        measure = MEASURES[check.measure]
        text = _written(check, value)
        if measure.from_outline:
            picture = draw_back(image, moment.pose, moment.side, text)
        else:
            joints = [Landmark(JOINTS[j][moment.side == "right"]) for j in measure.joints]
            picture = draw_measure(image, moment.pose, joints, moment.side, text)
        bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
        done, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        return data.tobytes() if done else b""


def _written(check: Check, value: float) -> str:
    """A number as it stands in a picture; a share says of what.

    >>> from formcheck.exercises import load_exercise
    >>> deadlift = {check.id: check for check in load_exercise("deadlift").checks}
    >>> _written(deadlift["leaning_back"], -21.6), _written(deadlift["hips_first"], 31.7)
    ('-22°', '32 % more of the bend of hip and knee at the hip')
    """
    measure = MEASURES[check.measure]
    if measure.unit == "deg":
        return f"{value:.0f}°"
    if check.relative_to is None:
        return f"{value:.0f} {measure.unit} {measure.phrase}"
    more = "more" if value >= 0 else "less"
    return f"{abs(value):.0f} {measure.unit} {more} {measure.phrase}"


def _said(told: Callable[[str, float], float | None], id_: str, moment: _WorstFrame) -> float:
    """The value that is told of a fault where its picture was taken, or else the picture's own."""
    value = told(id_, moment.pose.time_s)
    return moment.value if value is None else value


def _beyond(fault: FaultStarted, value: float) -> float:
    """How far a value is beyond the limit, the way in which the fault's own is."""
    return (value - fault.limit) * (1.0 if fault.value >= fault.limit else -1.0)


def _with_picture(worst: _WorstFrame, image: Image) -> _WorstFrame:
    small, fitting = _small(image, worst.pose)
    return replace(worst, image=small, pose=fitting)


def _small(image: Image, pose: Pose) -> tuple[Image, Pose]:
    """A picture and its pose, which is in pixels of the whole frame, as they are kept."""
    height, width = image.shape[:2]
    scale = min(1.0, LONG_SIDE_PX / max(height, width))
    size = (round(width * scale), round(height * scale))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    scale = scale * width / pose.width
    return small, replace(pose, image=pose.image * scale, width=size[0], height=size[1])
