"""Finds poses in pictures in a process of its own, one for each live session.

The server's process never decodes a picture and never waits for a model; should the process die,
what was counted is safe, since rules and counts live in the server.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from formcheck.jobs.process_limits import WATCH_S, MemoryWatch
from formcheck.jobs.process_pool import start_child
from formcheck.lifecycle import Closing
from formcheck.vision.frames import Frame, FrameObservation, is_dark

ANSWER_TIMEOUT_S = 60.0
"""How long a process may take for one answer (the first waits for the model), seconds."""


def memory_limit(pixels: int) -> int:
    """How much memory a live pose process may take, bytes: what was measured, and half of it more.

    With pictures of 0.2 and 2.1 million pixels and the model `full` it needs 390 and 450 MB at its
    peak (`python -m benchmarks.memory`); `heavy`, a file of 31 MB instead of 9, is given 165 MB
    more: 8 MB for each MB of the file, as `full` needs more than `lite`.

    Args:
        pixels: The largest picture that is taken.

    >>> memory_limit(1920 * 1080) // 10**6
    904
    """
    return round(1.5 * (510e6 + 45 * pixels))


class PictureError(Exception):
    """What was sent is no picture that can be taken."""


class PoseProcessDiedError(Exception):
    """The process has ended; the next call starts another."""


class PoseProcess(Protocol):
    """Finds poses for one live session."""

    async def begin(self, model: str) -> None:
        """Get ready for another session."""
        ...

    async def observe(self, index: int, time_s: float, picture: bytes) -> FrameObservation:
        """Find the pose in a picture."""
        ...

    def close(self) -> None:
        """Free what it holds."""
        ...


@dataclass(frozen=True, slots=True)
class _Child:
    """The other process."""

    process: BaseProcess
    pipe: Connection[Any, Any]
    memory: MemoryWatch

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        with suppress(OSError):
            self.pipe.close()


class SpawnedPoseProcess:
    """Finds poses in another process, which has the limits of those for uploads.

    Args:
        pixels: The largest picture that is taken.
        memory_bytes: How much memory the process may have resident; None for `memory_limit`.
    """

    def __init__(self, pixels: int, *, memory_bytes: int | None = None) -> None:
        self._pixels = pixels
        self._memory_bytes = memory_limit(pixels) if memory_bytes is None else memory_bytes
        self._thread = ThreadPoolExecutor(1, "formcheck-finder")
        self._model = "full"
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._closed = False

    async def begin(self, model: str) -> None:
        """Get ready for another session: a new landmarker, that follows nobody yet."""
        await self._run(self._begin, model)

    async def observe(self, index: int, time_s: float, picture: bytes) -> FrameObservation:
        """Find the pose in a picture.

        Raises:
            PictureError: It is no picture, or too large.
            PoseProcessDiedError: The process has ended; the next call starts another.
        """
        found = await self._run(self._ask, ("observe", index, time_s, picture))
        if isinstance(found, str):
            raise PictureError(found)
        assert isinstance(found, FrameObservation)
        return found

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._closed = True
            child, self._child = self._child, None
        if child is not None:
            child.end()
        self._thread.shutdown(wait=False)

    async def _run(self, call: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *args)

    def _begin(self, model: str) -> None:
        self._model = model
        self._ask(("begin", model))

    def _ask(self, message: tuple[Any, ...]) -> Any:
        child = self._running_child()
        try:
            child.pipe.send(message)
            until_s = time.monotonic() + ANSWER_TIMEOUT_S
            while not child.pipe.poll(WATCH_S):
                if child.memory.check() or time.monotonic() > until_s:
                    raise EOFError
            answer = child.pipe.recv()
        except (EOFError, OSError) as error:
            self._drop()
            raise PoseProcessDiedError from error
        if child.memory.check():  # it answers, and grows: the next call starts another
            self._drop()
        return answer

    def _running_child(self) -> _Child:
        with self._lock:
            if self._closed:
                raise PoseProcessDiedError
            if self._child is None:
                process, pipe = start_child(
                    "formcheck-live", _serve, self._model, self._pixels, duplex=True
                )
                memory = MemoryWatch(process.pid or 0, self._memory_bytes)
                self._child = _Child(process, pipe, memory)
            return self._child

    def _drop(self) -> None:
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            child.end()


def _serve(pipe: Connection[Any, Any], model: str, pixels: int) -> None:
    """What the process does: answer until the other end is closed."""
    os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(pixels)  # a small file can be a huge picture
    with PoseServer(model) as server, suppress(EOFError, OSError):
        while True:
            kind, *rest = pipe.recv()
            if kind == "begin":
                server.begin(rest[0])
                pipe.send(None)
            else:
                pipe.send(server.observe(*rest))


class PoseServer(Closing):
    """The pose estimator of a process, which a pipe asks.

    Args:
        model: The pose model.
    """

    def __init__(self, model: str) -> None:
        self._model = model
        self._estimator: Any = None
        self._used = True
        self._last_s = 0.0
        self.begin(model)

    def begin(self, model: str) -> None:
        """Start afresh, unless nothing was looked at yet."""
        if not self._used and model == self._model:
            return
        from formcheck.vision.estimator import PoseEstimator

        self.close()
        self._estimator, self._model = PoseEstimator(model), model
        self._used = False
        self._warm_up()

    def close(self) -> None:
        """Free the landmarker."""
        estimator, self._estimator = self._estimator, None
        if estimator is not None:
            estimator.close()

    def observe(self, index: int, time_s: float, picture: bytes) -> FrameObservation | str:
        """Find the pose in a picture; a string says why it cannot be taken."""
        import cv2
        import numpy as np

        if not picture.startswith((b"\xff\xd8", b"RIFF")):
            return "a frame must be a JPEG or WebP picture"
        try:
            raw = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR_RGB)
        except cv2.error:
            return "the picture is too large or damaged"
        if raw is None or raw.ndim != 3:
            return "the picture is damaged"
        image = np.ascontiguousarray(raw, dtype=np.uint8)
        self._used = True
        pose = self._estimator.estimate(Frame(index, time_s, image))
        return FrameObservation(pose, is_dark(image))

    def _warm_up(self) -> None:
        """The first picture takes longest: let it be one that nobody waits for."""
        import numpy as np

        self._estimator.estimate(Frame(0, 0.0, np.zeros((360, 640, 3), np.uint8)))


class PoseProcessPool:
    """Hands out what finds poses, and keeps one warm for the next session.

    Args:
        make: Makes one.
    """

    def __init__(self, make: Callable[[], PoseProcess]) -> None:
        self._make = make
        self._idle: list[PoseProcess] = []
        self._closed = False

    async def warm(self) -> None:
        """Load the model for the first session."""
        pose_process = self._make()
        self._idle.append(pose_process)  # a session that begins before it is ready waits for it
        with suppress(PoseProcessDiedError):
            await pose_process.begin("full")

    def take(self) -> PoseProcess:
        """One of them, to be given back."""
        return self._idle.pop() if self._idle else self._make()

    def give_back(self, pose_process: PoseProcess) -> None:
        """Take one back; it may be kept, so that its model need not be loaded again."""
        if self._idle or self._closed:
            pose_process.close()
        else:
            self._idle.append(pose_process)

    def close(self) -> None:
        """Close those that nobody has."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()
