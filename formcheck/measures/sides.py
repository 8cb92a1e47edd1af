"""How much left and right differ in what is measured of either side."""

from __future__ import annotations

from collections.abc import Callable

from formcheck.geometry import NAN
from formcheck.measures import arms, posture, upper_arms
from formcheck.measures.figure import SEEN, SIDES, Figure
from formcheck.measures.measure import Measure
from formcheck.measures.views import shows_frontal

AS_WELL = 0.3
"""Both sides are seen equally well if no joint of theirs is less visible than its twin by more."""

_SIDED = {
    measure.name: measure
    for measure in (*arms.MEASURES, *posture.MEASURES, *upper_arms.MEASURES)
    if measure.name
    in ("reach", "arm_elevation", "upper_arm_elevation", "hand_height", "knee_angle")
}


def difference(of: Callable[[Figure], float], joints: tuple[str, ...]) -> Callable[[Figure], float]:
    """A function that gives how much left and right differ in a measure, without a sign.

    Args:
        of: The measure of one side.
        joints: What it needs.

    Returns:
        The function; it gives NaN where left and right are not seen equally well: from the side, or
        where a joint is hidden on one side.
    """

    def apart(figure: Figure) -> float:
        if not shows_frontal(figure):
            return NAN
        left, right = map(figure.on, SIDES)
        for joint in joints:
            seen = left.visibility(joint), right.visibility(joint)
            if min(seen) < SEEN or max(seen) - min(seen) > AS_WELL:
                return NAN
        return abs(of(left) - of(right))

    return apart


MEASURES: tuple[Measure, ...] = tuple(
    Measure(
        f"{measure.name}_apart",
        f"{measure.label}, left and right",
        measure.unit,
        measure.joints,
        f"How much `{measure.name}` differs between left and right, without a sign. Known where "
        "both sides are seen equally well, from the front or the back.",
        difference(measure.of, measure.joints),
        phrase=f"{measure.phrase}, between left and right",
    )
    for measure in _SIDED.values()
)
