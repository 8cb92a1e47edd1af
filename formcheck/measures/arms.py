"""What the arms do: elbows, the reach of the hands, what they support."""

from __future__ import annotations

import math

from formcheck.geometry import NAN, distance, included_angle, included_angle_3d
from formcheck.measures.figure import SIDES, Figure
from formcheck.measures.measure import Measure

SHOWN_SHARE = 0.65
"""Bones that are seen at less than this share of their length point 50 degrees or more towards the
camera, or away from it.  Elbows of nearly straight arms were read as 18 to 160 degrees there."""


def elbow_angle(figure: Figure) -> float:
    """The included angle at the near elbow, degrees."""
    return included_angle(figure.near("shoulder"), figure.near("elbow"), figure.near("wrist"))


def elbow_angle_3d(figure: Figure) -> float:
    """The same from the world landmarks, degrees."""
    shoulder, elbow, wrist = (figure.near_3d(j) for j in ("shoulder", "elbow", "wrist"))
    return included_angle_3d(shoulder, elbow, wrist)


def elbow_opening(figure: Figure) -> float:
    """How open the more bent elbow is, degrees: of each arm the larger of picture and world.

    An arm that points at the camera looks bent in the picture; a hidden one looks bent in space.
    """
    if not _arm_shows(figure):
        return NAN
    arms = (figure.on(side) for side in SIDES)
    return min(max(elbow_angle(arm), elbow_angle_3d(arm)) for arm in arms)


def _arm_shows(figure: Figure) -> bool:
    """Whether enough of the near arm's length is seen to tell how bent it is.

    Both bones of an arm that is raised towards the camera are short in the picture.  A hidden
    hand that is guessed makes only the forearm short.
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

    Side-on the far hand is often seen better, because the near arm comes to point at the camera.
    The mean also halves the jumps of a hand that is badly seen.
    """
    known = [v for v in (arm_elevation(figure.on(side)) for side in SIDES) if not math.isnan(v)]
    return sum(known) / len(known) if known else NAN


def support(figure: Figure) -> float:
    """How far a shoulder is above its elbow and hand, percent of the trunk: the higher side's.

    One arm that carries is enough: where the model mixes up arms that lie behind one another, one
    of them still reads as carrying.
    """
    sides = [figure.on(side) for side in SIDES]
    depth = max(
        max(on.near("elbow")[1], on.near("wrist")[1]) - on.near("shoulder")[1] for on in sides
    )
    trunk = figure.torso_px
    return 100 * depth / trunk if trunk > 0 else NAN


MEASURES: tuple[Measure, ...] = (
    Measure(
        "elbow_angle",
        "elbow angle",
        "deg",
        ("shoulder", "elbow", "wrist"),
        "The included angle at the elbow: 180 is a straight arm.",
        elbow_angle,
        phrase="at the elbow",
    ),
    Measure(
        "elbow_angle_3d",
        "elbow angle in space",
        "deg",
        ("shoulder", "elbow", "wrist"),
        "The included angle at the elbow with the depth that is guessed: rough, but the only "
        "one for arms that point at the camera.",
        elbow_angle_3d,
        phrase="at the elbow",
    ),
    Measure(
        "elbow_opening",
        "opening of the elbows",
        "deg",
        ("shoulder", "elbow", "wrist"),
        "The angle of the more bent elbow, each taken as open as it is seen, in the picture or "
        "in space: straight is 180. Not known while the arm points at the camera.",
        elbow_opening,
        phrase="at the more bent elbow",
    ),
    Measure(
        "reach",
        "reach of the hand",
        "%",
        ("shoulder", "wrist"),
        "How far the hand is from the shoulder, in percent of the straight arm: 100 is "
        "straight, 71 an elbow at 90 degrees, 50 one at 60. Steadier than the elbow's own "
        "angle where a plate or the trunk hides the elbow.",
        reach,
        phrase="of the straight arm",
    ),
    Measure(
        "arm_elevation",
        "arm raised",
        "deg",
        ("shoulder", "wrist"),
        "How far the straight arm is raised from hanging down (0) to shoulder height (90), "
        "by the hand's height, so that it can be read from the front and from the side.",
        arm_elevation,
        phrase="up from the hanging arm",
    ),
    Measure(
        "arms_elevation",
        "arms raised",
        "deg",
        ("shoulder", "wrist"),
        "The same of both arms together, their mean: steadier than that of either, where both "
        "are raised.",
        arms_elevation,
        phrase="up from the hanging arms",
    ),
    Measure(
        "support",
        "support below the shoulder",
        "%",
        ("shoulder", "elbow"),
        "How far the hand or forearm that carries the body is below its shoulder, in percent "
        "of the trunk's length: about 100 on straight arms, 60 on the forearms.",
        support,
        phrase="of the length of the trunk",
    ),
)
