"""The worst moment of each fault, kept as a small picture with the measure drawn on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from formcheck.events import FaultStarted, Status
from formcheck.exercises import Exercise
from formcheck.measures import JOINTS, MEASURES
from formcheck.pose import Landmark, Pose
from formcheck.vision.frames import Image
from formcheck.vision.libraries import explaining_import_errors
from formcheck.vision.overlay import draw_back, draw_measure

with explaining_import_errors():
    import cv2

LONG_SIDE_PX = 960
"""Stills are at most this large: a report holds several and opens at once."""

_QUALITY = 82


@dataclass(frozen=True, slots=True)
class _WorstFrame:
    image: Image
    pose: Pose
    side: str
    value: float
    beyond: float


class StillKeeper:
    """Keeps the worst frame of each fault while an analysis runs.

    Args:
        exercise: What is checked.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._checks = {check.id: check for check in exercise.checks if not check.is_of_tempo}
        self._worst: dict[str, _WorstFrame] = {}

    def update(self, image: Image, pose: Pose, status: Status) -> None:
        """Look at a frame: is it the worst yet of a fault that lasts?

        Args:
            image: The frame's picture, RGB.
            pose: Its pose.
            status: The session after it.
        """
        for fault, value in status.faults:
            beyond = _beyond(fault, value)
            known = self._worst.get(fault.id)
            if known is None or beyond > 1.05 * known.beyond:
                small, fitting = _small(image, pose)
                self._worst[fault.id] = _WorstFrame(small, fitting, status.side, value, beyond)

    def draw(self) -> list[tuple[str, float, bytes]]:
        """Draw the measures on the pictures.

        Returns:
            For each fault that was seen its id, the moment in seconds and a JPEG, in the order of
            the exercise's checks.
        """
        return [
            (id_, self._worst[id_].pose.time_s, self._jpeg(id_, self._worst[id_]))
            for id_ in self._checks
            if id_ in self._worst
        ]

    def _jpeg(self, id_: str, moment: _WorstFrame) -> bytes:
        measure = MEASURES[self._checks[id_].measure]
        text = f"{moment.value:.0f}°"
        if measure.unit != "deg":
            text = f"{moment.value:.0f} {measure.unit} {measure.phrase}"  # a share says of what
        if measure.from_outline:
            picture = draw_back(moment.image, moment.pose, moment.side, text)
        else:
            joints = [Landmark(JOINTS[j][moment.side == "right"]) for j in measure.joints]
            picture = draw_measure(moment.image, moment.pose, joints, moment.side, text)
        bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
        done, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        return data.tobytes() if done else b""


def _beyond(fault: FaultStarted, value: float) -> float:
    """How far a value is beyond the limit, the way in which the fault's own is."""
    return (value - fault.limit) * (1.0 if fault.value >= fault.limit else -1.0)


def _small(image: Image, pose: Pose) -> tuple[Image, Pose]:
    height, width = image.shape[:2]
    scale = LONG_SIDE_PX / max(height, width)
    if scale >= 1:
        return image.copy(), pose
    size = (round(width * scale), round(height * scale))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    return small, replace(pose, image=pose.image * scale, width=size[0], height=size[1])
