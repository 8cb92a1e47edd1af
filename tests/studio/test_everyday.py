"""Walking, stretching, talking and the exercises that nobody counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from studio.body.jointed import SHAPES, SIDES, SKIN_VERTICES, Body, Floats, rot_z
from studio.measuring import measure
from studio.motion.exercises import perform
from studio.motion.performance import Performance
from studio.motion.walking import Walk
from studio.pose.rig import Rig
from studio.scene.reading import from_dict

pytestmark = pytest.mark.real

EVERYDAY = ("walk", "stretch", "talk")


@pytest.fixture(scope="module")
def rig() -> Rig:
    """One body for all."""
    return Rig(Body({SHAPES[0]: 1.0}, 1.71))


def performed(rig: Rig, exercise: str, seed: int, **motion: Any) -> Performance:
    """The performance of a scene."""
    data = {"exercise": exercise, "seed": seed, "motion": motion}
    return perform(from_dict(data, "test"), rig)


def moments(rig: Rig, performance: Performance, step: float = 0.15) -> list[Floats]:
    """Bone transforms at times that many seconds apart."""
    times = np.arange(0.0, performance.duration_s, step)
    return [rig.transforms(performance.stance(float(t))) for t in times]


@pytest.mark.parametrize("exercise", EVERYDAY)
def test_bodies_stay_whole_and_above_the_floor(rig: Rig, exercise: str) -> None:
    """Bones keep their length, feet are where they are planted, nothing sinks."""
    performance = performed(rig, exercise, 3, reps=0)
    bare = ~rig.body.bone_vertices("foot", "toe")[:SKIN_VERTICES]
    for t in np.arange(0.0, performance.duration_s, 0.2):
        stance = performance.stance(float(t))
        g = rig.transforms(stance)
        assert rig.body.skin(g)[:SKIN_VERTICES][bare][:, 2].min() > -0.005
        for side in SIDES:
            assert rig.shoes.lowest(g, side) > -0.005
            planted = rot_z(stance.heading) @ stance.feet[side].ankle
            assert np.linalg.norm(rig.body.joint(g, f"foot.{side}") - planted) < 1.5e-3
            for a, b in (("upperarm01", "lowerarm01"), ("upperleg01", "lowerleg01")):
                ends = [rig.body.joint(g, f"{bone}.{side}") for bone in (a, b)]
                length = np.linalg.norm(ends[0] - ends[1])
                assert length == pytest.approx(rig.body.segment(f"{a}.{side}", f"{b}.{side}"))


@pytest.mark.parametrize("exercise", EVERYDAY)
def test_seeds_give_clips_of_their_own(rig: Rig, exercise: str) -> None:
    """Ten seeds, ten motions; the same seed, the same one."""
    times = np.linspace(0.4, 6.9, 9)

    def seen(seed: int) -> Floats:
        performance = performed(rig, exercise, seed)
        assert performance.duration_s == pytest.approx(7.0)
        bones = [rig.transforms(performance.stance(float(t))) for t in times]
        return np.array([[rig.body.joint(g, f"wrist.{s}") for s in SIDES] for g in bones])

    found = [seen(seed) for seed in range(10)]
    assert np.array_equal(found[4], seen(4))
    for i in range(10):
        for j in range(i):
            assert np.abs(found[i] - found[j]).max() > 0.1


def test_length_is_as_asked(rig: Rig) -> None:
    """`hold_s` is the length of an everyday clip."""
    assert performed(rig, "talk", 1, hold_s=6.2).duration_s == pytest.approx(6.2)


def test_everybody_who_stretches_bends_down(rig: Rig) -> None:
    """The hard negative of a row: the torso gets near the horizontal and comes up again."""
    for seed in range(5):
        performance = performed(rig, "stretch", seed)
        torso = [performance.stance(float(t)).torso_deg for t in np.arange(0.0, 7.0, 0.1)]
        low = next(i for i, v in enumerate(torso) if v < 25.0)
        assert max(torso[:low]) > 80.0
        assert max(torso[low:]) > 80.0


def test_walk_goes_where_it_shall(rig: Rig) -> None:
    """From standing to standing; feet side by side at both ends."""
    walk = Walk(rig, 1.0, -0.8, 0.4, np.random.default_rng(2), speed=1.2, half_width=0.1)
    for t, y in ((0.0, 1.0), (walk.end_s, -0.8), (walk.end_s + 5.0, -0.8)):
        stance = walk.stance(t)
        assert stance.hip[1] == pytest.approx(y + 0.009, abs=0.006)
        for side in SIDES:
            assert stance.feet[side].ankle[1] == pytest.approx(y, abs=1e-6)
            assert abs(stance.feet[side].ankle[0]) == pytest.approx(0.1, abs=1e-6)
            assert stance.feet[side].pitch == pytest.approx(0.0, abs=1e-6)
    assert 0.4 + 1.2 < walk.end_s < 0.4 + 4.0


def test_walking_feet_do_not_slide(rig: Rig) -> None:
    """A sole that lies flat on the floor stays where it is; one foot always bears."""
    walk = Walk(rig, 1.2, -1.2, 0.2, np.random.default_rng(5))
    flat: dict[str, list[Floats]] = {side: [] for side in SIDES}
    for t in np.arange(0.0, walk.end_s, 0.04):
        stance, bearing = walk.stance(float(t)), 0
        g = rig.transforms(stance)
        for side in SIDES:
            down = rig.shoes.lowest(g, side) < 1e-3
            bearing += down
            if down and abs(stance.feet[side].pitch) < 1.0:
                here = rig.body.joint(g, f"toe3-1.{side}")
                if flat[side] and np.linalg.norm(flat[side][-1] - here) < 0.15:
                    assert np.linalg.norm(flat[side][-1] - here) < 3e-3
                flat[side].append(here)
        assert bearing >= 1


def test_strokes_go_as_far_as_asked(rig: Rig) -> None:
    """The elbow of a curl."""
    performance = performed(rig, "curl", 2, reps=1, range_deg=110.0, variety=0.0)
    elbows = [measure(rig.body, g)["elbow_left"] for g in moments(rig, performance, 0.1)]
    assert np.ptp(elbows) == pytest.approx(110.0, abs=6.0)
