"""The live socket: ``/api/v1/live``."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, WebSocket
from pydantic import BaseModel
from starlette.websockets import WebSocketDisconnect, WebSocketState

from formcheck.jobs.clips import ClipRecorder
from formcheck.web.languages import wanted
from formcheck.web.live import messages
from formcheck.web.live.admission import admit
from formcheck.web.live.channel import CLOSE_DONE, Channel, parse
from formcheck.web.live.pacing import Frame, LatestFrame, Pacer
from formcheck.web.live.pose_process import PictureError, PoseProcessDiedError
from formcheck.web.live.registry import Lease
from formcheck.web.live.run_messages import CommandMessage
from formcheck.web.problems import ProblemError
from formcheck.web.services import Services

router = APIRouter(tags=["live"])

TICK_S = 0.25
"""How often the time goes on where there are no frames, seconds."""

TRUST_S = 2.0
"""How far the browser's clock may differ from the server's, seconds."""

FLOOD = 4.0
"""A page of ours never sends more than this many times the frames a second that are taken."""

MAX_BAD = 20
"""How many pictures in a row that are none end the session."""


@router.websocket("/live")
async def live(socket: WebSocket) -> None:
    """Coach a person in front of a camera."""
    services: Services = socket.app.state.services
    await socket.accept()
    line = Channel(socket)
    lease: Lease | None = None
    try:
        hello = await line.hello()
        if hello.resume and (missed := await services.registry.last_words(hello.resume)):
            await line.send(missed)
            await line.close(CLOSE_DONE, "done")
            return
        language = wanted(socket.headers.get("accept-language", ""))
        lease, resumed = await admit(services, hello, language)
        if lease.recorder is None and not lease.live_session.brief:
            lease.recorder = await asyncio.to_thread(_recorder, services, hello, lease)
        await _Connection(services, line, lease).run(resumed=resumed)
    except ProblemError as error:
        await line.fail(error)
    except (WebSocketDisconnect, PoseProcessDiedError):
        pass
    except RuntimeError:  # a message that was sent while the browser was leaving
        if socket.application_state is not WebSocketState.DISCONNECTED and not line.closed:
            raise


def _recorder(services: Services, hello: messages.Hello, lease: Lease) -> ClipRecorder | None:
    """What keeps clips, where that is allowed; what was allowed for a workout is for all of it."""
    log = lease.live_session.log
    before = log.id is not None and services.clips.of(log.id) is not None
    return services.clips.record(log.key) if hello.record or before else None


class _Connection:
    """One connection of a browser to its live session."""

    def __init__(self, services: Services, line: Channel, lease: Lease) -> None:
        self._own = services
        self._line = line
        self._stay = lease
        self._sessions = services.registry
        self._inbox = LatestFrame()
        self._pacer = Pacer(services.settings.limits)
        self._shift_s = math.nan
        self._bad = 0
        self._left: tuple[int, str] | None = None

    async def run(self, *, resumed: bool) -> None:
        """Serve the connection until it ends."""
        lease = self._stay
        me = asyncio.current_task()
        assert me is not None
        lease.leave = self._make_leave(me)
        leave = lease.leave
        try:
            welcome = lease.live_session.welcome(
                resumed=resumed,
                resume_s=self._own.settings.resume_s,
                pace=self._pacer.advise(),
            ).model_copy(
                update={"recorded_until": lease.recorder.until if lease.recorder else None}
            )
            shown = resumed or welcome.run is not None
            await self._line.send([welcome, *(lease.live_session.standing() if shown else [])])
            await self._serve()
        except asyncio.CancelledError:
            if self._left is None:
                raise
            me.uncancel()
            await self._line.close(*self._left)
        finally:
            if lease.live_session.brief:
                await self._sessions.end(lease)
            elif lease.leave is leave:
                self._sessions.lost(lease)

    def _make_leave(self, task: asyncio.Task[Any]) -> Callable[[int, str], None]:
        def leave(code: int, reason: str) -> None:
            self._left = (code, reason)
            task.cancel()

        return leave

    async def _serve(self) -> None:
        """Read, look and let the time go on, until all is read or one of the three fails.

        Looking ends when the workout does, while the summary is still to be sent.
        """
        tasks = [
            asyncio.create_task(each)
            for each in (self._read(), self._observe(), self._let_time_go())
        ]
        reading, going = tasks[0], set(tasks)
        try:
            failed = False
            while not reading.done() and not failed:
                ended, going = await asyncio.wait(going, return_when=asyncio.FIRST_COMPLETED)
                failed = any(task.exception() is not None for task in ended)
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
        now = self._sessions.clock()
        too_many = self._pacer.came(now)
        if too_many > FLOOD:
            text = f"at most {self._own.settings.limits.live_fps:g} frames a second are taken"
            raise ProblemError(429, "too-many-frames", text)
        found = messages.unpack(message)
        if found is None:
            raise ProblemError(422, "invalid", "a frame is its number, its time and a picture")
        if too_many <= 1:
            self._inbox.put(Frame(*found, now))

    async def _obey(self, said: BaseModel) -> bool:
        """Do what the browser asks for; says whether that was the last thing."""
        match said:
            case messages.SkipRest():
                await self._tell(self._stay.live_session.skip_rest())
            case messages.UseModel():
                self._stay.choice.ask(said.model)
            case CommandMessage():
                await self._tell(self._stay.live_session.command(said.command))
            case messages.Finish():
                outgoing = self._stay.live_session.finish()
                await self._sessions.end(self._stay)
                await self._line.send([*outgoing, *self._stay.live_session.last_words()])
                await self._line.close(CLOSE_DONE, "done")
                return True
            case messages.Hello():
                raise ProblemError(409, "hello-again", "hello was said already")
        return False

    async def _observe(self) -> None:
        live_session, pose_process = self._stay.live_session, self._stay.pose_process
        while True:
            frame, replaced = await self._inbox.take()
            if live_session.workout.over:
                return
            begun = self._sessions.clock()
            time_s = self._time_of(frame)
            try:
                observation = await pose_process.observe(
                    live_session.workout.frames, time_s, frame.picture
                )
            except PictureError as error:
                await self._refuse(str(error))
                continue
            except PoseProcessDiedError:
                if live_session.workout.over:  # somebody else may have it already
                    return
                await self._replace_pose_process()
                continue
            if live_session.workout.over:
                return
            self._bad = 0
            outgoing = live_session.update(observation.pose, dark=observation.dark)
            await self._record(time_s, frame.picture)
            now = self._sessions.clock()
            self._pacer.worked(now - begun)
            self._stay.choice.worked(now - begun, seen=observation.pose.present)
            seen = live_session.seen(frame.number, observation.pose).model_copy(
                update={
                    "latency_ms": round(1000 * (now - frame.came_s), 1),
                    "replaced": replaced,
                    "pace": self._pacer.advise(),
                    "model": self._stay.choice.model,
                }
            )
            await self._tell([seen, *outgoing])
            await self._change_model()

    async def _change_model(self) -> None:
        """Find poses with another model, where one is due: between sets, and not while trying."""
        lease, session = self._stay, self._stay.live_session
        model = lease.choice.due(between_sets=session.workout.between_sets)
        if model is None or session.brief or session.workout.over:
            return
        try:
            await lease.pose_process.begin(model)
        except PoseProcessDiedError:
            lease.choice.failed()
            await self._replace_pose_process()
        else:
            lease.choice.begun(model)

    async def _record(self, time_s: float, picture: bytes) -> None:
        """Keep a picture of a set, where the person allowed it."""
        recorder = self._stay.recorder
        if recorder is not None:
            in_set = self._stay.live_session.in_set
            await asyncio.to_thread(recorder.add, time_s, picture, in_set=in_set)

    async def _let_time_go(self) -> None:
        live_session = self._stay.live_session
        while not live_session.workout.over:
            now = self._sessions.clock() - self._stay.began_s
            if now - live_session.workout.last_s > 2 * TICK_S:
                await self._tell(live_session.tick(now))
            await asyncio.sleep(TICK_S)

    async def _tell(self, outgoing: list[BaseModel]) -> None:
        await self._line.send(outgoing)
        if self._stay.live_session.changed:
            await self._sessions.save(self._stay)

    def _time_of(self, frame: Frame) -> float:
        """A frame's time in the session, by the browser's clock as far as it can be right."""
        came = frame.came_s - self._stay.began_s
        if math.isnan(self._shift_s):
            self._shift_s = came - frame.time_ms / 1000
        time_s = frame.time_ms / 1000 + self._shift_s
        if abs(time_s - came) > TRUST_S:
            self._shift_s += came - time_s
            time_s = came
        lease = self._stay
        lease.asked_s = max(time_s, lease.asked_s + 0.001)
        return lease.asked_s

    async def _refuse(self, why: str) -> None:
        self._bad += 1
        fatal = self._bad > MAX_BAD
        error = ProblemError(422, "bad-picture", why)
        if fatal:
            raise error
        await self._line.fail(error, fatal=False)

    async def _replace_pose_process(self) -> None:
        """The process that finds poses has died: what was counted goes on with another."""
        text = "looking at the picture failed and begins anew; nothing that was counted is lost"
        await self._line.fail(ProblemError(503, "restarted", text), fatal=False)
        try:
            await self._stay.pose_process.begin(self._stay.choice.model)
        except PoseProcessDiedError as error:
            raise ProblemError(503, "no-model", "the pose model cannot be loaded") from error
