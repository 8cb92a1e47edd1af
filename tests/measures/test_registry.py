"""The named measures, on figures whose angles are known."""

from __future__ import annotations

import math

import pytest

from formcheck.measures import MEASURES, Figure
from formcheck.pose import Landmark, Pose, Side
from formcheck.result.position_words import part_of
from tests.figures import Camera, Stick, hinged, prone, upright


def measured(name: str, stick: Stick, *, yaw: float = 90) -> float:
    pose = Camera(yaw=yaw).see(stick, 0, 0.0)
    side: Side = "left" if yaw >= 0 else "right"
    arms = (0.55 * 180, 0.55 * 180)
    figure = Figure(pose, side, yaw_deg=abs(yaw), arm_px=arms)
    return MEASURES[name].of(figure)


@pytest.mark.parametrize("yaw", [90, -90, 0, 30, -30])
@pytest.mark.parametrize("torso", [0, 25, 60, 85])
def test_the_trunk_s_inclination_does_not_depend_on_the_view(torso: float, yaw: float) -> None:
    value = measured("torso_inclination", hinged(torso=torso), yaw=yaw)
    assert value == pytest.approx(torso, abs=1)


@pytest.mark.parametrize("yaw", [90, -90, 45, 0])
@pytest.mark.parametrize("reach", [1.0, 0.8, 0.5])
def test_reach_is_the_share_of_the_straight_arm(reach: float, yaw: float) -> None:
    assert measured("reach", hinged(reach=reach), yaw=yaw) == pytest.approx(100 * reach, abs=1)


def test_the_reach_of_a_hand_that_was_not_found_is_not_known() -> None:
    pose = Camera().see(hinged(), 0, 0.0)
    pose.image[Landmark.LEFT_WRIST] = math.nan
    assert math.isnan(MEASURES["reach"].of(Figure(pose, "left", arm_px=(99.0, 99.0))))


def test_a_joint_of_unknown_visibility_is_not_taken_for_visible() -> None:
    pose = Camera().see(hinged(), 0, 0.0)
    pose.visibility[Landmark.LEFT_WRIST] = math.nan
    assert not Figure(pose, "left").visibility("wrist")


@pytest.mark.parametrize("yaw", [90, -90])
@pytest.mark.parametrize("reach", [0.9, 0.7, 0.5])
def test_the_elbow_s_angle_agrees_with_the_reach(reach: float, yaw: float) -> None:
    angle = measured("elbow_angle", hinged(reach=reach), yaw=yaw)
    assert math.sin(math.radians(angle / 2)) == pytest.approx(reach, abs=0.02)


@pytest.mark.parametrize("yaw", [90, -90, 45])
@pytest.mark.parametrize("line", [-20, 0, 8, 30])
def test_the_body_line_is_signed(line: float, yaw: float) -> None:
    value = measured("body_line", prone(line=line), yaw=yaw)
    assert value == pytest.approx(line, abs=1 if abs(yaw) == 90 else 0.5 * abs(line) + 1)
    assert value * line >= 0


@pytest.mark.parametrize("yaw", [90, -90])
@pytest.mark.parametrize("head", [0, 30, 60])
def test_a_hanging_head(head: float, yaw: float) -> None:
    assert measured("head_drop", prone(head=head), yaw=yaw) == pytest.approx(head, abs=1)


@pytest.mark.parametrize("yaw", [0, 45, 90, -90])
@pytest.mark.parametrize("spread", [30, 60, 90])
def test_arms_are_raised_by_so_much_from_any_side(spread: float, yaw: float) -> None:
    value = measured("arm_elevation", hinged(spread=spread), yaw=yaw)
    assert value == pytest.approx(spread, abs=1)


@pytest.mark.parametrize("yaw", [0, 45, 90, -90])
def test_both_arms_are_raised_by_so_much(yaw: float) -> None:
    assert measured("arms_elevation", hinged(spread=60), yaw=yaw) == pytest.approx(60, abs=1)


def test_an_arm_that_is_badly_seen_counts_for_half() -> None:
    pose = Camera().see(hinged(spread=60), 0, 0.0)
    figure = Figure(pose, "left", arm_px=(99.0, 99.0))
    true = MEASURES["arm_elevation"].of(figure)
    pose.image[Landmark.LEFT_WRIST, 1] = pose.image[Landmark.LEFT_SHOULDER, 1]  # level: 90 degrees
    jumped = Figure(pose, "left", arm_px=(99.0, 99.0))
    assert MEASURES["arm_elevation"].of(jumped) == pytest.approx(90)
    assert MEASURES["arms_elevation"].of(jumped) == pytest.approx((90 + true) / 2)
    pose.image[Landmark.LEFT_WRIST] = math.nan
    assert MEASURES["arms_elevation"].of(Figure(pose, "left", arm_px=(99.0, 99.0))) == true


def test_legs_stand_or_lie() -> None:
    assert measured("leg_inclination", upright()) > 80
    assert abs(measured("leg_inclination", prone())) < 30


def test_support() -> None:
    assert measured("support", prone()) == pytest.approx(100, abs=12)
    assert measured("support", prone(forearms=True)) == pytest.approx(55, abs=10)


def test_one_arm_that_carries_is_enough() -> None:
    """Of two arms behind one another the model now and then puts one up at the shoulder."""
    pose = Camera().see(prone(), 0, 0.0)
    for joint in (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST):
        pose.image[joint] = pose.image[Landmark.LEFT_SHOULDER]
    assert MEASURES["support"].of(Figure(pose, "left")) == pytest.approx(100, abs=15)
    assert measured("knee_angle", upright()) == pytest.approx(180, abs=1)


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_what_is_missing_stays_missing(name: str) -> None:
    assert math.isnan(MEASURES[name].of(Figure(Pose(0, 0.0, 640, 480))))


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_measure_says_what_it_is(name: str) -> None:
    measure = MEASURES[name]
    assert measure.name == name
    assert measure.unit in ("deg", "%")
    assert measure.what.endswith(".")


@pytest.mark.parametrize("yaw", [0, 10, -10])
@pytest.mark.parametrize("torso", [10, 30, 60, 85])
def test_the_rise_of_the_trunk_tells_how_steep_it_is(torso: float, yaw: float) -> None:
    value = measured("trunk_rise", hinged(torso=torso), yaw=yaw)
    assert value == pytest.approx(torso, abs=15 if torso > 45 else 8)


def test_from_the_side_or_with_bent_legs_the_rise_of_the_trunk_is_not_known() -> None:
    assert math.isnan(measured("trunk_rise", hinged(), yaw=60))
    pose = Camera(yaw=0).see(hinged(), 0, 0.0)
    pose.image[Landmark.LEFT_KNEE] += (60.0, 0.0)
    assert math.isnan(MEASURES["trunk_rise"].of(Figure(pose, "left", yaw_deg=0)))


@pytest.mark.parametrize("yaw", [90, 45, 0])
def test_the_height_of_the_hips_is_the_same_from_every_side(yaw: float) -> None:
    standing, hinge = (measured("hip_height", stick, yaw=yaw) for stick in (upright(), hinged()))
    assert hinge == pytest.approx(0.95 * standing, abs=1)


def test_an_elbow_s_opening_is_not_known_while_the_arm_points_at_the_camera() -> None:
    assert math.isnan(measured("elbow_opening", hinged(spread=75), yaw=90))
    assert measured("elbow_opening", hinged(spread=75), yaw=0) == pytest.approx(180, abs=2)
    assert measured("elbow_opening", hinged(reach=0.6), yaw=90) == pytest.approx(74, abs=2)


@pytest.mark.parametrize(("reach", "in_sight"), [(1.0, True), (0.6, True), (0.3, False)])
def test_a_pulled_up_arm_hides_the_back_before_the_elbow_crosses_its_line(
    reach: float, in_sight: bool
) -> None:
    figure = Figure(Camera().see(hinged(torso=10, reach=reach), 0, 0.0))
    seen = MEASURES["back_bend"].in_sight
    assert seen is not None
    assert seen(figure) is in_sight


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_what_a_measure_needs_can_be_said(name: str) -> None:
    assert part_of(name).startswith("your ")
