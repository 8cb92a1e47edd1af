"""What keeps a person from being in position, in words for them."""

from __future__ import annotations

from formcheck.events import Missing, MissingKind
from formcheck.measures import MEASURES
from formcheck.result.measure_words import bound, told

_WORDS = {
    MissingKind.NOBODY: "nobody can be seen",
    MissingKind.MORE_THAN_ONE: "more than one person is in view",
    MissingKind.IMPLAUSIBLE: "you cannot be seen clearly",
    MissingKind.MOVING: "hold still",
    MissingKind.UNSETTLED: "come to rest in position",
}
_PARTS = {
    "torso_inclination": "your shoulders or hips",
    "trunk_rise": "your shoulders or hips",
    "trunk_lean": "your shoulders or hips",
    "support": "your hands or shoulders",
    "leg_inclination": "your legs",
    "hip_angle": "your hips or knees",
    "bent_hip": "your hips or knees",
    "hip_opening": "your hips or knees",
    "knee_opening": "your legs",
}
_JOINTS = {
    "ear": "your head",
    "shoulder": "your shoulders",
    "elbow": "your elbows",
    "wrist": "your hands",
    "hip": "your hips",
    "knee": "your knees",
    "ankle": "your feet",
    "heel": "your feet",
    "toe": "your feet",
}
"""Of any other measure it is the last of its joints that is out of the picture first."""


def position_words(missing: Missing | None) -> str:
    """What keeps a person from being in position, as a clause of a sentence; "" for nothing.

    Args:
        missing: What a session says.

    >>> high = Missing(MissingKind.OUT_OF_RANGE, "torso_inclination", 80.2, 72.0, "max")
    >>> position_words(high)
    '80° between trunk and floor; right is at most 72°'
    >>> position_words(Missing(MissingKind.OUT_OF_RANGE, "body_line", -41.0, -30.0, "min"))
    '41° below the line from shoulders to feet; right is at most 30°'
    >>> position_words(Missing(MissingKind.HIDDEN, "body_line"))
    'your feet cannot be seen'
    >>> position_words(Missing(MissingKind.IMPLAUSIBLE))
    'you cannot be seen clearly'
    """
    if missing is None:
        return ""
    if missing.kind is MissingKind.HIDDEN:
        return f"{part_of(missing.measure)} cannot be seen"
    if missing.kind is not MissingKind.OUT_OF_RANGE:
        return _WORDS[missing.kind]
    measure = MEASURES[missing.measure]
    number, phrase = told(missing.value, measure)
    right, of = bound(missing.limit, measure, upper=missing.bound == "max")
    return f"{number} {phrase}; right is {right}{'' if of == phrase else f' {of}'}"


def part_of(measure: str) -> str:
    """The part of the body that a measure of the position cannot be read without.

    Args:
        measure: The measure's name.

    >>> part_of("body_line"), part_of("elbow_angle_3d"), part_of("torso_inclination")
    ('your feet', 'your hands', 'your shoulders or hips')
    """
    return _PARTS.get(measure) or _JOINTS[MEASURES[measure].joints[-1]]
