"""Bodies for the measures: a standing one, with joints put where a test wants them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from formcheck.measures import JOINTS, MEASURES, Figure
from formcheck.pose import FloatArray, Side
from tests.figures import Camera, points_of, upright

SCALE = 200.0
Place = tuple[float, float]


def standing(places: Mapping[str, Place] | None = None, **more: Place) -> FloatArray:
    """Landmarks of somebody upright in the room: x ahead, y up, z to the left; metres, (33, 3).

    Args:
        places: Joints by "left elbow" or "elbow" (both sides), each with where it is ahead and up.
        more: The same of names of one word.
    """
    points = points_of(upright())
    feet = {"heel": (-0.05, 0.0), "toe": (0.15, 0.0)}
    for name, (ahead, up) in (feet | dict(places or {}) | more).items():
        for index in _indices(name):
            points[index, :2] = ahead, up
    for index in _indices("heel"):
        points[index, 2] = points[_indices("ankle")[index % 2 == 0], 2]
    return points


def aside(points: FloatArray, **places: float) -> FloatArray:
    """The same landmarks with joints so far out to their own side, metres."""
    moved = points.copy()
    for name, out in places.items():
        left, right = JOINTS[name]
        moved[left, 2], moved[right, 2] = out, -out
    return moved


def turned(points: FloatArray, degrees: float) -> FloatArray:
    """The same landmarks, turned forwards about the line of the hips."""
    left, right = JOINTS["hip"]
    hip = (points[left] + points[right]) / 2
    angle = np.radians(-degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved: FloatArray = points - hip
    moved[:, :2] = moved[:, :2] @ turn.T
    moved += hip
    return moved


def figure_of(points: FloatArray, yaw: float = 90.0) -> Figure:
    """How a camera sees landmarks: yaw 90 shows the left side, 0 the front, 180 the back."""
    side: Side = "left" if yaw >= 0 else "right"
    turned_away = abs(yaw) if abs(yaw) <= 90 else 180 - abs(yaw)
    return Figure(Camera(yaw=yaw, px_per_m=SCALE).see_points(points), side, yaw_deg=turned_away)


def read(name: str, points: FloatArray, yaw: float = 90.0) -> float:
    """A measure of landmarks as a camera sees them."""
    return MEASURES[name].of(figure_of(points, yaw))


def _indices(name: str) -> list[int]:
    side, _, joint = name.rpartition(" ")
    pair = JOINTS[joint]
    return [int(each) for each in pair if not side or (each is pair[0]) == (side == "left")]
