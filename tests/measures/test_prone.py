"""Bodies over the floor: lying, sagging, on the way up, with an arm in the air."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.measures import JOINTS, MEASURES, Figure
from tests.figures import Camera, Stick, lying, points_of, prone, upright
from tests.measures.bodies import figure_of
from tests.measures.bodies import read as of_points

VIEWS = [90, -90, 60, 45, 135]


def read(name: str, stick: Stick, yaw: float) -> float:
    return MEASURES[name].of(Figure(Camera(yaw=yaw).see(stick, 0, 0.0), yaw_deg=abs(yaw)))


@pytest.mark.parametrize("yaw", VIEWS)
def test_somebody_who_lies_is_lower_than_the_deepest_sag(yaw: float) -> None:
    lies = read("body_clearance", lying(), yaw)
    sags = read("body_clearance", prone(line=-18, forearms=True), yaw)
    straight = read("body_clearance", prone(forearms=True), yaw)
    assert lies < 18 < sags < straight


def test_the_floor_is_not_guessed_head_on() -> None:
    assert read("body_clearance", prone(), 3) != read("body_clearance", prone(), 3)


@pytest.mark.parametrize("yaw", VIEWS)
def test_a_lifted_arm_does_not_move_the_shoulders_above_the_feet(yaw: float) -> None:
    carried = prone()
    ahead = (carried.shoulder[0] + 0.5, carried.shoulder[1])
    lifted = replace(carried, hands=(ahead, carried.hands[1]), elbows=(ahead, carried.elbows[1]))
    both = read("shoulders_over_feet", carried, yaw), read("shoulders_over_feet", lifted, yaw)
    assert both[0] == pytest.approx(both[1])
    assert read("shoulder_height", carried, yaw) - read("shoulder_height", lifted, yaw) > 22
    low = read("shoulders_over_feet", prone(reach=0.6), yaw)
    assert both[0] - low > 25


@pytest.mark.parametrize("yaw", [0, 5, 10, 170, 180])
@pytest.mark.parametrize("line", [-15, 8, 30])
def test_the_line_is_read_in_space_where_the_joints_hide_one_another(yaw: int, line: float) -> None:
    pose = Camera(yaw=yaw).see(prone(line=line), 0, 0.0)
    figure = Figure(pose, yaw_deg=min(yaw, 180 - yaw))
    assert MEASURES["body_line"].of(figure) == pytest.approx(line, abs=0.5)


@pytest.mark.parametrize("drawn_in", ["left", "right"])
@pytest.mark.parametrize("line", [-20, 5, 60])
def test_of_a_climber_the_stretched_leg_tells_the_line(drawn_in: str, line: float) -> None:
    points = points_of(prone(line=line))
    hip = points[JOINTS["hip"][0]]
    index = drawn_in == "right"
    points[JOINTS["knee"][index], :2] = hip[:2] + np.array([0.25, -0.25])
    points[JOINTS["ankle"][index], :2] = hip[:2] + np.array([-0.1, -0.3])
    assert of_points("stretched_line", points) == pytest.approx(line, abs=2)
    assert MEASURES["stretched_line"].in_sight is not None


def test_whoever_stands_or_has_both_knees_drawn_in_shows_no_stretched_leg() -> None:
    points = points_of(prone())
    for index in (0, 1):
        points[JOINTS["knee"][index], 0] += 0.4
        points[JOINTS["ankle"][index], 0] += 0.35
    for shown in (points, points_of(upright())):
        assert math.isnan(of_points("stretched_line", shown))
        in_sight = MEASURES["stretched_line"].in_sight
        assert in_sight is not None
        assert not in_sight(figure_of(shown))


@pytest.mark.parametrize(("line", "read_as"), [(-12, -12), (20, 20), (33, 30), (45, 30)])
def test_on_the_knees_feet_in_the_air_are_no_sag(line: float, read_as: float) -> None:
    """Hips that are high there are told no higher than a body can be held on the knees."""
    points = points_of(prone(line=line))
    for index in (0, 1):
        knee = points[JOINTS["knee"][index]]
        points[JOINTS["ankle"][index], :2] = knee[:2] + np.array([-0.1, 0.4])
    assert of_points("knee_angle", points) < 90
    assert of_points("body_line", points) == pytest.approx(read_as, abs=1)
