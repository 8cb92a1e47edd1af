"""A database of an earlier version is brought up, and nothing in it is lost or counted twice."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, inspect, select, text

from formcheck.checking.own_posture import OwnPosture, OwnValue
from formcheck.history import (
    Analyses,
    Database,
    OwnPostures,
    Sessions,
    SetRecord,
    SetSaid,
    WorkoutRuns,
)
from formcheck.history.tables import FaultRow, RepRow, SetRow
from tests.history.made_up import a_trace

TEMPO = json.dumps({"down_s": 1, "pause_s": 0, "up_s": 1, "rest_s": 0})


def config_of(database: Database, connection: Connection) -> Config:
    config = database.config()
    config.attributes["connection"] = connection
    return config


def take_back(database: Database, connection: Connection, revision: str) -> None:
    """Make a database one of an earlier version again."""
    command.downgrade(config_of(database, connection), revision)


@contextmanager
def of_version(folder: Path, revision: str) -> Iterator[Connection]:
    """An empty database as that version made it, column by column."""
    with Database(folder) as database, database.engine.begin() as connection:
        take_back(database, connection, "base")
        command.upgrade(config_of(database, connection), revision)
        yield connection


def add_analysis(connection: Connection, id_: str, exercise: str) -> None:
    connection.exec_driver_sql(
        "INSERT INTO analyses VALUES (?, 'a.mp4', ?, 'full', 0, 1, 'done', '', '', 0,"
        " '2026-01-01 09:00:00', NULL, NULL)",
        (id_, exercise),
    )


def add_session(
    connection: Connection, id_: str, exercise: str, day: date, analysis: str | None = None
) -> None:
    """A session as the versions 1 to 3 kept it."""
    connection.exec_driver_sql(
        "INSERT INTO sessions VALUES (?, ?, ?, '', ?, ?, 9, ?)",
        (id_, "upload" if analysis else "live", exercise, f"{day} 09:00:00", str(day), analysis),
    )


def add_set(
    connection: Connection,
    id_: int,
    session: str,
    number: int = 1,
    hold_s: float = 0,
    forms: Iterable[str] = (),
) -> None:
    """A set as version 3 kept it, with a fault in it for each rep that is not good."""
    connection.exec_driver_sql(
        "INSERT INTO sets (id, session_id, number, start_s, end_s, attempts, hold_s, good_hold_s,"
        " unsure_hold_s, unjudged_hold_s) VALUES (?, ?, ?, 0, 9, 1, ?, ?, 0, 0)",
        (id_, session, number, hold_s, hold_s),
    )
    for at, form in enumerate(forms, 1):
        faults = "[]" if form == "good" else '["rounded_back"]'
        connection.exec_driver_sql(
            "INSERT INTO reps (set_id, number, start_s, turn_s, end_s, tempo, form, faults,"
            " unknown) VALUES (?, ?, 0, 1, 2, ?, ?, ?, '[]')",
            (id_, at, TEMPO, form, faults),
        )
        if form != "good":
            connection.exec_driver_sql(
                'INSERT INTO faults (set_id, "check", from_s, to_s, unit, rep, severity, cue)'
                " VALUES (?, 'rounded_back', 0, 1, 'deg', ?, 'risk', 'Flatten your back')",
                (id_, at),
            )


def add_training(connection: Connection, **of_the_rep: object) -> None:
    """A live session of one set and one rep as the versions since 6 kept it."""
    connection.exec_driver_sql(
        "INSERT INTO sessions (id, kind, name, started_at, duration_s, nothing_because)"
        " VALUES ('training', 'live', '', '2026-11-27 09:00:00', 60, NULL)"
    )
    connection.exec_driver_sql(
        "INSERT INTO sets (session_id, number, exercise, start_s, end_s, attempts, hold_s,"
        " good_hold_s, unsure_hold_s, unjudged_hold_s, least_reps, most_reps, settled_reps)"
        " VALUES ('training', 1, 'bent-over-row', 1, 40, 1, 0, 0, 0, 0, 1, 2, 2)"
    )
    columns = "".join(f", {name}" for name in of_the_rep)
    connection.exec_driver_sql(
        "INSERT INTO reps (set_id, number, start_s, turn_s, end_s, tempo, form, faults, unknown"
        f"{columns}) VALUES (1, 1, 0, 1, 2, ?, 'good', '[]', '[]'{', ?' * len(of_the_rep)})",
        (TEMPO, *of_the_rep.values()),
    )


def only_set_of(sessions: Sessions) -> SetRecord:
    """The set that `add_training` made, as it is now."""
    training = sessions.get("training")
    assert training is not None
    (only,) = training.all_sets
    return only


def rows_of(connection: Connection) -> dict[str, int]:
    tables = ("analyses", "sessions", "sets", "reps", "faults")
    count = "SELECT count(*) FROM "
    return {name: connection.exec_driver_sql(count + name).scalar_one() for name in tables}


def fill(connection: Connection) -> dict[str, int]:
    """Trainings and videos, holds and reps, as version 3 kept them."""
    add_analysis(connection, "row", "bent-over-row")
    add_analysis(connection, "none", "push-up")
    add_session(connection, "training", "bent-over-row", date(2026, 3, 2))
    add_set(connection, 1, "training", 1, forms=("good", "fault", "good"))
    add_set(connection, 2, "training", 2, forms=("fault",))
    add_session(connection, "hold", "plank", date(2026, 3, 3))
    add_set(connection, 3, "hold", hold_s=20)
    add_session(connection, "video", "bent-over-row", date(2026, 3, 4), "row")
    add_set(connection, 4, "video", forms=("good", "good"))
    add_session(connection, "nothing", "push-up", date(2026, 3, 5), "none")
    return rows_of(connection)


@pytest.mark.slow
def test_the_exercise_of_a_session_becomes_that_of_its_sets(tmp_path: Path) -> None:
    with of_version(tmp_path, "0003") as connection:
        before = fill(connection)
    with Database(tmp_path) as database:
        sessions = Sessions(database)
        with database.engine.connect() as connection:
            assert rows_of(connection) == before
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            columns = {each["name"] for each in inspect(connection).get_columns("sessions")}
            assert not columns & {"exercise", "day"}
        found = {head.id: head for head in sessions.heads()[0]}
        assert {id_: head.exercises for id_, head in found.items()} == {
            "training": ("bent-over-row",),
            "hold": ("plank",),
            "video": ("bent-over-row",),
            "nothing": ("push-up",),  # nothing was counted in it: its analysis knows
        }
        training = sessions.get("training")
        assert training is not None
        assert [each.exercise for each in training.all_sets] == ["bent-over-row"] * 2
        assert [[rep.form for rep in each.reps] for each in training.all_sets] == [
            ["good", "fault", "good"],
            ["fault"],
        ]
        assert [len(each.faults) for each in training.all_sets] == [1, 1]
        seen = sessions.overview()
        assert len(seen.days) == 4
        assert {week.exercise: (week.reps, week.good_reps, week.hold_s) for week in seen.weeks} == {
            "bent-over-row": (6, 4, 0),
            "plank": (0, 0, 20),
        }
        assert seen.frequent_fault is not None
        assert (seen.frequent_fault.exercise, seen.frequent_fault.times) == ("bent-over-row", 2)
        # What hangs on an analysis still goes with it.
        assert Analyses(database).delete("row")
        assert sessions.get("video") is None


@pytest.mark.slow
def test_it_goes_back_to_the_version_before_with_everything(tmp_path: Path) -> None:
    with of_version(tmp_path, "0003") as connection:
        before = fill(connection)
    with Database(tmp_path) as database, database.engine.begin() as connection:
        take_back(database, connection, "0003")
        assert rows_of(connection) == before
        rows = connection.exec_driver_sql("SELECT id, exercise, day FROM sessions")
        assert {id_: (exercise, day) for id_, exercise, day in rows} == {
            "training": ("bent-over-row", "2026-03-02"),
            "hold": ("plank", "2026-03-03"),
            "video": ("bent-over-row", "2026-03-04"),
            "nothing": ("push-up", "2026-03-05"),
        }


@pytest.mark.slow
def test_one_of_the_first_version_is_brought_up_and_counts_nothing_twice(tmp_path: Path) -> None:
    with of_version(tmp_path, "0001") as connection:
        add_analysis(connection, "a", "plank")
        for id_, analysis in (("one", "a"), ("two", "a"), ("live", None)):
            add_session(connection, id_, "plank", date(2026, 1, 1), analysis)
            connection.exec_driver_sql(
                "INSERT INTO sets (session_id, number, start_s, end_s, attempts, hold_s,"
                f" good_hold_s) VALUES ('{id_}', 1, 0, 9, 0, 9, 9)"
            )
    with Database(tmp_path) as database:
        heads, total = Sessions(database).heads()
        assert total == 2
        assert {head.id: head.exercises for head in heads} == {
            "one": ("plank",),
            "live": ("plank",),
        }
        with database.transaction() as session:
            assert session.scalar(select(func.count()).select_from(SetRow)) == 2


@pytest.mark.slow
def test_what_an_older_version_kept_is_good_only_where_that_is_known(tmp_path: Path) -> None:
    with of_version(tmp_path, "0002") as connection:
        add_session(connection, "one", "plank", date(2026, 1, 1))
        connection.exec_driver_sql(
            "INSERT INTO sets (id, session_id, number, start_s, end_s, attempts, hold_s,"
            " good_hold_s) VALUES (1, 'one', 1, 0, 9, 0, 9, 8)"
        )
        for number, good, unknown in ((1, 1, "[]"), (2, 1, '["a"]'), (3, 0, "[]")):
            connection.exec_driver_sql(
                "INSERT INTO reps (set_id, number, start_s, turn_s, end_s, tempo, good, faults,"
                " unknown) VALUES (1, ?, 0, 1, 2, ?, ?, ?, ?)",
                (number, TEMPO, good, "[]" if good else '["b"]', unknown),
            )
    with Database(tmp_path) as database:
        record = Sessions(database).get("one")
        assert record is not None
        assert [rep.form for rep in record.all_sets[0].reps] == ["good", "not judged", "fault"]
        assert (record.hold_s, record.good_hold_s, record.unjudged_hold_s) == (9, 0, 9)
        (week,) = Sessions(database).overview().weeks
        assert (week.good_hold_s, week.unjudged_hold_s, week.unjudged_reps) == (0, 9, 1)


@pytest.mark.slow
def test_what_was_counted_before_doubts_were_kept_has_none_and_can_be_settled(
    tmp_path: Path,
) -> None:
    with of_version(tmp_path, "0003") as connection:
        before = fill(connection)
    with Database(tmp_path) as database:
        sessions = Sessions(database)
        training = sessions.get("training")
        assert training is not None
        assert [(each.reps_range, each.settled_reps) for each in training.all_sets] == [
            (None, None),
            (None, None),
        ]
        assert (training.reps, training.reps_range) == (4, (4, 4))
        assert sessions.settle("training", 1, 5)
        (head,) = (each for each in sessions.heads()[0] if each.id == "training")
        assert (head.reps, head.settled_reps) == (4, 6)
    with Database(tmp_path) as database, database.engine.begin() as connection:
        take_back(database, connection, "0004")
        assert rows_of(connection) == before
        assert "doubts" not in inspect(connection).get_table_names()


@pytest.mark.slow
def test_of_what_was_kept_before_the_reason_nobody_knows_it(tmp_path: Path) -> None:
    with of_version(tmp_path, "0003") as connection:
        before = fill(connection)
    with Database(tmp_path) as database:
        heads, _ = Sessions(database).heads()
        assert heads
        assert {each.nothing_because for each in heads} == {None}
        Sessions(database).begin("upload", id_="since", nothing_because="Nobody was there")
    with Database(tmp_path) as database, database.engine.begin() as connection:
        assert connection.scalar(text("SELECT nothing_because FROM sessions WHERE id = 'since'"))
        take_back(database, connection, "0005")
        columns = {each["name"] for each in inspect(connection).get_columns("sessions")}
        assert "nothing_because" not in columns
        connection.execute(text("DELETE FROM sessions WHERE id = 'since'"))
        take_back(database, connection, "0004")
        assert rows_of(connection) == before


@pytest.mark.slow
def test_sets_from_before_traces_are_all_there_and_have_no_drawing(tmp_path: Path) -> None:
    """What version 6, that of 2026-11-27, kept stays; a set that is kept since has its trace."""
    with of_version(tmp_path, "0006") as connection:
        add_training(connection)
        before = rows_of(connection)
    with Database(tmp_path) as database:
        sessions = Sessions(database)
        only = only_set_of(sessions)
        assert (len(only.reps), only.reps_range, only.settled_reps) == (1, (1, 2), 2)
        assert sessions.drawn_set("training", 1) is None
        sessions.begin("live", id_="since", sets=[only], traces={1: a_trace()})
        assert sessions.drawn_set("since", 1) is not None
    with Database(tmp_path) as database, database.engine.begin() as connection:
        take_back(database, connection, "0006")
        assert "traces" not in inspect(connection).get_table_names()
        connection.execute(text("DELETE FROM sessions WHERE id = 'since'"))
        assert rows_of(connection) == before


@pytest.mark.slow
def test_sets_from_before_loads_are_as_they_were_and_can_be_told_of(tmp_path: Path) -> None:
    """What version 8, that of 2026-11-28, kept stays; of its sets a load can be said since."""
    with of_version(tmp_path, "0008") as connection:
        add_training(connection, side="left", side_seen=0.9, stages="{}")
        before = rows_of(connection)
    with Database(tmp_path) as database:
        sessions = Sessions(database)
        only = only_set_of(sessions)
        assert (only.said, only.place, only.target) == (SetSaid(), None, None)
        assert (len(only.reps), only.settled_reps, only.reps[0].side) == (1, 2, "left")
        said = sessions.say("training", 1, SetSaid(load_kg=20.0, note="by hand"))
        assert said is not None
        assert said.said.load_kg == 20.0
        WorkoutRuns(database).begin("back-circuit", "Back circuit", "", {})
    with Database(tmp_path) as database, database.engine.begin() as connection:
        take_back(database, connection, "0008")
        assert not {"workout_runs", "activities"} & set(inspect(connection).get_table_names())
        assert rows_of(connection) == before


@pytest.mark.slow
def test_who_trained_before_has_shown_no_own_posture_and_can(tmp_path: Path) -> None:
    """What version 9, that of 2026-11-28, kept stays; an own posture is kept beside it."""
    with of_version(tmp_path, "0009") as connection:
        add_training(connection, side="left", side_seen=0.9, stages="{}")
        connection.exec_driver_sql("UPDATE sets SET load_kg = 12.5")
        connection.exec_driver_sql(
            "INSERT INTO activities VALUES ('a', '2026-11-28', 'walking', 30, NULL)"
        )
        before = rows_of(connection)
    own: OwnPosture = {
        ("back_bend", "standing"): OwnValue(-25.0, date(2026, 11, 28), -38.0),
        ("trunk_lean", "seated"): OwnValue(2.0, date(2026, 11, 28)),
    }
    with Database(tmp_path) as database:
        assert only_set_of(Sessions(database)).said.load_kg == 12.5
        postures = OwnPostures(database)
        assert postures.get() == {}
        postures.keep(own)
        postures.keep({("back_bend", "standing"): OwnValue(-28.0, date(2026, 11, 29), -36.0)})
        found = postures.get()
        assert found["back_bend", "standing"] == OwnValue(-28.0, date(2026, 11, 29), -36.0)
        assert math.isnan(found["trunk_lean", "seated"].upright_bend)
    with Database(tmp_path) as database, database.engine.begin() as connection:
        take_back(database, connection, "0009")
        assert "own_postures" not in inspect(connection).get_table_names()
        assert rows_of(connection) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "revision", ["0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009"]
)
def test_an_empty_one_of_any_version_is_brought_up(tmp_path: Path, revision: str) -> None:
    with of_version(tmp_path, revision):
        pass
    with Database(tmp_path) as database, database.transaction() as session:
        for table in (SetRow, RepRow, FaultRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0
