"""One of several videos: what a worker does with it, and how it and the command talk meanwhile.

They share a folder: a worker writes there how far it is, and looks there whether it is to stop.
That works with whatever runs the task, as long as it is on this machine.
"""

from __future__ import annotations

import json
import math
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import formcheck
from formcheck.checking.own_posture import OwnPosture
from formcheck.exercises import Exercise
from formcheck.jobs.worker import EVERY_S, write_json

if TYPE_CHECKING:
    from formcheck.analysis import ModelName, Progress
    from formcheck.result import Result

_STOP = "stop"


@dataclass(frozen=True, slots=True)
class Options:
    """What is the same for all videos of a command; see the help of ``formcheck analyze``."""

    exercise: Exercise
    annotate: bool
    model: ModelName
    start: float | None
    end: float | None
    max_pixels: int | None
    poses: Path | None = None
    at_once: int = 1
    own: OwnPosture = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VideoTask:
    """One video, as it goes to a worker.

    Attributes:
        video: The file.
        out: Where its results go, if anywhere.
        options: What is the same for all.
        talk: The folder that is shared with the command.
        number: Which of the videos it is.
    """

    video: str
    out: Path | None
    options: Options
    talk: Path
    number: int

    def __call__(self) -> Result | None:
        """Analyse the video.

        Returns:
            What was found; None if it was to stop before anything was.
        """
        written_s = -math.inf

        def report(progress: Progress) -> None:
            nonlocal written_s
            if time.monotonic() - written_s >= EVERY_S:
                written_s = time.monotonic()
                with suppress(OSError):
                    write_json(
                        _progress_file(self.talk, self.number),
                        [progress.frames_done, progress.frames_total],
                    )
            if (self.talk / _STOP).exists():
                raise KeyboardInterrupt

        if (self.talk / _STOP).exists():
            return None
        options = self.options
        try:
            return formcheck.analyze(
                self.video,
                options.exercise,
                model=options.model,
                start=options.start,
                end=options.end,
                out=self.out,
                annotate=options.annotate,
                max_pixels=options.max_pixels,
                poses=options.poses,
                at_once=options.at_once,
                own=options.own,
                progress=report,
            )
        except KeyboardInterrupt:
            return None


def stop_all(talk: Path) -> None:
    """Tell all tasks that share a folder to stop; each keeps what it has found."""
    (talk / _STOP).touch()


def overall(talk: Path, over: set[int], videos: int) -> tuple[int, int | None]:
    """How many frames of all videos are done, and about how many there are.

    Those that have not begun are taken to be as long as the others.

    Args:
        talk: The folder that is shared with the tasks.
        over: The numbers of those that are done.
        videos: How many videos there are.
    """
    done, totals = 0, []
    for number in range(videos):
        try:
            frames, total = json.loads(_progress_file(talk, number).read_text())
        except (OSError, ValueError):
            continue
        if total is not None:
            totals.append(total)
        done += total if number in over and total is not None else frames
    return done, round(sum(totals) / len(totals) * videos) if totals else None


def _progress_file(talk: Path, number: int) -> Path:
    return talk / f"{number}.json"
