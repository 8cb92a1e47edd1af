"""Limbs that are lost for a moment are found in what was read, beside the truth."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.pose import LANDMARKS, Landmark, Pose
from studio.body.jointed import Floats
from studio.landmarks.stray_rates import StrayRates, astray_deg, strays_of

TIMES = np.arange(100) / 25.0
LEFT = [Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST]
RIGHT = [Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST]
LOST = slice(50, 60)
"""The frames in which an arm is elsewhere: for .4 s."""


def hanging() -> Floats:
    """Two arms that hang; metres, (100, 33, 3)."""
    world = np.zeros((len(TIMES), LANDMARKS, 3))
    for side, arm in ((0.2, LEFT), (-0.2, RIGHT)):
        for number, joint in enumerate(arm):
            world[:, joint] = [side, 0.3 * number, 0.0]
    return world


def strayed(turn: float) -> Floats:
    """The same, the left arm turned aside for a moment, radians."""
    world = hanging()
    for number, joint in enumerate(LEFT):
        world[LOST, joint] = [0.2 - 0.3 * number * np.sin(turn), 0.3 * number * np.cos(turn), 0.0]
    return world


def test_what_strayed_is_found_again_beside_the_truth() -> None:
    world = strayed(1.2)
    true = hanging()
    deg = astray_deg(*(each[:, LEFT[1]] - each[:, LEFT[0]] for each in (world, true)))
    assert deg[LOST] == pytest.approx(np.degrees(1.2), abs=1.0)
    assert deg[:49].max() == 0.0
    assert strays_of(deg, TIMES) == [pytest.approx(0.4, abs=0.1)]


@pytest.mark.parametrize(
    ("deg", "because"),
    [
        ([0, 30, 30, 30, 80, 0, 0], "it went there slowly"),
        ([0, 40, 40, 40, 40, 0, 0], "it was not far away"),
        ([80, 80, 80, 0, 0, 0, 0], "it was so from the beginning"),
    ],
)
def test_what_is_no_stray(deg: list[float], because: str) -> None:
    assert not strays_of(np.array(deg, dtype=float), np.arange(7) / 10), because


def test_rates_are_told_for_each_part_and_place() -> None:
    world = strayed(1.2)
    true = hanging()
    for clip in (world, true):  # what does not move at all has no direction
        clip[:, Landmark.LEFT_KNEE :] = np.arange(LANDMARKS)[Landmark.LEFT_KNEE :, None]
    seen = np.ones(LANDMARKS)
    poses = [
        Pose(i, float(t), 640, 360, image=200.0 * world[i, :, :2], visibility=seen, world=world[i])
        for i, t in enumerate(TIMES)
    ]
    rates = StrayRates()
    rates.add(poses, true, np.array([0.0, 1.0]))
    lines = list(rates.lines())
    assert len(lines) == 8
    (near,) = (line for line in lines if line.startswith("upper arm near"))
    assert "in 1.00 of limbs" in near
    (far,) = (line for line in lines if line.startswith("upper arm far"))
    assert "0.0 a minute in 0.00 of limbs" in far
