"""The live socket: ``/api/v1/live``.

Of the frames that come in only the newest is looked at: while one is being worked on, later ones
replace each other.  There is no queue, so that nobody is coached on what they did a while ago.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, WebSocket
from pydantic import BaseModel, ValidationError
from starlette.websockets import WebSocketDisconnect, WebSocketState

from formcheck.coaching import Target
from formcheck.exercises import Exercise
from formcheck.web import live_messages as say
from formcheck.web.exercises import known_exercise
from formcheck.web.live_rooms import Rooms, Stay
from formcheck.web.poses import FinderDiedError, PictureError
from formcheck.web.problems import ProblemError
from formcheck.web.services import Services
from formcheck.web.settings import Limits

router = APIRouter(tags=["live"])

HELLO_S = 15.0
"""So long a browser may take to say what it wants, seconds."""

TICK_S = 0.25
"""How often the time goes on where there are no frames, seconds."""

TRUST_S = 2.0
"""By more than this the browser's clock may not differ from the server's, seconds."""

FLOOD = 4.0
"""More than so many times the frames a second that are taken is no browser of ours."""

MAX_BAD = 20
"""So many pictures in a row that are none end the session."""

_CLOSE_DONE, _CLOSE_PROBLEM = 1000, 4400


@router.websocket("/live")
async def live(socket: WebSocket) -> None:
    """Coach a person in front of a camera."""
    own: Services = socket.app.state.services
    await socket.accept()
    line = _Line(socket)
    stay: Stay | None = None
    try:
        hello = await line.hello()
        stay, resumed = await _admit(own.rooms, hello)
        await _Connection(own, line, stay).run(resumed=resumed)
    except ProblemError as error:
        await line.fail(error)
    except (WebSocketDisconnect, FinderDiedError):
        pass
    except RuntimeError:  # a message that was sent while the browser was leaving
        if socket.application_state is not WebSocketState.DISCONNECTED and not line.closed:
            raise


async def _admit(rooms: Rooms, hello: say.Hello) -> tuple[Stay, bool]:
    if hello.resume is not None:
        stay = await rooms.come_back(hello.resume)
        if stay is not None:
            return stay, True
    exercise = known_exercise(hello.exercise)
    try:
        return await rooms.enter(exercise, _target(hello, exercise), hello.model), False
    except FinderDiedError as error:
        text = "the pose model cannot be loaded: `formcheck doctor` says why"
        raise ProblemError(503, "no-model", text) from error


def _target(hello: say.Hello, exercise: Exercise) -> Target:
    dose = Target.of(exercise)
    hold = exercise.kind == "hold"
    return Target(
        sets=hello.sets or dose.sets,
        reps=None if hold else hello.reps or dose.reps,
        hold_s=(hello.hold_s or dose.hold_s) if hold else None,
        rest_s=hello.rest_s,
    )


class _Line:
    """What is sent and received, one message at a time."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._sending = asyncio.Lock()
        self.closed = False

    async def hello(self) -> say.Hello:
        """The first message.

        Raises:
            ProblemError: It is another, or does not come.
        """
        try:
            message = await asyncio.wait_for(self._socket.receive(), HELLO_S)
        except TimeoutError as error:
            raise ProblemError(408, "no-hello", "the first message, hello, did not come") from error
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1000))
        said = parse(message.get("text"))
        if not isinstance(said, say.Hello):
            raise ProblemError(400, "no-hello", "the first message must be hello")
        return said

    async def receive(self) -> str | bytes:
        """The next message."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            self.closed = True
            raise WebSocketDisconnect(message.get("code", 1000))
        data = message.get("bytes")
        return data if data is not None else str(message.get("text"))

    async def send(self, messages: Iterable[BaseModel]) -> None:
        """Send some messages, in order."""
        async with self._sending:
            for message in messages:
                if self.closed:
                    return
                await self._socket.send_text(message.model_dump_json(by_alias=True))

    async def fail(self, error: ProblemError, *, fatal: bool = True) -> None:
        """Say what is wrong; if it is fatal, that is the last message."""
        with suppress(RuntimeError, WebSocketDisconnect):
            await self.send([say.ProblemMessage(problem=error.document(), fatal=fatal)])
            if fatal:
                await self.close(_CLOSE_PROBLEM, error.code)

    async def close(self, code: int, reason: str = "") -> None:
        """Close the connection."""
        if not self.closed:
            self.closed = True
            with suppress(RuntimeError, WebSocketDisconnect):
                await self._socket.close(code, reason)


def parse(text: Any) -> BaseModel:
    """A message of the browser.

    Raises:
        ProblemError: It is none that is known.
    """
    try:
        found: BaseModel = say.from_browser.validate_json(text or b"")
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = " ".join(str(part) for part in first["loc"])
        detail = f"the message is not valid: {place} {first['msg']}".replace("  ", " ")
        raise ProblemError(422, "invalid", detail) from error
    except (ValueError, json.JSONDecodeError) as error:
        raise ProblemError(422, "invalid", "the message is not JSON") from error
    return found


@dataclass(slots=True)
class _Frame:
    number: int
    time_ms: float
    picture: bytes
    came_s: float


class _Inbox:
    """The newest frame only."""

    def __init__(self) -> None:
        self._frame: _Frame | None = None
        self._there = asyncio.Event()
        self.replaced = 0

    def put(self, frame: _Frame) -> None:
        if self._frame is not None:
            self.replaced += 1
        self._frame = frame
        self._there.set()

    async def take(self) -> tuple[_Frame, int]:
        await self._there.wait()
        self._there.clear()
        frame, self._frame = self._frame, None
        replaced, self.replaced = self.replaced, 0
        assert frame is not None
        return frame, replaced


class Pacer:
    """Learns what the server keeps up with, and watches over what comes in.

    Args:
        limits: The server's limits.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._work_s = 0.06
        self._second = -1
        self._came = 0

    def worked(self, seconds: float) -> None:
        """So long a frame took."""
        self._work_s += 0.2 * (min(seconds, 2.0) - self._work_s)

    def advise(self) -> say.Pace:
        """What the browser should send.

        >>> Pacer(Limits()).advise()
        Pace(fps=13.3, side_px=640)
        """
        fps = max(4.0, min(self._limits.live_fps, 0.8 / self._work_s))
        side = 640 if self._work_s < 0.15 else 480 if self._work_s < 0.3 else 320
        return say.Pace(fps=round(fps, 1), side_px=side)

    def came(self, now: float) -> float:
        """A frame came in: how many times too many there were in this second."""
        if int(now) != self._second:
            self._second, self._came = int(now), 0
        self._came += 1
        return self._came / self._limits.live_fps


class _Connection:
    """One connection of a browser to its live session."""

    def __init__(self, own: Services, line: _Line, stay: Stay) -> None:
        self._own = own
        self._line = line
        self._stay = stay
        self._rooms = own.rooms
        self._inbox = _Inbox()
        self._pacer = Pacer(own.settings.limits)
        self._shift_s = math.nan
        self._bad = 0
        self._left: tuple[int, str] | None = None

    async def run(self, *, resumed: bool) -> None:
        """Serve the connection until it ends."""
        stay = self._stay
        me = asyncio.current_task()
        assert me is not None
        stay.leave = self._make_leave(me)
        leave = stay.leave
        try:
            welcome = stay.room.welcome(
                resumed=resumed,
                resume_s=self._own.settings.resume_s,
                pace=self._pacer.advise(),
            )
            await self._line.send([welcome, *(stay.room.standing() if resumed else [])])
            await self._serve()
        except asyncio.CancelledError:
            if self._left is None:
                raise
            me.uncancel()
            await self._line.close(*self._left)
        finally:
            if stay.leave is leave:
                self._rooms.lost(stay)

    def _make_leave(self, task: asyncio.Task[Any]) -> Callable[[int, str], None]:
        def leave(code: int, reason: str) -> None:
            self._left = (code, reason)
            task.cancel()

        return leave

    async def _serve(self) -> None:
        """Read, look and let the time go on, until one of the three ends."""
        tasks = [
            asyncio.create_task(each) for each in (self._read(), self._look(), self._let_time_go())
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            errors = [task.exception() for task in tasks if not task.cancelled()]
        for error in filter(None, errors):
            raise error

    async def _read(self) -> None:
        limits = self._own.settings.limits
        while True:
            message = await self._line.receive()
            if len(message) > limits.message_bytes:
                text = f"a message may have {limits.message_bytes:,} bytes: send a smaller picture"
                raise ProblemError(413, "too-large", text)
            if isinstance(message, bytes):
                await self._take_in(message)
            elif await self._obey(parse(message)):
                return

    async def _take_in(self, message: bytes) -> None:
        now = self._rooms.clock()
        too_many = self._pacer.came(now)
        if too_many > FLOOD:
            text = f"at most {self._own.settings.limits.live_fps:g} frames a second are taken"
            raise ProblemError(429, "too-many-frames", text)
        found = say.unpack(message)
        if found is None:
            raise ProblemError(422, "invalid", "a frame is its number, its time and a picture")
        if too_many <= 1:
            self._inbox.put(_Frame(*found, now))

    async def _obey(self, said: BaseModel) -> bool:
        """Do what the browser asks for; says whether that was the last thing."""
        match said:
            case say.SkipRest():
                await self._tell(self._stay.room.skip_rest())
            case say.Finish():
                messages = self._stay.room.finish()
                await self._rooms.end(self._stay)
                await self._line.send([*messages, self._stay.room.summary()])
                await self._line.close(_CLOSE_DONE, "done")
                return True
            case say.Hello():
                raise ProblemError(409, "hello-again", "hello was said already")
        return False

    async def _look(self) -> None:
        room, finder = self._stay.room, self._stay.finder
        while True:
            frame, replaced = await self._inbox.take()
            begun = self._rooms.clock()
            time_s = self._time_of(frame)
            try:
                look = await finder.look(room.training.frames, time_s, frame.picture)
            except PictureError as error:
                await self._refuse(str(error))
                continue
            except FinderDiedError:
                await self._replace_finder()
                continue
            if room.training.over:
                return
            self._bad = 0
            messages = room.see(look.pose, dark=look.dark)
            now = self._rooms.clock()
            self._pacer.worked(now - begun)
            seen = room.seen(frame.number, look.pose).model_copy(
                update={
                    "latency_ms": round(1000 * (now - frame.came_s), 1),
                    "replaced": replaced,
                    "pace": self._pacer.advise(),
                }
            )
            await self._tell([seen, *messages])

    async def _let_time_go(self) -> None:
        room = self._stay.room
        while True:
            await asyncio.sleep(TICK_S)
            now = self._rooms.clock() - self._stay.began_s
            if now - room.training.last_s > 2 * TICK_S and not room.training.over:
                await self._tell(room.tick(now))

    async def _tell(self, messages: list[BaseModel]) -> None:
        await self._line.send(messages)
        if self._stay.room.training.changed:
            await self._rooms.save(self._stay)

    def _time_of(self, frame: _Frame) -> float:
        """A frame's time in the session, by the browser's clock as far as it can be right."""
        came = frame.came_s - self._stay.began_s
        if math.isnan(self._shift_s):
            self._shift_s = came - frame.time_ms / 1000
        time_s = frame.time_ms / 1000 + self._shift_s
        if abs(time_s - came) > TRUST_S:
            self._shift_s += came - time_s
            time_s = came
        stay = self._stay
        stay.asked_s = max(time_s, stay.asked_s + 0.001)
        return stay.asked_s

    async def _refuse(self, why: str) -> None:
        self._bad += 1
        fatal = self._bad > MAX_BAD
        error = ProblemError(422, "bad-picture", why)
        if fatal:
            raise error
        await self._line.fail(error, fatal=False)

    async def _replace_finder(self) -> None:
        """The process that finds poses has died: what was counted goes on with another."""
        text = "looking at the picture failed and begins anew; nothing that was counted is lost"
        await self._line.fail(ProblemError(503, "restarted", text), fatal=False)
        try:
            await self._stay.finder.begin(self._stay.model)
        except FinderDiedError as error:
            raise ProblemError(503, "no-model", "the pose model cannot be loaded") from error
