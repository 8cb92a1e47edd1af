"""Exercises on the floor: sets without pixels are counted and timed, their faults are found.

Until a recogniser knows an exercise its own limits count it: a signal that is late is then taken
for another rep (`MOST`), and one movement of something else may pass for a rep (`TAKEN_FOR`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from formcheck.checking import Session
from formcheck.events import Event, FaultStarted, HoldProgress, RepCounted
from formcheck.exercises import load_exercise
from formcheck.pose import Pose
from formcheck.tracking import SubjectObserver
from studio.kinds.reading import kinds
from studio.landmarks.filming import film, motion_of
from studio.landmarks.sampling import sample_body
from studio.performer import Acted
from studio.scene.specs import CameraSpec, MotionSpec, Scene

FLOOR = {
    "side-plank": ("hold", "front"),
    "side-jackknife": ("reps", "front"),
    "plank-arm-lift": ("hold", "side"),
    "plank-shoulder-tap": ("hold", "side"),
    "superman": ("reps", "side"),
    "swimming": ("reps", "side"),
    "back-extension": ("reps", "side"),
    "reverse-hip-raise": ("reps", "side"),
}
YAW_DEG = {"front": 4.0, "three-quarter": 40.0, "side": 88.0, "back": 176.0}
REPS, LEAST, MOST, TAKEN_FOR = 5, 4, 9, 1
SIZE, FPS = (1280, 720), 20.0
ERRORS = 0.5
"""Half of the usual errors of joints: what is tested is the rule, not how often it fails."""

HELD_S = 8.0
LATE_S = 0.7
"""So late or early a hold may begin and end."""


@cache
def clip(kind: str, variant: str, view: str, seed: int = 3) -> tuple[tuple[Pose, ...], float]:
    """What a camera sees of somebody who is in the position from the first frame on.

    Returns:
        The poses, and how long they are, seconds.
    """
    rng = np.random.default_rng(seed)
    scene = Scene(
        name=kind,
        exercise=kind,
        seed=seed,
        body=sample_body(rng),
        motion=MotionSpec(variant=variant, reps=REPS, tempo_s=2.4, lead_s=1.0, hold_s=HELD_S),
    )
    acted = Acted(scene)
    camera = CameraSpec(view=view, yaw_deg=YAW_DEG[view], height_m=0.6, lens_deg=40.0)
    poses = film(motion_of(acted), camera, SIZE, FPS, rng, severity=ERRORS)
    return tuple(poses), acted.performance.duration_s


def session(poses: Sequence[Pose], exercise: str) -> list[Event]:
    observer, checker = SubjectObserver(), Session(load_exercise(exercise))
    events: list[Event] = []
    for pose in poses:
        events += checker.update(observer.update(pose))
    return events + checker.finish()


def reps(events: Sequence[Event]) -> int:
    return sum(isinstance(event, RepCounted) for event in events)


def held_s(events: Sequence[Event]) -> float:
    holds = [e for e in events if isinstance(e, HoldProgress) and e.ended]
    return sum(each.end_s - each.start_s for each in holds)


def faults(events: Sequence[Event]) -> set[str]:
    return {event.id for event in events if isinstance(event, FaultStarted)}


@pytest.mark.parametrize("exercise", FLOOR)
def test_the_file_says_what_is_counted_and_what_no_camera_shows(exercise: str) -> None:
    kind, view = FLOOR[exercise]
    known = load_exercise(exercise)
    assert known.kind == kind
    assert view in known.views
    assert (known.rep is not None) == (exercise != "side-plank")
    assert known.muscles
    assert known.equipment
    assert known.look_alikes
    assert known.not_seen
    assert known.checks
    assert known.dose.reps or known.dose.hold_s
    for check in known.checks:
        assert "ours" in check.source or "guides" in check.source
        assert set(check.views) & {*known.views, "front", "back"}


@pytest.mark.parametrize("exercise", FLOOR)
def test_the_studio_does_it_well_and_does_each_fault(exercise: str) -> None:
    kind = kinds()[exercise]
    good = [v for v in kind.variants if v.counted == exercise and not v.faults]
    assert len(good) >= 3
    checks = {check.id for check in load_exercise(exercise).checks}
    assert {fault for v in kind.variants for fault in v.faults} == checks


@pytest.mark.real
@pytest.mark.parametrize(
    ("exercise", "variant"),
    [
        ("plank-arm-lift", "ahead"),
        ("plank-shoulder-tap", "shoulder"),
        ("superman", "superman"),
        ("swimming", "flat"),
        ("back-extension", "head"),
        ("reverse-hip-raise", "bench"),
        ("side-jackknife", "head"),
    ],
)
def test_reps_are_counted_and_none_is_called_faulty(exercise: str, variant: str) -> None:
    poses, _ = clip(exercise, variant, FLOOR[exercise][1])
    events = session(poses, exercise)
    assert LEAST <= reps(events) <= MOST
    assert not faults(events)


@pytest.mark.real
@pytest.mark.parametrize(
    ("exercise", "kind", "variant", "view"),
    [
        ("side-plank", "side-plank", "forearm", "front"),
        ("side-plank", "side-plank", "hand-up", "back"),
        ("side-plank", "side-plank", "star", "front"),
        ("plank", "plank", "forearms", "side"),
        ("plank", "plank", "dumbbells", "side"),
        ("plank-arm-lift", "plank-arm-lift", "ahead", "side"),
        ("plank-shoulder-tap", "plank-shoulder-tap", "shoulder", "side"),
    ],
)
def test_a_hold_is_timed(exercise: str, kind: str, variant: str, view: str) -> None:
    poses, seconds = clip(kind, variant, view)
    events = session(poses, exercise)
    assert held_s(events) == pytest.approx(seconds, abs=2 * LATE_S)
    assert not faults(events)


@pytest.mark.real
@pytest.mark.parametrize("exercise", ["plank-arm-lift", "plank-shoulder-tap"])
def test_taps_and_lifts_are_counted_on_the_knees(exercise: str) -> None:
    poses, seconds = clip(exercise, "knees", "side")
    events = session(poses, exercise)
    assert LEAST <= reps(events) <= MOST
    assert held_s(events) > 0.7 * seconds


@pytest.mark.real
def test_a_plank_towards_the_camera_is_timed() -> None:
    """The picture shows neither its straight knees nor its open hips."""
    poses, seconds = clip("plank", "hands", "front", seed=5)
    assert held_s(session(poses, "plank")) == pytest.approx(seconds, abs=2 * LATE_S)


@pytest.mark.real
@pytest.mark.parametrize(
    ("exercise", "variant", "view", "fault"),
    [
        ("side-plank", "dropped", "front", "hips_dropped"),
        ("side-plank", "dropped", "back", "hips_dropped"),
        ("side-plank", "dropped-hand", "back", "hips_dropped"),
        ("plank", "sagging", "side", "hips_sagging"),
        ("plank", "sagging-forearms", "side", "hips_sagging"),
        ("plank", "piked", "side", "hips_piking"),
        ("plank-arm-lift", "sagging", "side", "hips_sagging"),
        ("plank-arm-lift", "piked", "side", "hips_piking"),
        ("plank-shoulder-tap", "sagging", "side", "hips_sagging"),
        ("plank-shoulder-tap", "piked", "side", "hips_piking"),
        ("back-extension", "too-far", "side", "too_far_back"),
        ("reverse-hip-raise", "too-high", "side", "too_high"),
        ("superman", "bent-knees", "side", "knees_bent"),
        ("swimming", "bent-knees", "side", "knees_bent"),
        ("push-up", "piked", "side", "hips_piking"),
    ],
)
def test_each_fault_is_found(exercise: str, variant: str, view: str, fault: str) -> None:
    poses, _ = clip(exercise, variant, view)
    assert fault in faults(session(poses, exercise))


@pytest.mark.real
@pytest.mark.parametrize(
    ("exercise", "kind", "variant", "view"),
    [
        ("side-plank", "lying-still", "side", "front"),
        ("side-plank", "plank", "hands", "side"),
        ("superman", "lying-still", "front", "side"),
        ("superman", "push-up", "usual", "side"),
        ("swimming", "lying-still", "back", "side"),
        ("side-jackknife", "lying-still", "back", "side"),
        ("plank-arm-lift", "push-up", "usual", "side"),
        ("plank-arm-lift", "plank", "hands", "side"),
        ("plank-shoulder-tap", "plank", "hands", "side"),
        ("back-extension", "push-up", "usual", "side"),
    ],
)
def test_what_looks_like_it_does_not_count(
    exercise: str, kind: str, variant: str, view: str
) -> None:
    poses, _ = clip(kind, variant, view)
    events = session(poses, exercise)
    assert reps(events) <= TAKEN_FOR
    if exercise == "side-plank":
        assert held_s(events) == 0


@pytest.mark.real
@pytest.mark.parametrize("view", ["front", "back", "side"])
def test_a_body_on_its_side_is_seen_from_where_its_chest_faces(view: str) -> None:
    poses, _ = clip("side-plank", "forearm", view)
    observer = SubjectObserver()
    views = [observer.update(pose).view for pose in poses]
    assert views[-1] == view
    assert views.count(view) > 0.9 * len(views)
