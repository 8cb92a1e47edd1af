"""A hold in which something is counted: every summary says both."""

from __future__ import annotations

import re

import pytest

from formcheck.events import DoubtKind, DoubtRaised, FaultEnded, HoldProgress
from formcheck.exercises import Exercise, parse_exercise
from formcheck.history.records import sets_of
from formcheck.report import render
from formcheck.report.files import reps_csv
from formcheck.result import Result, ResultBuilder, wording
from formcheck.result.verdicts import verdicts
from tests.exercises.texts import LIFTS
from tests.result.sessions import pose, rep, source, status


@pytest.fixture
def lifts() -> Exercise:
    return parse_exercise(LIFTS, "plank-lifts.toml")


def ended(check: str, from_s: float, to_s: float) -> FaultEnded:
    return FaultEnded(
        time_s=to_s,
        id=check,
        from_s=from_s,
        to_s=to_s,
        value=20.0,
        limit=12.0,
        unit="deg",
        severity="technique",
        cue="Keep still",
    )


@pytest.fixture
def result(lifts: Exercise) -> Result:
    builder = ResultBuilder(lifts, source())
    builder.update(status(0.0), pose(0, 0.0))
    builder.add(
        [
            rep(1, 5.0, faults=("hips_tilting",), side="left"),
            rep(2, 9.0, side="right"),
            ended("hips_tilting", 5.5, 6.5),
            ended("hips_sagging", 9.5, 11.5),
            DoubtRaised(time_s=14.0, at_s=13.0, kind=DoubtKind.MISSED, fewer=0, more=1),
            HoldProgress(time_s=20.0, start_s=1.0, end_s=19.0, good_s=15.0, ended=True),
        ]
    )
    builder.update(status(20.0), pose(1, 20.0))
    return builder.build()


def test_the_headline_says_how_long_and_how_many(lifts: Exercise, result: Result) -> None:
    assert wording.headline(result, lifts) == (
        "Held 18.0 s (15.0 s good, 3.0 s at fault), 2 reps, perhaps 3"
    )


def test_faults_of_a_rep_are_told_in_reps_and_those_of_the_hold_in_seconds(
    lifts: Exercise, result: Result
) -> None:
    told = {each.check.id: each.words for each in verdicts(result, lifts)}
    assert told["hips_tilting"] == "in 1 of 2 reps"
    assert told["hips_sagging"].startswith("for 2.0 s of 18.0 s")
    assert set(wording.fault_words(result, lifts)) == {
        "hips rising with the arm in 1 of 2 reps",
        "hips sagging once, 2.0 s in all",
    }


def test_the_report_and_the_table_have_both(lifts: Exercise, result: Result) -> None:
    page = render(result, lifts)
    assert re.search(r"<h2[^>]*>Holds", page)
    assert re.search(r"<h2[^>]*>Repetitions", page)
    assert len(reps_csv(result).splitlines()) == 3


def test_the_history_keeps_one_set_with_both(result: Result) -> None:
    (kept,) = sets_of(result)
    assert kept.hold_s == pytest.approx(18.0)
    assert len(kept.reps) == 2
    assert kept.reps_range == (2, 3)
