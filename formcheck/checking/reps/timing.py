"""When a movement left, arrived, turned back and was back.

Single frames do not tell it.  A joint error of a fiftieth of the way moves the moment at which a
signal leaves its rest, and the highest frame of a pause at the turn, by tenths of a second.  So a
whole movement is fitted to all frames (`movement_fit`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from formcheck.checking.reps.movement_fit import (
    BACK,
    GENTLE,
    SHORTEST_S,
    MovementFit,
    movement_of,
)
from formcheck.pose import FloatArray

Path = Sequence[tuple[float, float]]
"""Time in seconds and height of a signal, frame by frame."""

FEWEST_FRAMES = 8
"""A movement of which fewer frames are known is not timed."""

MOST_FRAMES = 120
"""Of a longer path every second, third, ... frame is looked at: more tell nothing new."""

BEFORE_S = 1.0
"""The rest before a movement is looked at for as long, seconds."""

EDGE = 0.05
"""This share of the frames may lie beyond a movement's range, at either end: they are wrong."""

IN_BETWEEN = 0.15
"""Beyond this share of its range, before or after it, another movement is under way."""

NEAR_TOP = 0.9
"""Beyond this share of its range a movement is roughly at its turn."""

WHOLE_SHARE = 2.2
"""A way lasts roughly so many times as long as what is seen clearly of it."""

UNSEEN_SHARE = 0.65
"""A way back of which more than this share of its time was not seen was not followed."""

MOST_ERROR = 0.12
"""A path that the fitted movement misses by more than this share of its range at the median was not
followed."""

OUT_BEGINS, BACK_ENDS = 0.07, 0.10
"""By these shares of the two ways a movement begins earlier and ends later than its signal shows,
because a limb that is nearly straight hardly changes any signal (ours, drawn clips of rows,
push-ups and reverse flys of the tuning part)."""

AT_TURN = 0.03
"""By this share of each way its turn lasts longer than the fit says (ours, from the same clips)."""

LATE_S = 0.025
"""Landmarks are so much behind the picture, because they are smoothed, seconds (ours, from the same
clips at 10 to 20 frames a second, where nothing else smooths them)."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When the phases of a movement began and ended, seconds.

    Attributes:
        since_s: It left the start.
        top_s: It arrived at the turn.
        leave_s: It left the turn.
        until_s: It was back, or will be.
        fps: Frames a second of what was seen of it.
    """

    since_s: float
    top_s: float
    leave_s: float
    until_s: float
    fps: float

    @property
    def turn_s(self) -> float:
        """The middle of the pause at the turn."""
        return (self.top_s + self.leave_s) / 2


def timing_of(
    path: Path, start_s: float, turn_s: float, end_s: float, ended_s: float = math.nan
) -> Timing | None:
    """When the phases of one movement out and back began and ended.

    Args:
        path: Of the movement, with the rest before it, until it was back; the height rises towards
            the turn.
        start_s: When it left, roughly.
        turn_s: When it turned, roughly.
        end_s: When it was back, roughly.
        ended_s: When the movement before it ended; NaN if there was none.

    Returns:
        None where there are too few frames or the way cannot be followed.

    >>> out = [(t / 20, t / 20) for t in range(21)]  # a second there, half a second's rest, back
    >>> back = [(1.5 + t / 20, 1 - t / 20) for t in range(21)]
    >>> found = timing_of([(-0.3, 0.0), *out, (1.25, 1.0), *back], 0.0, 1.25, 2.5)
    >>> found is not None and round(found.turn_s, 1)
    1.2
    """
    points: FloatArray = np.array([each for each in path if each[0] >= start_s - BEFORE_S])
    if len(points) < FEWEST_FRAMES:
        return None
    step_s = median((points[1:, 0] - points[:-1, 0]).tolist())
    points = points[:: -(-len(points) // MOST_FRAMES)]
    times, heights = points[:, 0], points[:, 1]
    ordered = sorted(heights.tolist())
    low, high = _quantile(ordered, EDGE), _quantile(ordered, 1 - EDGE)
    if not (step_s > 0 and high > low and start_s < turn_s < end_s):
        return None
    heights = (heights - low) / (high - low)
    high_s = times[(heights >= NEAR_TOP) & (times >= start_s) & (times <= end_s)]
    if not len(high_s):
        return None
    middle_s = (high_s[0] + high_s[-1]) / 2
    out_s = max(2 * SHORTEST_S, min(middle_s - start_s, WHOLE_SHARE * (high_s[0] - start_s)))
    back_s = max(2 * SHORTEST_S, min(end_s - middle_s, WHOLE_SHARE * (end_s - high_s[-1])))
    pause_s = max(SHORTEST_S / 2, end_s - back_s - start_s - out_s)
    rough: FloatArray = np.array(
        [start_s - SHORTEST_S, out_s, pause_s, back_s, 0.03, 0.97, 0.03, 1.0]
    )
    seen = MovementFit(times, heights, rough)
    fit = seen.fitted()
    left = np.abs(movement_of(times, fit).heights - heights)
    timing = _as_seen(fit, 1 / step_s)
    goes_on_s = timing.until_s - float(times[-1])
    if not median(left.tolist()) <= MOST_ERROR or goes_on_s > UNSEEN_SHARE * float(fit[BACK]):
        return None
    if not times[0] - BEFORE_S <= timing.since_s < turn_s:
        return None
    return _apart(timing, seen, start_s, end_s, ended_s)


def _apart(
    timing: Timing, seen: MovementFit, start_s: float, end_s: float, ended_s: float
) -> Timing:
    """The same movement, which shares no time with what was done before and after it.

    Args:
        timing: As it was fitted.
        seen: What was seen of it.
        start_s: When it left, roughly.
        end_s: When it was back, roughly.
        ended_s: When the movement before it ended; NaN if there was none.
    """
    times, away = seen.times, seen.heights > IN_BETWEEN
    since_s, until_s = max(timing.since_s, float(seen.times[0])), timing.until_s
    before, back = times[away & (times < start_s)], times[~away & (times >= end_s)]
    if len(before):
        since_s = max(since_s, (before[-1] + start_s) / 2)
    since_s = max(since_s, ended_s)
    top_s = min(max(timing.top_s, ended_s), timing.leave_s)
    if len(back):
        again = times[away & (times > back[0])]
        until_s = min(until_s, (end_s + again[0]) / 2) if len(again) else until_s
    return replace(
        timing,
        since_s=round(float(min(since_s, top_s)), 3),
        top_s=round(float(top_s), 3),
        until_s=round(float(max(until_s, timing.leave_s)), 3),
    )


def _as_seen(fit: FloatArray, fps: float) -> Timing:
    """The movement that a fit stands for, in whole milliseconds as documents write them."""
    begin_s, out_s, pause_s, back_s = fit[:4]
    gentle = fit[GENTLE]
    top_s = begin_s - LATE_S + out_s
    leave_s = top_s + pause_s
    since_s, top_s, leave_s, until_s = (
        round(float(each), 3)
        for each in (
            top_s - (1 + gentle * OUT_BEGINS) * out_s,
            top_s - gentle * AT_TURN * out_s,
            leave_s + gentle * AT_TURN * back_s,
            leave_s + (1 + gentle * BACK_ENDS) * back_s,
        )
    )
    return Timing(since_s, top_s, leave_s, until_s, fps)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which a share of the ordered ones lies, between two of them where it must."""
    at = share * (len(ordered) - 1)
    below = min(int(at), len(ordered) - 2)
    return ordered[below] + (at - below) * (ordered[below + 1] - ordered[below])
