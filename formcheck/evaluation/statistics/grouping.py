"""Which groups clips belong to, so that weak conditions show."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from formcheck.evaluation.scoring.tally import ClipRun
from formcheck.evaluation.truth.clip_truth import ClipTruth
from formcheck.evaluation.truth.setting import SETTINGS

YAW_STEP_DEG = 15
MOST_NUMBERS = 6
"""A condition of more different numbers than this is cut into thirds."""

ALWAYS = ("exercise", "view", "yaw")
"""What is told even if it is the same for all clips."""

ALL = "all"
"""All exercises together."""

_OWN_NAMES = {"distance_m": "distance", "picture_height": "height", "yaw_deg": ""}

Groups = dict[str, dict[str, list[ClipRun]]]


def facts_of(truth: ClipTruth, exercise: str) -> dict[str, str | float]:
    """The conditions of a clip by the names of their groups.

    Args:
        truth: The clip's.
        exercise: As which it was analysed.
    """
    facts: dict[str, str | float] = {
        "exercise": exercise,
        "view": truth.view or "unknown",
        "yaw": yaw_bin(truth.yaw_deg),
    }
    for key, value in {**truth.conditions, **truth.labels}.items():
        name = _OWN_NAMES.get(key, key)
        if not name or name in ALWAYS:
            continue
        if name == "distance" and not isinstance(value, str):
            facts[name] = distance_bin(value)
        elif name == "fps" and not isinstance(value, str):
            facts[name] = float(round(value))
        else:
            facts[name] = value
    return facts


def grouped(runs: Sequence[ClipRun]) -> Groups:
    """Put runs into groups, by condition and its value.

    A condition that all clips share is left out, as the group of all says it already.

    Args:
        runs: All of them.
    """
    keys = dict.fromkeys(key for run in runs for key in run.facts)
    groups: Groups = {}
    for key in keys:
        having = [run for run in runs if key in run.facts]
        found: dict[str, list[ClipRun]] = {}
        for run, name in zip(having, _named([run.facts[key] for run in having]), strict=True):
            found.setdefault(name, []).append(run)
        if key in ALWAYS or len(found) > 1:
            groups[key] = dict(sorted(found.items()))
    return groups


def by_setting(runs: Sequence[ClipRun]) -> Groups:
    """Runs in supported views by how they were taken, and therein all of them and by exercise."""
    groups: Groups = {}
    for setting in SETTINGS:
        some = [run for run in runs if run.setting == setting and run.supported]
        if some:
            groups[setting] = {ALL: some, **_by_exercise(some)}
    return groups


def by_view(runs: Sequence[ClipRun]) -> Groups:
    """Runs of what is counted by exercise, and therein by view."""
    groups: Groups = {}
    for exercise, some in _by_exercise(runs).items():
        views = {str(run.facts["view"]) for run in some}
        groups[exercise] = {
            view: [run for run in some if run.facts["view"] == view] for view in sorted(views)
        }
    return groups


def _by_exercise(runs: Sequence[ClipRun]) -> dict[str, list[ClipRun]]:
    """Runs that show an exercise of which reps are counted, by it."""
    found: dict[str, list[ClipRun]] = {}
    for run in runs:
        if run.score.doing is not None and run.score.reps is not None:
            found.setdefault(run.score.doing, []).append(run)
    return dict(sorted(found.items()))


def yaw_bin(yaw_deg: float) -> str:
    """The 15 degrees in which a yaw is, named by their middle; left and right are the same.

    >>> yaw_bin(90.0), yaw_bin(38.0), yaw_bin(-100.0), yaw_bin(180.0), yaw_bin(float("nan"))
    ('90', '45', '105', '180', 'unknown')
    """
    if math.isnan(yaw_deg):
        return "unknown"
    folded = abs(yaw_deg) % 360.0
    folded = min(folded, 360.0 - folded)
    return f"{YAW_STEP_DEG * math.floor(folded / YAW_STEP_DEG + 0.5)}"


def distance_bin(metres: float) -> str:
    """How far the camera is, in words.

    >>> distance_bin(2.0), distance_bin(3.0), distance_bin(4.2)
    ('under 2.5 m', '2.5 to 3.5 m', 'over 3.5 m')
    """
    if metres < 2.5:
        return "under 2.5 m"
    return "2.5 to 3.5 m" if metres <= 3.5 else "over 3.5 m"


def _named(values: Sequence[str | float]) -> list[str]:
    """The name of each value's group.

    >>> _named(["dim", 30.0, 30.0])
    ['dim', '30', '30']
    >>> _named([float(number) for number in range(9)])[::4]
    ['0 to 2', '3 to 5', '6 to 8']
    """
    numbers = sorted(value for value in values if not isinstance(value, str))
    if len(set(numbers)) <= MOST_NUMBERS:
        return [value if isinstance(value, str) else f"{value:g}" for value in values]
    edges = np.quantile(numbers, (1 / 3, 2 / 3))
    thirds = np.array_split(numbers, np.searchsorted(numbers, edges, side="right"))
    names = [f"{third[0]:.3g} to {third[-1]:.3g}" if len(third) else "" for third in thirds]
    return [
        value if isinstance(value, str) else names[int((value >= edges).sum())] for value in values
    ]
