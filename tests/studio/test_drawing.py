"""Parts of the drawing that need no graphics."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from studio.drawing.camera import Camera, Light
from studio.drawing.clothes import ABOVE_FLOOR, hung
from studio.drawing.floors import floor
from studio.drawing.furniture import WIDTHS, arrange
from studio.drawing.optics import blended, glare, grainy
from studio.drawing.textures import Image
from studio.drawing.walls import ON_WALL, wall


def grey(value: int) -> Image:
    return np.full((48, 64, 3), value, np.uint8)


def test_blend_is_made_in_linear_light() -> None:
    mixed = blended([grey(0), grey(255)])
    assert mixed[0, 0, 0] == pytest.approx(255 * 0.5 ** (1 / 2.2), abs=1.0)
    assert np.array_equal(blended([grey(90), grey(90)]), grey(90))


def test_glare_lightens_round_what_is_white_only() -> None:
    picture = grey(40)
    assert np.array_equal(glare(picture, 1.0), picture)
    picture[10:30, 20:40] = 255
    spilt = glare(picture, 1.0)
    assert spilt[20, 44, 0] > 43
    assert spilt[20, 44, 0] > spilt[47, 0, 0]


def test_grain_has_the_asked_deviation() -> None:
    noisy = grainy(grey(128), 6.0, np.random.default_rng(1))
    assert noisy[..., 0].std() == pytest.approx(6.0, rel=0.1)
    assert grainy(grey(128), 0.0, np.random.default_rng(1)) is not noisy


def test_camera_turned_clockwise_sees_what_is_up_to_its_left() -> None:
    eye, aim = np.array([0.0, -4.0, 1.0]), np.array([0.0, 0.0, 1.0])
    above = np.array([[0.0, 0.0, 1.5]])
    x, y = Camera(eye, aim, 40.0, 10.0).project(above, (200, 100))[0]
    straight_x, straight_y = Camera(eye, aim, 40.0).project(above, (200, 100))[0]
    assert straight_x == pytest.approx(100.0)
    assert x < 98.0
    assert 50.0 > y > straight_y


def test_what_is_behind_the_camera_is_nowhere() -> None:
    camera = Camera(np.array([0.0, -4.0, 1.0]), np.array([0.0, 0.0, 1.0]), 40.0)
    assert np.isnan(camera.project(np.array([[0.0, -6.0, 1.0]]), (200, 100))).all()


def test_exposure_for_a_bright_window_keeps_something_of_a_dim_room() -> None:
    at = np.zeros(3)
    assert Light(at, at, 1.0, 0.0, 1.0).exposure < 0.2 * Light(at, at, 1.0).exposure
    assert Light(at, at, 0.08, 0.0, 1.0).exposure > 0.07


def test_cloth_hangs_where_it_faces_down_and_lies_on_the_floor() -> None:
    at = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.03]])
    normal = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, -1.0], [0.0, 0.0, -1.0]])
    sunk = hung(at, normal, np.full(3, 0.1))
    assert sunk[:, 2].tolist() == pytest.approx([1.0, 0.9, ABOVE_FLOOR])


def test_furniture_stands_side_by_side() -> None:
    things = list(WIDTHS)
    placed = arrange(things, 0.5, (-4.0, 4.0), [(0.0, 1.0)])
    assert len(placed) >= 5
    spans = sorted((x - WIDTHS[t], x + WIDTHS[t]) for t, x in placed)
    assert spans[0][0] >= -4.0
    assert spans[-1][1] <= 4.0
    assert all(a[1] <= b[0] + 1e-9 for a, b in pairwise(spans))
    assert all(b <= -1.0 + 1e-9 or a >= 1.0 - 1e-9 for a, b in spans)


@pytest.mark.parametrize("kind", ["wood", "pale-wood", "rubber", "tiles", "carpet"])
def test_floors_are_pictures(kind: str) -> None:
    picture = floor(kind, 3)
    assert picture.shape == (1024, 1024, 3)
    assert 1.0 < picture.std() < 60.0


@pytest.mark.slow
@pytest.mark.parametrize("pattern", ["plain", "stripes", "bricks", "flowers"])
def test_patterns_are_unlike_and_walls_hold_everything(pattern: str) -> None:
    picture = wall((150, 160, 170), pattern, 3, tuple(ON_WALL))
    assert picture.shape == (532, 2048, 3)
    bare = wall((150, 160, 170), "plain", 3, ())
    assert (np.abs(picture.astype(int) - bare).max(2) > 20).mean() > 0.1
