"""What of a result belongs to which set, and a set of two parts, between which it broke off."""

from __future__ import annotations

import pytest

from formcheck.history import SetRecord
from formcheck.result.document import Fault, Hold
from formcheck.workout import SetDone
from formcheck.workout.set_results import joined, only_sets
from tests.history.made_up import a_result, rep


def a_part(start_s: float, reps: int, *, first: int = 1, wrong: int | None = None) -> SetRecord:
    """Reps of two seconds each, numbered from `first`; one may have a fault."""
    done = [rep(first + at, start_s + 2 * at) for at in range(reps)]
    faults = [
        Fault(
            id="hips_sagging",
            from_s=each.start_s,
            to_s=each.end_s,
            value=-12.0,
            limit=-5.0,
            unit="deg",
            rep=each.index,
            severity="technique",
            cue="Lift your hips.",
            number="",
            against="",
        )
        for each in done
        if each.index == wrong
    ]
    return SetRecord(
        index=1,
        exercise="push-up",
        start_s=start_s,
        end_s=start_s + 2 * reps,
        reps=tuple(done),
        faults=tuple(faults),
    )


@pytest.mark.parametrize("first", [1, 8])
def test_a_fault_of_the_second_part_is_of_the_rep_that_the_whole_set_counts(first: int) -> None:
    before = a_part(0.0, 5, wrong=2)
    after = a_part(20.0, 3, first=first, wrong=first + 1)
    whole = joined(before, after)
    assert [each.index for each in whole.reps] == list(range(1, 9))
    assert [fault.rep for fault in whole.faults] == [2, 7]
    assert whole.faults[1].from_s == whole.reps[6].start_s


def test_the_good_seconds_of_the_second_part_are_not_spread_over_those_before() -> None:
    held = Hold(start_s=20.0, end_s=30.0, good_s=10.0)
    result = a_result().model_copy(update={"exercise": "plank", "reps": (), "holds": (held,)})
    done = SetDone(1, 20.0, 30.0, 0, 0, hold_s=40.0, good_hold_s=10.0, reached=True)
    (hold,) = only_sets(result, [done], [], []).holds
    assert (hold.start_s, hold.end_s, hold.good_s) == (20.0, 30.0, 10.0)
