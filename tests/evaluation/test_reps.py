"""Counting, places, false reps, tempo and holds of one clip."""

from __future__ import annotations

import math
from typing import Any

import pytest

from formcheck.evaluation.scoring.reps import score_holds, score_reps
from formcheck.evaluation.scoring.tally import Findings, Tally
from formcheck.events import Tempo

from .clips import PLANK, counted, seen, true_reps, truth_of


def tally_of(truth_reps: dict[str, Any], turns: tuple[float, ...], **more: Any) -> Tally:
    found = Findings()
    truth = truth_of(**{**truth_reps, **more})
    score_reps(truth, seen(reps=counted(*turns)), found, shown=True)
    return found.tally


@pytest.mark.parametrize(
    ("turns", "exact", "within_one", "error"),
    [
        ((1.0, 3.0, 5.0, 7.0), 1, 1, 0.0),
        ((1.0, 3.0, 5.0), 0, 1, 0.25),
        ((1.0, 3.0), 0, 0, 0.5),
        ((1.0, 3.0, 5.0, 7.0, 8.0, 9.0), 0, 0, 0.5),
    ],
)
def test_exact_off_by_one_and_error(
    turns: tuple[float, ...], exact: int, within_one: int, error: float
) -> None:
    counts = tally_of(true_reps(1.0, 3.0, 5.0, 7.0), turns).counts
    assert counts["reps/exact"] == exact
    assert counts["reps/off-by-one"] == within_one
    assert counts["reps/error"] == pytest.approx(error)
    assert counts["reps/with-reps"] == counts["reps/clips"] == 1


def test_a_clip_without_reps_has_no_relative_error_but_must_be_exact() -> None:
    counts = tally_of(true_reps(), (2.0,)).counts
    assert (counts["reps/exact"], counts["reps/off-by-one"]) == (0, 1)
    assert "reps/error" not in counts


def test_either_reading_of_a_count_will_do() -> None:
    for turns, exact in (((1.0, 3.0), 1), ((1.0, 3.0, 5.0), 1), ((1.0,), 0)):
        counts = tally_of({"counts": (2, 3), "turns": None}, turns).counts
        assert counts["reps/exact"] == exact
        assert "reps/placed" not in counts  # nobody knows where


def test_a_rep_in_its_place_holds_one_true_turn() -> None:
    found = Findings()
    truth = truth_of(**true_reps(1.0, 3.0, 3.6, 7.0))
    reps = (*counted(1.0), *counted(3.3, half=1.0), *counted(5.0))
    score_reps(truth, seen(reps=reps), found, shown=True)
    assert (found.tally.counts["reps/placed"], found.tally.counts["reps/counted"]) == (1, 3)


@pytest.mark.parametrize(("noted", "placed"), [((1.0, 3.0), 2), ((1.9, 3.9), 2), ((2.4, 5.0), 0)])
def test_what_was_noted_by_eye_can_be_the_rest_after_a_rep(
    noted: tuple[float, ...], placed: int
) -> None:
    truth = {"counts": (2,), "turns": noted, "turns_exact": False}
    assert tally_of(truth, (1.0, 3.0)).counts["reps/placed"] == placed


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("turns", [(), (1.0,), (1.0, 3.0, 5.0), (1.0, 3.0, 5.0, 7.0, 9.0)])
def test_any_number_of_reps_is_scored_against_any_number_of_turns(
    turns: tuple[float, ...], exact: bool
) -> None:
    truth = {"counts": (3,), "turns": (1.0, 3.0, 5.0), "turns_exact": exact}
    counts = tally_of(truth, turns).counts
    assert counts["reps/counted"] == len(turns)
    assert counts["reps/placed"] == min(len(turns), 3)


def test_reps_outside_of_the_exercise_are_false() -> None:
    more = {"exercising": ((2.0, 8.0),)}
    counts = tally_of(true_reps(3.0), (1.0, 1.8, 3.0), **more).counts
    assert counts["reps/false"] == 1  # 1.8 is a quarter of a second off at most
    assert counts["reps/idle-s"] == pytest.approx(4.0)
    assert "reps/false" not in tally_of(true_reps(3.0), (1.0,), exercising=None).counts


def test_all_reps_are_false_where_another_exercise_is_shown() -> None:
    found = Findings()
    score_reps(truth_of(PLANK), seen(reps=counted(1.0, 3.0)), found, shown=False)
    assert found.tally.counts == {"reps/idle-s": 10.0, "reps/false": 2}
    assert found.error_score == 6


def test_the_tempo_of_matched_reps() -> None:
    found = Findings()
    truth = truth_of(**true_reps(2.0, tempo=(1.0, 0.2, 1.5)))
    reps = counted(
        2.0, 6.0, tempo=Tempo(out_s=1.2, turn_pause_s=math.nan, back_s=1.4, start_pause_s=0.0)
    )
    score_reps(truth, seen(reps=reps), found, shown=True)
    assert found.tally.values["tempo"] == [pytest.approx(0.2), pytest.approx(0.1)]


def test_holds() -> None:
    found = Findings()
    truth = truth_of(PLANK, holds=((1.0, 9.0),))
    what = seen(PLANK, holds=((1.2, 4.0), (4.5, 8.6)))
    error = score_holds(truth, what, found, shown=True)
    assert error == pytest.approx(1.1)
    assert found.tally.values["holds"] == [pytest.approx(1.1)]
    assert "timed as 6.9 s" in found.why[0]


def test_a_hold_where_there_is_none_is_bad_but_no_timing() -> None:
    found = Findings()
    what = seen(PLANK, holds=((1.0, 5.0),))
    assert score_holds(truth_of(None), what, found, shown=False) == pytest.approx(4.0)
    assert found.tally.values == {}
    assert found.error_score == 4.0
    assert score_holds(truth_of(None), seen(PLANK), Findings(), shown=False) is None
