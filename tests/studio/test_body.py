"""Body shapes: every one is a whole, symmetric person, and mixes lie between their parts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.body.jointed import (
    BODY_FOLDER,
    SHAPES,
    SIDE_SIGN,
    SIDES,
    SKIN_VERTICES,
    Body,
    BonePose,
    Floats,
    rotation,
)
from studio.body.shapes import STEP_M, Shape, blend, read_shape, write_shape
from studio.body.shoes import SOLE_BELOW, Shoes

HEIGHT_M = 1.7
LIMBS = (
    ("upperarm01", "lowerarm01"),
    ("lowerarm01", "wrist"),
    ("upperleg01", "lowerleg01"),
    ("lowerleg01", "foot"),
    ("foot", "toe3-1"),
)
MIRROR = np.array([-1.0, 1.0, 1.0])
BODIES = {shape: Body({shape: 1.0}, HEIGHT_M) for shape in SHAPES}


@pytest.fixture(params=SHAPES)
def body(request: pytest.FixtureRequest) -> Body:
    """Every shape in turn, all of one height."""
    return BODIES[request.param]


def farthest_from_a_mirror_image(points: Floats) -> float:
    """How far the worst point is from the nearest mirror image of another, metres."""
    from scipy.spatial import cKDTree

    distance, _ = cKDTree(points).query(points * MIRROR)
    return float(distance.max())


def test_there_are_enough_shapes_and_they_are_sorted() -> None:
    assert len(SHAPES) >= 8
    assert list(SHAPES) == sorted(SHAPES)


def test_the_files_are_small() -> None:
    assert (BODY_FOLDER / "topology.npz").stat().st_size < 500_000
    for shape in SHAPES:
        assert (BODY_FOLDER / f"{shape}.npz").stat().st_size < 80_000


def test_a_shape_is_of_the_height_asked_for_and_stands_on_two_feet(body: Body) -> None:
    skin = body.vertices[:SKIN_VERTICES]
    assert np.ptp(skin[:, 2]) == pytest.approx(HEIGHT_M)
    floor = skin[:, 2].min()
    for side in SIDES:
        on_side = skin[:, 0] * SIDE_SIGN[side] > 0.0
        sole = skin[on_side & (skin[:, 2] < floor + 0.01)]
        assert len(sole) > 10
        assert np.ptp(sole[:, 1]) > 0.12  # from heel to toes


def test_shoes_fit_the_feet(body: Body) -> None:
    shoes, rest = Shoes(body), body.transforms(BonePose())
    floor = float(body.vertices[:SKIN_VERTICES, 2].min())
    for side in SIDES:
        assert shoes.lowest(rest, side) == pytest.approx(floor - SOLE_BELOW, abs=0.005)
        length = np.concatenate([p.sole.position[:, 1] for p in shoes.pieces[side]])
        assert 0.20 < np.ptp(length) < 0.36


def test_a_shape_is_symmetric(body: Body) -> None:
    assert farthest_from_a_mirror_image(body.vertices[:SKIN_VERTICES]) < 0.005
    for start, end in LIMBS:
        left, right = (body.segment(f"{start}.{s}", f"{end}.{s}") for s in SIDES)
        assert left == pytest.approx(right, abs=0.002)
        assert left > 0.05


def test_ears_lie_on_both_sides_of_the_head(body: Body) -> None:
    left, right = body.ears["L"], body.ears["R"]
    assert left * MIRROR == pytest.approx(right, abs=0.003)
    assert 0.06 < left[0] < 0.11
    assert body.head("neck03")[2] < left[2] < body.vertices[:SKIN_VERTICES, 2].max()


def test_proportions_are_those_of_an_adult(body: Body) -> None:
    leg = body.segment("upperleg01.L", "lowerleg01.L") + body.segment("lowerleg01.L", "foot.L")
    arm = body.segment("upperarm01.L", "lowerarm01.L") + body.segment("lowerarm01.L", "wrist.L")
    skin = body.vertices[:SKIN_VERTICES]
    chin = body.head("head")[2]
    assert 0.44 < leg / HEIGHT_M < 0.53
    assert 0.26 < arm / HEIGHT_M < 0.34
    assert 0.07 < (skin[:, 2].max() - chin) / HEIGHT_M < 0.11


def test_a_skin_vertex_is_carried_whole(body: Body) -> None:
    """At rest every vertex stays where it is: the shares of its bones add up to one."""
    moved = body.skin(body.transforms(BonePose()))
    assert np.abs(moved - body.vertices).max() < 1e-9


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(shape=st.sampled_from(SHAPES), seed=st.integers(0, 2**32 - 1))
def test_bones_keep_their_length_in_any_pose(shape: str, seed: int) -> None:
    body, rng = BODIES[shape], np.random.default_rng(seed)
    turns = {b: rotation(rng.standard_normal(3), rng.uniform(-180, 180)) for b in body.labels}
    split = int(rng.integers(len(turns)))
    pose = BonePose(
        world=dict(list(turns.items())[:split]),
        local=dict(list(turns.items())[split:]),
        root_shift=rng.standard_normal(3),
    )
    g = body.transforms(pose)
    for i, parent in enumerate(body.parents):
        if parent >= 0:
            start, end = body.labels[parent], body.labels[i]
            posed = float(np.linalg.norm(body.joint(g, end) - body.joint(g, start)))
            assert posed == pytest.approx(body.segment(start, end), abs=1e-9)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(mix=st.dictionaries(st.sampled_from(SHAPES), st.floats(0.01, 100.0), min_size=1, max_size=3))
def test_a_mix_lies_between_its_parts(mix: dict[str, float]) -> None:
    parts = [read_shape(name) for name in mix]
    mixed = blend(mix)
    for got, each in (
        (mixed.vertices, np.array([p.vertices for p in parts])),
        (mixed.heads, np.array([p.heads for p in parts])),
    ):
        assert (got >= each.min(0) - 1e-9).all()
        assert (got <= each.max(0) + 1e-9).all()


@pytest.mark.slow
def test_weights_of_a_mix_count_relative_to_each_other() -> None:
    a, b = blend({"man": 1.0, "woman": 3.0}), blend({"woman": 0.75, "man": 0.25})
    assert a.vertices == pytest.approx(b.vertices)
    assert a.heads == pytest.approx(b.heads)


@pytest.mark.parametrize(
    ("mix", "said"),
    [
        ({}, "no body shape"),
        ({"nobody": 1.0}, "unknown body shape nobody"),
        ({"man": 0.0}, "weight of body shape man"),
        ({"man": -1.0}, "weight of body shape man"),
        ({"man": float("nan")}, "weight of body shape man"),
        ({"man": float("inf")}, "weight of body shape man"),
    ],
)
def test_a_mix_that_cannot_be_is_refused(mix: dict[str, float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Body(mix, HEIGHT_M)


def test_a_shape_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Also where neighbours in the mesh are further apart than 16 bits can say."""
    rng = np.random.default_rng(0)
    shape = Shape(rng.uniform(-1.6, 1.6, (500, 3)), rng.uniform(-1.6, 1.6, (9, 3)))
    write_shape("somebody", shape, tmp_path)
    back = read_shape("somebody", tmp_path)
    assert np.abs(back.vertices - shape.vertices).max() <= STEP_M / 2 + 1e-12
    assert np.abs(back.heads - shape.heads).max() <= STEP_M / 2 + 1e-12


def test_a_shape_that_does_not_fit_its_file_is_refused(tmp_path: Path) -> None:
    giant = Shape(np.full((4, 3), 1.7), np.zeros((2, 3)))
    with pytest.raises(ValueError, match="somebody: vertices too far"):
        write_shape("somebody", giant, tmp_path)
