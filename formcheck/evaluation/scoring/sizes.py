"""How large a fault truly was, in the quantity in which it was measured."""

from __future__ import annotations

import math

import numpy as np

from formcheck.evaluation.scoring.spans import inside
from formcheck.evaluation.scoring.transcript import ReportedFault
from formcheck.evaluation.truth.clip_truth import NAN, ClipTruth, TrueFault
from formcheck.exercises import Check
from formcheck.exercises.vocabulary import OWN
from formcheck.pose import FloatArray

_COLUMNS = {
    "torso_inclination": ("torso_inclination",),
    "body_line": ("body_line",),
    "knee_angle": ("knee_left", "knee_right"),
    "elbow_angle": ("elbow_left", "elbow_right"),
    "hip_angle": ("hip_left", "hip_right"),
    "back_bend": ("spine_flexion",),
}
"""The true angles that stand for a measure: one, or the left and the right."""

_WORST = 0.9
"""The share of frames whose value is reported of a fault."""


def column(truth: ClipTruth, measure: str) -> FloatArray | None:
    """The true angles of each frame for a measure, of the near side where there are two.

    Args:
        truth: The clip's.
        measure: The measure's name.

    Returns:
        Degrees, shape (frames,); None where they are not known.
    """
    names = _COLUMNS.get(measure, ())
    if len(names) == 2 and truth.side in ("left", "right"):
        names = (names[truth.side == "right"],)
    known = [truth.angles[name] for name in names if name in truth.angles]
    if not known or len(known) < len(names) or "time_s" not in truth.angles:
        return None
    mean: FloatArray = np.mean(known, axis=0)
    return mean


def size_error(truth: ClipTruth, check: Check, said: ReportedFault, true: TrueFault) -> float:
    """How far the value that was said of a fault is from the true one, degrees.

    The true value is taken as the said one is: the 90th percentile towards the worst, over the
    time that both have in common.

    Args:
        truth: The clip's.
        check: What was checked.
        said: The fault that was said.
        true: The fault that it overlaps.

    Returns:
        NaN where the two cannot be compared.
    """
    if check.relative_to is not None and not math.isclose(said.limit, check.limit):
        return NAN  # the person's own value was not known yet: what was said is no difference
    angles = column(truth, check.measure)
    if angles is None:
        return abs(abs(said.value) - abs(true.value))
    times = truth.angles["time_s"]
    both = inside(times, [(max(said.from_s, true.from_s), min(said.to_s, true.to_s))])
    sizes = _against_own(truth, check, angles)[both]
    sizes = sizes[np.isfinite(sizes)]
    if not len(sizes):
        return abs(abs(said.value) - abs(true.value))
    sign = 1.0 if check.max is not None else -1.0
    return abs(said.value - sign * float(np.quantile(sign * sizes, _WORST)))


def _against_own(truth: ClipTruth, check: Check, angles: FloatArray) -> FloatArray:
    """The angles, or how far they are from what the check compares them with."""
    times = truth.angles["time_s"]
    if check.relative_to in OWN:
        during = inside(times, truth.exercising or ())
        return angles - np.nanmin(angles[during]) if during.any() else angles * NAN
    if check.relative_to in ("rep-start", "rep-turn", "near-turn"):
        change: FloatArray = np.full_like(angles, NAN)
        for rep in truth.reps:
            since_s = rep.start_s if check.relative_to == "rep-start" else rep.turn_s
            during = inside(times, [(since_s, rep.end_s)])
            change[during] = angles[during] - np.interp(since_s, times, angles)
        return change
    return angles
