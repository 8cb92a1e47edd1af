"""What was done is kept, looked back on, exported and deleted."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from formcheck.errors import OutputError
from formcheck.history import Analyses, AnalysisState, Database, Sessions, sets_of
from formcheck.history.tables import Base, FaultRow, RepRow, SetRow, TraceRow
from formcheck.workout.workout_log import WorkoutLog
from tests.history.made_up import a_result, a_set, a_trace, rep


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def sessions(database: Database) -> Sessions:
    return Sessions(database)


@pytest.fixture
def analyses(database: Database) -> Analyses:
    return Analyses(database)


class TestDatabase:
    def test_the_migrations_make_what_the_code_expects(self, database: Database) -> None:
        with database.engine.connect() as connection:
            context = MigrationContext.configure(connection)
            assert compare_metadata(context, Base.metadata) == []

    def test_it_is_opened_again(self, tmp_path: Path) -> None:
        with Database(tmp_path) as database:
            id_ = Sessions(database).begin("live")
        with Database(tmp_path) as database:
            assert Sessions(database).get(id_) is not None

    @pytest.mark.parametrize(
        "name", ["a?b", "a?mode=ro", "a%25b", "50%", "a#b", "a b", "f\u00fcr mich", ":memory:"]
    )
    def test_whatever_its_folder_is_called(self, tmp_path: Path, name: str) -> None:
        folder = tmp_path / name
        with Database(folder) as database:
            assert database.is_new
            Sessions(database).begin("live")
            # The file and what SQLite puts beside it, nothing anywhere else.
            assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {folder}
        assert [path.name for path in tmp_path.iterdir()] == [name]
        with Database(folder) as database:
            assert not database.is_new
            assert Sessions(database).heads()[1] == 1

    def test_one_of_a_later_version_is_refused_in_words(self, tmp_path: Path) -> None:
        with Database(tmp_path) as database, database.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(OutputError, match="later formcheck"):
            Database(tmp_path)

    def test_what_is_no_database_is_refused_in_words(self, tmp_path: Path) -> None:
        (tmp_path / "formcheck.sqlite3").write_bytes(b"these are no tables" * 100)
        with pytest.raises(OutputError, match="cannot be opened"):
            Database(tmp_path)

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(OutputError, match="cannot be made"):
            Database(tmp_path / "file" / "data")


class TestSessions:
    def test_what_is_kept_comes_back_as_it_was(self, sessions: Sessions) -> None:
        sets = [a_set(1), a_set(2, hold_s=30.0)]
        id_ = sessions.begin("live", sets=sets, duration_s=90.0)
        record = sessions.get(id_)
        assert record is not None
        assert list(record.all_sets) == sets
        assert (record.sets, record.reps, record.good_reps) == (2, 6, 4)
        assert record.started_at.tzinfo is not None

    def test_a_session_lists_its_exercises_in_order_and_once(self, sessions: Sessions) -> None:
        sets = [a_set(1), a_set(2, "plank", reps=0, hold_s=30.0), a_set(3)]
        id_ = sessions.begin("live", sets=sets)
        record = sessions.get(id_)
        assert record is not None
        assert record.exercises == ("bent-over-row", "plank")
        assert list(record.all_sets) == sets
        assert (record.reps, record.hold_s) == (6, 30.0)

    def test_a_video_in_which_nothing_was_counted_is_of_what_was_looked_for(
        self, analyses: Analyses, sessions: Sessions
    ) -> None:
        id_ = analyses.add(
            name="a.mp4", exercise="plank", model="full", annotate=False, size_bytes=10
        ).id
        said = "You were standing or sitting: this is a plank's check"
        assert analyses.complete(id_, [], 9.0, nothing_because=said)
        (head,), _ = sessions.heads()
        assert (head.exercises, head.sets) == (("plank",), 0)
        assert head.nothing_because == said
        record = sessions.get(head.id)
        assert record is not None
        assert record.nothing_because == said
        # It is found anew when it is tried again, and something may be counted then.
        assert analyses.retry(id_)
        assert analyses.complete(id_, [a_set()], 9.0)
        (head,), _ = sessions.heads()
        assert head.nothing_because is None
        assert analyses.retry(id_)
        assert analyses.complete(id_, [], 9.0, nothing_because=said)
        (day,) = sessions.overview().days
        assert (day.sessions, day.reps) == (1, 0)

    def test_sets_are_replaced_as_they_grow(self, sessions: Sessions) -> None:
        id_ = sessions.begin("live", sets=[a_set(1, reps=1)])
        assert sessions.put_sets(id_, [a_set(1, reps=2), a_set(2)], 60.0)
        record = sessions.get(id_)
        assert record is not None
        assert (record.reps, record.duration_s) == (5, 60.0)
        assert not sessions.put_sets("none", [])

    def test_a_training_is_kept_once_though_its_first_try_seemed_to_fail(
        self, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        diary = WorkoutLog(sessions)
        begin = sessions.begin

        def kept_and_not_told(*given: Any, **more: Any) -> str:
            begin(*given, **more)
            raise OSError("the connection was lost")

        with monkeypatch.context() as patch:
            patch.setattr(sessions, "begin", kept_and_not_told)
            diary.keep([a_set(1)], 20.0)
            assert diary.unkept
        diary.keep([a_set(1), a_set(2)], 60.0)
        (head,), total = sessions.heads()
        assert (total, head.id, head.sets, diary.unkept) == (1, diary.id, 2, "")

    def test_the_latest_comes_first_in_pages(self, sessions: Sessions) -> None:
        start = datetime(2026, 3, 2, 9, tzinfo=UTC)
        ids = [sessions.begin("live", started_at=start + timedelta(days=i)) for i in range(5)]
        heads, total = sessions.heads(limit=2, offset=1)
        assert [head.id for head in heads] == [ids[3], ids[2]]
        assert total == 5

    def test_nothing_is_left_of_what_is_deleted(
        self, sessions: Sessions, database: Database
    ) -> None:
        id_ = sessions.begin("live", sets=[a_set()])
        kept = sessions.begin("live")
        assert sessions.delete(id_) == (True, None)
        assert sessions.delete(id_) == (False, None)
        assert sessions.get(kept) is not None
        with database.transaction() as session:
            for table in (SetRow, RepRow, FaultRow):
                assert session.scalar(select(func.count()).select_from(table)) == 0
        assert sessions.delete_all() == []
        assert sessions.heads() == ([], 0)


class TestTraces:
    def test_a_set_is_drawn_from_what_was_kept_with_it(self, sessions: Sessions) -> None:
        id_ = sessions.begin("live", sets=[a_set(1)], traces={1: a_trace()})
        assert sessions.put_sets(id_, [a_set(1), a_set(2)], 60.0, {1: a_trace(), 2: a_trace(40)})
        for number, from_s in ((1, 0.0), (2, 40.0)):
            found = sessions.drawn_set(id_, number)
            assert found is not None
            record, kept = found
            assert (record.index, kept.attempts, kept.holds) == (
                number,
                a_trace(from_s).attempts,
                a_trace(from_s).holds,
            )
            assert kept.trace.time_s.tolist() == a_trace(from_s).trace.time_s.tolist()
        assert sessions.drawn_set(id_, 3) is None

    def test_it_goes_with_its_set(self, sessions: Sessions, database: Database) -> None:
        id_ = sessions.begin("live", sets=[a_set(1)], traces={1: a_trace()})
        sessions.put_sets(id_, [a_set(1)], 9.0)
        assert sessions.drawn_set(id_, 1) is None
        sessions.put_sets(id_, [a_set(1)], 9.0, {1: a_trace()})
        sessions.delete(id_)
        with database.transaction() as session:
            assert session.scalar(select(func.count()).select_from(TraceRow)) == 0


def test_a_long_pause_divides_a_video_into_sets() -> None:
    first, second = sets_of(a_result())
    assert [rep.index for rep in first.reps] == [1, 2]
    assert [rep.index for rep in second.reps] == [3, 4]
    assert (first.attempts, second.attempts) == (0, 1)
    assert [fault.id for fault in second.faults] == ["knees_locked"]


class TestLookingBack:
    def test_days_and_weeks(self, sessions: Sessions) -> None:
        monday = datetime(2026, 3, 2, 12, tzinfo=UTC)
        for days in (0, 2, 7):
            sessions.begin(
                "live",
                started_at=monday + timedelta(days=days),
                sets=[a_set(reps=4)],
            )
        sessions.begin("live", started_at=monday, sets=[a_set(1, "plank", reps=0, hold_s=30.0)])
        seen = sessions.overview()
        assert [(day.day.day, day.sessions, day.reps) for day in seen.days] == [
            (2, 2, 4),
            (4, 1, 4),
            (9, 1, 4),
        ]
        rows = [week for week in seen.weeks if week.exercise == "bent-over-row"]
        assert [(week.week.day, week.reps, week.good_share) for week in rows] == [
            (2, 8, 0.75),
            (9, 4, 0.75),
        ]
        (plank,) = (week for week in seen.weeks if week.exercise == "plank")
        assert (plank.hold_s, plank.good_share) == (30.0, 0.5)

    def test_a_session_of_several_exercises_is_one_session_in_each_of_its_weeks_rows(
        self, sessions: Sessions
    ) -> None:
        start = datetime(2026, 3, 2, 12, tzinfo=UTC)
        sets = [a_set(1, faults=2), a_set(2, "plank", reps=0, faults=3, hold_s=30.0), a_set(3)]
        sessions.begin("live", started_at=start, sets=sets)
        seen = sessions.overview(UTC)
        assert [(day.sessions, day.reps, day.hold_s) for day in seen.days] == [(1, 6, 30.0)]
        assert {week.exercise: (week.reps, week.good_reps, week.hold_s) for week in seen.weeks} == {
            "bent-over-row": (6, 3, 0),
            "plank": (0, 0, 30.0),
        }
        # Three of one exercise and three of the other are not six of one.
        assert seen.frequent_fault is not None
        assert (seen.frequent_fault.exercise, seen.frequent_fault.times) == ("bent-over-row", 3)

    def test_the_most_frequent_fault_and_its_trend(self, sessions: Sessions) -> None:
        start = datetime(2026, 3, 2, 9, tzinfo=UTC)
        for day, faults in enumerate([3, 3, 2, 1, 0, 1]):
            sessions.begin(
                "live",
                started_at=start + timedelta(days=day),
                sets=[a_set(faults=faults)],
            )
        found = sessions.overview().frequent_fault
        assert found is not None
        assert (found.id, found.times, found.trend) == ("rounded_back", 10, "rarer")

    def test_three_days_are_no_trend(self, sessions: Sessions) -> None:
        start = datetime(2026, 3, 2, 9, tzinfo=UTC)
        for at, faults in enumerate([3, 3, 3, 0, 0, 0]):
            sessions.begin(
                "live",
                started_at=start + timedelta(days=at // 2),
                sets=[a_set(faults=faults)],
            )
        found = sessions.overview(UTC).frequent_fault
        assert found is not None
        assert found.trend == "not known"

    @pytest.mark.parametrize(
        ("moment", "day"),
        [
            ("2026-03-28T23:30Z", "2026-03-29"),  # the night in which the clocks go forward
            ("2026-03-29T21:30Z", "2026-03-29"),  # half past eleven in the summer's time
            ("2026-03-29T22:30Z", "2026-03-30"),
            ("2026-10-25T22:30Z", "2026-10-25"),  # the day that has 25 hours
            ("2026-10-25T23:30Z", "2026-10-26"),
        ],
    )
    def test_a_day_is_the_same_everywhere(self, sessions: Sessions, moment: str, day: str) -> None:
        zone = ZoneInfo("Europe/Berlin")
        id_ = sessions.begin("live", started_at=datetime.fromisoformat(moment), sets=[a_set()])
        (head,), _ = sessions.heads(zone=zone)
        (in_calendar,) = sessions.overview(zone).days
        in_csv = {row["day"] for row in csv.DictReader(io.StringIO(sessions.export_csv(zone)))}
        (in_json,) = sessions.export(zone).sessions
        record = sessions.get(id_, zone)
        assert record is not None
        days = {str(each.day) for each in (head, in_calendar, in_json, record)}
        assert days | in_csv == {day}

    def test_what_was_not_judged_is_not_good(self, sessions: Sessions) -> None:
        unjudged = rep(4, 20.0).model_copy(update={"unknown": ("a", "b"), "form": "not judged"})
        done = a_set(reps=3, faults=1)
        sets = [done.model_copy(update={"reps": (*done.reps, unjudged)})]
        id_ = sessions.begin("live", sets=sets)
        record = sessions.get(id_)
        assert record is not None
        assert record.all_sets == tuple(sets)
        assert (record.reps, record.good_reps, record.unjudged_reps) == (4, 2, 1)
        (week,) = sessions.overview().weeks
        assert (week.reps, week.good_reps, week.unjudged_reps) == (4, 2, 1)
        assert week.good_share == pytest.approx(2 / 3, abs=1e-3)

    def test_nothing_is_said_of_nothing(self, sessions: Sessions) -> None:
        seen = sessions.overview()
        assert (seen.days, seen.weeks, seen.frequent_fault) == ((), (), None)


class TestExport:
    def test_json_has_everything(self, sessions: Sessions) -> None:
        id_ = sessions.begin("live", sets=[a_set()])
        document = json.loads(sessions.export().model_dump_json(by_alias=True))
        assert document["schema"] == 2
        assert document["sessions"][0]["id"] == id_
        assert len(document["sessions"][0]["all_sets"][0]["reps"]) == 3

    def test_csv_has_a_row_for_each_rep_and_each_hold(self, sessions: Sessions) -> None:
        start = datetime(2026, 3, 2, 9, tzinfo=UTC)
        sessions.begin("live", started_at=start, sets=[a_set()])
        sessions.begin("live", sets=[a_set(1, "plank", reps=0, hold_s=30.0)])
        rows = list(csv.DictReader(io.StringIO(sessions.export_csv())))
        assert [row["rep"] for row in rows] == ["1", "2", "3", ""]
        assert rows[0]["faults"] == "rounded_back"
        assert (rows[3]["exercise"], rows[3]["hold_s"]) == ("plank", "30.0")

    def test_each_row_has_the_exercise_of_its_set(self, sessions: Sessions) -> None:
        sets = [a_set(1, reps=1), a_set(2, "plank", reps=0, hold_s=30.0)]
        sessions.begin("live", sets=sets)
        rows = list(csv.DictReader(io.StringIO(sessions.export_csv())))
        assert [(row["set"], row["exercise"]) for row in rows] == [
            ("1", "bent-over-row"),
            ("2", "plank"),
        ]
        (session,) = json.loads(sessions.export().model_dump_json(by_alias=True))["sessions"]
        assert session["exercises"] == ["bent-over-row", "plank"]
        assert [each["exercise"] for each in session["all_sets"]] == session["exercises"]


class TestAnalyses:
    def test_states_only_go_where_they_may(self, analyses: Analyses) -> None:
        id_ = analyses.add(
            name="a.mp4", exercise="plank", model="full", annotate=False, size_bytes=10
        ).id
        assert analyses.move(id_, AnalysisState.CANCELLED, only_from=(AnalysisState.QUEUED,))
        assert not analyses.move(id_, AnalysisState.RUNNING, only_from=(AnalysisState.QUEUED,))
        found = analyses.get(id_)
        assert found is not None
        assert found.state is AnalysisState.CANCELLED
        assert found.finished_at is not None

    def test_what_was_running_is_queued_again_and_at_last_interrupted(
        self, analyses: Analyses
    ) -> None:
        id_ = analyses.add(
            name="a.mp4", exercise="plank", model="full", annotate=False, size_bytes=10
        ).id
        for _ in range(2):
            analyses.move(id_, AnalysisState.RUNNING)
            assert [each.id for each in analyses.recover()] == [id_]
        analyses.move(id_, AnalysisState.RUNNING)
        assert analyses.recover() == []
        found = analyses.get(id_)
        assert found is not None
        assert found.state is AnalysisState.INTERRUPTED
        assert analyses.retry(id_)
        assert [each.restarts for each in analyses.recover()] == [0]

    def test_what_came_of_one_is_kept_with_its_state_and_once(
        self, analyses: Analyses, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        id_ = analyses.add(
            name="a.mp4", exercise="plank", model="full", annotate=False, size_bytes=10
        ).id
        with monkeypatch.context() as patch:  # it is killed between the two
            patch.setattr("formcheck.history.analyses.session_row", None)
            with pytest.raises(TypeError):
                analyses.complete(id_, [a_set()], 9.0)
        found = analyses.get(id_)
        assert found is not None
        assert found.state is AnalysisState.QUEUED
        assert analyses.complete(id_, [a_set()], 9.0)
        assert not analyses.complete(id_, [a_set()], 9.0)
        with pytest.raises(IntegrityError):  # the database holds it, whoever writes
            sessions.begin("upload", analysis=id_, sets=[a_set()])
        (head,), total = sessions.heads()
        assert (total, head.analysis, head.name) == (1, id_, "a.mp4")

    def test_deleting_one_deletes_its_session(self, analyses: Analyses, sessions: Sessions) -> None:
        id_ = analyses.add(
            name="a.mp4", exercise="plank", model="full", annotate=False, size_bytes=10
        ).id
        session = sessions.begin("upload", analysis=id_, sets=[a_set()])
        assert analyses.session_of(id_) == session
        assert analyses.delete(id_)
        assert not analyses.delete(id_)
        assert sessions.get(session) is None
