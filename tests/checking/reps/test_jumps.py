"""What is no movement, as nobody moves so fast."""

from __future__ import annotations

import pytest

from formcheck.checking.reps.jumps import Jumps
from formcheck.events import AttemptReason
from formcheck.exercises import load_exercise
from tests.checking.reps.test_counter import CLEAN, counted

ROW = load_exercise("bent-over-row").rep
assert ROW is not None


def test_what_goes_further_than_anybody_moves_jumps() -> None:
    assert ROW is not None
    jumps = Jumps(ROW)
    assert not jumps.update(0.0, 5.0, 1 / 30)
    assert jumps.update(0.1, -40.0, 1 / 30)
    assert not jumps.update(0.2, -40.0, 0.25)
    assert jumps.many(0.1, 0.2)
    assert not jumps.many(0.2, 0.2)


@pytest.mark.parametrize(("every", "reasons"), [(5, [None, None]), (2, ["wild", None])])
def test_a_movement_that_jumps_for_a_good_part_is_no_rep(
    every: int, reasons: list[str | None]
) -> None:
    wrong = dict.fromkeys(range(30, 72, every), 20.0)  # of the first rep
    found = [cycle.reason for cycle in counted(CLEAN, 30, wrong)]
    assert found == [AttemptReason.TOO_FAST if r else None for r in reasons]
