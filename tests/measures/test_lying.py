"""What is raised or tilted of bodies whose angles are known."""

from __future__ import annotations

import math

import pytest

from formcheck.measures import JOINTS
from formcheck.pose import Landmark
from tests.figures import HIPS, SHOULDERS
from tests.measures.bodies import read, standing, turned


@pytest.mark.parametrize("yaw", [90, -90, 0])
@pytest.mark.parametrize("lift", [-30, 0, 20])
def test_a_leg_is_raised_by_so_much(lift: float, yaw: float) -> None:
    up = math.radians(lift)
    body = turned(standing(), 90)
    hip = body[Landmark.LEFT_HIP]
    for joint in (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE):
        body[joint, :2] = hip[0] - 0.84 * math.cos(up), hip[1] + 0.84 * math.sin(up)
    assert read("leg_lift", body, yaw) == pytest.approx(lift, abs=1)


@pytest.mark.parametrize("yaw", [90, -90, 45, 0, 180])
@pytest.mark.parametrize("tilt", [-25, 0, 10])
def test_hips_and_shoulders_are_off_level_by_so_much(tilt: float, yaw: float) -> None:
    angle = math.radians(tilt)
    body = turned(standing(), 80)
    for left, right, width in (
        (Landmark.LEFT_HIP, Landmark.RIGHT_HIP, HIPS),
        (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, SHOULDERS),
    ):
        for joint, sign in ((left, 1), (right, -1)):
            body[joint, 1] += sign * width / 2 * math.sin(angle)
            body[joint, 2] = sign * width / 2 * math.cos(angle)
    # Seen obliquely a line across looks steeper in the picture; in space it does not.
    assert read("hips_tilt", body, yaw) == pytest.approx(abs(tilt), abs=5 if yaw == 45 else 1)
    assert read("shoulders_tilt", body, yaw) == pytest.approx(abs(tilt), abs=5 if yaw == 45 else 1)


@pytest.mark.parametrize("ahead", [1, -1])
@pytest.mark.parametrize("hips", [-20, 0, 15])
def test_hips_are_off_the_line_of_a_side_plank(hips: float, ahead: int) -> None:
    """On one side before the camera: shoulders above one another, and the upper leg raised."""
    body = standing()
    off = 0.5 * math.tan(math.radians(hips / 2))
    places = {
        "shoulder": (1.0, 0.0),
        "hip": (0.5, off),
        "knee": (0.25, off / 2),
        "ankle": (0.0, 0.0),
    }
    for joint, (along, up) in places.items():
        left, right = JOINTS[joint]
        body[left] = 0.0, up, ahead * along
        body[right] = 0.0, up, ahead * along
    body[JOINTS["ankle"][1], 1] += 0.4
    assert read("side_line", body, 0) == pytest.approx(hips, abs=0.5)
    for side in JOINTS["ankle"]:  # on the knees the shins point elsewhere
        body[side] = 0.0, off / 2 + 0.45, ahead * 0.25
    assert read("side_line", body, 0) == pytest.approx(hips, abs=0.5)
