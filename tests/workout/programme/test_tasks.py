"""A workout's blocks as a row of tasks."""

from __future__ import annotations

from functools import cache

from formcheck.plans import list_workouts, parse_workout
from formcheck.workout.programme import Task, tasks_of
from tests.plans.made_up import block, does
from tests.plans.made_up import workout as written

STRAIGHT = block(
    "straight",
    does("bent-over-row", reps=[8, 12], load_kg=12.5),
    does("plank", seconds=30, note="Slowly"),
    sets=2,
    rest_s=60,
)
REST = block("rest", seconds=90)
CIRCUIT = block(
    "circuit",
    does("push-up", reps=[5, 5]),
    {"activity": "skipping", "seconds": 20},
    name="Arms",
    rounds=2,
    rest_s=15,
    round_rest_s=45,
)
INTERVALS = block("intervals", does("jumping-jack"), rounds=2, work_s=40, rest_s=20)
EMOM = block("emom", does("burpee", reps=[5, 5]), does("squat", seconds=40), minutes=3)


@cache
def tasks(*blocks: str) -> tuple[Task, ...]:
    return tasks_of(parse_workout(written(*blocks), "a.toml"))


def rows(*blocks: str) -> list[tuple[str, int, float]]:
    """What, in which round, after how much rest."""
    return [(each.exercise or each.activity, each.round, each.rest_s) for each in tasks(*blocks)]


def test_straight_sets_come_one_exercise_after_the_other() -> None:
    assert rows(STRAIGHT) == [
        ("bent-over-row", 1, 0), ("bent-over-row", 2, 60), ("plank", 1, 60), ("plank", 2, 60),
    ]  # fmt: skip
    first, *_, last = tasks(STRAIGHT)
    assert (first.reps, first.seconds, first.load_kg, first.note) == ((8, 12), None, 12.5, "")
    assert (last.reps, last.seconds, last.load_kg, last.note) == (None, 30, None, "Slowly")
    assert (last.place, last.places, last.round, last.rounds) == (2, 2, 2, 2)


def test_a_circuit_goes_round_and_rests_longer_between_rounds() -> None:
    assert rows(CIRCUIT) == [
        ("push-up", 1, 0), ("skipping", 1, 15), ("push-up", 2, 45), ("skipping", 2, 15),
    ]  # fmt: skip
    assert [each.new_round for each in tasks(CIRCUIT)] == [False, False, True, False]
    assert {each.name for each in tasks(CIRCUIT)} == {"Arms"}
    assert not any(each.at_once for each in tasks(CIRCUIT))


def test_a_rest_comes_before_what_follows_it_and_never_at_the_end() -> None:
    assert rows(REST, REST, CIRCUIT, REST)[0] == ("push-up", 1, 180)
    assert rows(CIRCUIT, REST, STRAIGHT)[4] == ("bent-over-row", 1, 90)
    assert len(tasks(CIRCUIT, REST)) == 4


def test_intervals_begin_by_the_clock_once_they_have_begun() -> None:
    first, second = tasks(INTERVALS)
    assert (first.at_once, first.rest_s, first.seconds) == (False, 0, 40)
    assert (second.at_once, second.rest_s, second.seconds) == (True, 20, 40)


def test_an_emom_begins_one_step_with_every_minute() -> None:
    made = tasks(EMOM)
    assert [each.exercise for each in made] == ["burpee", "squat", "burpee"]
    assert [each.slot_s for each in made] == [60, 60, 60]
    assert [each.at_once for each in made] == [False, True, True]
    assert [(each.round, each.rounds) for each in made] == [(1, 2), (1, 2), (2, 2)]


def test_every_workout_of_ours_has_a_row_that_lasts_as_long_as_it_says() -> None:
    for workout in list_workouts():
        row = tasks_of(workout)
        assert all((each.exercise is None) != (each.activity == "") for each in row), workout.id
        work = sum(each.seconds or 3.0 * (each.reps or (0, 0))[1] for each in row)
        rest = sum(each.rest_s for each in row)
        assert work + rest == workout.lasts_s, workout.id
