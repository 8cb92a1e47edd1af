"""A workout's sets in the history, whatever becomes of their session meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from formcheck.history import Database, Sessions
from formcheck.workout.workout_log import WorkoutLog
from tests.history.made_up import a_set


@pytest.fixture
def sessions(tmp_path: Path, empty_database: Path) -> Iterator[Sessions]:
    shutil.copy(empty_database, tmp_path)
    with Database(tmp_path) as database:
        yield Sessions(database)


def ago_s(moment: datetime) -> float:
    return (datetime.now(UTC) - moment).total_seconds()


def test_a_session_began_when_the_times_of_its_sets_did(sessions: Sessions) -> None:
    log = WorkoutLog(sessions)
    log.keep([a_set(1)], 640.0)
    (head,), _ = sessions.heads()
    assert ago_s(head.started_at) == pytest.approx(640.0, abs=5.0)


def test_a_session_that_could_not_be_kept_at_first_began_no_later(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError("no space left on the device")

    log = WorkoutLog(sessions)
    with monkeypatch.context() as patch:
        patch.setattr(sessions, "begin", full)
        log.keep([a_set(1)], 640.0)
    log.keep([a_set(1)], 10.0)  # as if it were long afterwards
    (head,), _ = sessions.heads()
    assert ago_s(head.started_at) == pytest.approx(640.0, abs=5.0)


def test_a_workout_that_goes_on_began_with_its_first_part(sessions: Sessions) -> None:
    began = datetime.now(UTC) - timedelta(hours=2)
    log = WorkoutLog(sessions)
    log.go_on(None, [], began)
    log.keep([a_set(1)], 640.0)
    (head,), _ = sessions.heads()
    assert head.started_at == began


def test_what_is_done_after_its_session_was_deleted_is_kept_with_all_the_rest(
    sessions: Sessions,
) -> None:
    log = WorkoutLog(sessions)
    log.keep([a_set(1)], 60.0)
    (before,), _ = sessions.heads()
    sessions.delete(before.id)
    log.keep([a_set(1), a_set(2)], 120.0)
    (head,), total = sessions.heads()
    assert (total, head.id, head.sets, log.unkept) == (1, log.id, 2, "")
    assert head.started_at == before.started_at


def test_a_session_that_was_deleted_stays_so_where_nothing_more_is_done(
    sessions: Sessions,
) -> None:
    log = WorkoutLog(sessions)
    log.keep([a_set(1)], 60.0)
    sessions.delete(log.key)
    for duration_s in (90.0, 120.0):  # the browser is gone, and then the session ends
        log.keep([a_set(1)], duration_s)
        assert (sessions.heads()[1], log.id, log.unkept) == (0, None, "")
    log.keep([a_set(1), a_set(2)], 120.0)
    assert sessions.heads()[1] == 1


def test_one_that_was_deleted_before_anything_more_was_done_of_a_workout_stays_so(
    sessions: Sessions,
) -> None:
    id_ = sessions.begin("live", sets=[a_set(1)])
    log = WorkoutLog(sessions)
    log.go_on(id_, [a_set(1)], datetime.now(UTC))
    sessions.delete(id_)
    log.keep([a_set(1)], 90.0)
    assert (sessions.heads()[1], log.unkept) == (0, "")
