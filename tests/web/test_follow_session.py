"""How far a workout that is followed has come: kept, kept later, and gone on with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from formcheck.history import (
    Activities,
    Database,
    Sessions,
    SetPlace,
    WorkoutRun,
    WorkoutRuns,
)
from formcheck.web.live.follow_session import FollowSession
from formcheck.workout.programme import Phase, Standing, TaskDone
from tests.history.made_up import a_set
from tests.plans.made_up import block, does, workout

WALK: dict[str, object] = {"activity": "walking", "seconds": 10}
TOML = workout(block("circuit", WALK, does("bent-over-row", reps=[2, 3]), rounds=3, rest_s=8))
LATE = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)


class History:
    """A history with a run of a workout in it."""

    def __init__(self, database: Database) -> None:
        self.sessions = Sessions(database)
        self.runs = WorkoutRuns(database)
        self.activities = Activities(database)
        self.id = self.runs.begin("mine", "Mine", TOML, {}).id

    @property
    def run(self) -> WorkoutRun:
        found = self.runs.get(self.id)
        assert found is not None
        return found

    def follow(self, now: datetime = LATE, zone: tzinfo | None = None) -> FollowSession:
        return FollowSession(
            self.run,
            "en",
            self.sessions,
            runs=self.runs,
            activities=self.activities,
            zone=zone,
            now=lambda: now,
        )

    def come_to_the_third_round(self) -> str:
        """The run is broken off when two sets are done; returns their session."""
        rows = [
            a_set(number).model_copy(
                update={"place": SetPlace(run=self.id, block=1, round=number, step=2)}
            )
            for number in (1, 2)
        ]
        session = self.sessions.begin("live", sets=rows)
        done = [
            TaskDone(0, "done", 10.0),
            TaskDone(1, "done", 30.0, reps=3, hold_s=0.0, set=1),
            TaskDone(2, "done", 10.0),
            TaskDone(3, "done", 30.0, reps=3, hold_s=0.0, set=2),
        ]
        standing = Standing(at=4, phase=Phase.ANNOUNCE, done=done)
        state = {"standing": json.loads(standing.to_json()), "last_s": 60.0, "session": session}
        self.runs.keep(self.id, state)
        return session


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with Database(tmp_path) as database:
        yield History(database)


def refuse(*_: object, **__: object) -> bool:
    raise OSError("the database is locked")


@pytest.mark.parametrize("refused", ["runs.keep", "activities.tick"])
def test_what_could_not_be_kept_is_kept_at_the_next_try(
    history: History, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    session = history.follow()
    session.tick(1.0)
    session.tick(60.0)  # the walk is over
    session.finish()
    with monkeypatch.context() as patch:
        kind, name = refused.split(".")
        patch.setattr(getattr(history, kind), name, refuse)
        session.to_keep()()
    assert session.log.unkept == "the history could not be written: OSError"
    assert history.run.state == {}
    session.to_keep()()
    assert session.log.unkept == ""
    assert [each["outcome"] for each in history.run.state["standing"]["done"]] == ["done"]
    (ticked,) = history.activities.between()
    assert (ticked.activity, round(60 * ticked.minutes)) == ("walking", 10)


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Berlin", date(2026, 3, 3)), ("America/Lima", date(2026, 3, 2))]
)
def test_minutes_are_ticked_off_on_the_persons_day(history: History, zone: str, day: date) -> None:
    session = history.follow(zone=ZoneInfo(zone))
    session.tick(1.0)
    session.tick(60.0)
    session.to_keep()()
    (ticked,) = history.activities.between()
    assert ticked.day == day


def test_what_was_ticked_off_before_stays_on_its_day(history: History) -> None:
    session = history.follow()
    session.tick(1.0)
    session.tick(60.0)
    session.to_keep()()
    later = history.follow(LATE + timedelta(days=3))
    later.finish()
    later.to_keep()()
    (ticked,) = history.activities.between()
    assert ticked.day == LATE.astimezone().date()


def test_a_workout_goes_on_though_its_session_was_deleted(history: History) -> None:
    history.sessions.delete(history.come_to_the_third_round())
    session = history.follow()
    (where, *_) = session.standing()
    done = where.model_dump()["done"]
    assert [(each["reps"], each["set"]) for each in done if each["task"] in (1, 3)] == [
        (3, None)
    ] * 2
    session.finish()
    assert session.last_words()


def test_a_workout_goes_on_though_its_sets_were_never_kept(history: History) -> None:
    """What it had come to was, while the history refused them and the server was killed."""
    history.sessions.put_sets(history.come_to_the_third_round(), [])
    assert history.follow().standing()


def test_a_session_began_when_its_workout_did(history: History) -> None:
    history.follow().log.keep([a_set()], 600.0)
    (head,), _ = history.sessions.heads()
    assert head.started_at == history.run.started_at
