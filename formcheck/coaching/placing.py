"""What to tell a person who is not yet where they should be, one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.checking import Reason, State, Status
from formcheck.exercises import Exercise
from formcheck.measures import MEASURES
from formcheck.pose import Landmark, Pose

SEEN = 0.5
"""A joint with less visibility cannot be seen."""

SMALL = 0.25
"""Whose body spans less than this share of the picture's longer side is too far away."""

_HEAD = (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR)
_FEET = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
_HANDS = (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST)

_VIEWS = {
    "side": "Turn side-on to the camera",
    "three-quarter": "Turn half towards the camera",
    "front": "Face the camera",
    "back": "Turn your back to the camera",
}

_POSTURES = {
    ("torso_inclination", "max"): "Bend forward at the hips",
    ("torso_inclination", "min"): "Bring your shoulders up, level with your hips",
    ("leg_inclination", "min"): "Get up on your feet",
    ("leg_inclination", "max"): "Stretch your legs out behind you",
    ("straight_knee", "min"): "Straighten your knees a little",
    ("bent_knee", "min"): "Lift your knees and straighten your legs",
    ("support", "min"): "Push yourself up on your hands or forearms",
    ("body_line", "max"): "Lower your hips into the line",
    ("body_line", "min"): "Lift your hips into the line",
    ("elbow_angle_3d", "min"): "Straighten your arms",
}
"""What to do about a measure that is out of the set-up position, by the limit that it breaks."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """One thing that a person should do before, or beside, exercising.

    Attributes:
        code: What it is about, for programs.
        text: What to tell the person.
        blocking: Whether nothing is counted as long as it is so.
    """

    code: str
    text: str
    blocking: bool = True


_UNCLEAR = (
    Guidance("unsteady", "Hold still for a moment: I cannot see you well"),
    Guidance("hidden", "Step back until all of you is in the picture"),
)


def guide(pose: Pose, status: Status, exercise: Exercise, *, dark: bool = False) -> Guidance | None:
    """Say what a person should do to be seen, and to be in position.

    Args:
        pose: The frame's pose.
        status: Where the session stands after it.
        exercise: What is to be done.
        dark: Whether the picture is too dark to see anybody.

    Returns:
        The first thing to do; None if all is well.
    """
    if status.state is State.ACTIVE:
        return _more_to_see(status, exercise)
    if dark:
        return Guidance("too-dark", "It is too dark: switch on a light in front of you")
    if not pose.present:
        return Guidance("nobody", "I cannot see you: step into the picture")
    if status.missing == Reason.MORE_THAN_ONE.value:
        return Guidance("someone-else", "Someone else is in the picture: one person at a time")
    return (
        _out_of_picture(pose, status, exercise)
        or _turned_away(status, exercise)
        or _out_of_position(status, exercise)
        or _more_to_see(status, exercise)
    )


def _out_of_picture(pose: Pose, status: Status, exercise: Exercise) -> Guidance | None:
    hidden = status.missing.endswith("cannot be seen")
    unsteady = status.missing == Reason.IMPLAUSIBLE.value
    if not _any_seen(pose, _FEET) and (hidden or unsteady or not _feet_optional(exercise)):
        return Guidance("feet", "Step back: I cannot see your feet")
    if not _any_seen(pose, _HEAD):
        return Guidance("head", "Step back: I cannot see your head")
    if hidden and not _any_seen(pose, _HANDS):
        return Guidance("hands", "I cannot see your hands")
    size = float(np.nanmax(np.ptp(pose.image, axis=0)))
    if size < SMALL * max(pose.width, pose.height):
        return Guidance("too-far", "Come closer to the camera")
    return _UNCLEAR[0] if unsteady else _UNCLEAR[1] if hidden else None


def _turned_away(status: Status, exercise: Exercise) -> Guidance | None:
    if not status.view or status.view in exercise.views:
        return None
    return Guidance("turn", _VIEWS[exercise.views[0]])


def _more_to_see(status: Status, exercise: Exercise) -> Guidance | None:
    """Say how to stand so that more can be checked; counting works all the same."""
    if not status.view or not exercise.check:
        return None
    seen = {view: sum(view in check.views for check in exercise.check) for view in _VIEWS}
    best = max(exercise.views, key=lambda view: seen[view])
    if seen[status.view] >= seen[best]:
        return None
    why = " to have everything checked" if seen[status.view] else ": from here I can only count"
    return Guidance("turn", _VIEWS[best] + why, blocking=False)


def _out_of_position(status: Status, exercise: Exercise) -> Guidance | None:
    if not status.missing:
        return None
    if status.missing.startswith(("hold still", "come to rest")):
        return Guidance("hold-still", "Hold still in position")
    bound = "max" if "at most" in status.missing else "min"
    for name in exercise.setup:
        if status.missing.startswith(f"{MEASURES[name].label}: "):
            text = _POSTURES.get((name, bound))
            if text:
                return Guidance("position", text)
    return Guidance("position", f"Get into position ({status.missing})")


def _any_seen(pose: Pose, joints: tuple[Landmark, ...]) -> bool:
    for joint in joints:
        x, y = pose.image[joint]
        if pose.visibility[joint] >= SEEN and 0 <= x <= pose.width and 0 <= y <= pose.height:
            return True
    return False


def _feet_optional(exercise: Exercise) -> bool:
    return all(
        limits.optional
        for name, limits in exercise.setup.items()
        if "ankle" in MEASURES[name].joints
    )
