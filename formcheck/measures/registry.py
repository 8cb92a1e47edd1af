"""The named measures of a figure: what exercise files may ask for.

Each has a name, a unit, the joints that it needs, and one function of a `Figure`.  A measure that
cannot be taken is NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from formcheck.measures import arms, back, posture, prone, standing
from formcheck.measures.figure import Figure


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
        phrase: What a number of it is of, as it stands behind the number: "at the knee".
        below: The same behind a negative number, which is then told without its sign; "" where
            the sign is told.
        from_outline: Whether it is read off the silhouette's outline, not off joints.
        sagittal: Whether the picture shows it from the side, and it is guessed from the front.
        in_sight: Says whether the movement itself leaves it in sight now; None: it always does.
            What the movement hides for a moment is not looked at, rather than not judged.
        rough: Says whether it is read so roughly now that clear changes alone are told.
    """

    name: str
    label: str
    unit: str
    joints: tuple[str, ...]
    what: str
    of: Callable[[Figure], float]
    phrase: str
    below: str = ""
    from_outline: bool = False
    sagittal: bool = False
    in_sight: Callable[[Figure], bool] | None = None
    rough: Callable[[Figure], bool] | None = None


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
            arms.elbow_angle,
            phrase="at the elbow",
        ),
        Measure(
            "elbow_angle_3d",
            "elbow angle in space",
            "deg",
            _ARM,
            "The included angle at the elbow with the depth that is guessed: rough, but the only "
            "one for arms that point at the camera.",
            arms.elbow_angle_3d,
            phrase="at the elbow",
        ),
        Measure(
            "elbow_opening",
            "opening of the elbows",
            "deg",
            ("shoulder", "elbow", "wrist"),
            "The angle of the more bent elbow, each taken as open as it is seen, in the picture or "
            "in space: straight is 180. Not known while the arm points at the camera.",
            arms.elbow_opening,
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
            arms.reach,
            phrase="of the straight arm",
        ),
        Measure(
            "arm_elevation",
            "arm raised",
            "deg",
            ("shoulder", "wrist"),
            "How far the straight arm is raised from hanging down (0) to shoulder height (90), "
            "by the hand's height, so that it can be read from the front and from the side.",
            arms.arm_elevation,
            phrase="up from the hanging arm",
        ),
        Measure(
            "arms_elevation",
            "arms raised",
            "deg",
            ("shoulder", "wrist"),
            "The same of both arms together, their mean: steadier than that of either, where both "
            "are raised.",
            arms.arms_elevation,
            phrase="up from the hanging arms",
        ),
        Measure(
            "knee_angle",
            "knee angle",
            "deg",
            ("hip", "knee", "ankle"),
            "The included angle at the knee: 180 is a straight leg.",
            posture.knee_angle,
            phrase="at the knee",
        ),
        Measure(
            "bent_knee",
            "angle of the more bent knee",
            "deg",
            ("hip", "knee", "ankle"),
            "The included angle at the knee, of the leg that is bent more.",
            posture.bent_knee,
            phrase="at the more bent knee",
        ),
        Measure(
            "straight_knee",
            "angle of the straighter knee",
            "deg",
            ("hip", "knee", "ankle"),
            "The included angle at the knee, of the leg that is bent less.",
            posture.straight_knee,
            phrase="at the straighter knee",
        ),
        Measure(
            "hip_angle",
            "hip angle",
            "deg",
            ("shoulder", "hip", "knee"),
            "The included angle at the hip: 180 is an open hip.",
            posture.hip_angle,
            phrase="at the hip",
        ),
        Measure(
            "torso_inclination",
            "trunk above the horizontal",
            "deg",
            ("hip", "shoulder"),
            "How steep the trunk is: 0 parallel to the floor, 90 upright.",
            posture.torso_inclination,
            phrase="between trunk and floor",
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
            standing.trunk_rise,
            phrase="between trunk and floor",
        ),
        Measure(
            "hip_height",
            "height of the hips",
            "%",
            ("hip", "ankle"),
            "How high the hips are above the ankles, in percent of the picture's height: to be "
            "compared with itself alone. Heights can be read from every side.",
            standing.hip_height,
            phrase="of the height of the picture",
        ),
        Measure(
            "leg_inclination",
            "legs above the horizontal",
            "deg",
            ("knee", "hip"),
            "How steep the steeper leg is, from ankle (or knee, if the feet are out of the "
            "picture) to hip: 90 standing, 0 lying.",
            posture.leg_inclination,
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
            posture.body_line,
            phrase="above the line from shoulders to feet",
            below="below the line from shoulders to feet",
        ),
        Measure(
            "head_drop",
            "head below the line of the trunk",
            "deg",
            ("hip", "shoulder", "ear"),
            "How far the head hangs from the line hip to shoulder, at the shoulder.",
            posture.head_drop,
            phrase="below the line of the trunk",
            below="above the line of the trunk",
        ),
        Measure(
            "support",
            "support below the shoulder",
            "%",
            ("shoulder", "elbow"),
            "How far the hand or forearm that carries the body is below its shoulder, in percent "
            "of the trunk's length: about 100 on straight arms, 60 on the forearms.",
            arms.support,
            phrase="of the length of the trunk",
        ),
        Measure(
            "shoulder_height",
            "shoulders above the support",
            "%",
            ("shoulder", "elbow"),
            "How high both shoulders are above the hands or forearms, in percent of the trunk's "
            "length when the position was taken: a push-up changes it, a sag does not.",
            prone.shoulder_height,
            phrase="of the length of the trunk",
        ),
        Measure(
            "shoulders_over_feet",
            "shoulders above the feet",
            "%",
            ("shoulder", "ankle"),
            "How high the shoulders are above the ankles, in percent of the trunk's length when "
            "the position was taken: a push-up changes it, an arm that is lifted does not.",
            prone.shoulders_over_feet,
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
            prone.body_clearance,
            phrase="of the length of the trunk",
        ),
        Measure(
            "back_bend",
            "bend of the back's outline",
            "deg",
            ("hip", "shoulder"),
            "How far the outline of the back turns between hip and shoulder blade, from the "
            "silhouette: rounded outwards is positive.",
            back.back_bend_of,
            phrase="in the curve of the back",
            from_outline=True,
            in_sight=back.back_in_sight,
            rough=back.back_is_rough,
        ),
    )
}
"""All measures by name."""
