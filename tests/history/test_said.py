"""What a person says of a set stands beside what the camera found, and is never written over."""

from __future__ import annotations

import csv
import io
import json

import pytest
from pydantic import ValidationError

from formcheck.history import Sessions, SetPlace, SetSaid
from tests.history.made_up import a_set

ALL = SetSaid(load_kg=22.5, reps_in_reserve=2, note=" felt light ", exercise="seated-row")
KEPT = ALL.model_copy(update={"note": "felt light"})


def said_of(sessions: Sessions, id_: str) -> list[SetSaid]:
    found = sessions.get(id_)
    assert found is not None
    return [each.said for each in found.all_sets]


def test_all_of_it_comes_back_and_survives_that_the_sets_are_kept_again(
    sessions: Sessions,
) -> None:
    sets = [a_set(1), a_set(2)]
    id_ = sessions.begin("live", sets=sets)
    now = sessions.say(id_, 1, ALL)
    assert now is not None
    assert now == sets[0].model_copy(update={"said": KEPT})
    assert (now.exercise, now.done_exercise) == ("bent-over-row", "seated-row")
    assert sessions.put_sets(id_, [*sets, a_set(3)])
    assert said_of(sessions, id_) == [KEPT, SetSaid(), SetSaid()]
    assert sessions.say(id_, 1, SetSaid(note="  "))
    assert said_of(sessions, id_)[0] == SetSaid()
    assert sessions.say(id_, 4, ALL) is None
    assert sessions.say("none", 1, ALL) is None


def test_the_exercise_that_was_counted_is_no_correction(sessions: Sessions) -> None:
    id_ = sessions.begin("live", sets=[a_set()])
    now = sessions.say(id_, 1, SetSaid(exercise="bent-over-row"))
    assert now is not None
    assert now.said.exercise is None


@pytest.mark.parametrize(
    "wrong",
    [{"load_kg": -1}, {"load_kg": float("nan")}, {"reps_in_reserve": 11}, {"note": "a" * 501}],
)
def test_what_cannot_be_is_not_kept(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SetSaid.model_validate(wrong)


@pytest.mark.slow
def test_the_last_that_was_said_of_an_exercise_fills_in_the_next(sessions: Sessions) -> None:
    first = sessions.begin("live", sets=[a_set(1), a_set(2), a_set(3, "push-up")])
    assert sessions.last_said("bent-over-row") is None
    sessions.say(first, 1, SetSaid(load_kg=20))
    sessions.say(first, 2, SetSaid(load_kg=22.5))
    sessions.say(first, 3, SetSaid(load_kg=5, exercise="bent-over-row"))
    assert sessions.last_said("bent-over-row") == SetSaid(load_kg=5, exercise="bent-over-row")
    assert sessions.last_said("push-up") is None
    later = sessions.begin("live", sets=[a_set(1)])
    sessions.say(later, 1, SetSaid(note="a note alone fills in nothing"))
    found = sessions.last_said("bent-over-row")
    assert found is not None
    assert found.load_kg == 5


def test_a_set_of_something_else_counts_for_that_and_is_not_judged_by_its_own_checks(
    sessions: Sessions,
) -> None:
    id_ = sessions.begin("live", sets=[a_set(1), a_set(2, "plank", reps=0, hold_s=20.0)])
    before = sessions.overview()
    assert before.frequent_fault is not None
    sessions.say(id_, 1, SetSaid(exercise="seated-row"))
    sessions.say(id_, 2, SetSaid(hold_s=30.0))
    (head,), _ = sessions.heads()
    assert head.exercises == ("seated-row", "plank")
    assert (head.reps, head.good_reps, head.unjudged_reps) == (3, 0, 3)
    assert (head.hold_s, head.settled_hold_s, head.good_hold_s) == (20.0, 30.0, 10.0)
    after = sessions.overview()
    assert after.frequent_fault is not None  # that of the plank's own set
    assert after.frequent_fault.exercise == "plank"
    weeks = {each.exercise: each for each in after.weeks}
    row, plank = weeks["seated-row"], weeks["plank"]
    assert (row.reps, row.good_reps, row.unjudged_reps, row.good_share) == (3, 0, 3, None)
    assert (plank.hold_s, plank.settled_hold_s) == (20.0, 30.0)
    assert [day.hold_s for day in after.days] == [30.0]


def test_the_exports_have_it_with_the_runs_and_what_was_ticked(sessions: Sessions) -> None:
    place = SetPlace(run="a" * 32, block=2, round=3, step=1)
    one = a_set(reps=1).model_copy(update={"place": place, "target": (10, 12)})
    id_ = sessions.begin("live", sets=[one])
    sessions.say(id_, 1, ALL)
    (row,) = csv.DictReader(io.StringIO(sessions.export_csv()))
    names = ("exercise", "said_exercise", "load_kg", "reps_in_reserve", "note", "set_target", "run")
    assert [row[name] for name in names] == [
        "bent-over-row",
        "seated-row",
        "22.5",
        "2",
        "felt light",
        "10-12",
        "a" * 32,
    ]
    (session,) = json.loads(sessions.export().model_dump_json())["sessions"]
    (kept,) = session["all_sets"]
    assert (kept["place"]["round"], kept["target"], kept["said"]["load_kg"]) == (3, [10, 12], 22.5)
