"""The live sessions of the server: how many there may be, how long one waits for its browser."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from formcheck.exercises import Exercise
from formcheck.history import Sessions
from formcheck.web.live.messages import SummaryMessage
from formcheck.web.live.pose_process import Finder, FinderPool
from formcheck.web.live.preview import SetupRoom
from formcheck.web.live.session import Room
from formcheck.web.problems import ProblemError
from formcheck.web.settings import Settings
from formcheck.workout import Target

TAKEN_OVER = 4409
"""The code with which a connection is closed when another one goes on with its session."""

GOING_AWAY = 1001
"""The code with which connections are closed when the server ends."""

KEPT_OVER = 8
"""So many sessions that are over are kept for a browser that missed its summary."""

SWEEP_S = 0.5
"""How often it is looked for sessions that nobody came back to, seconds."""


@dataclass(eq=False)
class Stay:
    """A live session and what it needs while it lasts.

    Attributes:
        room: The session.
        finder: What finds its poses.
        model: The pose model that it uses.
        began_s: When it began, by the server's clock.
        left_s: When its connection was lost, by the server's clock; NaN while there is one.
        asked_s: The time of the last frame that was handed on, seconds of the session.
        leave: Ends the connection that it has, with a code and a reason.
    """

    room: Room
    finder: Finder
    model: str
    began_s: float
    left_s: float = math.nan
    asked_s: float = 0.0
    leave: Callable[[int, str], None] | None = None
    saving: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def connected(self) -> bool:
        """Whether a browser is there."""
        return math.isnan(self.left_s)


class Rooms:
    """All live sessions.

    Args:
        settings: How the server is set up.
        sessions: The history, where finished sets go.
        finders: Where what finds poses comes from.
        clock: The server's clock, seconds.
    """

    def __init__(
        self,
        settings: Settings,
        sessions: Sessions,
        finders: FinderPool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock = clock
        self._settings = settings
        self._sessions = sessions
        self._finders = finders
        self._stays: dict[str, Stay] = {}
        self._over: dict[str, Stay] = {}

    async def enter(
        self, exercise: Exercise, target: Target, model: str, mode: str = "training"
    ) -> Stay:
        """Begin a session.

        Raises:
            ProblemError: There are as many as this machine can take.
        """
        if len(self._stays) >= self._settings.limits.live_sessions:
            await self._make_room()
        room = (
            SetupRoom(exercise, target)
            if mode == "setup"
            else Room(exercise, target, self._sessions)
        )
        stay = Stay(room, self._finders.take(), model, self.clock())
        self._stays[stay.room.token] = stay  # its place is taken before the model is awaited
        try:
            await stay.finder.begin(model)
        except BaseException:
            await self.end(stay)
            raise
        return stay

    async def come_back(self, token: str) -> Stay | None:
        """The session whose connection was lost; a connection that it still has is ended."""
        stay = self._stays.get(token)
        if stay is None or stay.room.training.over:
            return None
        if stay.leave is not None:
            stay.leave(TAKEN_OVER, "taken over")
        stay.leave, stay.left_s = None, math.nan
        return stay

    def lost(self, stay: Stay) -> None:
        """The connection was lost: the session waits for it."""
        stay.left_s = self.clock()
        stay.leave = None

    async def end(self, stay: Stay) -> None:
        """The session is over: what was done goes to the history."""
        if self._stays.pop(stay.room.token, None) is None:
            return
        stay.room.finish()
        stay.left_s = self.clock()
        self._over[stay.room.token] = stay
        try:
            await self.save(stay)
        finally:
            self._finders.give_back(stay.finder)
            self._forget()

    async def summary(self, token: str) -> SummaryMessage | None:
        """What was done in a session that ended a moment ago, whose browser did not hear of it."""
        stay = self._over.get(token)
        if stay is None or self._gone_for(stay) > self._settings.resume_s:
            return None
        await self.save(stay)  # it may be under way
        return stay.room.summary()

    async def save(self, stay: Stay) -> None:
        """Keep what was done in the history, if there is more of it."""
        async with stay.saving:
            diary, training = stay.room.diary, stay.room.training
            if training.changed or (training.over and diary.unkept):
                training.changed = False
                await asyncio.to_thread(diary.keep, training.records(), training.last_s)

    async def sweep(self) -> None:
        """End sessions that nobody came back to; runs until it is cancelled."""
        while True:
            await asyncio.sleep(SWEEP_S)
            for stay in list(self._stays.values()):
                if not stay.connected and self._gone_for(stay) > self._settings.resume_s:
                    await self.end(stay)
            await self._save_again()

    def unsaved(self) -> int:
        """How many sessions that are over wait for the history to take them."""
        return sum(bool(stay.room.diary.unkept) for stay in self._over.values())

    async def close(self) -> None:
        """End all sessions; what was done goes to the history."""
        for stay in list(self._stays.values()):
            if stay.leave is not None:
                stay.leave(GOING_AWAY, "the server ends")
            await self.end(stay)
        await self._save_again()
        self._finders.close()

    async def _save_again(self) -> None:
        """Try again what the history could not take, until it fails again."""
        for stay in list(self._over.values()):
            if stay.room.diary.unkept:
                await self.save(stay)
                if stay.room.diary.unkept:
                    break
        self._forget()

    def _forget(self) -> None:
        """Let go of the oldest sessions that are over, but of none that is not kept."""
        kept = [token for token, stay in self._over.items() if not stay.room.diary.unkept]
        for token in kept[: max(0, len(self._over) - KEPT_OVER)]:
            del self._over[token]

    def _gone_for(self, stay: Stay) -> float:
        return self.clock() - stay.left_s

    async def _make_room(self) -> None:
        """Whose browser has been gone for longest makes room."""
        gone = [stay for stay in self._stays.values() if not stay.connected]
        if not gone:
            many = self._settings.limits.live_sessions
            raise ProblemError(
                503,
                "busy",
                f"{many} live session{'s are' if many > 1 else ' is'} going on already, as many as "
                "this machine can take: try again when one is over",
            )
        await self.end(max(gone, key=self._gone_for))
