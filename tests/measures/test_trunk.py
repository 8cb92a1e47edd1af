"""How trunk and head are held, with its sign: ahead or behind, face up or down."""

from __future__ import annotations

import math

import pytest

from tests.figures import TRUNK
from tests.measures.bodies import read, standing, turned

ROUND = [90, -90, 60, -60, 45, -45, 0, 180, 135]


@pytest.mark.parametrize("yaw", ROUND)
@pytest.mark.parametrize("lean", [-150, -90, -20, 0, 35, 90, 150])
def test_a_trunk_leans_by_so_much_from_any_side(lean: float, yaw: float) -> None:
    # 2 degrees: the trunk of the upright figure is at 88.  Obliquely the picture is a little off.
    off = 4 if abs(yaw) == 60 else 0.5
    assert read("trunk_lean", turned(standing(), lean), yaw) == pytest.approx(lean + 2, abs=off)


@pytest.mark.parametrize("yaw", [90, -90])
def test_face_up_and_face_down_are_opposite(yaw: float) -> None:
    up, down = (read("trunk_lean", turned(standing(), lean), yaw) for lean in (-92, 88))
    assert up == pytest.approx(-90, abs=0.1)
    assert down == pytest.approx(90, abs=0.1)


@pytest.mark.parametrize("yaw", [90, -90])
@pytest.mark.parametrize(("ahead", "lean"), [(0.0, 0), (0.22, 45), (-0.1, -24)])
def test_the_neck_leans_to_where_the_face_is(ahead: float, lean: float, yaw: float) -> None:
    x, y = 0.018, 1.44
    body = standing(shoulder=(x, y), ear=(x + ahead, y + 0.22))
    assert read("neck_lean", body, yaw) == pytest.approx(lean, abs=1)


def test_what_is_ahead_is_not_known_from_the_front() -> None:
    assert math.isnan(read("neck_lean", standing(), 20))


@pytest.mark.parametrize("yaw", [90, 45, 0])
def test_a_shrug_shortens_the_neck_by_what_it_lifts(yaw: float) -> None:
    x, y = 0.0, 1.44
    down, up = (
        standing(hip=(x, y - TRUNK), shoulder=(x, y + lift), ear=(x, y + 0.22))
        for lift in (0.0, 0.05)
    )
    assert read("neck_length", down, yaw) - read("neck_length", up, yaw) == pytest.approx(10, abs=1)
