"""Finds the poses of a video chunk by chunk, side by side, and puts them together in order.

Where a chunk does not go on as what was found before it ended, the estimator that found that goes
on into the chunk: it is run again from where it began, which gives the same poses again, and then
those behind them.  What is given out is the same for any number of workers, and no frame's pose is
ever from an estimator that saw another person than the one before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.finding.chunk_task import EVERY_S, ChunkPoses, ChunkTask, Talk
from formcheck.finding.chunks import Chunk
from formcheck.finding.seams import agree
from formcheck.lifecycle import Closing
from formcheck.pose import Pose
from formcheck.vision.reading_log import ReadingLog, join_logs

if TYPE_CHECKING:
    from formcheck.vision.models import ModelName


class ChunkFinder(Closing):
    """Finds the poses of the chunks of one video.

    Args:
        path: The video.
        chunks: Its chunks, at least one.
        executor: What runs the tasks, which are picklable: on this machine, or elsewhere, if it
            brings them to the video or the video to them.
        model: Which pose model to use.
        end_s: When what is wanted of the video ends, seconds.
        max_pixels: The largest picture that is taken, width times height.
        at_once: How many chunks are handed over at a time.
        tick: Called again and again while poses are waited for, with how many frames are done;
            once it returns False, the poses that were found until then are the last.

    Attributes:
        interrupted: Whether it was told to stop before all was found.
        redone: How many times a chunk was not used because it did not go on where the one before
            it ended.
    """

    def __init__(
        self,
        path: str,
        chunks: Sequence[Chunk],
        executor: Executor,
        *,
        model: ModelName,
        end_s: float,
        max_pixels: int,
        at_once: int,
        tick: Callable[[int], bool],
    ) -> None:
        self.interrupted = False
        self.redone = 0
        self._path = path
        self._chunks = chunks
        self._executor = executor
        self._model = model
        self._end_s = end_s
        self._max_pixels = max_pixels
        self._at_once = max(1, at_once)
        self._tick = tick
        self._logs: list[ReadingLog] = []
        self._folder = tempfile.TemporaryDirectory(prefix="formcheck-")
        self._talk = Talk(Path(self._folder.name))
        self._left = iter(enumerate(chunks))
        self._running: dict[int, Future[ChunkPoses]] = {}
        self._extra: Future[ChunkPoses] | None = None
        self._tasks = 0

    @property
    def log(self) -> ReadingLog:
        """What was noticed in the frames whose poses were given out."""
        return join_logs(self._logs)

    def __iter__(self) -> Iterator[Pose]:
        """Give out the poses, in pixels of their own frames, as soon as they are known.

        Raises:
            FormcheckError: Whatever went wrong in a chunk.
        """
        index = 0
        for part in self._parts():
            self._logs.append(part.log)
            for pose in part.own:
                yield replace(pose, index=index)
                index += 1

    def close(self) -> None:
        """Stop what runs and wait for it; further calls do nothing."""
        self._talk.stop()
        futures = [*self._running.values(), *([self._extra] if self._extra else [])]
        for future in futures:
            future.cancel()
        wait([future for future in futures if not future.cancelled()])
        self._running.clear()
        self._extra = None
        self._folder.cleanup()

    def _parts(self) -> Iterator[ChunkPoses]:
        """What was found, in order, each part going on where the one before it ended."""
        last = len(self._chunks) - 1
        part = self._found(0)
        yield part
        begun_s, reach, number = part.chunk.lead_s, 1, 1
        while number <= last and not self.interrupted:
            found = self._found(number)
            if found.is_sound and agree(part.own, found.lead):
                part, begun_s, reach = found, found.chunk.lead_s, 1
            else:
                stop = min(number + reach - 1, last)
                while number < stop and not self.interrupted:
                    number += 1
                    self._found(number)
                if self.interrupted:
                    return
                part = self._gone_on(begun_s, found.chunk.start_s, self._chunks[stop].end_s)
                reach *= 2
            number += 1
            yield part

    def _gone_on(self, begun_s: float, start_s: float, end_s: float) -> ChunkPoses:
        """Run the estimator that began at some time on into later chunks."""
        self.redone += 1
        self._extra = self._submit(Chunk(begun_s, start_s, end_s))
        try:
            return self._result(self._extra)
        finally:
            self._extra = None

    def _found(self, number: int) -> ChunkPoses:
        """Wait for what was found in a chunk; others run meanwhile."""
        self._fill()
        try:
            return self._result(self._running[number])
        finally:
            self._running.pop(number, None)
            self._fill()

    def _fill(self) -> None:
        """Hand over as many chunks as run at a time."""
        while not self.interrupted and len(self._running) < self._at_once:
            added = False
            for number, chunk in islice(self._left, 1):
                self._running[number] = self._submit(chunk)
                added = True
            if not added:
                return

    def _submit(self, chunk: Chunk) -> Future[ChunkPoses]:
        self._tasks += 1
        task = ChunkTask(
            self._path,
            chunk,
            self._model,
            self._max_pixels,
            self._talk,
            self._tasks,
            self._end_s,
        )
        return self._executor.submit(task)

    def _result(self, future: Future[ChunkPoses]) -> ChunkPoses:
        while True:
            done, _ = wait([future], timeout=EVERY_S)
            going_on = self._tick(self._talk.frames())
            if not going_on and not self.interrupted:
                self.interrupted = True
                self._talk.stop()
                if future.cancel():  # nobody is at it, or nobody who can be told to stop
                    return ChunkPoses(self._chunks[0], [], [], ReadingLog(), complete=False)
            if done:
                return future.result()
