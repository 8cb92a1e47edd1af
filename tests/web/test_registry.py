"""Live sessions end and are kept, whatever becomes of the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck.exercises import load_exercise
from formcheck.web.live import registry as registries
from formcheck.web.live.pose_process import PoseProcessPool
from formcheck.web.live.registry import Lease, SessionRegistry
from formcheck.web.live.session import LiveSession
from formcheck.web.settings import Limits, Settings
from formcheck.workout import Target
from tests.figures import rows
from tests.web.live_world import Clock
from tests.web.walkers import FakeFinder


class Broken(LiveSession):
    """One whose end fails, in a way that nobody thought of."""

    def can_go_on(self) -> bool:
        raise OSError("the history's file was moved")

    def to_keep(self) -> Callable[[], None]:
        raise OSError("the history's file was moved")


class GoesOn(LiveSession):
    """One with which another can go on, and which the history refuses at first."""

    refused = True

    def can_go_on(self) -> bool:
        return True

    def to_keep(self) -> Callable[[], None]:
        def keep() -> None:
            self.log.run_unkept = "it is locked" if self.refused else ""

        return keep


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SessionRegistry:
    monkeypatch.setattr(registries, "SWEEP_S", 0.01)
    settings = Settings(tmp_path, limits=Limits(live_sessions=3), resume_s=60.0)
    return SessionRegistry(settings, PoseProcessPool(lambda: FakeFinder(rows(1))), Clock())


async def entered(registry: SessionRegistry, kind: type[LiveSession]) -> Lease:
    lease = await registry.enter(lambda: kind(load_exercise("plank"), Target(1)), "lite")
    lease.live_session.workout.changed = True
    return lease


def test_one_that_cannot_end_keeps_no_other_from_it(
    registry: SessionRegistry, caplog: pytest.LogCaptureFixture
) -> None:
    async def all_are_left() -> list[Lease]:
        leases = [await entered(registry, kind) for kind in (Broken, LiveSession)]
        sweeping = asyncio.create_task(registry.sweep())
        for lease in leases:
            registry.lost(lease)
        assert isinstance(registry.clock, Clock)
        registry.clock.now += 61
        async with asyncio.timeout(10):
            for lease in leases:
                await lease.ended.wait()
        await asyncio.sleep(0.05)
        assert not sweeping.done()
        sweeping.cancel()
        return leases

    broken, other = asyncio.run(all_are_left())
    assert broken.live_session.workout.over
    assert not other.live_session.changed
    assert "the history's file was moved" in caplog.text


def test_when_the_server_ends_one_that_cannot_end_keeps_no_other_from_it(
    registry: SessionRegistry,
) -> None:
    async def the_server_ends() -> Lease:
        _, other = [await entered(registry, kind) for kind in (Broken, LiveSession)]
        await registry.close()
        return other

    assert asyncio.run(the_server_ends()).ended.is_set()


def test_once_it_is_kept_after_all_another_goes_on_with_it(registry: SessionRegistry) -> None:
    async def it_ends() -> None:
        lease = await entered(registry, GoesOn)
        session = lease.live_session
        assert isinstance(session, GoesOn)
        await registry.end(lease)
        assert await registry.last_words(session.token)
        session.refused = False
        assert await registry.last_words(session.token) == []

    asyncio.run(it_ends())
