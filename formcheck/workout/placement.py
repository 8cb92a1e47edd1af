"""Whether camera and person are where an exercise can be judged: a checklist before the set."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.events import MissingKind, Status
from formcheck.exercises import Exercise
from formcheck.pose import FloatArray, Landmark, Pose
from formcheck.workout.guidance import (
    FEET,
    HANDS,
    HEAD,
    SEEN,
    SMALL,
    VIEW_WORDS,
    any_seen,
    feet_optional,
    kind_of,
)

LARGE = 0.97
"""A body that spans more than this share of the picture's height or width has no room to move."""

TILT_DEG = 7.0
"""How far a standing person may seem to lean, degrees: people sway by 2 and joints are found within
2 or 3; a camera that is tilted further shifts every angle against the vertical by more than the
checks leave."""

UPRIGHT_DEG = 30.0
"""A person whose line from ankles to shoulders leans further than this does not stand, degrees."""

STRAIGHT_DEG = 15.0
"""Legs and trunk that differ by more than this are bent: no camera's tilt is read off them."""

SETTLE_S = 0.6
"""A point changes once it has been the same for this long, seconds: it must not flicker."""


@dataclass(frozen=True, slots=True)
class PlacementPoint:
    """One point of the checklist.

    Attributes:
        code: What it is about, for programs.
        name: What it is about, for people.
        ok: Whether it is well; None while that cannot be told.
        hint: What to do about it; "" where it is well.
    """

    code: str
    name: str
    ok: bool | None
    hint: str = ""


class Placement:
    """The checklist while a person tries the camera.

    Args:
        exercise: What is to be done.

    Attributes:
        points: The checklist as it stands, in the order in which to mend it.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.points: tuple[PlacementPoint, ...] = ()
        self._wanted: dict[str, tuple[bool | None, float]] = {}
        self._tilt: PlacementPoint = _LEVEL_UNKNOWN

    def update(
        self, pose: Pose, status: Status, *, dark: bool = False
    ) -> tuple[PlacementPoint, ...]:
        """Take in a frame.

        Args:
            pose: Its pose.
            status: Where a session of the exercise stands after it.
            dark: Whether the picture is too dark to see anybody.

        Returns:
            The checklist.
        """
        light = PlacementPoint(
            "light", "Light", not dark, "Switch on a light in front of you" if dark else ""
        )
        if tilt := _tilt_of(pose):
            self._tilt = tilt
        now = (
            light,
            _body(pose, status, self.exercise),
            _distance(pose),
            _view(status, self.exercise),
            self._tilt,
        )
        before = {each.code: each for each in self.points}
        self.points = tuple(self._settle(each, before.get(each.code), pose.time_s) for each in now)
        return self.points

    @property
    def ready(self) -> bool:
        """Whether all is well; the camera's level may be unknown."""
        return bool(self.points) and all(
            each.ok or (each.ok is None and each.code == "level") for each in self.points
        )

    def _settle(
        self, now: PlacementPoint, before: PlacementPoint | None, time_s: float
    ) -> PlacementPoint:
        if before is None or now.ok == before.ok:
            self._wanted.pop(now.code, None)
            return now
        wanted, since = self._wanted.setdefault(now.code, (now.ok, time_s))
        if wanted != now.ok:
            self._wanted[now.code] = (now.ok, time_s)
            return before
        if time_s - since < SETTLE_S:
            return before
        del self._wanted[now.code]
        return now


_BODY = "Whole body in the picture"
_DISTANCE = "Distance"
_LEVEL = "Camera level"
_LEVEL_UNKNOWN = PlacementPoint("level", _LEVEL, None, "Stand upright for a moment")


def _body(pose: Pose, status: Status, exercise: Exercise) -> PlacementPoint:
    hint = ""
    if not pose.present:
        hint = "Step into the picture"
    elif kind_of(status) is MissingKind.MORE_THAN_ONE:
        hint = "One person at a time, please"
    elif not any_seen(pose, FEET) and not feet_optional(exercise):
        hint = "Step back: I cannot see your feet"
    elif not any_seen(pose, HEAD):
        hint = "Step back: I cannot see your head"
    elif not any_seen(pose, HANDS):
        hint = "I cannot see your hands"
    return PlacementPoint("body", _BODY, not hint, hint)


def _distance(pose: Pose) -> PlacementPoint:
    seen = pose.image[pose.visibility >= SEEN] if pose.present else np.empty((0, 2))
    if len(seen) < 2:
        return PlacementPoint("distance", _DISTANCE, None)
    width, height = np.ptp(seen, axis=0)
    if max(width, height) < SMALL * max(pose.width, pose.height):
        return PlacementPoint("distance", _DISTANCE, ok=False, hint="Come closer to the camera")
    if width > LARGE * pose.width or height > LARGE * pose.height:
        return PlacementPoint(
            "distance", _DISTANCE, ok=False, hint="Step back: there is no room to move"
        )
    return PlacementPoint("distance", _DISTANCE, ok=True)


def _view(status: Status, exercise: Exercise) -> PlacementPoint:
    """Any view from which something can be judged is well: nobody is asked to turn for more."""
    judged = {view for check in exercise.checks for view in check.views}
    views = [view for view in exercise.views if view in judged] or list(exercise.views)
    name = {"side": "Side-on", "front": "Facing the camera", "back": "Back to the camera"}.get(
        views[0], "Direction"
    )
    if not status.view:
        return PlacementPoint("view", name, None)
    well = status.view in views
    return PlacementPoint("view", name, well, "" if well else VIEW_WORDS[views[0]])


def _tilt_of(pose: Pose) -> PlacementPoint | None:
    """The camera's tilt, read off a person who stands upright; None where nobody does."""
    joints = [
        (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
        (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
        (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
    ]
    if not pose.present or not all(any_seen(pose, pair) for pair in joints):
        return None
    shoulder, hip, ankle = (pose.image[list(pair)].mean(axis=0) for pair in joints)
    trunk, legs, whole = _lean(hip, shoulder), _lean(ankle, hip), _lean(ankle, shoulder)
    if abs(whole) > UPRIGHT_DEG or abs(trunk - legs) > STRAIGHT_DEG:
        return None
    well = abs(whole) <= TILT_DEG
    hint = "" if well else "Set the camera level: the picture is tilted"
    return PlacementPoint("level", _LEVEL, well, hint)


def _lean(low: FloatArray, high: FloatArray) -> float:
    """How far a line leans from the picture's vertical, degrees, to the right positive."""
    return float(np.degrees(np.arctan2(high[0] - low[0], low[1] - high[1])))
