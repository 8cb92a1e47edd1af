"""How a body is held over the floor: what tells a plank from lying, and what an arm lift leaves."""

from __future__ import annotations

import math

from formcheck.geometry import (
    NAN,
    Point,
    bend_above,
    distance,
    inclination,
    included_angle,
    midpoint,
)
from formcheck.measures.figure import SIDES, Figure
from formcheck.measures.measure import Measure

TRUNK_OF_SHOULDERS = 1.4
"""A trunk of half a metre is a little longer than so many widths of shoulders that are a third of a
metre apart."""

LEAST_FLOOR = 0.5
"""Hands and feet nearer together than this share of the trunk show no line of the floor.

They are where somebody lies or planks towards the camera."""

STRETCHED_DEG = 140.0
"""From this knee angle on a leg carries the body's line; one drawn in says nothing of it."""

STANDING_DEG = 65.0
"""A leg that is steeper than this is stood on, degrees: with the hands on a bench it is at 50."""


def stretched_line(figure: Figure) -> float:
    """How far the hips are off the line from the shoulders to the foot of the stretched leg.

    Of a climber one leg is drawn in: the other one alone shows whether the hips sag or rise.
    Drawn climbers with straight hips keep above -10 degrees (one of 20; the others above -5),
    sagging ones reach -32 to -9.

    Returns:
        Degrees at the hip, positive above the line; NaN while neither leg is stretched.
    """
    on = _stretched(figure)
    if on is None:
        return NAN
    # Shoulder and hip of one side are read worse than their middles, and a step turns the hips.
    return bend_above(on.middle("shoulder"), on.middle("hip"), on.near("ankle"))


def leg_is_stretched(figure: Figure) -> bool:
    """Whether one of the legs is stretched out behind: of a climber mostly one, of a plank both."""
    return _stretched(figure) is not None


def _stretched(figure: Figure) -> Figure | None:
    """The figure on the side of the leg with the more open hip, if it is stretched out behind."""
    on = max(map(figure.on, SIDES), key=_hip_angle)
    hip, ankle = on.near("hip"), on.near("ankle")
    stretched = included_angle(hip, on.near("knee"), ankle) >= STRETCHED_DEG
    return on if stretched and inclination(ankle, hip) <= STANDING_DEG else None


def _hip_angle(on: Figure) -> float:
    angle = included_angle(on.near("shoulder"), on.near("hip"), on.near("knee"))
    return -1.0 if math.isnan(angle) else angle


def body_clearance(figure: Figure) -> float:
    """How high hips and knees are above the floor, percent of the trunk: the mean of both.

    The floor is the line from what the arms rest on to the toes, so that the camera's height and a
    view from three quarters change it little.  A deep sag lowers the hips alone, lying the knees,
    too: rendered sags of 20 degrees read 14 to 27, somebody who lies on the forearms 7 to 17.

    Returns:
        NaN where the line of the floor is not seen.
    """
    arms, toes = _rest(figure), figure.middle("toe")
    along = toes[0] - arms[0]
    trunk = _trunk_px(figure)
    if not (trunk > 0 and abs(along) >= LEAST_FLOOR * trunk):
        return NAN
    slope = (toes[1] - arms[1]) / along
    heights = [
        arms[1] + slope * (x - arms[0]) - y
        for x, y in (figure.middle("hip"), figure.middle("knee"))
    ]
    return 100 * sum(heights) / 2 / trunk


def shoulders_over_feet(figure: Figure) -> float:
    """How high the shoulders are above the ankles, percent of the level trunk.

    Push-ups change it by 25 and more, a lifted arm by 4 to 20: no arm has a part in it.
    """
    trunk = _trunk_px(figure)
    rise = figure.middle("ankle")[1] - figure.middle("shoulder")[1]
    return 100 * rise / trunk if trunk > 0 else NAN


def shoulder_height(figure: Figure) -> float:
    """How high the shoulders are above what they rest on, percent of the level trunk."""
    trunk = _trunk_px(figure)
    rise = _rest(figure)[1] - figure.middle("shoulder")[1]
    return 100 * rise / trunk if trunk > 0 else NAN


def _trunk_px(figure: Figure) -> float:
    """Length of the level trunk as it would be seen side-on, pixels.

    The more it is turned towards the camera, the shorter it is seen, and the wider the shoulders.
    """
    across = TRUNK_OF_SHOULDERS * distance(*figure.both("shoulder"))
    return math.hypot(figure.level_trunk_px, across)


def _rest(figure: Figure) -> Point:
    """Where the arms rest: the point between the lower ends of both, elbows or hands."""
    left, right = (
        max((on.near("elbow"), on.near("wrist")), key=lambda point: point[1])
        for on in map(figure.on, SIDES)
    )
    return midpoint(left, right)


MEASURES: tuple[Measure, ...] = (
    Measure(
        "stretched_line",
        "hips above the line to the stretched foot",
        "deg",
        ("shoulder", "hip", "ankle"),
        "How far the hips are off the straight line from the shoulder to the foot, on the side of "
        "the leg that is stretched out behind: positive above, negative below. Not looked at while "
        "neither is, as in standing or with both knees drawn in.",
        stretched_line,
        phrase="above the line from shoulder to stretched foot",
        below="below the line from shoulder to stretched foot",
        in_sight=leg_is_stretched,
    ),
    Measure(
        "shoulder_height",
        "shoulders above the support",
        "%",
        ("shoulder", "elbow"),
        "How high both shoulders are above the hands or forearms, in percent of the trunk's "
        "length when the position was taken: a push-up changes it, a sag does not.",
        shoulder_height,
        phrase="of the length of the trunk",
    ),
    Measure(
        "shoulders_over_feet",
        "shoulders above the feet",
        "%",
        ("shoulder", "ankle"),
        "How high the shoulders are above the ankles, in percent of the trunk's length when "
        "the position was taken: a push-up changes it, an arm that is lifted does not.",
        shoulders_over_feet,
        phrase="of the length of the trunk",
    ),
    Measure(
        "body_clearance",
        "body above the floor",
        "%",
        ("elbow", "hip", "knee", "ankle"),
        "How high hips and knees are above the line from the forearms or hands to the toes, "
        "the mean of both in percent of the trunk's length: 23 and more in a plank, less "
        "than 18 lying on the floor. Not known head-on.",
        body_clearance,
        phrase="of the length of the trunk",
    ),
)
