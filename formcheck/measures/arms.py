"""What the arms do: elbows, the reach of the hands, what they support."""

from __future__ import annotations

import math

from formcheck.geometry import NAN, distance, included_angle, included_angle_3d
from formcheck.measures.figure import SIDES, Figure

SHOWN_SHARE = 0.65
"""An arm whose bones are seen at less than this share of their length points at the camera, or away
from it, by 50 degrees and more: of nearly straight ones 18 to 160 degrees were read then."""


def elbow_angle(figure: Figure) -> float:
    """The included angle at the near elbow, degrees."""
    return included_angle(figure.near("shoulder"), figure.near("elbow"), figure.near("wrist"))


def elbow_angle_3d(figure: Figure) -> float:
    """The same from the world landmarks, degrees."""
    shoulder, elbow, wrist = (figure.near_3d(j) for j in ("shoulder", "elbow", "wrist"))
    return included_angle_3d(shoulder, elbow, wrist)


def elbow_opening(figure: Figure) -> float:
    """An arm that points at the camera looks bent in the picture, a hidden one in space."""
    if not _arm_shows(figure):
        return NAN
    arms = (figure.on(side) for side in SIDES)
    return min(max(elbow_angle(arm), elbow_angle_3d(arm)) for arm in arms)


def _arm_shows(figure: Figure) -> bool:
    """Whether enough of the near arm's length is seen to tell how bent it is.

    Of an arm that is raised towards the camera both bones are short in the picture.  A hidden
    hand that is guessed makes the forearm short alone.
    """
    elbow = figure.near("elbow")
    upper, fore = distance(figure.near("shoulder"), elbow), distance(elbow, figure.near("wrist"))
    least = SHOWN_SHARE * figure.straight_arm_px
    return upper + fore >= least or upper >= least / 2


def reach(figure: Figure) -> float:
    """How far the near hand is from its shoulder, percent of the straight arm."""
    length = figure.straight_arm_px
    hand = distance(figure.near("shoulder"), figure.near("wrist"))
    if not length > 0 or math.isnan(hand):
        return NAN
    return 100 * min(1.0, hand / length)


def arm_elevation(figure: Figure) -> float:
    """How far the near arm is raised from hanging, degrees."""
    drop = figure.near("wrist")[1] - figure.near("shoulder")[1]
    length = figure.straight_arm_px
    if not length > 0 or math.isnan(drop):
        return NAN
    return math.degrees(math.acos(max(-1.0, min(1.0, drop / length))))


def arms_elevation(figure: Figure) -> float:
    """How far both arms are raised, degrees: the mean, and one alone where the other is unknown.

    Side-on the far hand is often the better seen of the two, as the near one comes to point at the
    camera; and what each jumps by, badly seen, is halved.
    """
    known = [v for v in (arm_elevation(figure.on(side)) for side in SIDES) if not math.isnan(v)]
    return sum(known) / len(known) if known else NAN


def support(figure: Figure) -> float:
    """How far a shoulder is above its elbow and hand, percent of the trunk: the higher side's.

    One arm that carries is enough, and where the model mixes up the two arms that lie behind one
    another, one of them still does.
    """
    sides = [figure.on(side) for side in SIDES]
    depth = max(
        max(on.near("elbow")[1], on.near("wrist")[1]) - on.near("shoulder")[1] for on in sides
    )
    trunk = figure.torso_px
    return 100 * depth / trunk if trunk > 0 else NAN


def shoulder_height(figure: Figure) -> float:
    """How high the shoulders are above what they rest on, percent of the level trunk."""
    lows = [max(on.near("elbow")[1], on.near("wrist")[1]) for on in map(figure.on, SIDES)]
    trunk = figure.level_trunk_px
    return 100 * (sum(lows) / 2 - figure.middle("shoulder")[1]) / trunk if trunk > 0 else NAN
