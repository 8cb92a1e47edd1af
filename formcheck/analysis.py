"""Analysing one input from end to end: frames or recorded poses in, a result and its files out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from formcheck.checking.own_posture import NOTHING_OWN, OwnPosture
from formcheck.driver import SessionDriver
from formcheck.errors import InputError, OutputError, UnwrittenError, UsageError
from formcheck.events import Event, Status
from formcheck.exercises import Exercise
from formcheck.inputs import refuse_to_overwrite
from formcheck.lifecycle import deferred_interrupt
from formcheck.naming import stored
from formcheck.pose import Pose
from formcheck.recording import Recording, RecordingWriter, SourceInfo, looks_like_recording, read
from formcheck.report import FaultStill, prepare_output, write_report, write_reps_csv, write_result
from formcheck.result import Result

if TYPE_CHECKING:
    from formcheck.vision.annotator import Annotator
    from formcheck.vision.resizing import Fitted
    from formcheck.vision.stills import StillKeeper

ANNOTATED = "annotated.mp4"

ModelName = Literal["lite", "full", "heavy"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an analysis has come.

    Attributes:
        frames_done: Frames analysed so far.
        frames_total: How many there will be, about; None where that is not known.
        time_s: The last frame's time in the source.
    """

    frames_done: int
    frames_total: int | None
    time_s: float


def analyze(
    path: str | Path,
    exercise: Exercise,
    *,
    model: ModelName = "full",
    start: float | None = None,
    end: float | None = None,
    out: Path | None = None,
    annotate: bool = False,
    record: Path | None = None,
    name: str | None = None,
    max_pixels: int | None = None,
    poses: Path | None = None,
    executor: Executor | None = None,
    at_once: int = 1,
    own: OwnPosture = NOTHING_OWN,
    progress: Callable[[Progress], None] | None = None,
    observe: Callable[[list[Event], Status], None] | None = None,
) -> Result:
    """Analyse a workout video, or a recording of poses.

    Ctrl-C ends the analysis early: what was found until then is written and returned, marked as
    interrupted.

    Args:
        path: A video file, or a recording of poses (then no model is needed).
        exercise: What to count and to check.
        model: Which pose model to use.
        start: Begin at this time, seconds.
        end: End at this time, seconds.
        out: Where to write ``result.json``, ``reps.csv`` and ``report.html``; None for nowhere.
        annotate: Whether to write ``annotated.mp4`` to `out` as well.
        record: Where to record the poses; None for nowhere.
        name: What the result calls the input; its path, if None.
        max_pixels: The largest picture that is taken, width times height; 8192 x 8192 if None.
        poses: A folder of poses: those of this video are taken from there, or kept there once they
            are found, if no part is left out; None to keep nothing.
        executor: What finds the poses of a long video's chunks, for instance processes; what is
            handed to it is picklable, and needs the video where it runs (`ClusterExecutor` sees to
            that).  Threads, if None.
        at_once: How many chunks are looked at at a time; the result does not depend on it.
        own: The person's own posture of another day, for the checks that compare with it.
        progress: Called after each frame, and now and then while chunks are looked at.
        observe: Called after each frame with what became known in it and where the session
            stands, and at the end with what became known then.

    Returns:
        What was found.

    Raises:
        UnwrittenError: Not every file could be written; the others are, and the error has the
            result.
        InputError: The input cannot be read.
        UsageError: What was asked for cannot be; an `OutputError` if files cannot be written.
    """
    if (found := stored(Path(path))) != Path(path):
        path = found
    if annotate and out is None:
        raise UsageError("an annotated video needs a folder to go to: say where with out")
    if end is not None and end <= (start or 0.0):
        raise UsageError(f"the end ({end:g} s) must come after the start ({start or 0.0:g} s)")
    annotated = out / ANNOTATED if annotate and out is not None else None
    for file in (annotated, record):
        if file is not None:
            refuse_to_overwrite(file, Path(path))
    if out is not None:
        prepare_output(out)
    with deferred_interrupt() as stopped:
        work = _Work(exercise, out, name, own, progress=progress, observe=observe, stopped=stopped)
        if looks_like_recording(path):
            if annotate:
                raise UsageError(f"{path}: a recording of poses has no picture to annotate")
            return work.replay(read(path), start, end)
        return work.watch(
            path,
            model=model,
            start=start,
            end=end,
            annotated=annotated,
            record=record,
            max_pixels=max_pixels,
            poses=poses,
            executor=executor,
            at_once=at_once,
        )


@dataclass(frozen=True, slots=True)
class _Seen:
    """A pose of which no picture is left."""

    pose: Pose


class _Work:
    """One analysis under way: the session, and where its events go."""

    def __init__(
        self,
        exercise: Exercise,
        out: Path | None,
        name: str | None,
        own: OwnPosture,
        *,
        progress: Callable[[Progress], None] | None,
        observe: Callable[[list[Event], Status], None] | None,
        stopped: Callable[[], bool],
    ) -> None:
        self._exercise = exercise
        self._out = out
        self._name = name
        self._own = own
        self._progress = progress
        self._observe = observe
        self._stopped = stopped
        self._driver: SessionDriver
        self._total: int | None = None
        self._recorder: RecordingWriter | None = None
        self._annotator: Annotator | None = None
        self._stills: StillKeeper | None = None
        self._interrupted = self._in_chunks = False
        self._frames = self._found = 0
        self._time_s = 0.0
        self._failures: list[OutputError] = []

    def replay(self, recording: Recording, start: float | None, end: float | None) -> Result:
        """Analyse recorded poses."""
        self._begin(recording.info, start, end)
        self._take_all(_Seen(pose) for pose in _between(recording, start, end))
        if not self._frames and (start or end is not None):
            raise InputError(
                f"{recording.path} has no frame after {start or 0.0:g} s"
                + (f" and before {end:g} s" if end is not None else "")
            )
        return self._finish(recording.info, recording.warnings)

    def watch(
        self,
        path: str | Path,
        *,
        model: ModelName,
        start: float | None,
        end: float | None,
        annotated: Path | None,
        record: Path | None,
        max_pixels: int | None,
        poses: Path | None,
        executor: Executor | None,
        at_once: int,
    ) -> Result:
        """Analyse a video: decoding, pose estimation and this thread's work go side by side."""
        # Only a video needs OpenCV, PyAV and MediaPipe, which take a second to import.
        from formcheck.finding.pose_cache import PoseCache
        from formcheck.finding.video_poses import VideoPoses
        from formcheck.vision.annotator import Annotator
        from formcheck.vision.stills import StillKeeper

        cache = PoseCache(poses, model) if poses and start is None and end is None else None
        kept = cache.kept(Path(path)) if cache is not None else None
        if kept is not None and kept.resized and (annotated is not None or self._out is not None):
            kept = None  # it does not say where pictures of another size go
        found = VideoPoses(
            str(path),
            model=model,
            start=start,
            end=end,
            max_pixels=max_pixels,
            executor=executor,
            at_once=at_once,
            kept=kept,
            frames=annotated is not None,
            tick=self._tick,
        )
        with found, ExitStack() as stack:
            self._begin(found.info, start, end)
            self._in_chunks = found.finds_in_chunks
            stack.callback(self._close_outputs)
            if record is not None:
                self._recorder = RecordingWriter(record, found.info, model)
            if self._out is not None:
                self._stills = StillKeeper(self._exercise)
            if annotated is not None:
                self._annotator = Annotator(annotated, found.info, self._exercise)
            keeper = cache.keeping(Path(path), found.info) if cache and kept is None else None
            with keeper or nullcontext() as keep, closing(iter(found)) as seen:
                self._take_all(seen if keep is None else keep.through(seen))
                self._interrupted = self._interrupted or found.interrupted
                if keep is not None and not self._interrupted:
                    with self._output_may_fail():
                        keep.finish(found.info, found.warnings, resized=found.resized)
            if self._recorder is not None:
                with self._output_may_fail():
                    self._recorder.finish(found.info, found.warnings)
            if self._stills is not None:
                for frame in found.pictures(self._stills.missing()):
                    self._stills.supply(frame)
            stack.close()
            return self._finish(found.info, found.warnings)

    def _tick(self, found: int) -> bool:
        """While chunks are looked at: tell how far they are, and whether to go on."""
        self._found = max(self._found, found)
        self._tell_progress()
        return not self._stopped()

    def _begin(self, info: SourceInfo, start: float | None, end: float | None) -> None:
        self._driver = SessionDriver(self._exercise, info, own=self._own)
        self._total = _frames_between(info, start, end)

    def _take_all(self, seen: Iterable[Fitted | _Seen]) -> None:
        """Take frame after frame, until there is none left or somebody wants to stop."""
        try:
            for each in seen:
                self._take(each)
                if self._stopped() and not self._in_chunks:  # what chunks have found is used
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            self._interrupted = True

    def _take(self, seen: Fitted | _Seen) -> None:
        pose = seen.pose
        events = self._driver.update(pose)
        status = self._driver.status
        if self._observe is not None:
            self._observe(events, status)
        if self._recorder is not None:
            with self._output_may_fail(self._close_recorder):
                self._recorder.write(pose)
        if not isinstance(seen, _Seen):
            if self._stills is not None:
                self._stills.update(seen, status)
            if self._annotator is not None and seen.frame is not None:
                with self._output_may_fail(self._close_annotator):
                    self._annotator.update(seen.frame, pose, events, status)
        self._frames += 1
        self._time_s = pose.time_s
        self._tell_progress()

    def _tell_progress(self) -> None:
        if self._progress is not None:
            done = max(self._frames, self._found)
            self._progress(Progress(done, self._total, self._time_s))

    def _finish(self, info: SourceInfo, warnings: Iterable[str]) -> Result:
        """End the session and write the files."""
        last = self._driver.finish()
        if self._observe is not None:
            self._observe(last, self._driver.status)
        self._driver.source = replace(info, path=self._name) if self._name else info
        result = self._driver.result(warnings, interrupted=self._interrupted)
        if self._out is not None:
            with self._output_may_fail():  # first of all: it has everything
                write_result(self._out, result)
            with self._output_may_fail():
                write_reps_csv(self._out, result)
            drawn = self._stills.draw(result.value_at) if self._stills is not None else []
            pictures = [FaultStill(*each) for each in drawn]
            with self._output_may_fail():
                write_report(self._out, result, self._exercise, self._driver.trace(), pictures)
        if self._failures:
            told = dict.fromkeys(str(failure) for failure in self._failures)
            raise UnwrittenError("; ".join(told), result) from self._failures[0]
        return result

    @contextmanager
    def _output_may_fail(self, drop: Callable[[], None] | None = None) -> Iterator[None]:
        """What cannot be written is told in the end; the analysis goes on without it."""
        try:
            yield
        except OutputError as failure:
            self._failures.append(failure)
            if drop is not None:
                drop()

    def _close_outputs(self) -> None:
        """Close what is written along the way, an error or not."""
        self._close_annotator()
        self._close_recorder()

    def _close_annotator(self) -> None:
        annotator, self._annotator = self._annotator, None
        if annotator is not None:
            with self._output_may_fail():
                annotator.close()

    def _close_recorder(self) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            with self._output_may_fail():
                recorder.close()


def _between(poses: Iterable[Pose], start: float | None, end: float | None) -> Iterator[Pose]:
    for pose in poses:
        if end is not None and pose.time_s > end:
            return
        if start is None or pose.time_s >= start:
            yield pose


def _frames_between(info: SourceInfo, start: float | None, end: float | None) -> int | None:
    """About how many of a source's frames there are between two times.

    >>> _frames_between(SourceInfo("a.mp4", 10.0, 30.0, 640, 360, 300), 2.0, 5.0)
    90
    """
    if info.frames is None or not info.duration_s or (start is None and end is None):
        return info.frames
    last = info.duration_s if end is None else min(end, info.duration_s)
    share = max(0.0, last - (start or 0.0)) / info.duration_s
    return max(1, round(share * info.frames))
