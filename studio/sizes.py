"""How large each form fault is, frame by frame, and the stretches of time in which it lasts.

Sizes are taken from the measured angles, for every fault the exercise can have, whether or not
the scene asked for it. Outside the times in which the person exercises nothing has a size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.body.jointed import Floats
from studio.motion.performance import Performance
from studio.motion.timing import Stroke
from studio.scene.specs import FAULTS

SHORTEST_S = 0.1  # shorter stretches of a fault are doubtful, shorter gaps in one are none
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Size:
    """Sizes of one fault, degrees, one per frame.

    Attributes:
        certain: what must reach the fault's limit.
        possible: what must stay below the limit of good form for the form to be good.
    """

    certain: Floats
    possible: Floats


def fault_sizes(
    exercise: str,
    performance: Performance,
    times: Floats,
    columns: Mapping[str, Floats],
) -> dict[str, Size]:
    """Sizes of all faults that an exercise can have.

    Args:
        exercise: its id.
        performance: what was done.
        times: of the frames, seconds, (n,).
        columns: angle -> degrees, (n,), see `measuring.measure`.

    Returns:
        Fault id -> sizes:
        rounded_back: spine_flexion;
        torso_too_high: torso_inclination without the rise of the stroke; with it, it is possible;
        torso_rising: torso_inclination above the straight line between its values at the start
        and at the end of the stroke, 0 outside strokes;
        elbow_flare: the larger elbow_aside;
        knees_locked: mean of the knees;
        asymmetry: difference of the ranges of the driving angle left and right, the same during
        all of a stroke, 0 outside strokes;
        hips_piking, hips_sagging: body_line and its negative; head_dropped: head_drop.
    """
    strokes = [*performance.reps, *performance.attempts]
    rise = _rise(strokes, times, columns["torso_inclination"])
    torso = columns["torso_inclination"]
    left, right = (columns[f"{performance.measured}_{s}"] for s in ("left", "right"))
    flare = np.maximum(columns["elbow_aside_left"], columns["elbow_aside_right"])
    plain = {
        "rounded_back": columns["spine_flexion"],
        "torso_rising": rise,
        "elbow_flare": flare,
        "knees_locked": (columns["knee_left"] + columns["knee_right"]) / 2.0,
        "asymmetry": _asymmetry(strokes, times, left, right),
        "hips_piking": columns["body_line"],
        "hips_sagging": -columns["body_line"],
        "head_dropped": columns["head_drop"],
    }
    sizes = {fault: Size(size, size) for fault, size in plain.items()}
    sizes["torso_too_high"] = Size(torso - np.maximum(rise, 0.0), torso)
    return {f: sizes[f] for f, kind in FAULTS.items() if exercise in kind.exercises}


def stretches(flags: Flags, times: Floats, fps: int) -> list[tuple[int, int]]:
    """First and last frame of each stretch of true flags; gaps below `SHORTEST_S` are filled."""
    found: list[tuple[int, int]] = []
    for i in np.flatnonzero(flags):
        here = int(i)
        if found and times[here] - times[found[-1][1]] - 1.0 / fps < SHORTEST_S:
            found[-1] = (found[-1][0], here)
        else:
            found.append((here, here))
    return found


def judged(
    sizes: Mapping[str, Size],
    exercising: Sequence[tuple[float, float]],
    times: Floats,
    fps: int,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The truth's `faults` and `doubtful`, each in order of time."""
    inside = np.zeros(len(times), dtype=bool)
    for start, end in exercising:
        inside |= (times >= start - 1e-9) & (times <= end + 1e-9)
    faults, doubtful = [], []
    for fault, size in sizes.items():
        kind = FAULTS[fault]
        sure = np.zeros(len(times), dtype=bool)
        for first, last in stretches(inside & (size.certain >= kind.wrong), times, fps):
            if times[last] - times[first] < SHORTEST_S:
                continue
            sure[first : last + 1] = True
            faults.append(
                {
                    "id": fault,
                    **_span(times, first, last),
                    "value": round(float(np.median(size.certain[first : last + 1])), 1),
                    "unit": "deg",
                    "threshold": kind.wrong,
                }
            )
        unsure = inside & (size.possible > kind.right) & ~sure
        for a, b in stretches(unsure, times, fps):
            doubtful.append({"id": fault, **_span(times, a, b)})

    def order(entry: dict[str, Any]) -> tuple[float, str]:
        return entry["from_s"], entry["id"]

    return sorted(faults, key=order), sorted(doubtful, key=order)


def _span(times: Floats, first: int, last: int) -> dict[str, float]:
    return {"from_s": round(float(times[first]), 3), "to_s": round(float(times[last]), 3)}


def _within(stroke: Stroke, times: Floats) -> Flags:
    flags: Flags = (times >= stroke.start_s) & (times <= stroke.end_s)
    return flags


def _rise(strokes: Sequence[Stroke], times: Floats, torso: Floats) -> Floats:
    rise = np.zeros(len(times))
    for s in strokes:
        inside = _within(s, times)
        if inside.any():
            ends = np.interp([s.start_s, s.end_s], times, torso)
            line = np.interp(times[inside], [s.start_s, s.end_s], ends)
            rise[inside] = torso[inside] - line
    return rise


def _asymmetry(strokes: Sequence[Stroke], times: Floats, left: Floats, right: Floats) -> Floats:
    size = np.zeros(len(times))
    for s in strokes:
        inside = _within(s, times)
        if inside.any():
            size[inside] = abs(np.ptp(left[inside]) - np.ptp(right[inside]))
    return size
