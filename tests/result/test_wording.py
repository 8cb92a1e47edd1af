"""The words of a result claim no more than was looked at."""

from __future__ import annotations

from formcheck.exercises import load_exercise
from formcheck.result import Result, wording
from formcheck.result.document import Hold, Summary
from tests.history.made_up import SOURCE, rep, reps_of_each_form


def test_of_good_reps_it_is_said_how_many_were_judged_by_fewer_checks_than_others() -> None:
    found = Result(exercise="push-up", source=SOURCE, reps=reps_of_each_form())
    assert wording.form_words(found) == [
        "4 good",
        "2 of them judged only in part",
        "1 at fault",
        "1 not judged",
    ]


def test_an_exercise_without_checks_is_not_said_to_be_impossible_to_judge() -> None:
    row = load_exercise("bent-over-row").model_copy(update={"checks": ()})
    reps = (rep(1, 1.0), rep(2, 4.0))
    found = Result(exercise=row.id, source=SOURCE, reps=reps, summary=Summary(reps=2))
    assert wording.verdict(found, row) == "2 reps; its form is not checked"
    assert wording.no_fault_in(reps[0], row) == "its form is not checked"
    plank = load_exercise("plank").model_copy(update={"checks": ()})
    hold = Hold(start_s=0, end_s=8, good_s=0, unsure_s=0, unjudged_s=8)
    summary = Summary(hold_s=8, good_hold_s=0, unsure_hold_s=0, unjudged_hold_s=8)
    held = Result(exercise=plank.id, source=SOURCE, holds=(hold,), summary=summary)
    assert wording.verdict(held, plank) == "Held 8.0 s; its form is not checked"
