"""The named measures of a figure: what exercise files may ask for.

Each has a name, a unit, the joints that it needs, and one function of a `Figure`.  A measure that
cannot be taken is NaN.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from formcheck.geometry import (
    NAN,
    Point,
    bend_above,
    distance,
    inclination,
    inclination_3d,
    included_angle,
    included_angle_3d,
)
from formcheck.measures.back import back_bend as bend_of_profile
from formcheck.measures.figure import SIDES, Figure
from formcheck.measures.standing import hip_height, trunk_rise

SIDE_YAW_DEG = 60.0
"""From this yaw on a view counts as side-on, and the picture shows sagittal angles truly."""

WORLD_YAW_DEG = 45.0
"""Below this yaw the inclination of the trunk is taken from world landmarks alone."""

SEEN = 0.4
"""A far joint is used where it is at least this visible."""

SHOWN_SHARE = 0.65
"""An arm whose bones are seen at less than this share of their length points at the camera, or away
from it, by 50 degrees and more: of nearly straight ones 18 to 160 degrees were read then."""

KNEELING_DEG = 135.0
"""With a knee bent further than this the body may rest on the knees."""

KNEELING_LINE_DEG = 30.0
"""It does if the hips are no further than this from the line between shoulders and knees."""

MAX_BACK_RESIDUAL = 0.03
"""A back outline that is further from its curve than this share of the trunk is not believed.

Clean outlines read .005 to .025, those that merge with gym machines .04 to .06."""

MIN_BACK_PX = 45.0
"""With a smaller trunk in the picture the bend of a flat back wanders by 10 degrees and more.

On rendered clips it keeps within 3 from 55 pixels on, and mostly within 6 from 45 on (10th to 90th
percentile)."""

ARM_CLEAR = -0.15
"""The near arm hides nothing of the back while elbow and hand are so far below its line.

In share of the line from hip to shoulder.  Of the frames of flat backs in rendered rows 1 in 8
reads more than 13 degrees too round while the elbow is 0 to .15 below it: the sleeve already stands
out above the back.  From .15 to .3 it is 1 in 30, further below 1 in 200."""

MIN_BACK_COVERAGE = 0.75
"""With a smaller share of the outline seen the bend shifts by some 8 degrees."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity that can be read off a figure.

    Attributes:
        name: What exercise files call it.
        label: What people call it.
        unit: ``deg`` or ``%``.
        joints: The near joints that it needs, in the order in which it is drawn.
        what: One sentence for coaches.
        of: The function.
        from_outline: Whether it is read off the silhouette's outline, not off joints.
        sagittal: Whether the picture shows it from the side, and it is guessed from the front.
        in_sight: Says whether the movement itself leaves it in sight now; None: it always does.
            What the movement hides for a moment is not looked at, rather than not judged.
    """

    name: str
    label: str
    unit: str
    joints: tuple[str, ...]
    what: str
    of: Callable[[Figure], float]
    from_outline: bool = False
    sagittal: bool = False
    in_sight: Callable[[Figure], bool] | None = None


def _elbow_angle(figure: Figure) -> float:
    return included_angle(figure.near("shoulder"), figure.near("elbow"), figure.near("wrist"))


def _elbow_angle_3d(figure: Figure) -> float:
    shoulder, elbow, wrist = (figure.near_3d(j) for j in ("shoulder", "elbow", "wrist"))
    return included_angle_3d(shoulder, elbow, wrist)


def _elbow_opening(figure: Figure) -> float:
    """An arm that points at the camera looks bent in the picture, a hidden one in space."""
    if not _arm_shows(figure):
        return NAN
    arms = (figure.on(side) for side in SIDES)
    return min(max(_elbow_angle(arm), _elbow_angle_3d(arm)) for arm in arms)


def _arm_shows(figure: Figure) -> bool:
    """Whether enough of the near arm's length is seen to tell how bent it is.

    Of an arm that is raised towards the camera both bones are short in the picture.  A hidden
    hand that is guessed makes the forearm short alone.
    """
    elbow = figure.near("elbow")
    upper, fore = distance(figure.near("shoulder"), elbow), distance(elbow, figure.near("wrist"))
    least = SHOWN_SHARE * figure.straight_arm_px
    return upper + fore >= least or upper >= least / 2


def _reach(figure: Figure) -> float:
    length = figure.straight_arm_px
    hand = distance(figure.near("shoulder"), figure.near("wrist"))
    if not length > 0 or math.isnan(hand):
        return NAN
    return 100 * min(1.0, hand / length)


def _knee_angle(figure: Figure) -> float:
    return included_angle(figure.near("hip"), figure.near("knee"), figure.near("ankle"))


def _knees(figure: Figure) -> list[float]:
    """The near knee's angle, and the far one's where it can be seen."""
    return [
        _knee_angle(on)
        for on in (figure.on(side) for side in SIDES)
        if on.side == figure.side or min(on.visibility("knee"), on.visibility("ankle")) >= SEEN
    ]


def _bent_knee(figure: Figure) -> float:
    return min(_knees(figure))


def _straight_knee(figure: Figure) -> float:
    return max(_knees(figure))


def _hip_angle(figure: Figure) -> float:
    return included_angle(figure.near("shoulder"), figure.near("hip"), figure.near("knee"))


def _by_view(figure: Figure, image: float, world: Callable[[], float]) -> float:
    """The picture's value side-on, the world landmarks' value from the front, a mix between."""
    share = (figure.yaw_deg - WORLD_YAW_DEG) / (SIDE_YAW_DEG - WORLD_YAW_DEG)
    if share >= 1:
        return image
    if share <= 0:
        return world()
    return share * image + (1 - share) * world()


def _torso_inclination(figure: Figure) -> float:
    image = inclination(figure.middle("hip"), figure.middle("shoulder"))
    return _by_view(
        figure,
        image,
        lambda: inclination_3d(figure.middle_3d("hip"), figure.middle_3d("shoulder")),
    )


def _leg_inclination(figure: Figure) -> float:
    seen = max(figure.on(side).visibility("ankle") for side in SIDES) >= SEEN
    end = "ankle" if seen else "knee"
    lows, hips = figure.both(end), figure.both("hip")
    image = max(inclination(low, hip) for low, hip in zip(lows, hips, strict=True))
    return _by_view(
        figure,
        image,
        lambda: max(
            inclination_3d(low, hip)
            for low, hip in zip(figure.both_3d(end), figure.both_3d("hip"), strict=True)
        ),
    )


def _body_line(figure: Figure) -> float:
    if _bent_knee(figure) < KNEELING_DEG:
        # On the knees the line ends there: the feet are in the air and say nothing of the hips.
        # With bent hips, too, it is no kneeling plank but somebody who gets up.
        line = _line_to(figure, "knee")
        if abs(line) <= KNEELING_LINE_DEG:
            return line
    return _line_to(figure, "ankle")


def _line_to(figure: Figure, end: str) -> float:
    shoulders, hips, ends = (figure.both(j) for j in ("shoulder", "hip", end))
    left, right = (bend_above(*side) for side in zip(shoulders, hips, ends, strict=True))
    return (left + right) / 2


def _head_drop(figure: Figure) -> float:
    return bend_above(figure.middle("hip"), figure.middle("shoulder"), figure.middle("ear"))


def _arm_elevation(figure: Figure) -> float:
    drop = figure.near("wrist")[1] - figure.near("shoulder")[1]
    length = figure.straight_arm_px
    if not length > 0 or math.isnan(drop):
        return NAN
    return math.degrees(math.acos(max(-1.0, min(1.0, drop / length))))


def _support(figure: Figure) -> float:
    lowest = max(figure.near("elbow")[1], figure.near("wrist")[1])
    trunk = figure.torso_px
    return 100 * (lowest - figure.near("shoulder")[1]) / trunk if trunk > 0 else NAN


def _shoulder_height(figure: Figure) -> float:
    lows = [max(on.near("elbow")[1], on.near("wrist")[1]) for on in map(figure.on, SIDES)]
    trunk = figure.level_trunk_px
    return 100 * (sum(lows) / 2 - figure.middle("shoulder")[1]) / trunk if trunk > 0 else NAN


def _arm_below_back(figure: Figure) -> bool:
    """Whether the near arm is clear of the back's outline: it hides it at the top of a row."""
    hip, shoulder = figure.near("hip"), figure.near("shoulder")
    chord = distance(hip, shoulder)
    joints = (figure.near("elbow"), figure.near("wrist"))
    return all(_height(joint, hip, shoulder) < ARM_CLEAR * chord for joint in joints)


def _height(point: Point, a: Point, b: Point) -> float:
    """How far a point is above the line from `a` to `b`, pixels (negative: below it)."""
    ahead = math.copysign(1.0, b[0] - a[0])
    across = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
    return -ahead * across / max(distance(a, b), 1e-9)


def _back_bend(figure: Figure) -> float:
    if figure.pose.back is None or not figure.torso_px >= MIN_BACK_PX:
        return NAN
    bend = bend_of_profile(figure.pose.back)
    clear = bend.residual <= MAX_BACK_RESIDUAL and bend.coverage >= MIN_BACK_COVERAGE
    return bend.bend_deg if clear else NAN


_ARM = ("shoulder", "elbow", "wrist")

MEASURES: dict[str, Measure] = {
    m.name: m
    for m in (
        Measure(
            "elbow_angle",
            "elbow angle",
            "deg",
            _ARM,
            "The included angle at the elbow: 180 is a straight arm.",
            _elbow_angle,
        ),
        Measure(
            "elbow_angle_3d",
            "elbow angle in space",
            "deg",
            _ARM,
            "The included angle at the elbow from the world landmarks: rough, but the only one "
            "for arms that point at the camera.",
            _elbow_angle_3d,
        ),
        Measure(
            "elbow_opening",
            "opening of the elbows",
            "deg",
            ("shoulder", "elbow", "wrist"),
            "The angle of the more bent elbow, each taken as open as it is seen, in the picture or "
            "in space: straight is 180. Not known while the arm points at the camera.",
            _elbow_opening,
        ),
        Measure(
            "reach",
            "reach of the hand",
            "%",
            ("shoulder", "wrist"),
            "How far the hand is from the shoulder, in percent of the straight arm: 100 is "
            "straight, 71 an elbow at 90 degrees, 50 one at 60. Steadier than the elbow's own "
            "angle where a plate or the trunk hides the elbow.",
            _reach,
        ),
        Measure(
            "arm_elevation",
            "arm raised",
            "deg",
            ("shoulder", "wrist"),
            "How far the straight arm is raised from hanging down (0) to shoulder height (90), "
            "by the hand's height, so that it can be read from the front and from the side.",
            _arm_elevation,
        ),
        Measure(
            "knee_angle",
            "knee angle",
            "deg",
            ("hip", "knee", "ankle"),
            "The included angle at the knee: 180 is a straight leg.",
            _knee_angle,
        ),
        Measure(
            "bent_knee",
            "angle of the more bent knee",
            "deg",
            ("hip", "knee", "ankle"),
            "The included angle at the knee, of the leg that is bent more.",
            _bent_knee,
        ),
        Measure(
            "straight_knee",
            "angle of the straighter knee",
            "deg",
            ("hip", "knee", "ankle"),
            "The included angle at the knee, of the leg that is bent less.",
            _straight_knee,
        ),
        Measure(
            "hip_angle",
            "hip angle",
            "deg",
            ("shoulder", "hip", "knee"),
            "The included angle at the hip: 180 is an open hip.",
            _hip_angle,
        ),
        Measure(
            "torso_inclination",
            "trunk above the horizontal",
            "deg",
            ("hip", "shoulder"),
            "How steep the trunk is: 0 parallel to the floor, 90 upright.",
            _torso_inclination,
            sagittal=True,
        ),
        Measure(
            "trunk_rise",
            "rise of the trunk",
            "deg",
            ("hip", "shoulder"),
            "How steep the trunk is by how far it rises in the picture, measured by the legs: what "
            "tells somebody upright from somebody hinged, seen from the front or the back. Not "
            "known from elsewhere, and 10 to 25 degrees too much of a trunk that leans forward.",
            trunk_rise,
        ),
        Measure(
            "hip_height",
            "height of the hips",
            "%",
            ("hip", "ankle"),
            "How high the hips are above the ankles, in percent of the picture's height: to be "
            "compared with itself alone. Heights can be read from every side.",
            hip_height,
        ),
        Measure(
            "leg_inclination",
            "legs above the horizontal",
            "deg",
            ("knee", "hip"),
            "How steep the steeper leg is, from ankle (or knee, if the feet are out of the "
            "picture) to hip: 90 standing, 0 lying.",
            _leg_inclination,
            sagittal=True,
        ),
        Measure(
            "body_line",
            "hips above the body line",
            "deg",
            ("shoulder", "hip", "ankle"),
            "How far the hips are off the straight line from shoulders to ankles (or knees, if the "
            "body rests on them), as an angle at the hip: positive above, negative below.",
            _body_line,
        ),
        Measure(
            "head_drop",
            "head below the line of the trunk",
            "deg",
            ("hip", "shoulder", "ear"),
            "How far the head hangs from the line hip to shoulder, at the shoulder.",
            _head_drop,
        ),
        Measure(
            "support",
            "support below the shoulder",
            "%",
            ("shoulder", "elbow"),
            "How far the hand or forearm that carries the body is below the shoulder, in percent "
            "of the trunk's length: about 100 on straight arms, 60 on the forearms.",
            _support,
        ),
        Measure(
            "shoulder_height",
            "shoulders above the support",
            "%",
            ("shoulder", "elbow"),
            "How high both shoulders are above the hands or forearms, in percent of the trunk's "
            "length when the position was taken: a push-up changes it, a sag does not.",
            _shoulder_height,
        ),
        Measure(
            "back_bend",
            "bend of the back's outline",
            "deg",
            ("hip", "shoulder"),
            "How far the outline of the back turns between hip and shoulder blade, from the "
            "silhouette: rounded outwards is positive.",
            _back_bend,
            from_outline=True,
            in_sight=_arm_below_back,
        ),
    )
}
"""All measures by name."""
