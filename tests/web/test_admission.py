"""Who gets which live session, and what becomes of a workout where there is no place."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from formcheck.history import WorkoutRun
from formcheck.web.languages import wanted
from formcheck.web.live import messages
from formcheck.web.live.admission import admit
from formcheck.web.live.follow_session import FollowSession
from formcheck.web.live.pose_process import PoseProcessDiedError
from formcheck.web.live.registry import Lease
from formcheck.web.problems import ProblemError
from formcheck.web.services import Services
from formcheck.web.settings import Limits, Settings
from tests.figures import rows
from tests.plans.made_up import OWN, block, workout
from tests.web.fakes import FakeExecutor
from tests.web.walkers import FakeFinder

pytestmark = pytest.mark.slow  # each begins a server

WALK: dict[str, object] = {"activity": "walking", "seconds": 10}


class Finder(FakeFinder):
    """One that may die while it begins."""

    dies = False

    async def begin(self, model: str) -> None:
        if self.dies:
            raise PoseProcessDiedError
        await super().begin(model)


@pytest.fixture
def services(settings: Settings) -> Iterator[Services]:
    """A server with one place and two workouts."""
    one = replace(settings, limits=Limits(live_sessions=1))
    with Services(one, FakeExecutor(), lambda: Finder(rows(1))) as made:
        made.library.add(OWN, "mine")
        made.library.add(workout(block("circuit", WALK, rounds=1, rest_s=5)), "walk")
        yield made


async def asked(services: Services, **hello: Any) -> Lease:
    said = messages.Hello.model_validate({"type": "hello", **hello})
    return (await admit(services, said, wanted("en")))[0]


def broken_off(services: Services) -> WorkoutRun:
    return services.runs.begin("mine", "Mine", OWN, {"last_s": 60.0, "session": "a session"})


def refused(services: Services, code: str, **hello: Any) -> None:
    with pytest.raises(ProblemError) as found:
        asyncio.run(asked(services, **hello))
    assert found.value.code == code


@pytest.fixture
def let_go(services: Services, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The runs that were let go."""
    found: list[str] = []

    def note(run: WorkoutRun | None) -> None:
        found.extend([run.id] if run else [])

    monkeypatch.setattr(services, "let_go", note)
    return found


class TestAWorkoutThatWasBrokenOff:
    def test_it_can_go_on_where_there_is_no_place_for_another(
        self, services: Services, let_go: list[str]
    ) -> None:
        before = broken_off(services)
        asyncio.run(asked(services, exercise="plank"))
        refused(services, "busy", workout="walk")
        assert services.runs.all() == [before]
        assert let_go == []

    def test_it_can_go_on_where_the_pose_model_cannot_be_loaded(
        self, services: Services, let_go: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = broken_off(services)
        monkeypatch.setattr(Finder, "dies", True)
        refused(services, "no-model", workout="walk")
        assert services.runs.all() == [before]
        assert let_go == []

    def test_it_is_let_go_once_another_has_begun(
        self, services: Services, let_go: list[str]
    ) -> None:
        before = broken_off(services)
        lease = asyncio.run(asked(services, workout="walk"))
        unfinished = services.runs.unfinished()
        assert unfinished is not None
        assert unfinished.id == lease.live_session.token
        assert let_go == [before.id]


class TestTheTimeZone:
    def test_minutes_are_ticked_off_on_a_day_of_it(self, services: Services) -> None:
        """Of two zones, 26 hours apart, one is on another day at any time."""

        def day_in(**zone: str) -> date:
            lease = asyncio.run(asked(services, workout="walk", **zone))
            session = lease.live_session
            assert isinstance(session, FollowSession)
            session.tick(1.0)
            session.tick(60.0)
            session.finish()
            asyncio.run(services.registry.end(lease))
            (ticked,) = services.activities.between()
            services.activities.delete(ticked.id)
            return ticked.day

        east, west = day_in(tz="Pacific/Kiritimati"), day_in(tz="Etc/GMT+12")
        assert east - west in (timedelta(days=1), timedelta(days=2))
        first = date.today()
        assert first <= day_in() <= date.today()

    def test_there_must_be_such_a_zone(self, services: Services) -> None:
        for name in ("Europe/Nowhere", "../../etc/passwd", ""):
            refused(services, "not-found", workout="walk", tz=name)
        assert services.runs.all() == []
