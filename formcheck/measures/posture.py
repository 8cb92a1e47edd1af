"""How the body is held: trunk, hips, knees, head, and the line from shoulders to feet."""

from __future__ import annotations

import math

from formcheck.geometry import NAN, bend_above, inclination, inclination_3d, included_angle
from formcheck.measures.figure import SEEN, SIDES, Figure
from formcheck.measures.measure import Measure
from formcheck.measures.views import by_view

HEAD_ON_YAW_DEG = 10.0
FRONT_YAW_DEG = 20.0
"""Head-on the joints of a body that lies along the line of sight hide one another: up to the first
yaw its line is taken from world landmarks alone, from the second on, where a view is one from three
quarters and judged, from the picture alone."""

KNEELING_DEG = 135.0
"""With a knee angle below this the body may rest on the knees, degrees, whatever was before."""

KNEELING_LINE_DEG = 30.0
"""It rests on them if the hips are no further than this from the line of shoulders and knees."""


def knee_angle(figure: Figure) -> float:
    """The included angle at the near knee, degrees."""
    return included_angle(figure.near("hip"), figure.near("knee"), figure.near("ankle"))


def _knees(figure: Figure) -> list[float]:
    """The near knee's angle, and the far one's where it can be seen."""
    return [knee_angle(on) for on in figure.sides_seen("knee", "ankle")]


def bent_knee(figure: Figure) -> float:
    """The more bent knee, degrees."""
    return min(_knees(figure))


def straight_knee(figure: Figure) -> float:
    """The straighter knee, degrees."""
    return max(_knees(figure))


def hip_angle(figure: Figure) -> float:
    """The included angle at the near hip, degrees."""
    return included_angle(figure.near("shoulder"), figure.near("hip"), figure.near("knee"))


def torso_inclination(figure: Figure) -> float:
    """How steep the trunk is, degrees; 0 is level."""
    image = inclination(figure.middle("hip"), figure.middle("shoulder"))
    return by_view(
        figure,
        image,
        lambda: inclination_3d(figure.middle_3d("hip"), figure.middle_3d("shoulder")),
    )


def leg_inclination(figure: Figure) -> float:
    """How steep the steeper leg is, degrees."""
    seen = max(figure.on(side).visibility("ankle") for side in SIDES) >= SEEN
    end = "ankle" if seen else "knee"
    lows, hips = figure.both(end), figure.both("hip")
    image = max(inclination(low, hip) for low, hip in zip(lows, hips, strict=True))
    return by_view(
        figure,
        image,
        lambda: max(
            inclination_3d(low, hip)
            for low, hip in zip(figure.both_3d(end), figure.both_3d("hip"), strict=True)
        ),
    )


def body_line(figure: Figure) -> float:
    """How far the hips are above the line from shoulders to feet or knees, degrees."""
    to_feet = _line_to(figure, "ankle")
    bent = bent_knee(figure) < KNEELING_DEG
    if bent or figure.on_knees:
        # On the knees the line ends there: the feet are in the air and say nothing of the hips.
        line = _line_to(figure, "knee")
        if abs(line) <= KNEELING_LINE_DEG:
            return line
        # With bent hips, too, it is somebody who gets up, or hips that are high: these are in no
        # sag, whatever the feet seem to say.
        if bent and line > KNEELING_LINE_DEG and abs(to_feet) <= KNEELING_LINE_DEG:
            return KNEELING_LINE_DEG
    return to_feet


def _line_to(figure: Figure, end: str) -> float:
    shoulders, hips, ends = (figure.both(j) for j in ("shoulder", "hip", end))
    left, right = (bend_above(*side) for side in zip(shoulders, hips, ends, strict=True))
    return by_view(
        figure,
        (left + right) / 2,
        lambda: _line_in_space(figure, end),
        (HEAD_ON_YAW_DEG, FRONT_YAW_DEG),
    )


def _line_in_space(figure: Figure, end: str) -> float:
    """The same from the world landmarks, as it would be seen from the body's own side."""
    shoulder, hip, low = (figure.middle_3d(joint) for joint in ("shoulder", "hip", end))
    ahead_x, ahead_z = shoulder[0] - low[0], shoulder[2] - low[2]
    length = math.hypot(ahead_x, ahead_z)
    if not length > 0:
        return NAN
    shoulder_2d, hip_2d, low_2d = (
        ((point[0] * ahead_x + point[2] * ahead_z) / length, point[1])
        for point in (shoulder, hip, low)
    )
    return bend_above(shoulder_2d, hip_2d, low_2d)


def head_drop(figure: Figure) -> float:
    """How far the ears are below the line of the trunk, degrees."""
    return bend_above(figure.middle("hip"), figure.middle("shoulder"), figure.middle("ear"))


MEASURES: tuple[Measure, ...] = (
    Measure(
        "knee_angle",
        "knee angle",
        "deg",
        ("hip", "knee", "ankle"),
        "The included angle at the knee: 180 is a straight leg.",
        knee_angle,
        phrase="at the knee",
    ),
    Measure(
        "bent_knee",
        "angle of the more bent knee",
        "deg",
        ("hip", "knee", "ankle"),
        "The included angle at the knee, of the leg that is bent more.",
        bent_knee,
        phrase="at the more bent knee",
    ),
    Measure(
        "straight_knee",
        "angle of the straighter knee",
        "deg",
        ("hip", "knee", "ankle"),
        "The included angle at the knee, of the leg that is bent less.",
        straight_knee,
        phrase="at the straighter knee",
    ),
    Measure(
        "hip_angle",
        "hip angle",
        "deg",
        ("shoulder", "hip", "knee"),
        "The included angle at the hip: 180 is an open hip.",
        hip_angle,
        phrase="at the hip",
    ),
    Measure(
        "torso_inclination",
        "trunk above the horizontal",
        "deg",
        ("hip", "shoulder"),
        "How steep the trunk is: 0 parallel to the floor, 90 upright.",
        torso_inclination,
        phrase="between trunk and floor",
        sagittal=True,
    ),
    Measure(
        "leg_inclination",
        "legs above the horizontal",
        "deg",
        ("knee", "hip"),
        "How steep the steeper leg is, from ankle (or knee, if the feet are out of the "
        "picture) to hip: 90 standing, 0 lying.",
        leg_inclination,
        phrase="between legs and floor",
        sagittal=True,
    ),
    Measure(
        "body_line",
        "hips above the body line",
        "deg",
        ("shoulder", "hip", "ankle"),
        "How far the hips are off the straight line from shoulders to ankles (or knees, if the "
        "body rests on them), as an angle at the hip: positive above, negative below.",
        body_line,
        phrase="above the line from shoulders to feet",
        below="below the line from shoulders to feet",
    ),
    Measure(
        "head_drop",
        "head below the line of the trunk",
        "deg",
        ("hip", "shoulder", "ear"),
        "How far the head hangs from the line hip to shoulder, at the shoulder.",
        head_drop,
        phrase="below the line of the trunk",
        below="above the line of the trunk",
    ),
)
