"""When a movement left, arrived, turned back and was back: a smooth movement laid over its path.

Single frames do not tell it.  A joint error of a fiftieth of the way moves the moment at which a
signal leaves its rest, and the highest frame of a pause at the turn, by tenths of a second.  So a
whole movement is fitted to all frames: rest, way out, pause, way back, rest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.pose import FloatArray

Path = Sequence[tuple[float, float]]
"""Time in seconds and height of a signal, frame by frame."""

FEWEST_FRAMES = 8
"""A movement of which fewer frames are known is not timed."""

MOST_FRAMES = 120
"""Of a longer path every second, third, ... frame is looked at: more tell nothing new."""

BEFORE_S = 1.0
"""The rest before a movement is looked at for as long, seconds."""

SHORTEST_S, LONGEST_S = 0.1, 8.0
"""A way out or back takes at least and at most so long, seconds."""

LEAST_HEIGHT_ERROR, MOST_HEIGHT_ERROR = 0.02, 0.04
"""An ordinary error of a height, as a share of the movement's own range, is taken to be no less and
no more than this; larger ones weigh less."""

DEVIATION = 1.48
"""The deviation of errors is so many times the median of their sizes."""

RESTS_ALIKE = 0.01
"""How far the rests before and after a movement usually lie apart, as a share of its range: a
movement is often timed before it is quite back."""

EDGE = 0.05
"""This share of the frames may lie beyond a movement's range, at either end: they are wrong."""

IN_BETWEEN = 0.15
"""Beyond this share of its range, before or after it, another movement is under way."""

GENTLE_SPREAD = 0.2
"""How far a movement usually is from the gentlest one, which is 1, towards a steady one, 0."""

STEADY, STEADY_SHARE = 0.3, 0.65
"""A movement that is as steady as this is looked for, too; it lasts this share of a gentle one that
looks like it."""

NEAR_TOP = 0.9
"""Beyond this share of its range a movement is roughly at its turn."""

WHOLE_SHARE = 2.2
"""A way lasts roughly so many times as long as what is seen clearly of it."""

ROUGH_SHARE = 0.4
"""How far a way out or back usually lasts from what is known roughly, as a share of that."""

UNSEEN_SHARE = 0.65
"""A way back of which more than this share of its time was not seen was not followed."""

MOST_ERROR = 0.12
"""A path that the fitted movement misses by more than this share of its range at the median was not
followed."""

ROUNDS = 25
"""After so many improvements the fit is what it is."""

ENOUGH = 1e-3
"""An improvement of less than this, in seconds and in shares of the range, is none."""

OUT_BEGINS, BACK_ENDS = 0.07, 0.10
"""By these shares of the two ways a movement begins earlier and ends later than its signal shows,
because a limb that is nearly straight hardly changes any signal (ours, drawn clips of rows,
push-ups and reverse flys of the tuning part)."""

AT_TURN = 0.03
"""By this share of each way its turn lasts longer than the fit says (ours, from the same clips)."""

LATE_S = 0.025
"""Landmarks are so much behind the picture, because they are smoothed, seconds (ours, from the same
clips at 10 to 20 frames a second, where nothing else smooths them)."""

TINY = 1e-9
"""Keeps a fit solvable where nothing depends on one of its numbers."""

_START, _OUT, _PAUSE, _BACK, _GENTLE = 0, 1, 2, 3, 7
_LOWEST: FloatArray = np.array([-np.inf, SHORTEST_S, 0.0, SHORTEST_S, -0.3, 0.6, -0.3, 0.0])
_UNLIKE: FloatArray = np.array([0.0, 0.0, 0.0, 0.0, 1.0, 0.0, -1.0, 0.0]) / RESTS_ALIKE
_HIGHEST: FloatArray = np.array([np.inf, LONGEST_S, LONGEST_S, LONGEST_S, 0.4, 1.2, 0.4, 1.0])


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
    step_s = float(np.median(np.diff(points[:, 0])))
    points = points[:: -(-len(points) // MOST_FRAMES)]
    times, heights = points[:, 0], points[:, 1]
    low, high = (float(each) for each in np.quantile(heights, [EDGE, 1 - EDGE]))
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
    seen = _Seen(times, heights, rough)
    fit = seen.fitted()
    left = np.abs(_movement(times, fit)[0] - heights)
    timing = _as_seen(fit, 1 / step_s)
    goes_on_s = timing.until_s - float(times[-1])
    if not np.median(left) <= MOST_ERROR or goes_on_s > UNSEEN_SHARE * float(fit[_BACK]):
        return None
    if not times[0] - BEFORE_S <= timing.since_s < turn_s:
        return None
    return _apart(timing, seen, start_s, end_s, ended_s)


def _apart(timing: Timing, seen: _Seen, start_s: float, end_s: float, ended_s: float) -> Timing:
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
    if len(back):
        again = times[away & (times > back[0])]
        until_s = min(until_s, (end_s + again[0]) / 2) if len(again) else until_s
    return replace(
        timing,
        since_s=round(float(min(since_s, timing.top_s)), 3),
        until_s=round(float(max(until_s, timing.leave_s)), 3),
    )


def _as_seen(fit: FloatArray, fps: float) -> Timing:
    """The movement that a fit stands for, in whole milliseconds as documents write them."""
    begin_s, out_s, pause_s, back_s = fit[:4]
    gentle = fit[_GENTLE]
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


class _Seen:
    """What was seen of a movement.

    A fit is an array of eight: start, way out, pause and way back in seconds; the heights of the
    rest before, of the turn, and of the rest after, in shares of the range; how gently it starts
    and ends, from 0, at once, to 1.

    Args:
        times: Of the frames, seconds.
        heights: In shares of the range.
        rough: The fit as it is known roughly.
    """

    def __init__(self, times: FloatArray, heights: FloatArray, rough: FloatArray) -> None:
        self.times, self.heights, self._rough = times, heights, rough
        self._known: FloatArray = np.zeros(len(rough))
        for way in (_OUT, _BACK):
            self._known[way] = 1 / (ROUGH_SHARE * rough[way])
        self._known[_GENTLE] = 1 / GENTLE_SPREAD
        self._error = MOST_HEIGHT_ERROR

    def fitted(self) -> FloatArray:
        """The movement that fits best.

        Where the frames err little they tell a steady movement from a gentle one of longer time;
        each is begun with, as neither leads to the other.
        """
        gentle = self._from(self._rough)
        left = np.abs(_movement(self.times, gentle)[0] - self.heights)
        self._error = float(
            np.clip(DEVIATION * np.median(left), LEAST_HEIGHT_ERROR, MOST_HEIGHT_ERROR)
        )
        fits = [self._from(each) for each in (gentle, _steadier(gentle))]
        return min(fits, key=lambda each: self._slopes(each)[0])

    def _from(self, first: FloatArray) -> FloatArray:
        """Damped least squares, in which gross errors weigh less, beginning with a fit."""
        best, damping = first, 1e-2
        cost, gradient, curvature = self._slopes(best)
        for _ in range(ROUNDS):
            step = np.linalg.solve(curvature + damping * np.diag(np.diag(curvature)), gradient)
            tried = np.clip(best - step, _LOWEST, _HIGHEST)
            now = self._slopes(tried)
            if now[0] >= cost:
                damping *= 5
                continue
            moved = float(np.abs(tried - best).max())
            best, damping = tried, damping / 5
            cost, gradient, curvature = now
            if moved < ENOUGH:
                break
        return best

    def _slopes(self, fit: FloatArray) -> tuple[float, FloatArray, FloatArray]:
        """The cost of a fit, half its gradient, and half its curvature."""
        heights, slopes = _movement(self.times, fit)
        missed, slopes = (heights - self.heights) / self._error, slopes / self._error
        weights = 1 / np.sqrt(1 + missed**2)
        off = (fit - self._rough) * self._known
        unlike = float(_UNLIKE @ fit)
        cost = 2 * float(np.sum(np.sqrt(1 + missed**2) - 1) + off @ off / 2) + unlike**2
        gradient = slopes.T @ (weights * missed) + off * self._known + unlike * _UNLIKE
        curvature = (slopes * weights[:, None]).T @ slopes
        curvature += np.diag(self._known**2 + TINY) + np.outer(_UNLIKE, _UNLIKE)
        return cost, gradient, curvature


def _steadier(fit: FloatArray) -> FloatArray:
    """A movement at a steadier speed that looks nearly like another one."""
    steady: FloatArray = fit.copy()
    steady[[_OUT, _BACK]] *= STEADY_SHARE
    steady[_START] += (fit[_OUT] - steady[_OUT]) / 2
    steady[_PAUSE] += (fit[_OUT] - steady[_OUT] + fit[_BACK] - steady[_BACK]) / 2
    steady[_GENTLE] = STEADY
    return steady


def _movement(times: FloatArray, fit: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The heights of a movement, (frames,), and how each number of it moves them, (frames, 8)."""
    start_s, out_s, pause_s, back_s, before, top, after, gentle = fit
    out_at = (times - start_s) / out_s
    back_at = (times - start_s - out_s - pause_s) / back_s
    there, leaves, there_gentler = _way(out_at, gentle)
    back, returns, back_gentler = _way(back_at, gentle)
    leaves, returns = (top - before) * leaves / out_s, (top - after) * returns / back_s
    slopes: FloatArray = np.column_stack(
        [
            returns - leaves,
            returns - leaves * out_at,
            returns,
            returns * back_at,
            1 - there,
            there - back,
            back,
            (top - before) * there_gentler - (top - after) * back_gentler,
        ]
    )
    heights: FloatArray = before + (top - before) * there - (top - after) * back
    return heights, slopes


def _way(share: FloatArray, gentle: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Share of the way at a share of its time, its slope, and how much more it is if gentler.

    The gentlest has the least snap between two rests.  People move an angle with the least jerk;
    what the angle moves is slower still near the straight limb, and looks like this.
    """
    x = np.clip(share, 0.0, 1.0)
    gentlest = x**4 * (35 - 84 * x + 70 * x**2 - 20 * x**3)
    slope = gentle * 140 * (x * (1 - x)) ** 3 + (1 - gentle) * ((share > 0) & (share < 1))
    return x + gentle * (gentlest - x), slope, gentlest - x
