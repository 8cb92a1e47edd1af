"""Where elbows and hands are beside the trunk: raised, ahead, behind, above, apart."""

from __future__ import annotations

import math
from operator import sub

from formcheck.geometry import NAN, Point, distance, included_angle, included_angle_3d
from formcheck.measures.figure import Figure
from formcheck.measures.legs import apart_in_shoulders
from formcheck.measures.measure import Measure
from formcheck.measures.views import ahead_sign, shows_sagittal

UPPER_SHARE = 0.5
"""The upper arm's part of a trunk's length: in rendered raises .45 to .55 do alike."""

LEVEL_SHARE = 0.5
"""Hands that hold one bar differ along the trunk by no more than this part of its length, ours: a
bar is held level, and the wrists of one arm that works and one that rests are a trunk apart."""


def upper_arm_to_trunk(figure: Figure) -> float:
    """The angle in the picture between the near upper arm and the trunk's side, degrees.

    0 hangs along the trunk, 90 is square to it, 180 in line with it above the head.  From the side
    it shows an arm that is moved ahead or behind, from the front one that is moved aside.  The
    trunk's direction is that of its middle line: hips are narrower than shoulders.  In rendered
    curls from the side still elbows move by up to 18, drifting ones by 15 to 44.
    """
    (x, y), (hip_x, hip_y) = figure.middle("shoulder"), figure.middle("hip")
    shoulder = figure.near("shoulder")
    down = (shoulder[0] + hip_x - x, shoulder[1] + hip_y - y)
    return included_angle(down, shoulder, figure.near("elbow"))


def upper_arm_to_trunk_3d(figure: Figure) -> float:
    """The same from the world landmarks, degrees.

    It is rough: at the turn of rendered push-ups usual arms read 29 to 56 from the side and 36 to
    76 head-on, flared ones 50 to 71 and 50 to 86.
    """
    (x, y, z), (hip_x, hip_y, hip_z) = figure.middle_3d("shoulder"), figure.middle_3d("hip")
    shoulder = figure.near_3d("shoulder")
    down = (shoulder[0] + hip_x - x, shoulder[1] + hip_y - y, shoulder[2] + hip_z - z)
    return included_angle_3d(down, shoulder, figure.near_3d("elbow"))


def upper_arm_elevation(figure: Figure) -> float:
    """How far the near upper arm is raised from hanging (0) over level (90) to upright (180).

    It is told by how high the elbow is, in lengths of the upper arm, so that it can be read from
    the front and from the side.  An arm that points at the camera is short: its length is then
    that of the person's scale.  From the front rendered raises are read within 20 of the truth in
    9 of 10 frames (half of them within 9), from the side within 20 (half within 12); real raises
    to the shoulder's height read 70 to 90, those above it 103 to 126.
    """
    shoulder, elbow = figure.near("shoulder"), figure.near("elbow")
    length = max(distance(shoulder, elbow), UPPER_SHARE * figure.scaled_trunk_px)
    drop = elbow[1] - shoulder[1]
    if not length > 0 or math.isnan(drop):
        return NAN
    return math.degrees(math.acos(max(-1.0, min(1.0, drop / length))))


def elbow_forward(figure: Figure) -> float:
    """How far the near elbow is ahead of its shoulder, square to the trunk, percent of its length.

    The trunk's direction is that of its middle line; negative is to the back.  At the turn of rows
    from the side rendered elbows read -17 to 29 bent over and -57 to 21 seated, real ones -10 to 8
    and -29, and 27 to 60 in the hang.

    Returns:
        NaN where the picture does not show what is ahead.
    """
    return _forward(figure, "elbow")


def hand_forward(figure: Figure) -> float:
    """How far the near hand is ahead of its shoulder, square to the trunk, percent of its length.

    Returns:
        NaN where the picture does not show what is ahead.
    """
    return _forward(figure, "wrist")


def hands_forward(figure: Figure) -> float:
    """How far the hands are ahead of the shoulders, square to the trunk, percent of its length.

    It is read from the middle of the hands to the middle of the shoulders: hands that are wide
    apart on a bar look ahead or behind as soon as the camera is a little askew, one as much ahead
    as the other is behind.  Drawn pulldowns to the chest read -2 to 65 at the turn, those behind
    the neck -61 to -5; read at the near hand alone they are -15 to 89 and -72 to 41.

    Returns:
        NaN where the picture does not show what is ahead, and where one hand is much higher: the
        other holds nothing then.
    """
    if not abs(_hands_along(figure)) <= LEVEL_SHARE:
        return NAN
    return _ahead_of(figure, figure.middle("shoulder"), figure.middle("wrist"))


def _hands_along(figure: Figure) -> float:
    """How much further up along the trunk the left hand is than the right, in its lengths.

    It is read in space: from above or near by the picture shows a bar that is held level steep.
    """
    trunk = list(map(sub, figure.middle_3d("shoulder"), figure.middle_3d("hip")))
    between = map(sub, *figure.both_3d("wrist"))
    square = sum(part * part for part in trunk)
    along: float = sum(a * b for a, b in zip(between, trunk, strict=True))
    return along / square if square > 0 else NAN


def _forward(figure: Figure, joint: str) -> float:
    return _ahead_of(figure, figure.near("shoulder"), figure.near(joint))


def _ahead_of(figure: Figure, shoulder: Point, end: Point) -> float:
    """How far a point is ahead of the shoulder, square to the trunk, percent of its length."""
    if not shows_sagittal(figure):
        return NAN
    low, high = figure.middle("hip"), figure.middle("shoulder")
    length, scale = distance(low, high), figure.scaled_trunk_px
    if not (length > 0 and scale > 0):
        return NAN
    off = (high[0] - low[0]) * (end[1] - shoulder[1]) - (high[1] - low[1]) * (end[0] - shoulder[0])
    return 100 * ahead_sign(figure) * off / length / scale


def hand_height(figure: Figure) -> float:
    """How high the near hand is above its shoulder, percent of a trunk's length.

    About -100 hangs, -30 is the chest's height, 0 the shoulder's, 50 the top of the head.  It can
    be read from every side, with an error of 5 to 14 in half of the frames and up to 25 in 9 of 10.
    Real overhead presses end at 85 to 105, jumping jacks at 55 to 77, swings to the chest at 18 to
    23 and one that is called too high at 36 to 49.
    """
    scale = figure.scaled_trunk_px
    rise = figure.near("shoulder")[1] - figure.near("wrist")[1]
    return 100 * rise / scale if scale > 0 else NAN


def hands_apart(figure: Figure) -> float:
    """How far apart the hands are along the line of the shoulders, percent of their width.

    Negative where the hands are crossed.  Rendered push-ups head-on read 135 to 146, narrow ones
    50 to 60, wide ones 187 to 208; real presses end at 160 to 233, real pulldowns at 172 to 192.

    Returns:
        NaN where the picture does not show how far apart left and right are.
    """
    return apart_in_shoulders(figure, "wrist")


MEASURES: tuple[Measure, ...] = (
    Measure(
        "upper_arm_to_trunk",
        "upper arm from the trunk",
        "deg",
        ("hip", "shoulder", "elbow"),
        "The angle between the upper arm and the side of the trunk: 0 along it, 90 square to it, "
        "180 above the head. It shows an arm ahead or behind from the side, one aside from the "
        "front.",
        upper_arm_to_trunk,
        phrase="between upper arm and trunk",
    ),
    Measure(
        "upper_arm_to_trunk_3d",
        "upper arm from the trunk in space",
        "deg",
        ("hip", "shoulder", "elbow"),
        "The same with the depth that is guessed: rough, but the only one for arms or a trunk that "
        "point at the camera.",
        upper_arm_to_trunk_3d,
        phrase="between upper arm and trunk",
    ),
    Measure(
        "upper_arm_elevation",
        "upper arm raised",
        "deg",
        ("shoulder", "elbow"),
        "How far the upper arm is raised from hanging down (0) to shoulder height (90) and upright "
        "(180), by the elbow's height, so that it can be read from the front and from the side.",
        upper_arm_elevation,
        phrase="up from the hanging upper arm",
    ),
    Measure(
        "elbow_forward",
        "elbow ahead of the trunk",
        "%",
        ("hip", "shoulder", "elbow"),
        "How far the elbow is ahead of its shoulder, square to the trunk and in percent of its "
        "length: negative behind. Not known from the front.",
        elbow_forward,
        phrase="of the trunk's length ahead of the shoulder",
        below="of the trunk's length behind the shoulder",
        sagittal=True,
    ),
    Measure(
        "hand_forward",
        "hand ahead of the trunk",
        "%",
        ("hip", "shoulder", "wrist"),
        "How far the hand is ahead of its shoulder, square to the trunk and in percent of its "
        "length: negative behind. Not known from the front.",
        hand_forward,
        phrase="of the trunk's length ahead of the shoulder",
        below="of the trunk's length behind the shoulder",
        sagittal=True,
    ),
    Measure(
        "hands_forward",
        "hands ahead of the trunk",
        "%",
        ("hip", "shoulder", "wrist"),
        "How far the middle of both hands is ahead of the shoulders, square to the trunk and in "
        "percent of its length: negative behind. Not known from the front, nor with one hand much "
        "higher than the other.",
        hands_forward,
        phrase="of the trunk's length ahead of the shoulders",
        below="of the trunk's length behind the shoulders",
        sagittal=True,
    ),
    Measure(
        "hand_height",
        "hand above the shoulder",
        "%",
        ("shoulder", "wrist"),
        "How high the hand is above its shoulder, in percent of the trunk's length: -100 hanging, "
        "-30 at the chest, 0 at the shoulder, 50 above the head. Read from every side.",
        hand_height,
        phrase="of the trunk's length above the shoulder",
        below="of the trunk's length below the shoulder",
    ),
    Measure(
        "hands_apart",
        "hands apart",
        "%",
        ("shoulder", "wrist"),
        "How far apart the hands are along the line of the shoulders, in percent of the width of "
        "the shoulders: negative crossed. Not known from the side.",
        hands_apart,
        phrase="of the width of the shoulders between the hands",
        below="of the width of the shoulders between crossed hands",
    ),
)
