"""Elbows and hands beside the trunk, put where they are by hand."""

from __future__ import annotations

import math

import pytest

from tests.figures import SHOULDERS
from tests.measures.bodies import aside, read, standing, turned

X, Y = 0.0, 1.44
TRUNK = {"shoulder": (X, Y), "hip": (X, Y - 0.5)}
SIDES = [90, -90]


def arm(elbow: float, hand: float) -> dict[str, tuple[float, float]]:
    """An arm in the plane of the side: degrees up from hanging, ahead."""
    up, on = math.radians(elbow), math.radians(hand)
    at = (X + 0.28 * math.sin(up), Y - 0.28 * math.cos(up))
    return TRUNK | {
        "elbow": at,
        "wrist": (at[0] + 0.27 * math.sin(on), at[1] - 0.27 * math.cos(on)),
    }


@pytest.mark.parametrize("yaw", [*SIDES, 45])
@pytest.mark.parametrize("lean", [0, 60])
@pytest.mark.parametrize("up", [0, 30, 90, 170])
def test_an_upper_arm_is_so_far_from_the_trunk(up: float, lean: float, yaw: float) -> None:
    body = turned(standing(arm(up, up)), lean)
    assert read("upper_arm_to_trunk_3d", body, yaw) == pytest.approx(up, abs=1)
    if abs(yaw) == 90:
        assert read("upper_arm_to_trunk", body, yaw) == pytest.approx(up, abs=1)


@pytest.mark.parametrize("yaw", [90, 45, 0, 180])
@pytest.mark.parametrize("up", [0, 45, 90, 120])
def test_an_upper_arm_is_raised_by_so_much_from_any_side(up: float, yaw: float) -> None:
    """The forearm hangs: the hand says nothing."""
    aside_m = 0.28 * math.sin(math.radians(up))
    hanging = arm(0, 0) | {
        "elbow": (X, Y - 0.28 * math.cos(math.radians(up))),
        "wrist": (X, Y - 0.28 * math.cos(math.radians(up)) - 0.27),
    }
    out = SHOULDERS / 2 + aside_m
    body = aside(standing(hanging), elbow=out, wrist=out)
    # The figure's upper arm is .28 m long, a usual one .25 m.
    value = read("upper_arm_elevation", body, yaw)
    assert value == pytest.approx(up, abs=1 if yaw in (0, 180) else 8)


@pytest.mark.parametrize("yaw", SIDES)
@pytest.mark.parametrize("lean", [0, 70, 90, -90])
@pytest.mark.parametrize("ahead", [-0.1, 0.0, 0.2])
def test_an_elbow_is_ahead_or_behind(ahead: float, lean: float, yaw: float) -> None:
    places = TRUNK | {"elbow": (X + ahead, Y - 0.25), "wrist": (X + ahead + 0.1, Y - 0.4)}
    body = turned(standing(places), lean)
    assert read("elbow_forward", body, yaw) == pytest.approx(200 * ahead, abs=1)
    assert read("hand_forward", body, yaw) == pytest.approx(200 * (ahead + 0.1), abs=1)


@pytest.mark.parametrize("yaw", [90, -90, 60, -60, 120, 45])
@pytest.mark.parametrize("ahead", [-0.1, 0.2])
def test_hands_that_are_wide_apart_are_as_far_ahead_from_askew(ahead: float, yaw: float) -> None:
    places = TRUNK | {"elbow": (X, Y - 0.2), "wrist": (X + ahead, Y + 0.05)}
    body = aside(standing(places), wrist=0.45)
    seen = math.sin(math.radians(yaw if yaw > 0 else -yaw))
    assert read("hands_forward", body, yaw) == pytest.approx(200 * ahead * seen, abs=1)
    if abs(yaw) != 90:
        assert abs(read("hand_forward", body, yaw) - 200 * ahead * seen) > 10


def test_one_hand_that_rests_says_nothing_of_a_bar() -> None:
    body = standing(TRUNK | {"wrist": (X - 0.1, Y), "right wrist": (X + 0.3, Y - 0.5)})
    assert math.isnan(read("hands_forward", body))


@pytest.mark.parametrize("yaw", [90, -90, 45, 0, 180])
@pytest.mark.parametrize("up", [-0.5, -0.15, 0.0, 0.5])
def test_a_hand_is_so_high_from_any_side(up: float, yaw: float) -> None:
    places = TRUNK | {"elbow": (0.2, Y - 0.1), "wrist": (0.2, Y + up)}
    assert read("hand_height", standing(places), yaw) == pytest.approx(200 * up, abs=1)


@pytest.mark.parametrize("yaw", [0, 180, 40])
@pytest.mark.parametrize("shoulders", [1.0, 2.5, -0.2])
def test_hands_are_so_many_shoulders_apart(shoulders: float, yaw: float) -> None:
    body = aside(standing(arm(180, 180)), wrist=shoulders * SHOULDERS / 2)
    assert read("hands_apart", body, yaw) == pytest.approx(100 * shoulders, abs=1)


@pytest.mark.parametrize(("name", "yaw"), [("elbow_forward", 20), ("hands_apart", 90)])
def test_what_the_view_does_not_show_is_not_known(name: str, yaw: float) -> None:
    assert math.isnan(read(name, standing(), yaw))
