"""Finding the poses of one chunk, on whatever executor, and how that and who waits for it talk.

They share a folder: what finds poses writes there how many frames are done, and looks there whether
it is to stop.  That works between threads and between processes, as long as they share a disk.  A
task on another machine of a cluster has no such folder: it says nothing and runs to its end.
"""

from __future__ import annotations

import os
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.errors import InputError, PictureSizeError
from formcheck.finding.chunks import LEAD_S, SAME_TIME_S, Chunk
from formcheck.pose import Pose
from formcheck.vision.estimator import PoseEstimator
from formcheck.vision.pipeline import run
from formcheck.vision.reading_log import ReadingLog
from formcheck.vision.source import open_video

if TYPE_CHECKING:
    from formcheck.vision.models import ModelName

EVERY_S = 0.2
"""How often a task writes how far it is, and looks whether it is to stop, seconds."""

_STOP = "stop"


@dataclass(frozen=True, slots=True)
class ChunkPoses:
    """What was found in a chunk.

    Attributes:
        chunk: The chunk.
        lead: The poses before its beginning, of the last `LEAD_S` seconds.
        own: Its own poses, in pixels of their own frames.
        log: What was noticed while its frames were read.
        complete: Whether it was not stopped on the way.
    """

    chunk: Chunk
    lead: list[Pose]
    own: list[Pose]
    log: ReadingLog
    complete: bool

    @property
    def is_sound(self) -> bool:
        """Whether nothing was wrong with the file there."""
        return bool(self.own) and not self.log.trouble and not self.log.broken


@dataclass(frozen=True, slots=True)
class Talk:
    """The folder that tasks and who waits for them share.

    Attributes:
        folder: Where it is.
    """

    folder: Path

    def stop(self) -> None:
        """Tell all tasks to stop; each gives back what it has found."""
        with suppress(OSError):  # it is gone, and so are they
            (self.folder / _STOP).touch()

    @property
    def is_stopped(self) -> bool:
        """Whether the tasks are to stop."""
        return (self.folder / _STOP).exists()

    def report(self, number: int, frames: int) -> None:
        """Write how many frames a task has done."""
        file = self.folder / str(number)
        with suppress(OSError):
            file.with_suffix(".part").write_text(str(frames))
            file.with_suffix(".part").replace(file)

    def frames(self) -> int:
        """How many frames all tasks have done."""
        total = 0
        for entry in os.scandir(self.folder):
            if entry.name.isdecimal():
                with suppress(OSError, ValueError):
                    total += int(Path(entry.path).read_text())
        return total


@dataclass(frozen=True, slots=True)
class ChunkTask:
    """Finds the poses of one chunk; it can be sent to another process.

    Attributes:
        path: The video.
        chunk: The chunk.
        model: Which pose model to use.
        max_pixels: The largest picture that is taken, width times height.
        talk: What is shared with who waits.
        number: Its number among the tasks.
        end_s: When what is wanted of the video ends, seconds.
    """

    path: str
    chunk: Chunk
    model: ModelName
    max_pixels: int
    talk: Talk
    number: int
    end_s: float

    def __call__(self) -> ChunkPoses:
        """Find the poses.

        Raises:
            InputError: A picture is too large, or the file cannot be read any more.
        """
        chunk = self.chunk
        if self.talk.is_stopped:
            return ChunkPoses(chunk, [], [], ReadingLog(), complete=False)
        lead: list[Pose] = []
        own: list[Pose] = []
        complete = False
        next_s = time.monotonic()
        end = min(chunk.end_s, self.end_s)
        with (
            open_video(
                self.path, start=chunk.lead_s, end=end, max_pixels=self.max_pixels
            ) as source,
            PoseEstimator(self.model) as estimator,
        ):
            try:
                with closing(run(source, estimator)) as pairs:
                    for _, pose in pairs:
                        if chunk.has(pose.time_s):
                            own.append(pose)
                        elif pose.time_s < chunk.start_s:
                            lead.append(pose)
                        if time.monotonic() >= next_s:
                            next_s = time.monotonic() + EVERY_S
                            self.talk.report(self.number, len(own))
                            if self.talk.is_stopped:
                                break
                    else:
                        complete = True
            except InputError as error:
                if source.log.times or isinstance(error, PictureSizeError):
                    raise
                complete = True  # there is no frame in it
            log = source.log.between(chunk.start_s - SAME_TIME_S, chunk.end_s - SAME_TIME_S)
        self.talk.report(self.number, len(own))
        settled = [pose for pose in lead if pose.time_s >= chunk.start_s - LEAD_S - SAME_TIME_S]
        return ChunkPoses(chunk, settled, own, log, complete)
