"""What is raised or tilted of a body that lies or is carried: a leg, hips on one side."""

from __future__ import annotations

from formcheck.geometry import bend_above, inclination, inclination_3d
from formcheck.measures.figure import SIDES, Figure
from formcheck.measures.measure import Measure
from formcheck.measures.posture import KNEELING_DEG, knee_angle
from formcheck.measures.views import FACING_YAW_DEG, SIDE_YAW_DEG, by_view


def leg_lift(figure: Figure) -> float:
    """How far the near leg is raised above the level, from hip to ankle, degrees.

    0 is level, negative hangs down; -90 stands.  From the side it is read in the picture, from the
    front in the world landmarks.  From the side a leg on the floor reads -3 to 5, one that is
    raised in swimming 22 to 25 and in a superman 15 to 19 (real people), rendered ones 8 to 21.
    """
    return by_view(
        figure,
        inclination(figure.near("hip"), figure.near("ankle")),
        lambda: inclination_3d(figure.near_3d("hip"), figure.near_3d("ankle")),
    )


def side_line(figure: Figure) -> float:
    """How far the hips are above the line from the shoulders to the lower foot, degrees.

    The angle is that at the hips, in the picture: positive above the line, negative below it.
    Of a body that rests on its knees the line ends at the lower knee.
    Who lies or leans on one side is seen from the front or the back, and there the camera's yaw
    is a guess, so that no yaw has a part in it.  Real side planks that are held well read -3 to 12.
    """
    low = max(map(figure.on, SIDES), key=lambda on: on.near("ankle")[1])
    end = "knee" if knee_angle(low) < KNEELING_DEG else "ankle"
    return bend_above(figure.middle("shoulder"), figure.middle("hip"), low.near(end))


def hips_tilt(figure: Figure) -> float:
    """How far the line through both hips is off level, degrees, 0 to 90.

    From the front or the back it is read in the picture, from the side in the world landmarks.
    Square hips of planks read 1 to 28 from the side, where their depth is guessed, so it tells
    somebody on one side (60 to 88) from a plank, and not a plank that turns a little.
    """
    return _tilt(figure, "hip")


def shoulders_tilt(figure: Figure) -> float:
    """How far the line through both shoulders is off level, degrees, 0 to 90.

    It is read as `hips_tilt`: planks read 1 to 25 from the side, side planks 45 to 88.
    """
    return _tilt(figure, "shoulder")


def _tilt(figure: Figure, joint: str) -> float:
    world = abs(inclination_3d(*figure.both_3d(joint)))
    return by_view(
        figure, world, lambda: abs(inclination(*figure.both(joint))), (FACING_YAW_DEG, SIDE_YAW_DEG)
    )


MEASURES: tuple[Measure, ...] = (
    Measure(
        "leg_lift",
        "leg raised",
        "deg",
        ("hip", "ankle"),
        "How far the leg is raised above the level, from hip to ankle: 0 level, negative hanging "
        "down.",
        leg_lift,
        phrase="above the level",
        below="below the level",
        sagittal=True,
    ),
    Measure(
        "side_line",
        "hips above the line of a side plank",
        "deg",
        ("shoulder", "hip", "ankle"),
        "How far the hips are off the straight line from the shoulders to the lower foot, as an "
        "angle at the hips: positive above, negative below. For bodies on their side, seen from "
        "the front or the back.",
        side_line,
        phrase="above the line from shoulders to the lower foot",
        below="below the line from shoulders to the lower foot",
    ),
    Measure(
        "hips_tilt",
        "tilt of the hips",
        "deg",
        ("hip",),
        "How far the line through both hips is off level: 0 is square to the floor. Rough from the "
        "side, where its depth is guessed.",
        hips_tilt,
        phrase="between the line of the hips and the level",
    ),
    Measure(
        "shoulders_tilt",
        "tilt of the shoulders",
        "deg",
        ("shoulder",),
        "How far the line through both shoulders is off level: 0 is square to the floor. Rough "
        "from the side, where its depth is guessed.",
        shoulders_tilt,
        phrase="between the line of the shoulders and the level",
    ),
)
