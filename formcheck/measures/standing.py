"""How somebody stands, by heights in the picture: what depth, which is guessed, cannot change."""

from __future__ import annotations

import math

from formcheck.geometry import NAN, distance
from formcheck.measures.figure import SIDES, Figure
from formcheck.measures.posture import SEEN, knee_angle

FRONT_YAW_DEG = 30.0
"""Below this yaw the trunk leans towards the camera or away from it, not aside in the picture."""

TRUNK_SHARE = 0.6
"""Hip to shoulder as a share of hip to ankle: .56 to .70 in rendered people who stand (medians)."""

STRAIGHT_DEG = 135.0
"""A knee that is more open than this is a leg to stand on."""


def trunk_rise(figure: Figure) -> float:
    """How steep a trunk must be that rises so far in the picture, by the length of the legs.

    Seen from the front an upright trunk is as long as it is, which no guess of depth changes.
    Bent legs are short in the picture, too, so both must be straight.
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
