"""What a worker process does: analyse one uploaded video, and write what it found to its folder.

This is the only code that opens an uploaded video; it never runs in the server's process.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from formcheck.checking.own_posture import OwnPosture
from formcheck.errors import (
    FormcheckError,
    InputError,
    PictureSizeError,
    RecordingError,
    UnwrittenError,
    VideoLengthError,
)
from formcheck.exercises import Exercise, load_exercise
from formcheck.jobs.cluster import Cluster
from formcheck.report.files import RESULT

if TYPE_CHECKING:
    from formcheck.analysis import Progress
    from formcheck.events import Event, Status
    from formcheck.result.trace import Trace

VIDEO = "video"
OUT = "out"
POSES = "poses.jsonl.gz"
SKELETON = "skeleton.json"
TRACE = "trace.json"
PROGRESS = "progress.json"
CANCEL = "cancel"
ELSEWHERE = "elsewhere"

EVERY_S = 0.3
"""How often progress is written, seconds."""

_TRACE_POINTS = 4000


@dataclass(frozen=True, slots=True)
class Job:
    """One analysis, as it goes to a worker.

    Attributes:
        folder: The analysis's own folder, with the video in it.
        name: What the person called the video.
        exercise: What is done in it.
        model: Which pose model to use.
        annotate: Whether to write an annotated video.
        duration_s: The longest video that is taken, seconds.
        pixels: The largest picture that is taken.
        at_once: How many parts of a long video are looked at at a time.
        own: The person's own posture of another day.
        cluster: Where its poses are found; None for here.
    """

    folder: str
    name: str
    exercise: str
    model: Literal["lite", "full", "heavy"]
    annotate: bool
    duration_s: float
    pixels: int
    at_once: int = 1
    own: OwnPosture = field(default_factory=dict)
    cluster: Cluster | None = None


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """How an analysis ended.

    Attributes:
        state: ``done``, ``failed`` or ``cancelled``.
        code: What went wrong, for programs.
        reason: What went wrong, in a line.
    """

    state: Literal["done", "failed", "cancelled"]
    code: str = ""
    reason: str = ""


@dataclass
class JobProgress:
    """How far an analysis has come, as it is written for the server.

    Attributes:
        frames: Frames analysed so far.
        total: How many there will be, about; None where that is not known.
        seconds: For how long it has been at work on them.
    """

    frames: int = 0
    total: int | None = None
    seconds: float = 0.0


class _Cancelled(Exception):  # noqa: N818  # it is no error
    """Somebody wants the analysis to stop."""


class _TooLargeError(FormcheckError):
    """The video is beyond a limit."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def memory_limit(pixels: int, at_once: int = 1) -> int:
    """How much memory an analysis may take, bytes: several times what was measured.

    With pictures of 0.5, 2.1 and 9.4 million pixels it needs 372, 450 and 519 MB at its peak
    (`python -m benchmarks.memory`, H.264).  Decoders of other formats keep more pictures.  Each
    part of a long video that is looked at beside another needs a model and pictures of its own.

    Args:
        pixels: The largest picture that is taken.
        at_once: How many parts of a long video are looked at at a time.

    >>> memory_limit(1920 * 1080) // 10**6, memory_limit(1920 * 1080, 4) // 10**6
    (1322, 4389)
    """
    return round(1.5 * (415e6 + 225 * pixels + (at_once - 1) * (215e6 + 225 * pixels)))


def run_job(job: Job) -> JobOutcome:
    """Analyse a video.

    Args:
        job: What to do.

    Returns:
        How it ended; what was found is in the job's folder.
    """
    folder = Path(job.folder)
    report = _Reporter(folder)
    try:
        report.write()
        _check_size(folder / VIDEO, job)
        _analyze(folder, job, report)
    except _Cancelled:
        return JobOutcome("cancelled", "cancelled", "cancelled")
    except PictureSizeError as error:
        return JobOutcome("failed", "too-many-pixels", _in_their_words(error, folder, job.name))
    except _TooLargeError as error:
        return JobOutcome("failed", error.code, str(error))
    except FormcheckError as error:
        code = "unreadable" if isinstance(error, InputError) else "failed"
        return JobOutcome("failed", code, _in_their_words(error, folder, job.name))
    except OSError as error:
        return JobOutcome(
            "failed", "storage", f"it cannot be kept: {error.strerror or 'disk error'}"
        )
    return JobOutcome("done")


def _check_size(video: Path, job: Job) -> None:
    from formcheck.vision.source import open_video

    with open_video(video, max_pixels=job.pixels) as source:
        info = source.info
    if info.duration_s is not None and info.duration_s > job.duration_s:
        raise _TooLargeError("too-long", _too_long(job))


def _too_long(job: Job) -> str:
    return f"it is longer than {job.duration_s / 60:g} minutes: cut it and upload the set alone"


def _analyze(folder: Path, job: Job, report: _Reporter) -> None:
    from formcheck.analysis import analyze
    from formcheck.result.trace import TraceRecorder

    exercise: Exercise = load_exercise(job.exercise)
    recorder = TraceRecorder()
    begun = time.monotonic()

    def on_progress(progress: Progress) -> None:
        if progress.time_s > job.duration_s:  # the file said something else, or nothing
            raise _TooLargeError("too-long", _too_long(job))
        report.update(progress.frames_done, progress.frames_total, time.monotonic() - begun)

    last_s = math.nan

    def observe(_: list[Event], status: Status) -> None:
        nonlocal last_s
        if status.time_s != last_s:  # at the end the last frame's is told once more
            last_s = status.time_s
            recorder.add(status)

    try:
        poses = _found_elsewhere(folder, job, report) if job.cluster is not None else None
        analyze(
            folder / VIDEO,
            exercise,
            model=job.model,
            out=folder / OUT,
            annotate=job.annotate,
            record=folder / POSES,
            name=job.name,
            max_pixels=job.pixels,
            poses=poses,
            at_once=job.at_once,
            own=job.own,
            progress=on_progress,
            observe=observe,
        )
    except UnwrittenError:
        if not (folder / OUT / RESULT).exists():
            raise
    finally:
        if job.cluster is not None:
            shutil.rmtree(folder / ELSEWHERE, ignore_errors=True)
    with suppress(OSError, RecordingError):  # the page does without
        write_json(folder / TRACE, trace_document(recorder.trace()))
        write_json(folder / SKELETON, skeleton_document(folder / POSES))


def _found_elsewhere(folder: Path, job: Job, report: _Reporter) -> Path:
    """Have the poses found on the cluster: the folder in which they are kept until they are judged.

    Raises:
        FormcheckError: They cannot be found, the video is beyond a limit, or the cluster cannot be
            used.
    """
    from formcheck.finding.pose_cache import PoseCache

    begun = time.monotonic()
    kept = folder / ELSEWHERE
    shutil.rmtree(kept, ignore_errors=True)  # of an analysis that was ended

    def tick(frames: int, total: int | None) -> bool:
        report.update(frames, total, time.monotonic() - begun)
        return True

    assert job.cluster is not None
    with job.cluster.connect() as executor:
        try:
            cache = PoseCache(kept, job.model)
            cache.recording_of(
                folder / VIDEO,
                executor=executor,
                at_once=executor.at_once,
                tick=tick,
                most_s=job.duration_s,
                max_pixels=job.pixels,
            )
        except VideoLengthError as error:  # the file said something else, or nothing
            raise _TooLargeError("too-long", _too_long(job)) from error
        finally:
            executor.shutdown(cancel_futures=True)
    return kept


class _Reporter:
    """Writes how far an analysis has come, and looks whether somebody wants it to stop."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        self._written_s = -math.inf
        self.done = JobProgress()

    def update(self, frames: int, total: int | None, seconds: float) -> None:
        if (self._folder / CANCEL).exists():
            raise _Cancelled
        self.done = JobProgress(frames, total, seconds)
        if self._clock() - self._written_s >= EVERY_S:
            self.write()

    def write(self) -> None:
        if (self._folder / CANCEL).exists():
            raise _Cancelled
        self._written_s = self._clock()
        try:
            write_json(self._folder / PROGRESS, asdict(self.done))
        except OSError:  # a full disk: the analysis may fit all the same, and it goes on
            with suppress(OSError):
                os.utime(self._folder / PROGRESS)


def write_json(path: Path, document: object) -> None:
    """Write a document so that nobody ever sees half of it."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(json.dumps(document, allow_nan=False, separators=(",", ":")))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def trace_document(trace: Trace) -> dict[str, Any]:
    """The session over time, for a plot; what is not known is null."""
    short = trace.shortened(_TRACE_POINTS) if len(trace) > _TRACE_POINTS else trace
    from formcheck.result.trace import STATES

    return {
        "time_s": _numbers(short.time_s.tolist(), 3),
        "signal": _numbers(short.signal.tolist(), 2),
        "start_threshold": _numbers(short.start_threshold.tolist(), 2),
        "turn_threshold": _numbers(short.turn_threshold.tolist(), 2),
        "state": [STATES[index].value for index in short.state.tolist()],
    }


def trace_of(document: dict[str, Any]) -> Trace:
    """The session over time, from its document.

    >>> trace_of(trace_document(trace_of({"time_s": [1.5], "signal": [None], "state": ["active"],
    ...     "start_threshold": [2.0], "turn_threshold": [3.0]}))).spans()
    [(<State.ACTIVE: 'active'>, 1.5, 1.5)]
    """
    import numpy as np

    from formcheck.events import State
    from formcheck.result.trace import STATES, Trace

    columns = ("time_s", "signal", "start_threshold", "turn_threshold")
    return Trace(
        **{name: np.array(document[name], dtype=float) for name in columns},
        state=np.array([STATES.index(State(each)) for each in document["state"]], dtype=np.intp),
    )


@dataclass
class _Skeleton:
    width: int = 0
    height: int = 0
    joints: list[str] = field(default_factory=list)
    frames: list[list[Any]] = field(default_factory=list)


def skeleton_document(recording: Path) -> dict[str, Any]:
    """The joints over time, for drawing over the video.

    Each frame is its time and, for each joint, x and y as thousandths of the picture's width and
    height, and visibility in percent; a frame in which nobody was found has its time only.
    """
    from formcheck.recording import read
    from formcheck.skeleton import DRAWN, DRAWN_NAMES

    made = _Skeleton(joints=list(DRAWN_NAMES))
    for pose in read(recording):
        made.width, made.height = pose.width, pose.height
        frame: list[Any] = [round(pose.time_s, 3)]
        if pose.present:
            for joint in DRAWN:
                x, y = pose.image[joint]
                frame += [
                    round(1000 * float(x) / pose.width),
                    round(1000 * float(y) / pose.height),
                    round(100 * float(pose.visibility[joint])),
                ]
        made.frames.append(frame)
    return asdict(made)


def _numbers(values: list[float], digits: int) -> list[float | None]:
    return [round(value, digits) if math.isfinite(value) else None for value in values]


def _in_their_words(error: FormcheckError, folder: Path, name: str) -> str:
    """An error without the server's own paths: the person knows the file by another name."""
    text = str(error).replace(str(folder / VIDEO), name or "the video")
    text = text.replace(str(folder), "the data folder")
    return " ".join(text.split())
