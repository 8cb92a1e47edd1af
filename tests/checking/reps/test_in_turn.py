"""Of what is done left and right in turn, a count of one side alone knows that it may be half."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from formcheck.checking.counting import Counting
from formcheck.checking.reps.cycle import Cycle
from formcheck.checking.reps.in_turn import left_out
from formcheck.checking.reps.tempo import tempo_of
from formcheck.errors import ExerciseError
from formcheck.events import DoubtKind, DoubtRaised
from formcheck.exercises import load_exercise, parse_exercise
from formcheck.geometry import NAN
from formcheck.pose import Side
from tests.exercises.texts import LIFTS

TIMES_S = 2.0


def reps(sides: list[Side | None]) -> Iterator[Cycle]:
    for i, side in enumerate(sides):
        start_s = TIMES_S * i
        yield Cycle(start_s, start_s + 0.5, start_s + 1, 60, None, tempo_of(None, NAN), side)


def doubts(exercise: str, sides: list[Side | None]) -> list[DoubtRaised]:
    counting = Counting(load_exercise(exercise))
    for cycle in reps(sides):
        counting.rep(cycle, cycle.end_s, (), ())
    end_s = TIMES_S * len(sides)
    found = counting.last_doubts(end_s, end_s)
    assert counting.count.perhaps_more == sum(each.more for each in found)
    return [each for each in found if each.kind is DoubtKind.ONE_SIDE]


@pytest.mark.parametrize("exercise", ["plank-shoulder-tap", "plank-arm-lift", "mountain-climber"])
def test_a_count_of_one_side_alone_may_be_half_of_what_was_done(exercise: str) -> None:
    (doubt,) = doubts(exercise, ["right"] * 8)
    assert (doubt.fewer, doubt.more) == (0, 9)


def test_a_count_of_both_sides_is_not_in_doubt() -> None:
    assert not doubts("plank-shoulder-tap", ["left", "right"] * 4)
    assert not doubts("plank-shoulder-tap", ["left", "right", "left", "left", "right", "left"])


def test_an_arm_that_works_alone_by_design_is_not_in_doubt() -> None:
    assert not doubts("bent-over-row", ["right"] * 8)


def test_reps_of_which_nobody_can_say_the_side_may_be_those_of_the_other() -> None:
    assert left_out(["left", None, "left", None, "left", None]) == 0
    assert left_out(["left", "left", None, "left", "left", "left"]) == 5


def test_only_what_has_two_sides_is_done_in_turn() -> None:
    parse_exercise(LIFTS.replace('sides = "each"', 'sides = "each"\nin_turn = true'), "lifts.toml")
    with pytest.raises(ExerciseError, match="in_turn"):
        parse_exercise(LIFTS.replace('sides = "each"', "in_turn = true"), "lifts.toml")
