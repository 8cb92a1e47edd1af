"""Sessions and their sets are kept as they were, replaced as they grow, and deleted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from formcheck.history import Analyses, Database, Sessions, sets_of
from formcheck.history.tables import FaultRow, RepRow, SetRow
from formcheck.workout.workout_log import WorkoutLog
from tests.history.made_up import a_result, a_set


def test_what_is_kept_comes_back_as_it_was(sessions: Sessions) -> None:
    sets = [a_set(1), a_set(2, hold_s=30.0)]
    id_ = sessions.begin("live", sets=sets, duration_s=90.0)
    record = sessions.get(id_)
    assert record is not None
    assert list(record.all_sets) == sets
    assert (record.sets, record.reps, record.good_reps) == (2, 6, 4)
    assert record.started_at.tzinfo is not None


def test_a_session_lists_its_exercises_in_order_and_once(sessions: Sessions) -> None:
    sets = [a_set(1), a_set(2, "plank", reps=0, hold_s=30.0), a_set(3)]
    id_ = sessions.begin("live", sets=sets)
    record = sessions.get(id_)
    assert record is not None
    assert record.exercises == ("bent-over-row", "plank")
    assert list(record.all_sets) == sets
    assert (record.reps, record.hold_s) == (6, 30.0)


def test_a_video_in_which_nothing_was_counted_is_of_what_was_looked_for(
    analyses: Analyses, sessions: Sessions
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


def test_sets_are_replaced_as_they_grow(sessions: Sessions) -> None:
    id_ = sessions.begin("live", sets=[a_set(1, reps=1)])
    assert sessions.put_sets(id_, [a_set(1, reps=2), a_set(2)], 60.0)
    record = sessions.get(id_)
    assert record is not None
    assert (record.reps, record.duration_s) == (5, 60.0)
    assert not sessions.put_sets("none", [])


def test_a_training_is_kept_once_though_its_first_try_seemed_to_fail(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
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


def test_the_latest_comes_first_in_pages(sessions: Sessions) -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    ids = [sessions.begin("live", started_at=start + timedelta(days=i)) for i in range(5)]
    heads, total = sessions.heads(limit=2, offset=1)
    assert [head.id for head in heads] == [ids[3], ids[2]]
    assert total == 5


def test_nothing_is_left_of_what_is_deleted(sessions: Sessions, database: Database) -> None:
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


def test_a_long_pause_divides_a_video_into_sets() -> None:
    first, second = sets_of(a_result())
    assert [rep.index for rep in first.reps] == [1, 2]
    assert [rep.index for rep in second.reps] == [3, 4]
    assert (first.attempts, second.attempts) == (0, 1)
    assert [fault.id for fault in second.faults] == ["knees_locked"]
