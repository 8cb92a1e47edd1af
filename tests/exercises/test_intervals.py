"""The interval work and the postures: counted at speed, judged, and told from what looks alike.

Sets without pixels.  What the shipped recogniser knows is counted within one.  Of what it does not
know yet the exercise's own limits see the reps and count the way into the position, too, so that
only a lower bound is asked for, and nothing of what looks alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from formcheck.checking import Session
from formcheck.checking.reps.recogniser import shipped_recogniser
from formcheck.events import FaultStarted, HoldProgress, RepCounted, Verdict
from formcheck.exercises import load_exercise
from formcheck.pose import Pose
from formcheck.tracking import SubjectObserver
from studio.kinds.reading import kinds
from studio.landmarks.filming import film, motion_of
from studio.landmarks.sampling import DrawnSet, sample_set
from studio.performer import Acted
from studio.scene.reading import from_dict
from studio.scene.specs import CameraSpec

COUNTED = ("burpee", "jumping-jack", "mountain-climber")
POSTURES = ("sitting-posture", "standing-posture")
YAWS = {"side": 88.0, "three-quarter": 50.0, "front": 8.0, "back": 172.0}
SIZE = (960, 720)


@dataclass(frozen=True)
class Seen:
    """What a session said of a set."""

    reps: tuple[RepCounted, ...]
    faults: frozenset[str]
    held_s: float


def drawn(kind: str, variant: str, seed: int = 2) -> DrawnSet:
    return sample_set(kind, np.random.default_rng(seed), variant=variant, style=("plain",))


def seen_from(view: str) -> CameraSpec:
    return CameraSpec(
        view=view, yaw_deg=YAWS[view], side="left", height_m=0.9, distance_m=3.8, lens_deg=50.0
    )


def filmed(one: DrawnSet, view: str, fps: float = 25.0) -> list[Pose]:
    rng = np.random.default_rng(7)
    return film(one.motion, seen_from(view), SIZE, fps, rng, severity=0.6)


def watched(poses: Sequence[Pose], exercise: str) -> Seen:
    observer, session = SubjectObserver(), Session(load_exercise(exercise))
    events = [event for pose in poses for event in session.update(observer.update(pose))]
    events += session.finish()
    return Seen(
        tuple(event for event in events if isinstance(event, RepCounted)),
        frozenset(event.id for event in events if isinstance(event, FaultStarted)),
        sum(e.end_s - e.start_s for e in events if isinstance(e, HoldProgress) and e.ended),
    )


def trained(exercise: str) -> bool:
    return exercise in shipped_recogniser().classes


def full(one: DrawnSet) -> int:
    return sum(rep.full for rep in one.truth.reps)


@pytest.mark.parametrize("exercise", [*COUNTED, *POSTURES])
def test_every_fault_that_a_kind_shows_is_a_check_and_every_check_is_shown(exercise: str) -> None:
    shown = {
        fault
        for kind in kinds().values()
        for variant in kind.variants
        if variant.counted == exercise
        for fault in variant.faults
    }
    assert shown == {check.id for check in load_exercise(exercise).checks}


@pytest.mark.real
@pytest.mark.parametrize(
    ("exercise", "variant", "view"),
    [
        ("burpee", "jump", "side"),
        ("burpee", "push-up", "front"),
        ("burpee", "squat-thrust", "three-quarter"),
        ("burpee", "stepping", "side"),
        ("burpee", "chest-down", "side"),
        ("jumping-jack", "usual", "front"),
        ("jumping-jack", "clapping", "three-quarter"),
        ("jumping-jack", "usual", "side"),
        ("jumping-jack", "wide", "back"),
        ("jumping-jack", "stepping", "front"),
        ("mountain-climber", "usual", "side"),
        ("mountain-climber", "running", "side"),
        ("mountain-climber", "to-hands", "three-quarter"),
    ],
)
def test_good_sets_are_counted_and_not_accused(exercise: str, variant: str, view: str) -> None:
    one = drawn(exercise, variant)
    seen = watched(filmed(one, view), exercise)
    if trained(exercise):  # of a burpee that jumps, getting up may be seen as one of its own
        assert abs(len(seen.reps) - full(one)) <= (2 if exercise == "burpee" else 1)
    else:
        assert len(seen.reps) >= 0.7 * full(one)
    assert not seen.faults


@pytest.mark.real
@pytest.mark.parametrize("fps", [24.0, 30.0])
@pytest.mark.parametrize("drive_s", [0.34, 0.5])
def test_climbers_of_two_to_three_drives_a_second_are_counted(fps: float, drive_s: float) -> None:
    motion = {"variant": "running", "reps": 24, "tempo_s": drive_s, "variety": 0.05, "lead_s": 0.8}
    scene = from_dict({"exercise": "mountain-climber", "seed": 5, "motion": motion}, "climber")
    acted = Acted(scene)
    rng = np.random.default_rng(3)
    poses = film(motion_of(acted), seen_from("side"), SIZE, fps, rng, severity=0.6)
    seen = watched(poses, "mountain-climber")
    # A first or last drive that begins from the plank may be seen as half a one.
    assert abs(len(seen.reps) - 24) <= 2
    done = acted.performance.reps
    named = [
        rep.side == min(done, key=lambda one: abs(one.top_s - rep.turn_s)).side
        for rep in seen.reps
        if rep.side is not None
    ]
    # With the joint errors of single frames one in ten is named after the other leg.
    assert len(named) >= 0.5 * len(seen.reps)
    assert named.count(False) <= 0.2 * len(seen.reps)


@pytest.mark.real
@pytest.mark.parametrize(
    ("exercise", "variant", "fault", "view"),
    [
        ("burpee", "piked", "hips_high", "side"),
        ("jumping-jack", "low-arms", "arms_low", "front"),
        ("jumping-jack", "low-arms", "arms_low", "side"),
        ("jumping-jack", "narrow", "feet_narrow", "front"),
        ("mountain-climber", "hips-high", "hips_high", "side"),
        ("mountain-climber", "sagging", "hips_sagging", "side"),
    ],
)
def test_a_fault_is_found(exercise: str, variant: str, fault: str, view: str) -> None:
    assert fault in watched(filmed(drawn(exercise, variant), view), exercise).faults


NOT_TOLD_APART = pytest.mark.xfail(
    reason="the recogniser has seen too few of them: a needed stage, or more sets, would tell",
    strict=True,
)


@pytest.mark.real
@pytest.mark.parametrize(
    ("exercise", "kind", "variant", "view", "seed"),
    [
        pytest.param("burpee", "burpee", "crouching", "side", 2, marks=NOT_TOLD_APART),
        pytest.param("burpee", "burpee", "touching", "side", 2, marks=NOT_TOLD_APART),
        pytest.param("burpee", "push-up", "usual", "side", 2, marks=NOT_TOLD_APART),
        ("jumping-jack", "jumping-jack", "no-legs", "front", 3),
        ("jumping-jack", "jumping-jack", "no-arms", "front", 2),
        ("jumping-jack", "lateral-raise", "standing", "front", 2),
        ("mountain-climber", "mountain-climber", "both-legs", "side", 2),
        ("mountain-climber", "push-up", "usual", "side", 2),
    ],
)
def test_what_looks_alike_is_not_counted(
    exercise: str, kind: str, variant: str, view: str, seed: int
) -> None:
    if not trained(exercise):
        pytest.skip("its own limits cannot tell it from what looks alike")
    assert not watched(filmed(drawn(kind, variant, seed), view), exercise).reps


@pytest.mark.real
@pytest.mark.parametrize("posture", POSTURES)
def test_who_lets_go_is_told_and_who_reaches_or_stays_upright_is_not(posture: str) -> None:
    for variant in kinds()[posture].variants:
        one = drawn(posture, variant.name, seed=5)
        seen = watched(filmed(one, "side", 15.0), posture)
        start_s, end_s = one.truth.exercising[0]
        if variant.name != "bending":  # who bends down has left the posture
            assert seen.held_s >= 0.8 * (end_s - start_s), variant.name
        if variant.faults:
            assert seen.faults & set(variant.faults), variant.name
        elif variant.name in ("upright", "reaching", "bending"):
            assert not seen.faults, variant.name


@pytest.mark.real
@pytest.mark.parametrize("posture", POSTURES)
def test_from_three_quarters_a_posture_is_timed_and_not_judged(posture: str) -> None:
    one = drawn(posture, "leaning", seed=5)
    seen = watched(filmed(one, "three-quarter", 15.0), posture)
    assert seen.held_s > 5
    assert not seen.faults


@pytest.mark.real
@pytest.mark.parametrize("view", ["side", "three-quarter", "front"])
@pytest.mark.parametrize(
    ("variant", "lowered"), [("squat-thrust", False), ("stepping", False), ("chest-down", True)]
)
def test_a_burpee_says_whether_the_chest_was_lowered(
    variant: str, lowered: bool, view: str
) -> None:
    seen = watched(filmed(drawn("burpee", variant), view), "burpee")
    said = {rep.stages[0] for rep in seen.reps}
    assert said == {Verdict.OK if lowered else Verdict.FAULT}
