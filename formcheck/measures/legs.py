"""What legs do in squats, hinges and lunges: depth, knees over toes and aside, heels, hip share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import mean

from formcheck.geometry import NAN, distance, inclination, included_angle_3d
from formcheck.measures.figure import SEEN, SIDES, Figure
from formcheck.measures.measure import Measure
from formcheck.measures.posture import bent_knee, hip_angle, knee_angle
from formcheck.measures.views import (
    FACING_YAW_DEG,
    ahead_sign,
    by_view,
    shows_frontal,
    shows_sagittal,
)

AHEAD_SHARE = 0.5
"""A foot that is so much further ahead, as a share of the leg's bone, is that of the leg ahead."""

HIGHER_SHARE = 0.35
"""A knee that is so much higher than the other, as a share of the leg's bone, is ahead in a stride:
knees of a squat differ by .2 at most, the camera's height included."""

LEAST_FLEXION_DEG = 40.0
"""With less flexion in hip and knee together their shares are noise, degrees."""

LEAST_BENT_DEG = 130.0
"""A knee that is straighter than this is near the line from hip to foot, wherever the foot is set,
degrees."""

LEAST_HEIGHT = 0.4
"""A hip that is less above the ankle, in lengths of the shin, is that of who sits or lies."""


def hip_depth(figure: Figure) -> float:
    """How high the hip is above the knee, percent of the thigh: 100 standing, 0 level thighs.

    Negative is below the knee.  Of a stride it is read at the leg ahead.  The thigh's length is
    that of the longer bone of the leg in the picture, because a thigh that points at the camera is
    short.

    From the side rendered squats read within 13 of the truth in 9 of 10 frames, deep ones -30,
    parallel ones 0, half ones 58 to 87, quarter ones 76 to 93; real squats read -12 to 27 at the
    turn, a quarter squat 69 to 81.  From the front the camera's height shifts it by 40.

    Returns:
        NaN where the leg ahead of a stride is not seen.
    """
    leg = _leg_ahead(figure)
    if leg is None:
        return NAN
    bone = _bone(leg)
    rise = leg.near("knee")[1] - leg.near("hip")[1]
    return 100 * rise / bone if bone > 0 else NAN


def knee_past_toes(figure: Figure) -> float:
    """How far the knee is ahead of the toes, percent of the shin; negative behind them.

    Of a stride it is read at the leg ahead.  Rendered squats read -31 to 16 at the turn, with
    heels up 35 to 63; real ones -15 to 10, a deadlift that is squatted 28.  The camera's place
    shifts a set by up to 14.

    Returns:
        NaN where the picture does not show what is ahead, or not the leg ahead of a stride.
    """
    leg = _leg_ahead(figure)
    if leg is None or not shows_sagittal(figure):
        return NAN
    bone = _bone(leg)
    past = ahead_sign(figure) * (leg.near("knee")[0] - leg.near("toe")[0])
    return 100 * past / bone if bone > 0 else NAN


def heel_lift(figure: Figure) -> float:
    """How far the near heel is above the toes, as the foot's angle with the floor, degrees.

    A camera that looks down on the foot or along it adds to it: soles on the floor read -6 to 14
    from the side, up to 40 obliquely.  So it is to be compared with the same person's standing
    foot, from which a flat one strays by 8; heels that rise in rendered squats add 6 to 28.

    Returns:
        NaN where the picture shows too little of the foot's length.
    """
    if not shows_sagittal(figure):
        return NAN
    return inclination(figure.near("toe"), figure.near("heel"))


def knees_inside(figure: Figure) -> float:
    """How far the knees are inside the feet, percent of the shin: 0 over them, negative outside.

    Of a stride it is the knee of the leg ahead, else the mean of both.  A foot's place is the
    middle of ankle and toes, over which a bent knee is: it is as far ahead as they are, so that a
    body that is turned by 20 degrees hardly shifts it.  What is left of that differs in the picture
    and in space, and so do the errors of both: the mean of the two is read.  Drawn squats turn at
    -57 to -7, those whose knees cave in at -8 to 50; lunges at -60 to 20, and at 5 to 55.

    Returns:
        NaN except from the front or the back, where a leg is not seen, where the legs are not
        under the hips, and while a knee is nearly straight: it is between hip and foot then.
    """
    if not figure.yaw_deg <= FACING_YAW_DEG:
        return NAN
    sides = figure.sides_seen("knee")
    if len(sides) < len(SIDES):
        return NAN
    ahead = _higher_knee(figure, sides)
    legs = [ahead] if ahead else sides
    if any(leg.visibility(joint) < SEEN for leg in legs for joint in ("hip", "ankle", "toe")):
        return NAN
    return 100 * mean(map(_knee_inside, legs))


def _knee_inside(leg: Figure) -> float:
    """How far one knee is inside its foot, in lengths of the shin, from picture and space."""
    hip, ankle = leg.near("hip"), leg.near("ankle")
    if not (ankle[1] - hip[1] >= LEAST_HEIGHT * _bone(leg) and _knee_is_bent(leg)):
        return NAN
    return (_inside_in_picture(leg) + _inside_in_space(leg)) / 2


def _inside_in_picture(leg: Figure) -> float:
    hip, knee, ankle, toe = map(leg.near, ("hip", "knee", "ankle", "toe"))
    inwards = math.copysign(1.0, leg.middle("hip")[0] - hip[0])
    return inwards * (knee[0] - (ankle[0] + toe[0]) / 2) / _bone(leg)


def _inside_in_space(leg: Figure) -> float:
    """The same along the floor, towards the other side of hips and shoulders."""
    hip, knee, ankle, toe = map(leg.near_3d, ("hip", "knee", "ankle", "toe"))
    bone = max(math.dist(hip, knee), math.dist(knee, ankle))
    hips, shoulders = leg.both_3d("hip"), leg.both_3d("shoulder")
    left, right = (
        [hip + shoulder for hip, shoulder in zip(*side, strict=True)]
        for side in zip(hips, shoulders, strict=True)
    )
    own, other = (left, right) if leg.side == "left" else (right, left)
    inwards_x, inwards_z = other[0] - own[0], other[2] - own[2]
    off_x, off_z = (knee[i] - (ankle[i] + toe[i]) / 2 for i in (0, 2))
    width = math.hypot(inwards_x, inwards_z)
    if not (width > 0 and bone > 0):
        return NAN
    return (off_x * inwards_x + off_z * inwards_z) / width / bone


def knee_is_bent(figure: Figure) -> bool:
    """Whether a knee is bent so far that it belongs over its foot: by `LEAST_BENT_DEG`."""
    return any(map(_knee_is_bent, map(figure.on, SIDES)))


def _knee_is_bent(leg: Figure) -> bool:
    joints = map(leg.near_3d, ("hip", "knee", "ankle"))
    return included_angle_3d(*joints) <= LEAST_BENT_DEG


def is_bent(figure: Figure) -> bool:
    """Whether hip and knee together are bent enough to share: by `LEAST_FLEXION_DEG`."""
    return 360 - hip_angle(figure) - knee_angle(figure) >= LEAST_FLEXION_DEG


def hip_share(figure: Figure) -> float:
    """What share of the flexion of hip and knee is the hip's, percent.

    A squat bends both alike, a hinge mostly the hip.  At the turn of a rep that began upright it
    is the range of the hip against that of both.  From the side its error is 1 to 6: squats read
    41 to 57 (real ones 46 to 60), those that are done with the hips first up to 68, deadlifts 51 to
    64, Romanian ones 68 to 77, squatted ones 39 to 47 (a real one 40 to 45, good ones 53 to 61);
    the most that good swings reach is 54 to 70, squatted ones 43 to 50.

    Returns:
        NaN where both together are hardly bent.
    """
    if not is_bent(figure):
        return NAN
    hip, knee = 180 - hip_angle(figure), 180 - knee_angle(figure)
    return 100 * hip / (hip + knee)


def bent_hip(figure: Figure) -> float:
    """The included angle at the more bent hip, degrees: the near one, and the far one if seen."""
    return min(hip_angle(on) for on in figure.sides_seen("hip", "knee"))


def hip_opening(figure: Figure) -> float:
    """The included angle at the near hip, degrees: in the picture from the side, else in space.

    From the front a hinge or a squat moves trunk and thigh towards the camera, and the picture
    shows neither.
    """
    return by_view(
        figure,
        hip_angle(figure),
        lambda: included_angle_3d(*(figure.near_3d(j) for j in ("shoulder", "hip", "knee"))),
    )


def knee_opening(figure: Figure) -> float:
    """The included angle at the knees, degrees: the more bent one's in the picture, else in space.

    Along the line of sight a straight leg is short in the picture, and reads as any angle.  In
    space it is the mean of both, because head-on the one hides the other: drawn planks read 99 to
    174 from the front, on the knees 95 to 140, and all fours 66 to 92.
    """
    return by_view(
        figure,
        bent_knee(figure),
        lambda: mean(
            included_angle_3d(*(on.near_3d(joint) for joint in ("hip", "knee", "ankle")))
            for on in map(figure.on, SIDES)
        ),
    )


def feet_apart(figure: Figure) -> float:
    """How far apart the ankles are along the line of the shoulders, percent of their width.

    Negative where the feet are crossed.

    Returns:
        NaN where the picture does not show how far apart left and right are.
    """
    return apart_in_shoulders(figure, "ankle")


def apart_in_shoulders(figure: Figure, joint: str) -> float:
    """How far apart a left and a right joint are along the shoulders, percent of their width.

    Args:
        figure: The person.
        joint: Which.

    Returns:
        NaN where the picture does not show how far apart left and right are.
    """
    if not shows_frontal(figure):
        return NAN
    (lx, ly), (rx, ry) = figure.both("shoulder")
    (ax, ay), (bx, by) = figure.both(joint)
    square = (rx - lx) ** 2 + (ry - ly) ** 2
    along = (bx - ax) * (rx - lx) + (by - ay) * (ry - ly)
    return 100 * along / square if square > 0 else NAN


def _bone(leg: Figure) -> float:
    """Length of the near leg's longer bone in the picture, pixels."""
    knee = leg.near("knee")
    return max(distance(leg.near("hip"), knee), distance(knee, leg.near("ankle")))


def _leg_ahead(figure: Figure) -> Figure | None:
    """The leg that is ahead in a stride; the near one where both stand together.

    Low in a stride the knee behind sinks to the floor, which every view shows: the leg ahead is
    that whose knee is clearly higher.  Else it is the one whose foot is clearly ahead of the other,
    where the picture shows that.

    Returns:
        None where only the leg that is behind in a stride is seen: its foot is behind the hip.
    """
    sides = figure.sides_seen("knee", "ankle")
    sagittal, sign = shows_sagittal(figure), ahead_sign(figure)
    lead = AHEAD_SHARE * _bone(figure)
    if len(sides) < len(SIDES):
        behind = sign * (figure.near("hip")[0] - figure.near("ankle")[0])
        return None if sagittal and behind >= lead else figure
    if higher := _higher_knee(figure, sides):
        return higher
    if not sagittal:
        return figure
    back, ahead = sorted(sides, key=lambda on: sign * on.near("ankle")[0])
    return ahead if abs(ahead.near("ankle")[0] - back.near("ankle")[0]) >= lead else figure


def _higher_knee(figure: Figure, sides: Sequence[Figure]) -> Figure | None:
    """The leg whose knee is clearly higher than the other's; None where both are as high."""
    upper, lower = sorted(sides, key=lambda on: on.near("knee")[1])
    higher = lower.near("knee")[1] - upper.near("knee")[1]
    return upper if higher >= HIGHER_SHARE * _bone(figure) else None


MEASURES: tuple[Measure, ...] = (
    Measure(
        "hip_depth",
        "hip above the knee",
        "%",
        ("hip", "knee"),
        "How high the hip is above the knee, in percent of the thigh: 100 standing, 0 with level "
        "thighs, below 0 deeper. Of a stride it is read at the leg ahead. Read from the side: from "
        "the front the camera's height shifts it.",
        hip_depth,
        phrase="of a thigh above the knee",
        below="of a thigh below the knee",
        sagittal=True,
    ),
    Measure(
        "knee_past_toes",
        "knee past the toes",
        "%",
        ("knee", "toe"),
        "How far the knee is ahead of the toes, in percent of the shin: negative behind them. Of a "
        "stride it is read at the leg ahead. Not known from the front.",
        knee_past_toes,
        phrase="of a shin ahead of the toes",
        below="of a shin behind the toes",
        sagittal=True,
    ),
    Measure(
        "heel_lift",
        "heel off the floor",
        "deg",
        ("heel", "toe"),
        "How steep the foot is from toes to heel: about 0 with the sole on the floor. Not known "
        "from the front.",
        heel_lift,
        phrase="between sole and floor",
        sagittal=True,
    ),
    Measure(
        "knees_inside",
        "knees inside the feet",
        "%",
        ("hip", "knee", "ankle", "toe"),
        "How far the knees are inside the feet, in percent of the shin: 0 over them, negative "
        "outside. It is the mean of both, in a stride that of the leg ahead. Known of bent knees "
        "from the front and the back alone.",
        knees_inside,
        phrase="of a shin inside the feet",
        below="of a shin outside the feet",
        in_sight=knee_is_bent,
    ),
    Measure(
        "hip_share",
        "hip's share of the bend",
        "%",
        ("shoulder", "hip", "knee", "ankle"),
        "What share of the bend of hip and knee is the hip's: about 50 in a squat, 65 and more in "
        "a hinge. Not known while both together are bent by less than 40 degrees.",
        hip_share,
        phrase="of the bend of hip and knee at the hip",
        sagittal=True,
        in_sight=is_bent,
    ),
    Measure(
        "bent_hip",
        "angle of the more bent hip",
        "deg",
        ("shoulder", "hip", "knee"),
        "The included angle at the hip, of the leg that is drawn up more.",
        bent_hip,
        phrase="at the more bent hip",
    ),
    Measure(
        "hip_opening",
        "opening of the hip",
        "deg",
        ("shoulder", "hip", "knee"),
        "The included angle at the hip, from the front with the depth that is guessed: 180 is an "
        "open hip. It shows a hinge or a squat from every side; from the front it is rough.",
        hip_opening,
        phrase="at the hip",
    ),
    Measure(
        "knee_opening",
        "opening of the knees",
        "deg",
        ("hip", "knee", "ankle"),
        "The included angle at the more bent knee, from the front that of both with the depth that "
        "is guessed: 180 is a straight leg. It tells straight legs from kneeling from every side; "
        "from the front it is rough.",
        knee_opening,
        phrase="at the knees",
    ),
    Measure(
        "feet_apart",
        "feet apart",
        "%",
        ("shoulder", "ankle"),
        "How far apart the ankles are along the line of the shoulders, in percent of the width of "
        "the shoulders: negative crossed. Not known from the side.",
        feet_apart,
        phrase="of the width of the shoulders between the feet",
        below="of the width of the shoulders between crossed feet",
    ),
)
