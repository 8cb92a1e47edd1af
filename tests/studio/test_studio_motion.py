"""Bodies in motion: bones keep their length, planted feet and hands stay, nothing sinks."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from studio.body import SIDES, SKIN_VERTICES, Body, Floats
from studio.exercises import perform
from studio.motion import Stroke, Track, strokes
from studio.performance import Performance
from studio.posing import Rig
from studio.scene import load

SCENES = sorted((Path(__file__).parents[2] / "studio" / "scenes").glob("*.toml"))
LIMBS = (
    ("upperarm01", "lowerarm01"),
    ("lowerarm01", "wrist"),
    ("upperleg01", "lowerleg01"),
    ("lowerleg01", "foot"),
    ("foot", "toe3-1"),
)


def staged(path: Path) -> tuple[Rig, Performance, list[Floats]]:
    """Rig, performance and bone transforms at some twenty times of a scene."""
    scene = load(path)
    rig = Rig(Body(scene.body.build, scene.body.height_m))
    performance = perform(scene, rig)
    times = np.linspace(0.0, performance.duration_s, 22)
    return rig, performance, [rig.transforms(performance.stance(float(t))) for t in times]


@pytest.fixture(scope="module", params=SCENES, ids=lambda p: p.stem)
def stage(request: pytest.FixtureRequest) -> tuple[str, Rig, list[Floats]]:
    """Name, rig and bone transforms of every committed scene in turn."""
    rig, _, moments = staged(request.param)
    return request.param.stem, rig, moments


def test_there_are_scenes() -> None:
    """An empty list would make every test here pass without looking at anything."""
    assert len(SCENES) >= 8


def test_bones_keep_their_length(stage: tuple[str, Rig, list[Floats]]) -> None:
    """Distances between neighbouring joints are those of the rest body, at all times."""
    _, rig, moments = stage
    for g in moments:
        for start, end in LIMBS:
            for side in SIDES:
                a, b = f"{start}.{side}", f"{end}.{side}"
                length = np.linalg.norm(rig.body.joint(g, a) - rig.body.joint(g, b))
                assert length == pytest.approx(rig.body.segment(a, b), abs=1e-6)


def test_planted_feet_do_not_slide(stage: tuple[str, Rig, list[Floats]]) -> None:
    """Ankles and toes stay where they are, but for the steps of the idle person."""
    name, rig, moments = stage
    if name == "idle":
        moments = moments[: int(len(moments) * 9.5 / 12.0)]
    for bone in ("foot", "toe3-1"):
        for side in SIDES:
            places = np.array([rig.body.joint(g, f"{bone}.{side}") for g in moments])
            assert np.ptp(places, axis=0).max() < 1e-3


def test_planted_arms_do_not_slide(stage: tuple[str, Rig, list[Floats]]) -> None:
    """Elbows of the plank and wrists of the push-up stay where they are."""
    name, rig, moments = stage
    bones = {"plank-sag": ("lowerarm01", "wrist"), "push-up-partial": ("wrist", "finger3-1")}
    for bone in bones.get(name, ()):
        for side in SIDES:
            places = np.array([rig.body.joint(g, f"{bone}.{side}") for g in moments])
            assert np.ptp(places, axis=0).max() < 2e-3


def test_nothing_sinks_into_the_floor(stage: tuple[str, Rig, list[Floats]]) -> None:
    """Neither skin (outside the shoes) nor soles lie more than 1 cm below the floor."""
    _, rig, moments = stage
    bare = ~rig.body.bone_vertices("foot", "toe")[:SKIN_VERTICES]
    for g in moments:
        assert rig.body.skin(g)[:SKIN_VERTICES][bare][:, 2].min() > -0.01
        for side in SIDES:
            assert rig.shoes.lowest(g, side) > -0.01


def test_supports_touch_the_floor(stage: tuple[str, Rig, list[Floats]]) -> None:
    """A plank or push-up does not hover: hands or forearms and soles are within 1 cm."""
    name, rig, moments = stage
    if name not in ("plank-sag", "push-up-partial"):
        pytest.skip("stands on its feet")
    arm = rig.body.bone_vertices("lowerarm", "wrist", "finger")[:SKIN_VERTICES]
    for g in moments:
        assert rig.body.skin(g)[:SKIN_VERTICES][arm][:, 2].min() < 0.01
        assert rig.shoes.lowest(g, "L") < 0.01


def test_a_seed_gives_the_same_motion() -> None:
    """Two runs of one scene agree to the bit."""
    _, _, first = staged(SCENES[-1])
    _, _, second = staged(SCENES[-1])
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_stroke_reaches_its_size_and_returns() -> None:
    """A stroke rests, arrives, pauses and comes back."""
    stroke = Stroke(1.0, 1.8, 2.0, 2.9, 0.6)
    assert stroke.value(0.9) == 0.0
    assert stroke.value(1.9) == pytest.approx(0.6)
    assert stroke.value(3.0) == pytest.approx(0.0)
    assert stroke.turn_s == pytest.approx(1.9)


def test_strokes_vary_but_follow_in_order() -> None:
    """Seeded variation: not all alike, never overlapping."""
    made = strokes([1.0, 0.5, 1.0, 1.0], 2.0, 2.0, np.random.default_rng(3))
    assert all(a.end_s <= b.start_s for a, b in pairwise(made))
    assert len({round(s.end_s - s.start_s, 4) for s in made}) == 4
    assert made[1].size < 0.55


def test_track_rests_at_its_keys() -> None:
    """Before the first and after the last key a track keeps their values."""
    track = Track((1.0, (0.0, 2.0)), (2.0, (1.0, 4.0)))
    assert track.at(0.0).tolist() == [0.0, 2.0]
    assert track.at(1.5).tolist() == [0.5, 3.0]
    assert track.at(9.0).tolist() == [1.0, 4.0]
