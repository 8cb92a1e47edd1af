"""A training of several exercises: each is counted by its own rules, all is kept as one session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from formcheck.driver import SessionDriver
from formcheck.events import DoubtKind, DoubtRaised, Event
from formcheck.exercises import load_exercise
from formcheck.history import Database, Sessions
from formcheck.pose import Pose
from formcheck.result import Trace
from formcheck.workout import AllDone, SetDone, SetFinished, Stage, StageChanged, Target
from formcheck.workout.coach import CoachEvent
from formcheck.workout.set_results import AROUND_S, TRACE_POINTS, traces_of
from formcheck.workout.workout import Workout
from formcheck.workout.workout_log import WorkoutLog
from tests.figures import Camera, Stick, prone, rows

FPS = 15


def see(workout: Workout, posed: Callable[[float], Stick], seconds: float) -> list[CoachEvent]:
    """Let it look at somebody for so long; returns what is said."""
    said: list[CoachEvent] = []
    first = workout.frames
    for index in range(first, first + round(seconds * FPS)):
        stick = posed((index - first) / FPS - 3.0)  # there is time for the countdown
        said += workout.update(Camera().see(stick, index, index / FPS))[1]
    return said


def rows_and_a_plank() -> tuple[Workout, list[CoachEvent]]:
    workout = Workout(load_exercise("bent-over-row"), Target(3, reps=8))
    see(workout, rows(2), 10.0)
    _, said = workout.change_exercise(load_exercise("plank"), Target(1, hold_s=60.0))
    see(workout, lambda _: prone(), 12.0)
    return workout, said


@pytest.mark.slow
def test_each_exercise_is_counted_by_its_own_rules() -> None:
    workout, _ = rows_and_a_plank()
    assert workout.finish()[1]
    row, plank = workout.results()
    assert (row.exercise, row.summary.reps, row.summary.hold_s) == ("bent-over-row", 2, 0)
    assert (plank.exercise, plank.summary.reps) == ("plank", 0)
    assert plank.summary.hold_s == pytest.approx(8.0, abs=2.0)
    assert workout.result() == plank
    assert row.source.duration_s == pytest.approx(10.0, abs=0.1)
    assert plank.source.duration_s == pytest.approx(12.0, abs=0.1)
    assert row.source.fps == plank.source.fps == pytest.approx(FPS, abs=0.01)


@pytest.mark.slow
def test_its_sets_are_numbered_over_all_exercises_and_say_which_they_are_of() -> None:
    workout, _ = rows_and_a_plank()
    records = workout.records()
    assert [(each.index, each.exercise, len(each.reps)) for each in records] == [
        (1, "bent-over-row", 2),
        (2, "plank", 0),
    ]
    assert records[0].end_s <= records[1].start_s
    assert records[1].hold_s > 0


@pytest.mark.slow
def test_it_goes_on_with_the_next_exercise_and_is_not_over() -> None:
    workout, said = rows_and_a_plank()
    (finished,) = (each for each in said if isinstance(each, SetFinished))
    assert finished.done.reps == 2
    assert not any(isinstance(each, AllDone) for each in said)
    assert said[-1] == StageChanged(Stage.PLACING)
    assert (workout.exercise.id, workout.over) == ("plank", False)
    workout.finish()
    with pytest.raises(ValueError, match="over"):
        workout.change_exercise(load_exercise("plank"))


def test_in_the_dark_it_says_that_it_was_too_dark() -> None:
    plank = load_exercise("plank")
    for dark, said in (
        (True, "The picture is too dark to see you"),
        (False, "Nobody was in the picture"),
    ):
        workout = Workout(plank)
        for i in range(60):
            workout.update(Pose(i, i / 30, 640, 360), dark=dark)
        workout.finish()
        assert workout.result().summary.nothing_because == said


@pytest.mark.slow
def test_the_history_keeps_all_of_it_as_one_session(tmp_path: Path) -> None:
    with Database(tmp_path) as database:
        sessions = Sessions(database)
        log = WorkoutLog(sessions)
        workout = Workout(load_exercise("bent-over-row"), Target(3, reps=8))
        see(workout, rows(2), 10.0)
        log.keep(workout.records(), workout.last_s, workout.traces())
        workout.change_exercise(load_exercise("plank"))
        see(workout, lambda _: prone(), 12.0)
        workout.finish()
        log.keep(workout.records(), workout.last_s, workout.traces())
        (head,), total = sessions.heads()
        record = sessions.get(head.id)
        drawn = [sessions.drawn_set(head.id, number) for number in (1, 2, 3)]
    assert (total, head.exercises, head.sets, head.reps) == (1, ("bent-over-row", "plank"), 2, 2)
    assert record is not None
    assert list(record.all_sets) == workout.records()
    row, plank, none = drawn
    assert none is None
    for kept, of in ((row, record.all_sets[0]), (plank, record.all_sets[1])):
        assert kept is not None
        assert kept[0] == of
        assert kept[1].trace.time_s[0] == pytest.approx(of.start_s - AROUND_S, abs=0.1)
        assert kept[1].trace.time_s[-1] <= of.end_s + AROUND_S
    assert row is not None
    assert plank is not None
    assert np.ptp(row[1].trace.signal[np.isfinite(row[1].trace.signal)]) > 40
    assert (row[1].holds, len(plank[1].holds)) == ((), 1)


def test_what_a_long_set_is_drawn_from_stays_small() -> None:
    """An hour of rows: what is written with every rep does not grow with them."""
    time_s = np.arange(0.0, 3600.0, 1 / FPS)
    level = np.full(len(time_s), 20.0)
    signal = 40 + 40 * np.sin(time_s)
    trace = Trace(time_s, signal, level, level + 40, np.zeros(len(time_s), dtype=np.intp))
    workout = Workout(load_exercise("bent-over-row"))
    done = SetDone(1, 1.0, 3590.0, reps=800, attempts=0, hold_s=0, good_hold_s=0, reached=False)
    kept = traces_of(workout.result(), trace, [done])[1]
    assert len(kept.trace) <= TRACE_POINTS
    assert kept.trace.signal.max() == pytest.approx(80, abs=0.1)
    assert len(kept.trace.to_bytes()) < 60_000


@pytest.mark.slow
def test_doubts_of_the_sets_are_kept_and_those_outside_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The checker doubts one movement before the "Go", and one in the set."""
    moments = [1.0, 9.0]

    def doubting(driver: SessionDriver, pose: Pose) -> list[Event]:
        events = update(driver, pose)
        for at_s in [each for each in moments if each <= pose.time_s]:
            raised = DoubtRaised(
                time_s=pose.time_s, at_s=at_s + 1e-5, kind=DoubtKind.MISSED, fewer=0, more=1
            )
            driver._builder.add([raised])
            events.append(raised)
            moments.remove(at_s)
        return events

    update = SessionDriver.update
    monkeypatch.setattr(SessionDriver, "update", doubting)
    workout = Workout(load_exercise("bent-over-row"), Target(3, reps=8))
    see(workout, rows(2), 10.0)
    workout.changed = False
    workout.finish()
    result = workout.result()
    assert (result.summary.reps, result.summary.reps_range) == (2, (2, 3))
    assert [each.at_s for each in result.doubts] == [9.0]
    (only,) = workout.records()
    assert (only.reps_range, [each.at_s for each in only.doubts]) == ((2, 3), [9.0])
    with Database(tmp_path) as database:
        sessions = Sessions(database)
        log = WorkoutLog(sessions)
        log.keep(workout.records(), workout.last_s)
        assert log.id is not None
        kept = sessions.get(log.id)
    assert kept is not None
    assert list(kept.all_sets) == [only]
