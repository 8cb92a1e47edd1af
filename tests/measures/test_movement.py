"""What joints do, as numbers: the same for near and far, large and small, and either side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.measures import Figure
from formcheck.measures.movement import (
    NUMBERS,
    PLACE_NUMBERS,
    SIDED,
    Scale,
    movement_numbers,
)
from formcheck.pose import Pose
from tests.figures import Camera, film, hinged


def numbers_of(pose: Pose) -> dict[str, float]:
    figure = Figure(pose)
    px = Scale().update(figure, pose.time_s)
    return dict(zip(NUMBERS, movement_numbers(figure, px), strict=True))


def one(px_per_m: float = 100, yaw: float = 60) -> Pose:
    camera = Camera(px_per_m=px_per_m, yaw=yaw)
    return next(iter(film(lambda _: hinged(reach=0.6, far_reach=0.9), 0.1, camera=camera)))


def test_a_trunk_s_length_is_found_without_any_one_bone() -> None:
    pose = one(px_per_m=140)
    assert Scale().update(Figure(pose), 0.0) == pytest.approx(70, rel=0.02)


def test_who_is_far_away_reads_as_who_is_near() -> None:
    near, far = numbers_of(one(px_per_m=200)), numbers_of(one(px_per_m=50))
    for name in set(NUMBERS) - set(PLACE_NUMBERS):
        assert near[name] == pytest.approx(far[name], abs=0.01), name


def test_in_a_mirror_left_is_right() -> None:
    pose = one()
    order = [int(i) for i in _mirrored()]
    image, world = pose.image[order].copy(), pose.world[order].copy()
    image[:, 0] = pose.width - image[:, 0]
    world[:, 0] *= -1
    seen = numbers_of(pose)
    mirrored = numbers_of(
        replace(pose, image=image, world=world, visibility=pose.visibility[order])
    )
    for name in SIDED:
        assert mirrored[f"{name}_left"] == pytest.approx(seen[f"{name}_right"], abs=0.01), name
    assert mirrored["yaw"] == pytest.approx(seen["yaw"], abs=0.01)


def _mirrored() -> list[int]:
    order = list(range(33))
    pairs = [(1, 4), (2, 5), (3, 6), (7, 8), (9, 10), *((i, i + 1) for i in range(11, 33, 2))]
    for a, b in pairs:
        order[a], order[b] = b, a
    return order


def test_a_limb_outside_of_the_picture_is_not_seen() -> None:
    pose = one()
    seen = numbers_of(pose)
    knees = pose.image[[25, 26], 1]
    cut = numbers_of(replace(pose, height=int(knees.min()) - 2))
    for side in ("left", "right"):
        assert seen[f"leg_visibility_{side}"] > 0.3
        assert cut[f"leg_visibility_{side}"] == 0
        assert cut[f"arm_visibility_{side}"] == seen[f"arm_visibility_{side}"]


def test_a_pulled_up_arm_reads_as_one() -> None:
    low, high = (
        numbers_of(next(iter(film(lambda _: hinged(reach=1.0), 0.1)))),
        numbers_of(next(iter(film(lambda _: hinged(reach=0.5), 0.1)))),
    )
    assert high["reach_left"] < low["reach_left"] - 0.4
    assert high["hand_height_left"] > low["hand_height_left"] + 0.4
    assert high["elbow_angle_left"] < low["elbow_angle_left"] - 0.5
    assert high["elbow_height_left"] > low["elbow_height_left"]
    assert np.isclose(low["trunk_inclination"], 25 / 90, atol=0.03)
