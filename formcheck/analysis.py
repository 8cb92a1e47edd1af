"""Analysing one input from end to end: frames or recorded poses in, a result and its files out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from formcheck.checking import Session, State, StateChanged
from formcheck.errors import UsageError
from formcheck.exercises import Exercise
from formcheck.pose import Pose
from formcheck.recording import Recording, RecordingWriter, SourceInfo, looks_like_recording, read
from formcheck.report import (
    Result,
    ResultBuilder,
    Still,
    prepare_output,
    write_report,
    write_reps_csv,
    write_result,
)

if TYPE_CHECKING:
    from formcheck.vision.frames import Frame
    from formcheck.vision.source import VideoSource
    from formcheck.vision.stills import StillKeeper
    from formcheck.vision.writer import VideoWriter

ANNOTATED = "annotated.mp4"

ModelName = Literal["lite", "full", "heavy"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an analysis has come.

    Attributes:
        frames_done: Frames analysed so far.
        frames_total: How many there are, as far as is known.
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
    progress: Callable[[Progress], None] | None = None,
    debug: bool = False,
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
        progress: Called after each frame.
        debug: Whether the native libraries may talk on the terminal.

    Returns:
        What was found.

    Raises:
        InputError: The input cannot be read.
        UsageError: What was asked for cannot be; an `OutputError` if files cannot be written.
    """
    if annotate and out is None:
        raise UsageError("an annotated video needs a folder to go to: say where with out")
    if out is not None:
        prepare_output(out)
    if looks_like_recording(path):
        if annotate:
            raise UsageError(f"{path}: a recording of poses has no picture to annotate")
        recording = read(path)
        return _Run(exercise, recording.info, out, progress).replay(recording, start, end)
    return _of_video(path, exercise, model, start, end, out, annotate, record, progress, debug)


def _of_video(
    path: str | Path,
    exercise: Exercise,
    model: ModelName,
    start: float | None,
    end: float | None,
    out: Path | None,
    annotate: bool,
    record: Path | None,
    progress: Callable[[Progress], None] | None,
    debug: bool,
) -> Result:
    # Only a video needs OpenCV, PyAV and MediaPipe, which take a second to import.
    from formcheck.vision.estimator import PoseEstimator
    from formcheck.vision.pipeline import run
    from formcheck.vision.quiet import DEBUG_VARIABLE
    from formcheck.vision.source import open_video
    from formcheck.vision.stills import StillKeeper
    from formcheck.vision.writer import VideoWriter

    with ExitStack() as stack:
        if debug:
            os.environ[DEBUG_VARIABLE] = "1"
        source = stack.enter_context(open_video(path, start=start, end=end))
        info = source.info
        work = _Run(exercise, info, out, progress)
        if out is not None:
            work.stills = StillKeeper(exercise)
        try:
            estimator = stack.enter_context(PoseEstimator(model))
            if record is not None:
                work.recorder = stack.enter_context(RecordingWriter(record, info, model))
            if annotate and out is not None:
                work.video = stack.enter_context(
                    VideoWriter(out / ANNOTATED, info.width, info.height, fps=info.fps or 30.0)
                )
            frames = stack.enter_context(closing(run(source, estimator)))
            for frame, pose in frames:
                work.take(pose, frame)
        except KeyboardInterrupt:
            work.interrupted = True
        stack.pop_all().close()
        return work.finish(source.info, source.warnings)


class _Run:
    """One analysis under way: the session, and where its events go."""

    def __init__(
        self,
        exercise: Exercise,
        info: SourceInfo,
        out: Path | None,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self.interrupted = False
        self.recorder: RecordingWriter | None = None
        self.video: VideoWriter | None = None
        self.stills: StillKeeper | None = None
        self._exercise = exercise
        self._out = out
        self._progress = progress
        self._total = info.frames
        self._session = Session(exercise)
        self._builder = ResultBuilder(exercise, info)
        self._frames = 0
        self._hint = ""

    def replay(self, recording: Recording, start: float | None, end: float | None) -> Result:
        """Analyse recorded poses."""
        try:
            for pose in _between(recording, start, end):
                self.take(pose)
        except KeyboardInterrupt:
            self.interrupted = True
        return self.finish(recording.info, recording.warnings)

    def take(self, pose: Pose, frame: Frame | None = None) -> None:
        """Analyse one frame."""
        events = self._session.update(pose)
        status = self._session.status
        self._builder.add(events)
        self._builder.observe(status, pose)
        if self.recorder is not None:
            self.recorder.write(pose)
        if frame is not None:
            if self.stills is not None:
                self.stills.see(frame.image, pose, status)
            if self.video is not None:
                self._annotate(self.video, frame, pose, [e for e in events])
        self._frames += 1
        if self._progress is not None:
            self._progress(Progress(self._frames, self._total, pose.time_s))

    def _annotate(
        self, video: VideoWriter, frame: Frame, pose: Pose, events: Iterable[object]
    ) -> None:
        from formcheck.vision.overlay import draw

        for event in events:
            if isinstance(event, StateChanged):
                self._hint = event.why if event.state is State.POSITIONING else ""
        hold = self._exercise.kind == "hold"
        picture = draw(frame.image, pose, self._session.status, hold=hold, hint=self._hint)
        video.write(picture, frame.time_s)

    def finish(self, info: SourceInfo, warnings: Iterable[str]) -> Result:
        """End the session and write the files."""
        self._builder.add(self._session.finish())
        self._builder.source = info
        result = self._builder.build(warnings, self.interrupted)
        if self._out is not None:
            drawn = self.stills.draw() if self.stills is not None else []
            pictures = [Still(*each) for each in drawn]
            write_result(self._out, result)
            write_reps_csv(self._out, result)
            write_report(self._out, result, self._exercise, self._builder.trace(), pictures)
        return result


def _between(poses: Iterable[Pose], start: float | None, end: float | None) -> Iterator[Pose]:
    for pose in poses:
        if end is not None and pose.time_s > end:
            return
        if start is None or pose.time_s >= start:
            yield pose
