"""How somebody stands, by heights in the picture: what depth, which is guessed, cannot change."""

from __future__ import annotations

import math

from formcheck.geometry import NAN, distance
from formcheck.measures.figure import SEEN, SIDES, Figure
from formcheck.measures.measure import Measure
from formcheck.measures.posture import knee_angle

FRONT_YAW_DEG = 30.0
"""Below this yaw the trunk leans towards the camera or away from it, not aside in the picture."""

TRUNK_SHARE = 0.6
"""Hip to shoulder as a share of hip to ankle: .56 to .70 in rendered people who stand (medians)."""

STRAIGHT_DEG = 135.0
"""A leg whose knee angle is above this can be stood on, degrees."""


def trunk_rise(figure: Figure) -> float:
    """How steep the trunk is, degrees: how far it rises in the picture, beside the legs' length.

    Seen from the front an upright trunk has its true length in the picture, and no guess of depth
    changes that.  Both legs must be straight, because bent legs are short in the picture, too.
    """
    legs = [figure.on(side) for side in SIDES]
    if figure.yaw_deg >= FRONT_YAW_DEG or not all(_stands_on(leg) for leg in legs):
        return NAN
    length = max(
        distance(leg.near("hip"), leg.near("knee")) + distance(leg.near("knee"), leg.near("ankle"))
        for leg in legs
    )
    rise = figure.middle("hip")[1] - figure.middle("shoulder")[1]
    if not length > 0 or math.isnan(rise):
        return NAN
    return math.degrees(math.asin(max(-1.0, min(1.0, rise / (TRUNK_SHARE * length)))))


def hip_height(figure: Figure) -> float:
    """How high the hips are above the ankles, in percent of the picture's height."""
    if max(figure.on(side).visibility("ankle") for side in SIDES) < SEEN:
        return NAN
    return 100 * (figure.middle("ankle")[1] - figure.middle("hip")[1]) / figure.pose.height


def _stands_on(leg: Figure) -> bool:
    return leg.visibility("ankle") >= SEEN and knee_angle(leg) >= STRAIGHT_DEG


MEASURES: tuple[Measure, ...] = (
    Measure(
        "trunk_rise",
        "rise of the trunk",
        "deg",
        ("hip", "shoulder"),
        "How steep the trunk is by how far it rises in the picture, measured by the legs: what "
        "tells somebody upright from somebody hinged, seen from the front or the back. Not "
        "known from elsewhere, and 10 to 25 degrees too much of a trunk that leans forward.",
        trunk_rise,
        phrase="between trunk and floor",
    ),
    Measure(
        "hip_height",
        "height of the hips",
        "%",
        ("hip", "ankle"),
        "How high the hips are above the ankles, in percent of the picture's height: to be "
        "compared with itself alone. Heights can be read from every side.",
        hip_height,
        phrase="of the height of the picture",
    ),
)
