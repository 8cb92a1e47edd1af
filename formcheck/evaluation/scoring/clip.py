"""One clip from end to end: its poses, what formcheck says of them, and how right that is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from formcheck.evaluation.scoring.angles import score_angles
from formcheck.evaluation.scoring.doubts import score_doubts
from formcheck.evaluation.scoring.elsewhere import score_elsewhere, score_pair
from formcheck.evaluation.scoring.faults import score_faults
from formcheck.evaluation.scoring.reps import score_holds, score_reps
from formcheck.evaluation.scoring.tally import ClipRun, Findings
from formcheck.evaluation.scoring.transcript import Transcript, observe, transcribe
from formcheck.evaluation.statistics.grouping import facts_of
from formcheck.evaluation.statistics.scores import ClipScore
from formcheck.evaluation.truth.clip_truth import ClipTruth
from formcheck.evaluation.truth.setting import setting_of
from formcheck.exercises import Exercise, list_exercises
from formcheck.pose import Pose
from formcheck.recording import read


def score_recording(truth: ClipTruth, recording: Path) -> list[ClipRun]:
    """Score a clip as the exercise that it shows, or else as each that formcheck brings.

    Of exercises that it does not show while it shows one, only the counts are looked at.

    Args:
        truth: The clip's.
        recording: Its poses.

    Raises:
        RecordingError: They cannot be read.
    """
    source = read(recording)
    poses = tuple(source)
    ours = list_exercises()
    shown = [exercise for exercise in ours if exercise.id == truth.exercise]
    counting = [each.model_copy(update={"checks": ()}) for each in ours if each.kind == "reps"]
    asked = [*shown, *(each for each in counting if each.id != truth.exercise)] if shown else ours
    said = dict(zip((each.id for each in asked), transcribe(observe(poses), asked), strict=True))
    others = {id_: each for id_, each in said.items() if id_ != truth.exercise} if shown else {}
    return [
        score_clip(
            truth,
            exercise,
            poses,
            said[exercise.id],
            shown=bool(shown),
            others=others,
            model=source.model,
        )
        for exercise in shown or ours
    ]


def score_clip(
    truth: ClipTruth,
    exercise: Exercise,
    poses: Sequence[Pose],
    said: Transcript,
    *,
    shown: bool,
    others: Mapping[str, Transcript],
    model: str = "",
) -> ClipRun:
    """Score one clip as one exercise.

    Args:
        truth: The clip's.
        exercise: As which it is analysed.
        poses: Of all frames.
        said: What was said of it as that exercise.
        shown: Whether the clip shows that exercise.
        others: What was said of it as exercises that it does not show, by their ids.
        model: The pose model that found the poses.
    """
    found = Findings()
    hold_error = None
    if exercise.kind == "reps":
        score_reps(truth, said, found, shown=shown)
        if shown:
            score_doubts(truth, said, found)
        else:
            score_pair(said, found)
    else:
        hold_error = score_holds(truth, said, found, shown=shown)
    faults = score_faults(truth, exercise, said, found, shown=shown)
    if shown:
        score_angles(truth, exercise, poses, found)
        _note_unchecked(truth, exercise, found)
    elsewhere = score_elsewhere(others, found)
    counted = exercise.kind == "reps"
    return ClipRun(
        score=ClipScore(
            clip=truth.clip,
            exercise=exercise.id,
            doing=exercise.id if shown else None,
            reps=len(said.reps) if counted else None,
            true_reps=() if not counted else truth.counts if shown else (0,),
            doubts=len(said.doubts),
            elsewhere=elsewhere,
            hold_error_s=None if hold_error is None else round(hold_error, 3),
            faults=faults.outcomes,
            invented=tuple(faults.invented),
            delays_s=faults.delays_s,
            error_score=round(found.error_score, 3),
            why=tuple(found.why),
            conditions=_conditions(truth),
        ),
        tally=found.tally,
        facts=facts_of(truth, exercise.id),
        supported=not shown or truth.view in exercise.views,
        minutes=truth.duration_s / 60.0,
        setting=setting_of(truth.conditions),
        model=model,
    )


def _conditions(truth: ClipTruth) -> dict[str, str]:
    """By what a clip can be told apart, in words."""
    yaw = {} if math.isnan(truth.yaw_deg) else {"yaw_deg": truth.yaw_deg}
    facts = {**truth.conditions, **yaw, **truth.labels, "view": truth.view or "unknown"}
    return {key: value if isinstance(value, str) else f"{value:g}" for key, value in facts.items()}


def _note_unchecked(truth: ClipTruth, exercise: Exercise, found: Findings) -> None:
    """A fault that no check looks at is no mistake, but is said."""
    ours = {check.id for check in exercise.checks}
    found.why += [
        f"shows {id_}, which {exercise.id} has no check for"
        for id_ in sorted({fault.id for fault in truth.faults} - ours)
    ]
