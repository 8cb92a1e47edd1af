"""How far measured angles are from the true ones, frame by frame."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from formcheck.evaluation.scoring.sizes import column
from formcheck.evaluation.scoring.spans import inside
from formcheck.evaluation.scoring.tally import Findings
from formcheck.evaluation.truth.clip_truth import ClipTruth
from formcheck.exercises import Exercise
from formcheck.measures import MEASURES, Figure, Measure
from formcheck.pose import Pose, Side

ALWAYS = ("elbow_angle", "knee_angle", "hip_angle", "torso_inclination")
LEVEL_BODY = "body_line"
"""A line from shoulders to ankles is there in exercises that are set up by it only."""

MIN_VISIBILITY = 0.4
STEP_S = 0.1
"""How often an angle is compared, in seconds: its error hardly changes from frame to frame."""


def score_angles(
    truth: ClipTruth, exercise: Exercise, poses: Sequence[Pose], found: Findings
) -> None:
    """Compare what can be measured with what is known.

    Args:
        truth: The clip's.
        exercise: What it shows.
        poses: Of all frames.
        found: Takes the errors, in degrees, as ``angle/`` and the measure's name.
    """
    names = (*ALWAYS, LEVEL_BODY) if LEVEL_BODY in exercise.setup else ALWAYS
    known = [(MEASURES[name], column(truth, name)) for name in names]
    wanted = [(measure, angles) for measure, angles in known if angles is not None]
    if not wanted or not truth.exercising:
        return
    times = np.array([pose.time_s for pose in poses])
    doing = inside(times, truth.exercising)
    last = -math.inf
    for pose, during in zip(poses, doing, strict=True):
        if not during or not pose.present or pose.time_s - last < STEP_S - 1e-6:
            continue
        last = pose.time_s
        figures = _figures(truth, pose)
        for measure, angles in wanted:
            measured = _measured(measure, figures)
            true = float(np.interp(pose.time_s, truth.angles["time_s"], angles))
            if math.isfinite(measured) and math.isfinite(true):
                found.tally.measure(f"angle/{measure.name}", abs(measured - true))


def _figures(truth: ClipTruth, pose: Pose) -> list[Figure]:
    """The figure seen from its near side, or from both where neither is nearer."""
    yaw = 90.0 if math.isnan(truth.yaw_deg) else abs(truth.yaw_deg) % 180.0
    sides: tuple[Side, ...] = ("left", "right")
    if truth.side in sides:
        sides = (truth.side,)
    return [Figure(pose, side, yaw_deg=min(yaw, 180.0 - yaw)) for side in sides]


def _measured(measure: Measure, figures: Sequence[Figure]) -> float:
    """The mean of what the figures show; NaN where one of them does not show it."""
    for figure in figures:
        if any(figure.visibility(joint) < MIN_VISIBILITY for joint in measure.joints):
            return math.nan
    return sum(measure.of(figure) for figure in figures) / len(figures)
