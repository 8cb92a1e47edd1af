"""An engine that finds what a file's name says, without a camera, a codec or a model."""

from __future__ import annotations

from collections.abc import Callable
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
    Status,
    Tempo,
    ViewChanged,
)
from formcheck.exercises import Exercise
from formcheck.pose import LANDMARKS, Pose
from formcheck.recording import SourceInfo
from formcheck.report import write_report, write_reps_csv, write_result
from formcheck.result import Result, ResultBuilder


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
        builder.observe(STATUS, seen() if "empty" not in path else Pose(0, 0.0, 640, 360))
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


def seen() -> Pose:
    """A pose in which somebody is."""
    pose = Pose(0, 0.0, 640, 360)
    assert pose.image.shape == (LANDMARKS, 2)
    pose.image[:] = 1.0
    return pose


STATUS = Status(0.0, State.ACTIVE, "", 0, 0, 0.0, 0.0, 160.0, 150.0, 100.0)

EVENTS = [
    ViewChanged(0.2, "side", 80.0),
    RepCounted(3.0, 1, 1.0, 1.8, 3.0, 71.0, Tempo(0.8, 0.2, 1.0, 0.4), None, ("rounded_back",)),
    RepCounted(6.0, 2, 4.0, 4.8, 6.0, 69.0, Tempo(0.8, 0.2, 1.0, 0.4), None, (), ("knees_locked",)),
    AttemptMade(8.0, 7.0, 7.4, 8.0, 22.0, AttemptReason.SHALLOW),
    FaultEnded(2.0, "rounded_back", 1.1, 2.0, 38.0, 9.0, "deg", "risk", "Flatten your back", 1),
    NotJudged(8.0, "knees_locked", Reason.NOT_VISIBLE, 2.0),
]
