from __future__ import annotations

from datetime import datetime, timedelta

from formcheck.exercises import list_exercises
from formcheck.plans import due_again

EXERCISES = {each.id: each for each in list_exercises()}
MONDAY = datetime(2026, 1, 5, 18)


def test_each_muscle_is_due_two_days_after_its_last_set() -> None:
    early, late = MONDAY, MONDAY + timedelta(hours=5)
    found = due_again(
        [("reverse-fly", late), ("bent-over-row", early), ("reverse-fly", early)], EXERCISES
    )
    row, fly = EXERCISES["bent-over-row"].muscles, EXERCISES["reverse-fly"].muscles
    assert set(found) == {*row, *fly}
    for muscle, due in found.items():
        assert due == (late if muscle in fly else early) + timedelta(hours=48)
    assert list(found.values()) == sorted(found.values())


def test_an_exercise_that_is_not_known_tells_nothing() -> None:
    assert due_again([("somersault", MONDAY)], EXERCISES) == {}
