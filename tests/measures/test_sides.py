"""How much left and right differ, where both are seen equally well."""

from __future__ import annotations

import math

import pytest

from formcheck.measures import MEASURES
from formcheck.pose import Landmark
from tests.measures.bodies import figure_of, read, standing


def one_arm_higher(by: float) -> dict[str, tuple[float, float]]:
    return {
        "shoulder": (0.0, 1.44),
        "hip": (0.0, 0.94),
        "elbow": (0.0, 1.2),
        "left wrist": (0.0, 1.3 + by),
        "right wrist": (0.0, 1.3),
    }


@pytest.mark.parametrize("yaw", [0, 180])
@pytest.mark.parametrize("by", [0.2, -0.1])
def test_one_hand_is_so_much_higher(by: float, yaw: float) -> None:
    body = standing(one_arm_higher(by))
    assert read("hand_height_apart", body, yaw) == pytest.approx(200 * abs(by), abs=1)


def test_from_the_side_nobody_knows() -> None:
    assert math.isnan(read("hand_height_apart", standing(one_arm_higher(0.2)), 90))


@pytest.mark.parametrize("seen", [0.2, 0.6])
def test_a_hand_that_is_seen_worse_is_not_compared(seen: float) -> None:
    figure = figure_of(standing(one_arm_higher(0.2)), 0)
    figure.visibilities[Landmark.LEFT_WRIST] = seen
    assert math.isnan(MEASURES["hand_height_apart"].of(figure))


def test_every_difference_is_of_a_measure_of_one_side() -> None:
    apart = [name for name in MEASURES if name.endswith("_apart") and name.count("_") > 1]
    assert "hand_height_apart" in apart
    for name in set(apart) - {"hands_apart", "feet_apart"}:
        assert MEASURES[name].joints == MEASURES[name.removesuffix("_apart")].joints
