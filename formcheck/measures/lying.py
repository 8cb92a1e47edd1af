"""What is raised or tilted of a body that lies or is carried: a leg, one hip."""

from __future__ import annotations

from formcheck.geometry import inclination, inclination_3d
from formcheck.measures.figure import Figure
from formcheck.measures.measure import Measure
from formcheck.measures.views import FACING_YAW_DEG, SIDE_YAW_DEG, by_view


def leg_lift(figure: Figure) -> float:
    """How far the near leg is raised above the level, from hip to ankle, degrees.

    0 is level, negative hangs down; -90 stands.  From the side it is read in the picture, from the
    front in the world landmarks.
    """
    return by_view(
        figure,
        inclination(figure.near("hip"), figure.near("ankle")),
        lambda: inclination_3d(figure.near_3d("hip"), figure.near_3d("ankle")),
    )


def hips_tilt(figure: Figure) -> float:
    """How far the line through both hips is off level, degrees, 0 to 90.

    From the front or the back it is read in the picture, from the side in the world landmarks.
    """
    return _tilt(figure, "hip")


def shoulders_tilt(figure: Figure) -> float:
    """How far the line through both shoulders is off level, degrees, 0 to 90."""
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
