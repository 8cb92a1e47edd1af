"""An engine that finds what a file's name says, without a camera, a codec or a model."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from formcheck.errors import InputError, ModelError, UnwrittenError
from formcheck.events import (
    AttemptMade,
    AttemptReason,
    FaultEnded,
    NotJudged,
    Reason,
    RepCounted,
    State,
    Tempo,
    ViewChanged,
)
from formcheck.exercises import Exercise
from formcheck.pose import LANDMARKS, Pose
from formcheck.recording import SourceInfo
from formcheck.report import write_report, write_reps_csv, write_result
from formcheck.result import Result, ResultBuilder
from tests.result.sessions import status


@dataclass
class FakeEngine:
    """Stands for `formcheck.analyze`."""

    calls: list[dict[str, Any]] = field(default_factory=list)

    def __call__(
        self,
        path: str,
        exercise: Exercise,
        *,
        out: Path | None = None,
        progress: Callable[[Any], None] | None = None,
        **options: Any,
    ) -> Result:
        self.calls.append({"path": path, "exercise": exercise.id, "out": out, **options})
        if "not-a-video" in path:
            raise InputError(f"{path}: not a video")
        if "no-model" in path:
            raise ModelError("the heavy model is not here: put it in models/")
        if "stop-at-once" in path:
            raise KeyboardInterrupt
        if "bug" in path:
            raise ZeroDivisionError("division\nby zero")
        builder = ResultBuilder(exercise, SourceInfo(path, 8.0, 30.0, 640, 360, 240))
        builder.update(STATUS, seen() if "empty" not in path else Pose(0, 0.0, 640, 360))
        if "row" in path:
            builder.add(EVENTS)
        warnings = ["it ends in the middle of a frame"] if "cut" in path else []
        result = builder.build(warnings, interrupted="stop" in path)
        if out is not None:
            write_result(out, result)
            write_reps_csv(out, result)
            write_report(out, result, exercise)
        if "full-disk" in path:
            raise UnwrittenError(f"{out}/annotated.mp4 cannot be written: no room", result)
        return result


class InlineExecutor(Executor):
    """Runs in this process, and at once, what others run in theirs."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def seen() -> Pose:
    """A pose in which somebody is."""
    pose = Pose(0, 0.0, 640, 360)
    assert pose.image.shape == (LANDMARKS, 2)
    pose.image[:] = 1.0
    return pose


NAN = float("nan")

STATUS = status(0.0, State.ACTIVE, 160.0, (150.0, 100.0))

EVENTS = [
    ViewChanged(time_s=0.2, view="side", yaw_deg=80.0),
    RepCounted(
        time_s=3.0,
        index=1,
        start_s=1.0,
        turn_s=1.8,
        end_s=3.0,
        range=71.0,
        tempo=Tempo(out_s=0.8, turn_pause_s=0.2, back_s=1.0, start_pause_s=NAN),
        side=None,
        faults=("rounded_back",),
    ),
    RepCounted(
        time_s=6.0,
        index=2,
        start_s=4.0,
        turn_s=4.8,
        end_s=6.0,
        range=69.0,
        tempo=Tempo(out_s=0.8, turn_pause_s=0.2, back_s=1.0, start_pause_s=0.4),
        side=None,
        faults=(),
        unknown=("knees_locked",),
    ),
    AttemptMade(
        time_s=8.0, start_s=7.0, turn_s=7.4, end_s=8.0, range=22.0, reason=AttemptReason.SHALLOW
    ),
    FaultEnded(
        time_s=2.0,
        id="rounded_back",
        from_s=1.1,
        to_s=2.0,
        value=38.0,
        limit=9.0,
        unit="deg",
        severity="risk",
        cue="Flatten your back",
        rep=1,
    ),
    NotJudged(time_s=8.0, id="knees_locked", reason=Reason.NOT_VISIBLE, seconds=2.0),
]
