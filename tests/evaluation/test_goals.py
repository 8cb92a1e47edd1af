"""What must be reached: every target of the issue, and no rounding in its favour."""

from __future__ import annotations

import pytest

from formcheck.evaluation.statistics.goals import TARGETS, GoalResult, compare
from formcheck.evaluation.statistics.scores import Figure, Scores
from tests.evaluation.factories import NONE, nothing, scores


def of(scores: Scores) -> dict[str, GoalResult]:
    return {each.target.what: each for each in compare(scores)}


def test_the_bounds_are_those_of_the_issue() -> None:
    assert {target.what: target.bound for target in TARGETS} == {
        "reps exact": 0.97,
        "reps within one": 0.99,
        "false reps a minute": 0,
        "F1 of torso_too_high": 0.95,
        "F1 of torso_rising": 0.95,
        "F1 of hips_sagging": 0.95,
        "F1 of hips_piking": 0.95,
        "F1 of rounded_back": 0.9,
        "not judged": 0.95,
        "cue delay, median, s": 0.5,
        "cue delay, p95, s": 1.0,
    }


def test_all_well_is_all_reached() -> None:
    assert {each.outcome for each in compare(scores())} == {"reached"}


def test_a_low_f1_is_missed() -> None:
    found = of(scores(f1=0.93))
    missed = [what for what, each in found.items() if each.outcome == "not reached"]
    assert missed == [
        f"F1 of {check}"
        for check in ("torso_too_high", "torso_rising", "hips_sagging", "hips_piking")
    ]
    assert found["F1 of rounded_back"].outcome == "reached"


def test_nothing_measured_is_not_reached_and_not_missed() -> None:
    assert {each.outcome for each in compare(nothing())} == {"not measured"}


def test_rounded_back_is_taken_from_the_side_view() -> None:
    made = scores()
    side = made.by["view"]["side"].faults["rounded_back"].by_clip.f1
    assert of(made)["F1 of rounded_back"].figure == side
    without = made.model_copy(update={"by": {}})
    assert of(without)["F1 of rounded_back"].outcome == "not measured"


def test_all_checks_decide_on_the_delay_and_the_slowest_is_named() -> None:
    made = scores()
    faults = dict(made.supported.faults)
    slow = {"delay_median": Figure(value=0.7, n=9)}
    faults["rounded_back"] = faults["rounded_back"].model_copy(update=slow)
    faults["head_dropped"] = faults["head_dropped"].model_copy(update={"delay_median": NONE})
    supported = made.supported.model_copy(update={"faults": faults})
    found = of(made.model_copy(update={"supported": supported}))["cue delay, median, s"]
    assert (found.figure, found.outcome) == (made.supported.cue_delay_s.median, "reached")
    assert found.about == "slowest check: rounded back, 0.70"


@pytest.mark.parametrize(("value", "digits"), [(0.97, 2), (0.98, 2), (0.9699, 4), (0.966, 3)])
def test_a_missed_target_never_looks_reached(value: float, digits: int) -> None:
    assert GoalResult(TARGETS[0], Figure(value=value, n=9)).digits == digits
