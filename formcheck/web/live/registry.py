"""The live sessions of the server: how many there may be, how long one waits for its browser."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from pydantic import BaseModel

from formcheck.jobs.clips import ClipRecorder
from formcheck.vision.model_choice import ModelChoice, WantedModel
from formcheck.web.live.pose_process import PoseProcess, PoseProcessPool
from formcheck.web.live.session import LiveSession
from formcheck.web.problems import ProblemError
from formcheck.web.settings import Settings

LOG = logging.getLogger("formcheck")

TAKEN_OVER = 4409
"""The code with which a connection is closed when another one goes on with its session."""

GOING_AWAY = 1001
"""The code with which connections are closed when the server ends."""

KEPT_OVER = 8
"""How many sessions that are over are kept for a browser that missed its summary."""

SWEEP_S = 0.5
"""How often it is looked for sessions that nobody came back to, seconds."""


@dataclass(eq=False)
class Lease:
    """A live session and what it needs while it lasts.

    Attributes:
        live_session: The session.
        pose_process: What finds its poses.
        choice: Which pose model it uses.
        began_s: When it began, by the server's clock.
        left_s: When its connection was lost, by the server's clock; NaN while there is one.
        asked_s: The time of the last frame that was handed on, seconds of the session.
        leave: Ends the connection that it has, with a code and a reason.
        saving: Held while its sets are saved.
        recorder: What keeps the pictures of its sets, where the person allowed it.
        ended: Set once it is over and all of it was handed on.
    """

    live_session: LiveSession
    pose_process: PoseProcess
    choice: ModelChoice
    began_s: float
    left_s: float = math.nan
    asked_s: float = 0.0
    leave: Callable[[int, str], None] | None = None
    saving: asyncio.Lock = field(default_factory=asyncio.Lock)
    recorder: ClipRecorder | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def connected(self) -> bool:
        """Whether a browser is there."""
        return math.isnan(self.left_s)


class SessionRegistry:
    """All live sessions.

    Args:
        settings: How the server is set up.
        pose_processes: Where processes that find poses come from.
        clock: The server's clock, seconds.
    """

    def __init__(
        self,
        settings: Settings,
        pose_processes: PoseProcessPool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock = clock
        self._settings = settings
        self._pose_processes = pose_processes
        self._leases: dict[str, Lease] = {}
        self._over: dict[str, Lease] = {}

    async def enter(self, make: Callable[[], LiveSession], model: WantedModel) -> Lease:
        """Begin a session.

        Args:
            make: Makes it, once there is room for it.
            model: The pose model that is wanted.

        Raises:
            ProblemError: There are as many as this machine can take.
        """
        if len(self._leases) >= self._settings.limits.live_sessions:
            await self._make_room()
        live_session = make()
        began_s = self.clock() - live_session.begins_s
        lease = Lease(live_session, self._pose_processes.take(), ModelChoice(model), began_s)
        lease.asked_s = live_session.begins_s
        self._leases[lease.live_session.token] = (
            lease  # its place is taken before the model is awaited
        )
        try:
            await lease.pose_process.begin(lease.choice.model)
        except BaseException:
            await self.end(lease)
            raise
        return lease

    def has(self, token: str) -> bool:
        """Whether the session of that token goes on, with a browser or waiting for one."""
        return token in self._leases

    async def come_back(self, token: str) -> Lease | None:
        """The session whose connection was lost; a connection that it still has is ended."""
        lease = self._leases.get(token)
        if lease is None or lease.live_session.workout.over:
            return None
        if lease.leave is not None:
            lease.leave(TAKEN_OVER, "taken over")
        lease.leave, lease.left_s = None, math.nan
        return lease

    def lost(self, lease: Lease) -> None:
        """The connection was lost: the session waits for it."""
        lease.live_session.away()
        lease.left_s = self.clock()
        lease.leave = None

    async def end(self, lease: Lease) -> None:
        """The session is over: what was done goes to the history."""
        if self._leases.pop(lease.live_session.token, None) is None:
            return
        lease.live_session.finish()
        lease.left_s = self.clock()
        self._over[lease.live_session.token] = lease
        try:
            await self.save(lease)
            await self._end_recording(lease)
        finally:
            lease.ended.set()
            self._pose_processes.give_back(lease.pose_process)
            self._forget()

    async def _end_recording(self, lease: Lease) -> None:
        recorder, session = lease.recorder, lease.live_session
        if recorder is None:
            return
        goes_on = await asyncio.to_thread(session.can_go_on)
        end = recorder.pause if goes_on else recorder.finish
        await asyncio.to_thread(end, session.workout.records())

    async def last_words(self, token: str) -> list[BaseModel]:
        """What was done in a session that ended a moment ago, whose browser did not hear of it.

        Nothing, where another session can go on with it: what was done is in the history by then.
        """
        lease = self._over.get(token)
        if lease is None:
            return []
        await lease.ended.wait()
        session = lease.live_session
        if session.log.unkept:
            await self.save(lease)
        if not session.log.unkept and await asyncio.to_thread(session.can_go_on):
            self._over.pop(token, None)
            return []
        return [] if self._gone_for(lease) > self._settings.resume_s else session.last_words()

    async def save(self, lease: Lease) -> None:
        """Keep what was done in the history, if there is more of it."""
        async with lease.saving:
            session = lease.live_session
            if session.changed or (session.workout.over and session.log.unkept):
                await asyncio.to_thread(session.to_keep())

    async def sweep(self) -> None:
        """End sessions that nobody came back to; runs until it is cancelled."""
        while True:
            await asyncio.sleep(SWEEP_S)
            for lease in list(self._leases.values()):
                if not lease.connected and self._gone_for(lease) > self._settings.resume_s:
                    await _alone(self.end(lease))
            await self._save_again()

    def unsaved(self) -> int:
        """How many sessions that are over wait for the history to take them."""
        return sum(bool(lease.live_session.log.unkept) for lease in self._over.values())

    async def close(self) -> None:
        """End all sessions; what was done goes to the history."""
        for lease in list(self._leases.values()):
            if lease.leave is not None:
                lease.leave(GOING_AWAY, "the server ends")
            await _alone(self.end(lease))
        await self._save_again()
        self._pose_processes.close()

    async def _save_again(self) -> None:
        """Try again what the history could not take, until it fails again."""
        for lease in list(self._over.values()):
            if lease.live_session.log.unkept:
                await _alone(self.save(lease))
                if lease.live_session.log.unkept:
                    break
        self._forget()

    def _forget(self) -> None:
        """Let go of the oldest sessions that are over, but of none that is not kept."""
        kept = [token for token, lease in self._over.items() if not lease.live_session.log.unkept]
        for token in kept[: max(0, len(self._over) - KEPT_OVER)]:
            del self._over[token]

    def _gone_for(self, lease: Lease) -> float:
        return self.clock() - lease.left_s

    async def _make_room(self) -> None:
        """Make room: the session whose browser has been gone for longest ends."""
        gone = [lease for lease in self._leases.values() if not lease.connected]
        if not gone:
            many = self._settings.limits.live_sessions
            raise ProblemError(
                503,
                "busy",
                f"{many} live session{'s are' if many > 1 else ' is'} going on already, as many as "
                "this machine can take: try again when one is over",
            )
        await self.end(max(gone, key=self._gone_for))


async def _alone(doing: Awaitable[None]) -> None:
    """Do something for one session: whatever fails in it, the others are to have their turn."""
    try:
        await doing
    except Exception:
        LOG.exception("a live session could not be ended or kept")
