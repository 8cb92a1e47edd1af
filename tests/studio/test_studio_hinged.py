"""Rows and flies: the ways into the position and out of it, and the faults that are asked for."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from studio.body.jointed import SIDES, SKIN_VERTICES, Body, mid
from studio.motion.exercises import perform
from studio.motion.performance import Performance
from studio.pose.pick_up import HANDLE_HEIGHT, grip
from studio.pose.rig import Rig
from studio.scene.reading import SceneError, from_dict
from studio.scene.specs import BodySpec
from studio.truth import of_scene

pytestmark = pytest.mark.real

MOTION = {"reps": 2, "lead_s": 0.4, "pause_s": 0.4, "tempo_s": 1.8, "variety": 0.1}
WAYS = [("there", "stand"), ("stand", "weights"), ("weights", "there"), ("walk", "walk")]


@cache
def rig() -> Rig:
    """One body for all tests here."""
    return Rig(Body(BodySpec().mix, 1.74))


def performed(**motion: Any) -> Performance:
    """A row with such a motion."""
    data = {"exercise": "bent-over-row", "seed": 5, "motion": {**MOTION, **motion}}
    return perform(from_dict(data, "test"), rig())


def found(fault: str, size: float, exercise: str = "bent-over-row") -> dict[str, Any]:
    """The truth of a short clip with a fault from its first frame on."""
    motion = {**MOTION, "enter": "there", "range_deg": 80.0 if exercise[0] == "b" else 70.0}
    faults = [{"id": fault, "size_deg": size, "ramp_s": 0.1}]
    data = {"exercise": exercise, "seed": 5, "fps": 10, "motion": motion, "faults": faults}
    return of_scene(from_dict(data, "test"))


@pytest.mark.parametrize(("enter", "leave"), WAYS)
def test_exercising_spans_all_strokes_and_no_way_in_or_out(enter: str, leave: str) -> None:
    """The person is upright outside of the span, but bent over all through it."""
    performance = performed(enter=enter, leave=leave)
    ((start, end),) = performance.exercising
    assert all(start <= s.start_s and s.end_s <= end for s in performance.reps)
    assert performance.duration_s >= end
    if enter != "there":
        assert performance.stance(0.0).torso_deg > 80.0
    if leave != "there":
        assert performance.stance(performance.duration_s).torso_deg > 80.0
    for t in np.linspace(start, end, 9):
        assert performance.stance(float(t)).torso_deg < 40.0


@pytest.mark.parametrize(("enter", "leave"), WAYS)
def test_nothing_sinks_and_standing_feet_stay(enter: str, leave: str) -> None:
    """Skin is above the floor, and the feet do not move from bending down to rising again."""
    performance = performed(enter=enter, leave=leave)
    body, places = rig().body, []
    bare = ~body.bone_vertices("foot", "toe")[:SKIN_VERTICES]
    for t in np.arange(0.0, performance.duration_s, 0.17):
        g = rig().transforms(performance.stance(float(t)))
        assert body.skin(g)[:SKIN_VERTICES][bare][:, 2].min() > -0.005
        carried = performance.dumbbells
        assert carried is not None
        if max(carried.grasp_s, 0.0) <= t <= min(carried.release_s, performance.exercising[0][1]):
            places.append(
                np.array([body.joint(g, f"{b}.{s}") for b in ("foot", "toe3-1") for s in SIDES])
            )
    assert np.ptp(np.array(places), axis=0).max() < 0.002


@pytest.mark.parametrize(("enter", "leave"), WAYS)
def test_movement_has_no_jumps(enter: str, leave: str) -> None:
    """No joint is faster than a foot that swings in a walk."""
    performance = performed(enter=enter, leave=leave)
    body, before = rig().body, None
    for t in np.arange(0.0, performance.duration_s, 0.05):
        g = rig().transforms(performance.stance(float(t)))
        now = np.array([body.joint(g, f"{b}.{s}") for b in ("wrist", "lowerleg01") for s in SIDES])
        if before is not None:
            assert np.abs(now - before).max() < 0.17
        before = now


@pytest.mark.parametrize("side", SIDES)
def test_hands_close_round_handles_that_lie_on_the_floor(side: str) -> None:
    """At the grasp the handle in the hand is level, along y, and as high as the weight is thick."""
    performance = performed(enter="weights", leave="weights")
    carried = performance.dumbbells
    assert carried is not None
    places = []
    for t in (carried.grasp_s, carried.release_s):
        g = rig().transforms(performance.stance(t))
        turn, middle = grip(rig().body, side)
        m = g[rig().body.index[f"wrist.{side}"]]
        places.append(m[:3, :3] @ middle + m[:3, 3])
        assert places[-1][2] == pytest.approx(HANDLE_HEIGHT, abs=0.002)
        assert abs((m[:3, :3] @ turn)[:, 1] @ np.array([0.0, 1.0, 0.0])) > 0.999
    assert np.allclose(places[0], places[1], atol=1e-6)


def test_dumbbells_lie_still_before_and_after() -> None:
    """Their place is that of the hands at the grasp, then now, then at the release."""
    carried = performed(enter="weights", leave="weights").dumbbells
    assert carried is not None
    assert carried.moment(0.0) == carried.grasp_s
    assert carried.moment(carried.grasp_s + 0.5) == carried.grasp_s + 0.5
    assert carried.moment(99.0) == carried.release_s


@pytest.mark.parametrize("key", ["enter", "leave"])
def test_kneeling_is_refused(key: str) -> None:
    """It belongs to planks and push-ups; the key is named."""
    with pytest.raises(SceneError, match=rf"motion\.{key}"):
        performed(**{key: "kneel"})


FAULTS = [
    ("rounded_back", 40.0, "spine_flexion"),
    ("torso_too_high", 62.0, "torso_inclination"),
    ("knees_locked", 178.0, "knee_left"),
]


@pytest.mark.parametrize("exercise", ["bent-over-row", "reverse-fly"])
@pytest.mark.parametrize(("fault", "size", "column"), FAULTS)
def test_lasting_fault_has_its_size(exercise: str, fault: str, size: float, column: str) -> None:
    """It is found from the start to the end, with the size that was asked for, and alone."""
    truth = found(fault, size, exercise)
    (entry,) = truth["faults"]
    assert entry["id"] == fault
    assert entry["value"] == pytest.approx(size, abs=1.5)
    assert entry["from_s"] < 0.3
    assert entry["to_s"] == pytest.approx(truth["exercising"][0][1], abs=0.15)
    inside = truth["angles"][column][5:]
    assert np.median(inside) == pytest.approx(size, abs=3.0)


@pytest.mark.parametrize(("fault", "size"), [("torso_rising", 30.0), ("elbow_flare", 72.0)])
def test_fault_of_the_stroke_comes_with_each_stroke(fault: str, size: float) -> None:
    """One stretch per rep, round its turn."""
    truth = found(fault, size)
    entries = [f for f in truth["faults"] if f["id"] == fault]
    assert len(entries) == len(truth["faults"]) == 2
    for entry, rep in zip(entries, truth["reps"], strict=True):
        assert rep["start_s"] < entry["from_s"] < rep["turn_s"] < entry["to_s"] < rep["end_s"]
        assert entry["value"] == pytest.approx(size, abs=5.0)


@pytest.mark.parametrize("exercise", ["bent-over-row", "reverse-fly"])
def test_asymmetry_lasts_for_the_stroke(exercise: str) -> None:
    """The right arm goes less far; the whole stroke is faulty."""
    truth = found("asymmetry", 32.0, exercise)
    assert [f["id"] for f in truth["faults"]] == ["asymmetry"] * 2
    for entry, rep in zip(truth["faults"], truth["reps"], strict=True):
        assert entry["from_s"] == pytest.approx(rep["start_s"], abs=0.11)
        assert entry["to_s"] == pytest.approx(rep["end_s"], abs=0.11)
        assert entry["value"] == pytest.approx(32.0, abs=3.0)


def test_torso_rises_by_the_stated_size() -> None:
    """Measured at the turn of the first stroke, without sway."""
    data = {
        "exercise": "bent-over-row",
        "motion": {"reps": 1, "enter": "there", "sway": 0.0, "variety": 0.0, "torso_deg": 25.0},
        "faults": [{"id": "torso_rising", "size_deg": 26.0, "ramp_s": 0.1}],
    }
    performance = perform(from_dict(data, "test"), rig())
    stroke = performance.reps[0]
    assert torso(performance, stroke.start_s) == pytest.approx(25.0, abs=0.1)
    assert torso(performance, stroke.turn_s) == pytest.approx(51.0, abs=0.2)


def torso(performance: Performance, t: float) -> float:
    """Measured inclination of the torso at a time."""
    joints = rig().body.joints(rig().transforms(performance.stance(t)))
    up = mid(joints, "shoulder") - mid(joints, "hip")
    return float(np.degrees(np.arctan2(up[2], abs(up[1]))))
