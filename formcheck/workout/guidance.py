"""What to tell a person who is not yet where they should be, one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.events import MissingKind, State, Status
from formcheck.exercises import Exercise
from formcheck.measures import MEASURES
from formcheck.pose import Landmark, Pose
from formcheck.result.position_words import position_words

SEEN = 0.5
"""A joint with less visibility cannot be seen."""

SMALL = 0.25
"""A body that spans less than this share of the picture's longer side is too far away."""

HEAD = (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR)
FEET = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
HANDS = (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST)

VIEW_WORDS = {
    "side": "Turn side-on to the camera",
    "three-quarter": "Turn half towards the camera",
    "front": "Face the camera",
    "back": "Turn your back to the camera",
}

_POSTURES: dict[tuple[str, str | None], str] = {
    ("torso_inclination", "max"): "Bend forward at the hips",
    ("torso_inclination", "min"): "Bring your shoulders up, level with your hips",
    ("leg_inclination", "min"): "Get up on your feet",
    ("leg_inclination", "max"): "Stretch your legs out behind you",
    ("straight_knee", "min"): "Straighten your knees a little",
    ("bent_knee", "min"): "Lift your knees and straighten your legs",
    ("knee_opening", "min"): "Lift your knees and straighten your legs",
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
        return _break_due(status) or _more_to_see(status, exercise)
    if dark:
        return Guidance("too-dark", "It is too dark: switch on a light in front of you")
    if not pose.present:
        return Guidance("nobody", "I cannot see you: step into the picture")
    if kind_of(status) is MissingKind.MORE_THAN_ONE:
        return Guidance("someone-else", "Someone else is in the picture: one person at a time")
    return (
        _out_of_picture(pose, status, exercise)
        or _turned_away(status, exercise)
        or _out_of_position(status)
        or _more_to_see(status, exercise)
    )


def _out_of_picture(pose: Pose, status: Status, exercise: Exercise) -> Guidance | None:
    hidden = kind_of(status) is MissingKind.HIDDEN
    unsteady = kind_of(status) is MissingKind.IMPLAUSIBLE
    if not any_seen(pose, FEET) and (hidden or unsteady or not feet_optional(exercise)):
        return Guidance("feet", "Step back: I cannot see your feet")
    if not any_seen(pose, HEAD):
        return Guidance("head", "Step back: I cannot see your head")
    if hidden and not any_seen(pose, HANDS):
        return Guidance("hands", "I cannot see your hands")
    size = float(np.nanmax(np.ptp(pose.image, axis=0)))
    if size < SMALL * max(pose.width, pose.height):
        return Guidance("too-far", "Come closer to the camera")
    return _UNCLEAR[0] if unsteady else _UNCLEAR[1] if hidden else None


def _turned_away(status: Status, exercise: Exercise) -> Guidance | None:
    if not status.view or status.view in exercise.views:
        return None
    return Guidance("turn", VIEW_WORDS[exercise.views[0]])


def _break_due(status: Status) -> Guidance | None:
    """Say that a break is due; each time in other words, since what was read is not said again."""
    if not status.break_due_s:
        return None
    minutes = f"{status.break_due_s / 60:g} minutes"
    return Guidance("break", f"{minutes} without a break: get up, walk a little", blocking=False)


def _more_to_see(status: Status, exercise: Exercise) -> Guidance | None:
    """Say how to stand where nothing could be checked; counting works all the same."""
    if not status.view or not exercise.checks:
        return None
    seen = {view: sum(view in check.views for check in exercise.checks) for view in VIEW_WORDS}
    best = max(exercise.views, key=lambda view: seen[view])
    if seen[status.view] or not seen[best]:
        return None
    return Guidance("turn", f"{VIEW_WORDS[best]}: from here I can only count", blocking=False)


def _out_of_position(status: Status) -> Guidance | None:
    missing = status.missing
    if missing is None:
        return None
    if missing.kind in (MissingKind.MOVING, MissingKind.UNSETTLED):
        return Guidance("hold-still", "Hold still in position")
    text = _POSTURES.get((missing.measure, missing.bound))
    return Guidance("position", text or f"Get into position: {position_words(missing)}")


def kind_of(status: Status) -> MissingKind | None:
    """What kind of thing keeps the person from being in position; None if nothing does."""
    return None if status.missing is None else status.missing.kind


def any_seen(pose: Pose, joints: tuple[Landmark, ...]) -> bool:
    """Whether any of some joints is seen inside the picture."""
    for joint in joints:
        x, y = pose.image[joint]
        if pose.visibility[joint] >= SEEN and 0 <= x <= pose.width and 0 <= y <= pose.height:
            return True
    return False


def feet_optional(exercise: Exercise) -> bool:
    """Whether an exercise can be judged without seeing the feet."""
    return all(
        limits.optional
        for name, limits in exercise.setup.items()
        if "ankle" in MEASURES[name].joints
    )
