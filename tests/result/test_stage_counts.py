"""What is told of the postures of a rep: in the result, the report, the table and on the screen."""

from __future__ import annotations

import pytest

from formcheck.events import AttemptMade, AttemptReason, RepCounted, Verdict
from formcheck.exercises import Exercise, parse_exercise
from formcheck.report import render
from formcheck.report.files import reps_csv
from formcheck.result import Result, ResultBuilder, reason_words
from formcheck.result.stage_counts import stage_lines
from formcheck.workout.set_events import SetDone
from formcheck.workout.set_results import only_sets
from tests.exercises.texts import THRUST
from tests.result.sessions import pose, rep, source, status

OK, NO, UNKNOWN, UNSURE = Verdict.OK, Verdict.FAULT, Verdict.UNKNOWN, Verdict.UNSURE


@pytest.fixture
def thrust() -> Exercise:
    return parse_exercise(THRUST, "floor-thrust.toml")


@pytest.fixture
def result(thrust: Exercise) -> Result:
    builder = ResultBuilder(thrust, source())
    chest = (OK, OK, NO, UNKNOWN, UNSURE)
    reps: list[RepCounted] = [
        rep(i, 4.0 * i, stages=(OK, OK, state, OK)) for i, state in enumerate(chest, 1)
    ]
    builder.add(
        [
            *reps,
            AttemptMade(
                time_s=33.0,
                start_s=30.0,
                turn_s=31.0,
                end_s=32.0,
                range=80.0,
                reason=AttemptReason.LEFT_OUT,
                left_out=("plank",),
            ),
        ]
    )
    builder.update(status(0.0), pose(0, 0.0))
    return builder.build()


def test_told_stages_are_counted_and_what_was_not_judged_beside_them(result: Result) -> None:
    assert stage_lines(result.summary.stages) == ["2 of 5 with the chest down; not judged in 2"]
    assert [rep.stages["chest_down"] for rep in result.reps] == [
        "passed",
        "passed",
        "left out",
        "not judged",
        "not judged",
    ]
    assert {rep.stages["plank"] for rep in result.reps} == {"passed"}


def test_what_was_left_out_is_named_where_a_movement_was_not_counted(result: Result) -> None:
    (attempt,) = result.attempts
    assert attempt.left_out == ("the legs stretched out",)
    assert reason_words.attempt_words(attempt) == "It was done without the legs stretched out."


def test_the_report_and_the_table_say_it(thrust: Exercise, result: Result) -> None:
    page = render(result, thrust)
    assert "2 of 5 with the chest down; not judged in 2." in page
    assert page.count("without the chest down") == 1
    assert "It was done without the legs stretched out." in page
    rows = reps_csv(result).splitlines()
    assert "chest_down=left out" in rows[3]


def test_a_training_tells_of_the_reps_of_its_sets_alone(result: Result) -> None:
    done = SetDone(1, 0.0, 11.0, 2, 0, 0.0, 0.0, reached=True)
    kept = only_sets(result, [done], [1, 2], [])
    assert stage_lines(kept.summary.stages) == ["2 of 2 with the chest down"]
