"""Where in a rep a person is: for cues, gauges and tempo, whatever is counted."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.checking.reps.cycle import Phase
from formcheck.checking.reps.phases import PhaseTracker
from formcheck.exercises import load_exercise

ROW = load_exercise("bent-over-row").rep
KNOTS = [(0, 97), (1, 97), (2, 60), (3, 60), (4, 97), (5, 97)]


def followed(fps: float, knots: list[tuple[float, float]] | None = None) -> list[Phase]:
    assert ROW is not None
    tracker = PhaseTracker(ROW)
    times, values = zip(*(knots or KNOTS), strict=True)
    phases = []
    for frame in range(round(times[-1] * fps)):
        tracker.update(frame / fps, float(np.interp(frame / fps, times, values)))
        phases.append(tracker.phase)
    return phases


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
def test_a_rep_goes_through_its_phases_in_order(fps: float) -> None:
    phases = followed(fps)
    seen = [p for p, before in zip(phases, [None, *phases], strict=False) if p is not before]
    assert seen == [Phase.START, Phase.OUT, Phase.TURN, Phase.BACK, Phase.START]


def test_a_movement_is_clearly_a_rep_only_near_its_turn() -> None:
    assert ROW is not None
    tracker = PhaseTracker(ROW)
    for frame in range(30):
        tracker.update(frame / 30, 97 - frame / 3)
    assert tracker.in_movement
    assert not tracker.is_clearly_rep
    for frame in range(30, 60):
        tracker.update(frame / 30, 97 - frame / 3 - (frame - 29) / 2)
    assert tracker.is_clearly_rep


def test_a_movement_begins_anew_where_the_last_never_came_back_to_its_start() -> None:
    """Who lifts weights from hanging arms presses them from the shoulders after that."""
    press = load_exercise("overhead-press").rep
    assert press is not None
    tracker = PhaseTracker(press)
    times, heights = (0, 1, 2, 4, 5, 6, 8), (0, 0, 95, 95, 170, 95, 95)
    began = set()
    for frame in range(240):
        tracker.update(frame / 30, float(np.interp(frame / 30, times, heights)))
        if tracker.in_movement:
            began.add(tracker.began_s)
        else:
            assert np.isnan(tracker.began_s)
    first, *later = sorted(began)
    assert first < 1.5
    assert not later  # one way up so far: it was lifted and pressed without going down
    for frame in range(240, 300):
        tracker.update(frame / 30, float(np.interp(frame / 30, (8, 9, 10), (95, 170, 95))))
    assert tracker.in_movement
    assert tracker.began_s > 8


def test_movements_are_alike_that_go_half_as_far_as_the_furthest() -> None:
    assert ROW is not None
    tracker = PhaseTracker(ROW)
    assert tracker.alike == 0
    for number, depth in enumerate((20, 20, 17, 7, 20)):
        for frame in range(60):
            at = 97 - depth * (0.5 - 0.5 * np.cos(2 * np.pi * frame / 59))
            tracker.update(2 * number + frame / 30, float(at))
    assert tracker.alike == 4


def test_the_person_s_own_range_is_learnt_from_what_counted() -> None:
    assert ROW is not None
    tracker = PhaseTracker(ROW)
    assert tracker.own_range == 35
    tracker.learn(0.0, 28.0)
    assert tracker.own_range == 28
    tracker.learn(0.0, 3.0)
    assert tracker.own_range == 28
    tracker.forget_range()
    assert tracker.own_range == 35


def test_an_arm_that_is_out_of_sight_for_long_is_at_no_phase_any_more() -> None:
    assert ROW is not None
    tracker = PhaseTracker(ROW)
    for frame in range(45):
        tracker.update(frame / 30, 97 - frame)
    assert tracker.in_movement
    for frame in range(45, 75):
        tracker.update(frame / 30, float("nan"))
    assert not tracker.in_movement
    assert np.isnan(tracker.value)
