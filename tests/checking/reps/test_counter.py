"""Counting in one signal that is not clean: hands jump and tremble in small or dim pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from formcheck.checking.reps.counter import Counter
from formcheck.checking.reps.cycle import Cycle
from formcheck.events import AttemptReason
from formcheck.exercises import load_exercise

ROW = load_exercise("bent-over-row").rep
assert ROW is not None

Knots = Sequence[tuple[float, float]]

CLEAN: Knots = [(0, 99), (1, 99), (1.6, 66), (1.8, 66), (2.4, 99), (3, 99), (3.6, 66), (4.4, 99)]


def counted(knots: Knots, fps: float, wrong: dict[int, float] | None = None) -> list[Cycle]:
    """What is found in a signal that goes from knot to knot, some of its frames wrong."""
    assert ROW is not None
    counter = Counter(ROW)
    times, values = zip(*knots, strict=True)
    found = []
    for frame in range(round(times[-1] * fps) + round(fps)):
        value = (wrong or {}).get(frame, float(np.interp(frame / fps, times, values)))
        cycle = counter.update(frame / fps, value)
        if cycle is not None:
            found.append(cycle)
    return found


@pytest.mark.parametrize("fps", [10, 15, 30])
def test_a_hand_that_jumps_is_no_turn_and_no_range(fps: int) -> None:
    """Once it was twice the person's range, against which good reps were short."""
    jump = {round(0.9 * fps): 25.0, round(2.8 * fps): 30.0}
    found = counted(CLEAN, fps, jump)
    assert [cycle.reason for cycle in found] == [None, None]
    assert all(cycle.range == pytest.approx(33, abs=4) for cycle in found)


def test_a_jump_that_lasts_is_believed_once_it_could_have_been_a_movement() -> None:
    at_once = [(0, 99), (1, 99), (1.01, 62), (2, 62), (2.01, 99), (3, 99)]
    assert [cycle.reason for cycle in counted(at_once, 30)] == [None]


@pytest.mark.parametrize("fps", [15, 30])
def test_a_tremble_on_the_way_back_is_no_rep_that_was_not_locked_out(fps: int) -> None:
    tremble = [(0, 99), (1, 99), (1.6, 65), (2, 65), (2.3, 80), (2.45, 72), (2.8, 99), (3.5, 99)]
    assert [cycle.reason for cycle in counted(tremble, fps)] == [None]


def test_who_goes_on_to_the_turn_from_half_way_did_not_lock_out() -> None:
    again: Knots = [*CLEAN, (5, 99), (5.6, 66), (6.1, 80), (6.7, 66), (7.4, 99)]
    reasons = [cycle.reason for cycle in counted(again, 30)]
    assert reasons[:3] == [None, None, AttemptReason.NOT_LOCKED_OUT]
