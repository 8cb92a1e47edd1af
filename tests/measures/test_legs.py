"""Depth, knees and heels of legs that are drawn by hand."""

from __future__ import annotations

import math

import pytest

from formcheck.measures import MEASURES
from formcheck.pose import Landmark
from tests.figures import SHOULDERS, Camera
from tests.measures.bodies import aside, figure_of, read, standing, turned

SIDES = [90, -90]


@pytest.mark.parametrize("yaw", [*SIDES, 45, 0, 180])
@pytest.mark.parametrize(("hip", "percent"), [((-0.42, 0.5), 0), ((-0.4, 0.605), 25)])
def test_a_hip_is_so_much_above_the_knee(
    hip: tuple[float, float], percent: float, yaw: float
) -> None:
    body = standing(knee=(0.0, 0.5), hip=hip)
    assert read("hip_depth", body, yaw) == pytest.approx(percent, abs=1)


def test_a_deep_squat_is_below_the_knee() -> None:
    assert read("hip_depth", standing(knee=(0.1, 0.5), hip=(-0.28, 0.395))) < -20


@pytest.mark.parametrize("yaw", SIDES)
@pytest.mark.parametrize(("knee", "percent"), [(0.15, 0), (0.25, 21), (0.05, -24)])
def test_a_knee_is_so_much_past_the_toes(knee: float, percent: float, yaw: float) -> None:
    body = standing(knee=(knee, 0.49), hip=(knee - 0.4, 0.55))
    assert read("knee_past_toes", body, yaw) == pytest.approx(percent, abs=2)


@pytest.mark.parametrize("yaw", SIDES)
def test_of_a_stride_the_leg_ahead_is_read(yaw: float) -> None:
    near, far = ("left", "right") if yaw > 0 else ("right", "left")
    stride = {
        "hip": (0.0, 0.5),
        f"{far} knee": (0.42, 0.5),
        f"{far} ankle": (0.42, 0.08),
        f"{far} toe": (0.57, 0.0),
        f"{near} knee": (-0.1, 0.1),
        f"{near} ankle": (-0.5, 0.15),
        f"{near} toe": (-0.45, 0.0),
    }
    assert read("hip_depth", standing(stride), yaw) == pytest.approx(0, abs=1)
    assert read("knee_past_toes", standing(stride), yaw) == pytest.approx(-36, abs=1)
    # Who steps back with the far leg is read at the near one.
    swapped = {name: place for name, place in stride.items() if name == "hip"}
    for name, place in stride.items():
        if name != "hip":
            side, joint = name.split()
            swapped[f"{near if side == far else far} {joint}"] = place
    assert read("hip_depth", standing(swapped), yaw) == pytest.approx(0, abs=1)


def test_of_a_stride_whose_leg_ahead_is_hidden_nothing_is_read() -> None:
    body = standing(hip=(0.0, 0.5), knee=(-0.1, 0.1), ankle=(-0.5, 0.15), toe=(-0.45, 0.0))
    figure = figure_of(body)
    for joint in (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE):
        figure.visibilities[joint] = 0.2
    assert math.isnan(MEASURES["hip_depth"].of(figure))
    assert math.isnan(MEASURES["knee_past_toes"].of(figure))


@pytest.mark.parametrize("yaw", SIDES)
@pytest.mark.parametrize("lift", [-10, 0, 30])
def test_a_heel_is_lifted_by_so_much(lift: float, yaw: float) -> None:
    up = math.radians(lift)
    body = standing(toe=(0.15, 0.0), heel=(0.15 - 0.2 * math.cos(up), 0.2 * math.sin(up)))
    assert read("heel_lift", body, yaw) == pytest.approx(lift, abs=0.1)


SQUATTING = {"knee": (0.2, 0.45), "hip": (-0.2, 0.5), "shoulder": (0.1, 0.95)}
STRIDING = {
    "hip": (0.0, 0.5),
    "left knee": (0.3, 0.5),
    "left ankle": (0.3, 0.08),
    "left toe": (0.45, 0.0),
    "right knee": (-0.1, 0.1),
    "right ankle": (-0.5, 0.15),
    "right toe": (-0.45, 0.0),
}


@pytest.mark.parametrize("yaw", [0, 20, -20, 160, 180])
@pytest.mark.parametrize(("knee", "percent"), [(0.1, 0), (0.05, 12), (0.15, -12)])
def test_knees_are_so_much_inside_of_the_feet(knee: float, percent: float, yaw: float) -> None:
    body = aside(standing(SQUATTING), hip=0.1, knee=knee, ankle=0.1, toe=0.1)
    assert read("knees_inside", body, yaw) == pytest.approx(percent, abs=1)


@pytest.mark.parametrize("yaw", [0, 20, -20])
@pytest.mark.parametrize(("knee", "percent"), [(0.1, 0), (0.0, 23)])
def test_of_a_stride_the_knee_ahead_is_inside(knee: float, percent: float, yaw: float) -> None:
    body = aside(standing(STRIDING), hip=0.1, knee=0.1, ankle=0.1, toe=0.1)
    body[Landmark.LEFT_KNEE, 2] = knee
    assert read("knees_inside", body, yaw) == pytest.approx(percent, abs=4)


def test_one_leg_alone_says_nothing_of_the_knees() -> None:
    figure = figure_of(standing(SQUATTING), 0)
    figure.visibilities[Landmark.RIGHT_ANKLE] = 0.2
    assert math.isnan(MEASURES["knees_inside"].of(figure))


def test_feet_set_wide_with_the_knees_over_them_are_no_fault() -> None:
    body = aside(standing(SQUATTING), hip=0.1, knee=0.3, ankle=0.28, toe=0.3)
    assert read("knees_inside", body, 0) < 0


def test_straight_legs_over_feet_that_are_set_wide_say_nothing_of_the_knees() -> None:
    body = aside(standing(), hip=0.1, knee=0.2, ankle=0.3, toe=0.3)
    assert math.isnan(read("knees_inside", body, 0))
    in_sight = MEASURES["knees_inside"].in_sight
    assert in_sight is not None
    assert not in_sight(figure_of(body, 0))
    assert in_sight(figure_of(standing(SQUATTING), 0))


@pytest.mark.parametrize("yaw", [90, 45])
def test_knees_inside_are_not_known_from_the_side(yaw: float) -> None:
    assert math.isnan(read("knees_inside", standing(SQUATTING), yaw))


def test_knees_inside_are_not_known_of_who_lies() -> None:
    assert math.isnan(read("knees_inside", turned(standing(ankle=(0.8, 0.95)), 0), 0))


@pytest.mark.parametrize("yaw", SIDES)
def test_a_hinge_bends_the_hip_and_a_squat_both(yaw: float) -> None:
    hinge = standing(shoulder=(0.5, 0.92), hip=(0.0, 0.92))
    squat = standing(knee=(0.2, 0.45), hip=(-0.2, 0.5), shoulder=(0.1, 0.95))
    assert read("hip_share", hinge, yaw) == pytest.approx(100, abs=1)
    assert 40 < read("hip_share", squat, yaw) < 60
    assert math.isnan(read("hip_share", standing(), yaw))


def test_the_hip_that_is_drawn_up_more_is_read() -> None:
    body = standing({"right knee": (0.42, 0.92), "right ankle": (0.42, 0.5)})
    assert read("bent_hip", body) == pytest.approx(88, abs=1)
    assert read("hip_angle", body) == pytest.approx(178, abs=1)


@pytest.mark.parametrize("yaw", [0, 30, 52, 90, -90, 150])
def test_a_hinge_opens_the_hip_from_every_side(yaw: float) -> None:
    assert read("hip_opening", standing(), yaw) == pytest.approx(174, abs=9)  # shoulders are wider
    hinge = standing(shoulder=(0.5, 0.92), hip=(0.0, 0.92))
    assert read("hip_opening", hinge, yaw) == pytest.approx(92, abs=12)


@pytest.mark.parametrize("yaw", [0, 30, 52, 90, -90, 150])
def test_legs_towards_the_camera_are_as_straight_as_from_the_side(yaw: float) -> None:
    """In the picture a plank that is seen head-on has knees of any angle."""
    plank = standing(shoulder=(1.3, 0.5), hip=(0.8, 0.3), knee=(0.4, 0.2), ankle=(0.0, 0.1))
    assert read("knee_opening", plank, yaw) == pytest.approx(180, abs=4)
    fours = standing(shoulder=(0.5, 0.6), hip=(0.0, 0.5), knee=(0.0, 0.05), ankle=(-0.45, 0.05))
    assert read("knee_opening", fours, yaw) == pytest.approx(90, abs=12)


@pytest.mark.parametrize("yaw", [0, 180, 40])
@pytest.mark.parametrize("shoulders", [1.0, 2.0, -0.5])
def test_feet_are_so_many_shoulders_apart(shoulders: float, yaw: float) -> None:
    body = aside(standing(), ankle=shoulders * SHOULDERS / 2)
    assert read("feet_apart", body, yaw) == pytest.approx(100 * shoulders, abs=1)


def test_how_far_apart_feet_are_is_not_known_from_the_side() -> None:
    assert math.isnan(read("feet_apart", standing(), 90))


def test_a_hidden_far_leg_is_not_read() -> None:
    body = standing({"right ankle": (0.6, 0.08), "right knee": (0.5, 0.6)})
    hidden = Camera(yaw=90).see_points(body, far=0.2)
    assert len(figure_of(body).sides_seen("knee")) == 2
    figure = figure_of(body)
    figure.visibilities = hidden.visibility.tolist()
    assert len(figure.sides_seen("knee")) == 1
