"""The two-minute start: a week of the guides' programmes, without what is lacked or left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from formcheck.exercises import find_exercise, list_exercises
from formcheck.plans import (
    FirstWeek,
    Wish,
    can_be_done,
    due_today,
    exercises_of,
    first_week,
    first_week_data,
    parse_workout,
    toml_of,
)
from formcheck.plans.adapting import Why
from formcheck.plans.first_week import PartId

PARTS: list[PartId] = [each.id for each in first_week_data().leave_out.part]
HAVE = [(), ("dumbbells",), ("dumbbells", "band", "bench")]
EVERYTHING = frozenset(thing for each in list_exercises() for thing in each.equipment)
WISHES = [
    Wish(days, frozenset(things), frozenset(parts))
    for days, things in zip(range(1, 8), HAVE * 3, strict=False)
    for parts in [(), *((each,) for each in PARTS), *combinations(PARTS[1:6:2], 2)]
]


@pytest.fixture(scope="module")
def plans() -> list[tuple[Wish, FirstWeek]]:
    return [(wish, first_week(wish)) for wish in WISHES]


def test_what_can_be_left_out_is_all_that_exercises_train() -> None:
    """A new muscle or exercise that no part knows would be trained by whoever leaves it out."""
    known = {muscle for each in first_week_data().leave_out.part for muscle in each.muscles}
    assert {muscle for each in list_exercises() for muscle in each.muscles} == known
    for part in first_week_data().leave_out.part:
        assert [find_exercise(each).id for each in part.exercises] == list(part.exercises)


def test_with_everything_it_is_the_guides_own_programmes() -> None:
    for days in range(1, 8):
        plan = first_week(Wish(days, EVERYTHING))
        assert len(plan.days) == min(days, 6)
        assert all(each.workout.blocks == each.of.blocks for each in plan.workouts)
    assert [str(each) for each in first_week(Wish(7, EVERYTHING)).said] == [
        "One day of the week is for rest."
    ]


@pytest.mark.slow
def test_nothing_is_left_in_that_is_lacked_or_left_out(
    plans: list[tuple[Wish, FirstWeek]],
) -> None:
    parts = {each.id: each for each in first_week_data().leave_out.part}
    for wish, plan in plans:
        for each in plan.workouts:
            done = exercises_of(each.workout)
            assert len(done) >= 3
            assert all(can_be_done(exercise, wish.things) for exercise in done)
            assert not [
                (wish, exercise.id)
                for exercise in done
                for part in wish.leave_out
                if parts[part].is_trained_by(exercise)
            ]
            words = [word for part in wish.leave_out for word in parts[part].words]
            moved = [
                step.activity
                for block in each.workout.blocks
                for step in block.steps
                if step.activity and any(word in step.activity for word in words)
            ]
            assert not moved
            again = parse_workout(toml_of(each.workout), f"{each.workout.id}.toml")
            assert again == each.workout  # it is a workout that can be kept


def test_who_leaves_something_out_is_told_whom_to_ask(
    plans: list[tuple[Wish, FirstWeek]],
) -> None:
    for wish, made in plans:
        told = [str(each) for each in made.said]
        assert bool(wish.leave_out) is any("ask a doctor or a physiotherapist" in t for t in told)
    plan = first_week(Wish(2, EVERYTHING, frozenset({"neck", "lower back", "hips"})))
    assert str(plan.said[0]).startswith(
        "What trains or loads this is left out: neck, lower back and hips."
    )


def test_on_each_of_its_days_what_is_to_be_done_is_due(
    plans: list[tuple[Wish, FirstWeek]],
) -> None:
    """By the very rules of the start page: its muscles have rested for 48 hours."""
    monday = datetime(2026, 11, 30, 18, tzinfo=UTC)
    for _, plan in plans:
        _live_it(plan, monday)


def _live_it(plan: FirstWeek, monday: datetime) -> None:
    sets: list[tuple[str, datetime]] = []
    for week in range(2):
        for day, at in plan.days:
            now = monday + timedelta(days=7 * week + day - 1)
            workout = plan.workouts[at].workout
            (found,) = due_today([workout], sets, {}, now, zone=UTC)
            assert found.state == "due", (plan.days, day, workout.id, str(found.reason))
            sets += [(each.id, now) for each in exercises_of(workout)]


def test_what_is_lacked_has_another_of_its_kind_in_its_place() -> None:
    plan = first_week(Wish(4, frozenset({"dumbbells"})))
    upper = next(each for each in plan.workouts if each.of.id == "upper-back")
    (band,) = upper.changes
    assert (band.exercise, band.why, band.instead) == ("band-seated-row", Why("thing"), None)
    nothing = first_week(Wish(1))
    instead = {each.exercise: each.instead for each in nothing.workouts[0].changes}
    assert instead["overhead-press"] == "lateral-raise"
    assert instead["bent-over-row"] == "dumbbell-pullover"


@pytest.mark.parametrize("days", [1, 3, 6])
def test_where_nothing_is_left_it_says_so(days: int) -> None:
    plan = first_week(Wish(days, EVERYTHING, frozenset(PARTS)))
    assert (plan.workouts, plan.days) == ((), ())
    assert str(plan.said[-1]) == "Nothing of the guides' programmes is left with that."


def test_fewer_days_than_wanted_are_told(plans: list[tuple[Wish, FirstWeek]]) -> None:
    fewer = [plan for wish, plan in plans if 0 < len(plan.days) < min(wish.days, 6)]
    assert fewer
    told = "days: for more of them nothing is left"
    assert all(any(told in str(each) for each in plan.said) for plan in fewer)
