"""What must not change the count: mirrors, size, place, frame rate, jitter, the side filmed."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from formcheck.exercises import load_exercise
from formcheck.recording import SourceInfo
from formcheck.result import ResultBuilder
from tests.checking.session_recorder import watch
from tests.figures import Camera, Stick, film, mirrored, push_ups, rows

MOVES: dict[str, Callable[..., Callable[[float], Stick]]] = {
    "bent-over-row": rows,
    "push-up": push_ups,
}

exercises = st.sampled_from(sorted(MOVES))
counts = st.integers(1, 5)
periods = st.floats(1.2, 3.0)
lows = st.floats(0.35, 0.7)


def counted(
    exercise: str,
    count: int,
    period: float,
    low: float,
    *,
    fps: float = 30.0,
    camera: Camera | None = None,
    mirror: bool = False,
    noise_px: float = 0.0,
    seed: int = 0,
) -> int:
    posed = MOVES[exercise](count, period=period, low=low)
    poses = film(posed, 2 + count * period, fps=fps, camera=camera, noise_px=noise_px, seed=seed)
    seen = watch((mirrored(p) for p in poses) if mirror else poses, exercise)
    assert not seen.attempts
    return len(seen.reps)


@pytest.mark.real
@settings(max_examples=40)
@given(exercises, counts, periods, lows, st.booleans(), st.sampled_from([90, -90, 60, -60, 40]))
def test_mirroring_and_the_side_filmed(
    exercise: str, count: int, period: float, low: float, mirror: bool, yaw: float
) -> None:
    camera = Camera(yaw=yaw)
    assert counted(exercise, count, period, low, camera=camera, mirror=mirror) == count


@pytest.mark.real
@settings(max_examples=40)
@given(
    exercises,
    counts,
    periods,
    lows,
    st.floats(40, 170),
    st.floats(0.45, 0.55),
    st.floats(0.5, 0.6),
)
def test_size_and_place_in_the_picture(
    exercise: str,
    count: int,
    period: float,
    low: float,
    px_per_m: float,
    across: float,
    down: float,
) -> None:
    camera = Camera(px_per_m=px_per_m, centre=(across, down))
    assert counted(exercise, count, period, low, camera=camera) == count


@pytest.mark.real
@settings(max_examples=40)
@given(exercises, counts, periods, lows, st.floats(12, 60))
def test_the_frame_rate(exercise: str, count: int, period: float, low: float, fps: float) -> None:
    assert counted(exercise, count, period, low, fps=fps) == count


@pytest.mark.real
@settings(max_examples=25)
@given(exercises, counts, periods, lows, st.floats(0, 1.5), st.integers(0, 1000))
def test_jitter(
    exercise: str, count: int, period: float, low: float, noise_px: float, seed: int
) -> None:
    assert counted(exercise, count, period, low, noise_px=noise_px, seed=seed) == count


def timed_within_the_rep(
    exercise: str, count: int, period: float, low: float, fps: float, noise_px: float, seed: int
) -> int:
    """How many reps were counted; none of them has phases that are longer than the rep."""
    poses = film(
        MOVES[exercise](count, period=period, low=low),
        2 + count * period,
        fps=fps,
        noise_px=noise_px,
        seed=seed,
    )
    seen = watch(poses, exercise)
    builder = ResultBuilder(load_exercise(exercise), SourceInfo("a.mp4", 9.0, fps, 1, 1, None))
    builder.add(seen.events)
    ended_s = -math.inf
    for rep in builder.build().reps:
        tempo = rep.tempo
        phases = [tempo.down_s, tempo.pause_s, tempo.up_s]
        known = [phase for phase in phases if phase is not None]
        assert len(known) in (0, 3)
        assert sum(known) <= rep.end_s - rep.start_s + 1e-9
        assert tempo.rest_s is None or 0 <= tempo.rest_s <= rep.start_s - ended_s + 0.0015
        ended_s = rep.end_s
    return len(seen.reps)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", sorted(MOVES))
@pytest.mark.parametrize("fps", [15.0, 30.0])
def test_tempos_of_a_rep_never_add_up_to_more_than_it_lasts(exercise: str, fps: float) -> None:
    assert timed_within_the_rep(exercise, 3, 2.0, 0.5, fps, 0.0, 0) == 3


@pytest.mark.real
@settings(max_examples=30)
@given(exercises, counts, periods, lows, st.floats(10, 60), st.floats(0, 4), st.integers(0, 1000))
@example("push-up", 2, 1.86328125, 0.375, 56.125, 3.0, 2)  # at its turn while another one ends
def test_tempos_never_do_however_somebody_moves(
    exercise: str, count: int, period: float, low: float, fps: float, noise_px: float, seed: int
) -> None:
    timed_within_the_rep(exercise, count, period, low, fps, noise_px, seed)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", sorted(MOVES))
def test_when_the_recording_starts_changes_no_count(exercise: str) -> None:
    poses = film(MOVES[exercise](4), 12, start_s=1234.5)
    seen = watch(poses, exercise)
    assert len(seen.reps) == 4
    assert seen.reps[0].start_s > 1234.5


@pytest.mark.slow
def test_the_same_poses_give_the_same_events() -> None:
    first, second = (watch(film(rows(3), 8, noise_px=1, seed=3), "bent-over-row") for _ in "ab")
    assert first.events == second.events


@pytest.mark.slow
def test_update_is_causal() -> None:
    """What was said until a moment does not depend on what comes after it."""
    poses = list(film(rows(4), 10))
    whole = [e for e in watch(poses, "bent-over-row").events if e.time_s <= 5.0]
    part = [
        e
        for e in watch([p for p in poses if p.time_s <= 5.0], "bent-over-row").events
        if e.time_s < poses[150].time_s
    ]
    assert part == [e for e in whole if e.time_s < poses[150].time_s]
