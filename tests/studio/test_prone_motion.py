"""Planks and push-ups: the way down and up, and each fault as large as it was asked for."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from studio.body.jointed import SHAPES, SIDES, SKIN_VERTICES, Body, Floats
from studio.measuring import measure
from studio.motion.exercises import perform
from studio.motion.performance import Performance
from studio.pose.rig import Rig
from studio.scene.reading import from_dict

pytestmark = pytest.mark.real

SHORT = {"lead_s": 0.3, "pause_s": 0.2, "tail_s": 0.2, "tempo_s": 1.4}
LIMBS = (("upperarm01", "lowerarm01"), ("upperleg01", "lowerleg01"), ("lowerleg01", "foot"))
WAYS = (
    ("push-up", "kneel", 4),
    ("plank", "kneel", 5),
    ("push-up", "walk", 6),
    ("plank", "walk", 7),
)


@pytest.fixture(scope="module")
def rig() -> Rig:
    """One body for all."""
    return Rig(Body({SHAPES[0]: 1.0}, 1.71))


def performed(rig: Rig, exercise: str, faults: list[dict[str, Any]], **motion: Any) -> Performance:
    """The performance of a short scene."""
    data = {
        "exercise": exercise,
        "seed": motion.pop("seed", 9),
        "motion": {**SHORT, "reps": 1 if exercise == "push-up" else 0, "hold_s": 1.2, **motion},
        "faults": faults,
    }
    return perform(from_dict(data, "test"), rig)


def angles(rig: Rig, performance: Performance, t: float) -> dict[str, float]:
    """All angles at a time."""
    return measure(rig.body, rig.transforms(performance.stance(t)))


@pytest.fixture(scope="module", params=WAYS, ids=lambda p: f"{p[0]}-{p[1]}")
def way(request: pytest.FixtureRequest, rig: Rig) -> tuple[Performance, Floats, list[Floats]]:
    """A performance with a way in and out, times and bone transforms then."""
    exercise, how, seed = request.param
    performance = performed(rig, exercise, [], enter=how, leave=how, seed=seed)
    times = np.arange(0.0, performance.duration_s, 0.12)
    return performance, times, [rig.transforms(performance.stance(float(t))) for t in times]


def test_bones_keep_their_length(rig: Rig, way: tuple[Performance, Floats, list[Floats]]) -> None:
    """On the way, too."""
    for g in way[2]:
        for a, b in LIMBS:
            for side in SIDES:
                ends = [rig.body.joint(g, f"{bone}.{side}") for bone in (a, b)]
                length = np.linalg.norm(ends[0] - ends[1])
                assert length == pytest.approx(rig.body.segment(f"{a}.{side}", f"{b}.{side}"))


def test_nothing_sinks(rig: Rig, way: tuple[Performance, Floats, list[Floats]]) -> None:
    """Neither skin nor soles lie more than 5 mm below the floor."""
    bare = ~rig.body.bone_vertices("foot", "toe")[:SKIN_VERTICES]
    for g in way[2]:
        assert rig.body.skin(g)[:SKIN_VERTICES][bare][:, 2].min() > -0.005
        assert min(rig.shoes.lowest(g, side) for side in SIDES) > -0.005


def test_planted_supports_do_not_slide(
    rig: Rig, way: tuple[Performance, Floats, list[Floats]]
) -> None:
    """Feet and supports stay during all of the exercise."""
    performance, times, moments = way
    start, end = performance.exercising[0]
    inside = [g for t, g in zip(times, moments, strict=True) if start <= t <= end]
    support = "lowerarm01" if performance.holds else "wrist"
    assert len(inside) > 8
    for bone in ("foot", "toe3-1", support):
        for side in SIDES:
            places = np.array([rig.body.joint(g, f"{bone}.{side}") for g in inside])
            # the first and the last moment may still be a centimetre of the step's end away
            assert np.ptp(places[2:-2], axis=0).max() < 3e-3
            assert np.ptp(places, axis=0).max() < 0.012


def test_flat_feet_do_not_slide(rig: Rig, way: tuple[Performance, Floats, list[Floats]]) -> None:
    """Balls of feet that bear on the floor at both of two moments are where they were."""
    stuck = 0
    for before, now in pairwise(way[2]):
        for side in SIDES:
            a, b = (rig.body.joint(g, f"toe3-1.{side}") for g in (before, now))
            low = max(rig.shoes.lowest(before, side), rig.shoes.lowest(now, side))
            if low < 1e-3 and np.linalg.norm(a - b) < 0.02:
                stuck += 1
                assert np.linalg.norm((a - b)[:2]) < 3e-3 or abs(a[2] - b[2]) > 2e-3
    assert stuck > len(way[2])


def test_knees_are_off_the_floor_while_exercising(
    rig: Rig, way: tuple[Performance, Floats, list[Floats]]
) -> None:
    """Kneeling does not count as exercising; a plank's hold is that time."""
    performance, times, moments = way
    start, end = performance.exercising[0]
    assert 0.8 < start < end < performance.duration_s
    for t, g in zip(times, moments, strict=True):
        knee = min(rig.body.joint(g, f"lowerleg01.{side}")[2] for side in SIDES)
        if start <= t <= end:
            assert knee > 0.15
    assert performance.holds in ([], [(start, end)])
    assert all(start < s.start_s < s.end_s < end for s in performance.reps)


def test_a_fault_waits_for_the_position(rig: Rig) -> None:
    """Hips that sag from the first frame on do not push the stepping knee into the floor."""
    sag = [{"id": "hips_sagging", "size_deg": 16.0}]
    performance = performed(rig, "plank", sag, enter="kneel", leave="kneel", hold_s=1.5)
    start, end = performance.exercising[0]
    bare = ~rig.body.bone_vertices("foot", "toe")[:SKIN_VERTICES]
    for t in np.arange(0.0, performance.duration_s, 0.12):
        g = rig.transforms(performance.stance(float(t)))
        assert rig.body.skin(g)[:SKIN_VERTICES][bare][:, 2].min() > -0.005
    line = angles(rig, performance, (start + end) / 2.0)["body_line"]
    assert line == pytest.approx(-16.0, abs=2.0)


def test_there_is_the_same_as_nothing_said(rig: Rig) -> None:
    """A plank that is there from the first frame."""
    plain, there = (performed(rig, "plank", [], enter=e, leave=e) for e in ("", "there"))
    assert plain.exercising == there.exercising == [(0.0, 1.2)]
    assert plain.duration_s == there.duration_s
    assert np.array_equal(plain.stance(0.7).hip, there.stance(0.7).hip)


@pytest.mark.parametrize("exercise", ["plank", "push-up"])
@pytest.mark.parametrize(("fault", "size"), [("hips_sagging", 16.0), ("hips_piking", 42.0)])
def test_line_is_as_large_as_asked(rig: Rig, exercise: str, fault: str, size: float) -> None:
    """Below the line or above it, within the sway."""
    faults = [{"id": fault, "size_deg": size, "ramp_s": 0.2}]
    performance = performed(rig, exercise, faults, sway=0.3)
    sign = -1.0 if fault == "hips_sagging" else 1.0
    for t in (0.3, 0.7, 1.1):
        assert angles(rig, performance, t)["body_line"] == pytest.approx(sign * size, abs=1.0)


def test_head_hangs_as_far_as_asked(rig: Rig) -> None:
    """And the line of the body stays as it was; together with another fault, too."""
    drop = {"id": "head_dropped", "size_deg": 55.0, "from_s": 0.1, "ramp_s": 0.2}
    pike = {"id": "hips_piking", "size_deg": 38.0, "from_s": 0.5, "ramp_s": 0.2}
    performance = performed(rig, "plank", [drop, pike], sway=0.3, line_deg=20.0)
    before, both = angles(rig, performance, 0.4), angles(rig, performance, 1.0)
    assert angles(rig, performance, 0.0)["head_drop"] < 0.0
    assert before["head_drop"] == pytest.approx(55.0, abs=1.5)
    assert before["body_line"] == pytest.approx(20.0, abs=1.0)
    assert both["head_drop"] == pytest.approx(55.0, abs=1.5)
    assert both["body_line"] == pytest.approx(38.0, abs=1.0)


@pytest.mark.parametrize("size", [60.0, 75.0])
def test_elbows_flare_as_far_as_asked(rig: Rig, size: float) -> None:
    """At the bottom of the rep; without the fault they stay near the trunk."""
    flared = performed(rig, "push-up", [{"id": "elbow_flare", "size_deg": size}], enter="there")
    good = performed(rig, "push-up", [], enter="there")
    turn = good.reps[0].turn_s
    assert angles(rig, flared, turn)["elbow_aside_left"] == pytest.approx(size, abs=2.5)
    assert angles(rig, good, turn)["elbow_aside_left"] < 30.0
