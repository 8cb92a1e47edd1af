"""What of a result belongs to which set, and a set of two parts, between which it broke off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.events import State
from formcheck.history import SetRecord
from formcheck.result.document import Fault, Hold
from formcheck.workout import SetDone, Stage, Target
from formcheck.workout.led_set import LedSet
from formcheck.workout.set_results import joined, only_sets, records_of
from formcheck.workout.sets import NOTHING
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
    before = SetRecord(
        index=1, exercise="plank", start_s=0.0, end_s=30.0, hold_s=30.0, good_hold_s=12.0
    )
    done = SetDone(1, 20.0, 30.0, 0, 0, hold_s=40.0, good_hold_s=22.0, reached=True)
    found = only_sets(result, [done], [], [], before)
    (hold,) = found.holds
    assert (hold.start_s, hold.end_s, hold.good_s) == (20.0, 30.0, 10.0)
    assert (found.summary.hold_s, found.summary.good_hold_s) == (40.0, 22.0)
    (record,) = records_of(found, [done])
    whole = joined(before, record)
    assert (whole.start_s, whole.hold_s, whole.good_hold_s) == (0.0, 40.0, 22.0)


def test_a_set_that_goes_on_has_the_form_of_its_seconds_from_before() -> None:
    before = SetRecord(
        index=1,
        exercise="plank",
        start_s=0.0,
        end_s=30.0,
        hold_s=30.0,
        good_hold_s=12.0,
        unsure_hold_s=8.0,
        unjudged_hold_s=5.0,
    )
    led = LedSet(Target(hold_s=40, sets=1), before)
    led.lead(Stage.SET, 0.0)
    led.update(
        replace(NOTHING, time_s=10.0, state=State.ACTIVE, hold_s=10.0, good_hold_s=9.0), 10.0
    )
    led.end(10.0)
    (done,) = led.finished
    assert (done.hold_s, done.good_hold_s) == (40.0, 21.0)
    assert (done.unsure_hold_s, done.unjudged_hold_s) == (8.0, 5.0)
    assert done.reached
