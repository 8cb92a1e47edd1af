"""What must be reached: every target of the issue, and no rounding in its favour."""

from __future__ import annotations

import pytest

from formcheck.evaluation.statistics.goals import REAL_TARGETS, TARGETS, GoalResult, compare
from formcheck.evaluation.statistics.scores import CountScores, Figure, Scores
from tests.evaluation.factories import NONE, nothing, scores

DOUBTS = {
    "true count within reps_range, of doubted clips": 0.97,
    "width of reps_range, median": 1.0,
    "width of reps_range, p90": 2.0,
    "doubt within 1.5 s of the mistake": 0.8,
}


def of(scores: Scores) -> dict[str, GoalResult]:
    return {each.target.what: each for each in compare(scores)}


def test_the_bounds_are_those_of_the_issue() -> None:
    settings = {
        (target.on, target.what): (target.bound, target.least)
        for target in TARGETS
        if target.on in ("ordinary", "hard")
    }
    assert settings == {
        (setting, what): (bound, least)
        for setting, exact, within_one, silent, doubted, false in (
            ("ordinary", 0.95, 0.99, 0.01, 0.08, 0.1),
            ("hard", 0.85, 0.95, 0.04, 0.25, 0.3),
        )
        for what, bound, least in (
            ("reps exact, bent-over-row", exact, True),
            ("reps exact, push-up", exact, True),
            ("reps exact, reverse-fly", exact, True),
            ("reps within one", within_one, True),
            ("silent error", silent, False),
            ("doubt raised on right counts", doubted, False),
            ("false reps a minute of something else", false, False),
        )
    }
    assert {t.what: t.bound for t in TARGETS if t.on not in ("ordinary", "hard")} == {
        **DOUBTS,
        "F1 of torso_too_high": 0.95,
        "F1 of torso_rising": 0.95,
        "F1 of hips_sagging": 0.95,
        "F1 of hips_piking": 0.95,
        "F1 of rounded_back": 0.9,
        "not judged": 0.95,
        "cue delay, median, s": 0.4,
        "cue delay, p95, s": 1.0,
    }
    assert {target.what: target.bound for target in REAL_TARGETS} == {
        "reps exact, row, push-up and fly": 0.9,
        "reps within one, row, push-up and fly": 1.0,
        "silent error, row, push-up and fly": 0.0,
        "doubt raised on right counts, row, push-up and fly": 0.15,
        "reps exact, every exercise": 0.95,
        "reps within one, every exercise": 1.0,
        "silent error, every exercise": 0.02,
        "doubt raised on right counts, every exercise": 0.15,
        "false reps per 100 pairs of a clip and another checker": 1.5,
        **DOUBTS,
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


def test_what_is_set_for_ordinary_clips_is_measured_on_them_alone() -> None:
    made = scores()
    found = {(each.target.on, each.target.what): each for each in compare(made)}
    group = made.settings["hard"]["push-up"]
    assert found["hard", "reps exact, push-up"].figure == group.reps.exact
    every = made.settings["ordinary"]["all"]
    assert found["ordinary", "silent error"].figure == every.doubts.silent
    real = {each.target.what: each for each in compare(made, REAL_TARGETS)}
    assert real["silent error, row, push-up and fly"].outcome == "not reached"  # none is allowed
    assert real["silent error, every exercise"].figure == made.overall.doubts.silent


def test_the_first_three_exercises_count_together_by_how_many_clips_there_are() -> None:
    made = scores()
    some = made.views["push-up"]["side"]

    def counted(value: float | None, n: int) -> CountScores:
        exact = Figure(value=value, n=n)
        return some.model_copy(update={"reps": some.reps.model_copy(update={"exact": exact})})

    views = {
        "push-up": {"side": counted(1.0, 6), "front": counted(None, 0)},
        "bent-over-row": {"side": counted(0.5, 2)},
        "squat": {"side": counted(0.0, 50)},
    }
    what = "reps exact, row, push-up and fly"
    found = compare(made.model_copy(update={"views": views}), REAL_TARGETS)
    (mine,) = [each for each in found if each.target.what == what]
    assert mine.figure == Figure(value=7 / 8, n=8)
    (none,) = [e for e in compare(nothing(), REAL_TARGETS) if e.target.what == what]
    assert none.outcome == "not measured"


@pytest.mark.parametrize(("value", "digits"), [(0.95, 2), (0.98, 2), (0.9499, 4), (0.946, 3)])
def test_a_missed_target_never_looks_reached(value: float, digits: int) -> None:
    assert GoalResult(TARGETS[0], Figure(value=value, n=9)).digits == digits
