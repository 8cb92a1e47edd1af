"""A run of a workout stands where its last step left it, whatever becomes of the server."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from formcheck.history import Activities, Database, Sessions, SetPlace, WorkoutRuns
from tests.history.made_up import a_set


@pytest.fixture
def runs(database: Database) -> WorkoutRuns:
    return WorkoutRuns(database)


def test_a_run_from_its_beginning_to_its_end(runs: WorkoutRuns) -> None:
    assert runs.unfinished() is None
    run = runs.begin("back-circuit", "Back circuit", "name = 'a'", {"block": 1})
    assert runs.unfinished() == run == runs.get(run.id)
    assert runs.keep(run.id, {"block": 2, "left_s": 4.5})
    found = runs.unfinished()
    assert found is not None
    assert (found.state, found.toml) == ({"block": 2, "left_s": 4.5}, "name = 'a'")
    assert runs.end(run.id)
    over = runs.get(run.id)
    assert over is not None
    assert over.ended_at is not None
    assert over.state == {"block": 2, "left_s": 4.5}
    assert not runs.keep(run.id, {"block": 3})  # a late step of what is over changes nothing
    assert not runs.end(run.id)
    assert runs.unfinished() is None


def test_only_the_latest_is_come_back_to(runs: WorkoutRuns) -> None:
    runs.begin("a", "A", "", {})
    second = runs.begin("b", "B", "", {})
    assert [each.workout for each in runs.all()] == ["b", "a"]
    assert runs.end(second.id, {"stopped": True})
    assert runs.unfinished() is None


@pytest.mark.slow
def test_what_was_kept_survives_a_kill(tmp_path: Path) -> None:
    """A copy of the files of an open database is what a killed server leaves behind."""
    with Database(tmp_path / "live") as database:
        runs = WorkoutRuns(database)
        run = runs.begin("back-circuit", "Back circuit", "", {"step": 0})
        for step in range(1, 6):
            runs.keep(run.id, {"step": step})
            left = tmp_path / str(step)
            shutil.copytree(tmp_path / "live", left)
            with Database(left) as again:
                found = WorkoutRuns(again).unfinished()
                assert found is not None
                assert found.state == {"step": step}


def test_sets_belong_to_a_run_until_it_is_deleted(database: Database, runs: WorkoutRuns) -> None:
    sessions, run = Sessions(database), runs.begin("a", "A", "", {})
    place = SetPlace(run=run.id, block=1, round=2, step=3)
    placed = a_set().model_copy(update={"place": place, "target": (8, 10)})
    id_ = sessions.begin("live", sets=[placed])
    found = sessions.get(id_)
    assert found is not None
    assert (found.all_sets[0].place, found.all_sets[0].target) == (place, (8, 10))
    ticked = Activities(database).tick(date(2026, 3, 2), "walking", 5, run=run.id)
    assert runs.delete(run.id)
    assert not runs.delete(run.id)
    found = sessions.get(id_)
    assert found is not None
    assert found.all_sets[0] == placed.model_copy(update={"place": None})
    assert Activities(database).between() == [ticked.model_copy(update={"run": None})]


def test_a_run_that_is_over_goes_with_its_last_set(database: Database, runs: WorkoutRuns) -> None:
    sessions = Sessions(database)
    for ended in (True, False):
        run = runs.begin("a", "A", "", {})
        sets = [
            a_set().model_copy(update={"place": SetPlace(run=run.id, block=1, round=1, step=1)})
        ]
        first, second = (sessions.begin("live", sets=sets) for _ in range(2))
        if ended:
            runs.end(run.id)
        sessions.delete(first)
        assert runs.get(run.id) is not None
        sessions.delete(second)
        assert (runs.get(run.id) is None) is ended


def test_activities_are_ticked_changed_and_deleted(database: Database) -> None:
    activities = Activities(database)
    monday, friday = date(2026, 3, 2), date(2026, 3, 6)
    walk = activities.tick(monday, "walking", 30)
    ride = activities.tick(friday, "cardio", 20, id_="ride")
    assert activities.between() == [walk, ride]
    assert activities.between(date(2026, 3, 3)) == [ride]
    assert activities.tick(friday, "cardio", 25, id_="ride").minutes == 25
    assert [each.minutes for each in activities.between(friday, friday)] == [25]
    assert activities.delete(walk.id)
    assert not activities.delete(walk.id)
    assert [each.id for each in activities.between()] == ["ride"]


def test_whoever_deletes_all_deletes_runs_and_activities(
    database: Database, runs: WorkoutRuns
) -> None:
    sessions = Sessions(database)
    run = runs.begin("a", "A", "", {})
    Activities(database).tick(date(2026, 3, 2), "walking", 30)
    exported = sessions.export()
    assert (exported.runs, len(exported.activities)) == ((run,), 1)
    sessions.delete_all()
    assert (runs.all(), Activities(database).between()) == ([], [])
