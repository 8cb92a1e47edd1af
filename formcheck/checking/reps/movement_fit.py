"""A smooth movement laid over the path of a signal: rest, way out, pause, way back, rest.

A fit is an array of eight: start, way out, pause and way back in seconds; the heights of the rest
before, of the turn, and of the rest after, in shares of the range; how gently it starts and ends,
from 0, at once, to 1.
"""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

import numpy as np

from formcheck.pose import FloatArray

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

GENTLE_SPREAD = 0.2
"""How far a movement usually is from the gentlest one, which is 1, towards a steady one, 0."""

STEADY, STEADY_SHARE = 0.3, 0.65
"""A movement that is as steady as this is looked for, too; it lasts this share of a gentle one that
looks like it."""

ROUGH_SHARE = 0.4
"""How far a way out or back usually lasts from what is known roughly, as a share of that."""

ROUNDS = 25
"""After so many improvements the fit is what it is."""

ENOUGH = 1e-3
"""An improvement of less than this, in seconds and in shares of the range, is none."""

TINY = 1e-9
"""Keeps a fit solvable where nothing depends on one of its numbers."""

START, OUT, PAUSE, BACK, BEFORE, TOP, AFTER, GENTLE = range(8)
"""The places of the numbers of a fit."""

_LOWEST: FloatArray = np.array([-np.inf, SHORTEST_S, 0.0, SHORTEST_S, -0.3, 0.6, -0.3, 0.0])
_UNLIKE: FloatArray = np.array([0.0, 0.0, 0.0, 0.0, 1.0, 0.0, -1.0, 0.0]) / RESTS_ALIKE
_UNLIKE_TWICE: FloatArray = np.outer(_UNLIKE, _UNLIKE)
_HIGHEST: FloatArray = np.array([np.inf, LONGEST_S, LONGEST_S, LONGEST_S, 0.4, 1.2, 0.4, 1.0])


class MovementFit:
    """Finds the movement that fits what was seen best.

    Args:
        times: Of the frames, seconds.
        heights: In shares of the range.
        rough: The fit as it is known roughly.
    """

    def __init__(self, times: FloatArray, heights: FloatArray, rough: FloatArray) -> None:
        self.times, self.heights, self._rough = times, heights, rough
        self._known: FloatArray = np.zeros(len(rough))
        for way in (OUT, BACK):
            self._known[way] = 1 / (ROUGH_SHARE * rough[way])
        self._known[GENTLE] = 1 / GENTLE_SPREAD
        self._error = MOST_HEIGHT_ERROR

    def fitted(self) -> FloatArray:
        """The movement that fits best, shape (8,).

        Where the frames err little they tell a steady movement from a gentle one of longer time;
        each is begun with, as neither leads to the other.
        """
        _, gentle = self._from(self._rough)
        left = np.abs(movement_of(self.times, gentle).heights - self.heights)
        self._error = min(
            MOST_HEIGHT_ERROR, max(LEAST_HEIGHT_ERROR, DEVIATION * median(left.tolist()))
        )
        fits = [self._from(each) for each in (gentle, _steadier(gentle))]
        return min(fits, key=lambda each: each[0])[1]

    def _from(self, first: FloatArray) -> tuple[float, FloatArray]:
        """Damped least squares, in which gross errors weigh less, beginning with a fit.

        Returns:
            The cost of the best fit, and that fit.
        """
        best, damping = first, 1e-2
        cost, looked = self._looked(best)
        gradient, curvature = self._slopes(best, looked)
        for _ in range(ROUNDS):
            damped = curvature.copy()
            damped.ravel()[:: len(best) + 1] *= 1 + damping
            step = np.linalg.solve(damped, gradient)
            tried = np.minimum(np.maximum(best - step, _LOWEST), _HIGHEST)
            cost_now, looked = self._looked(tried)
            if cost_now >= cost:
                damping *= 5
                continue
            moved = float(np.abs(tried - best).max())
            best, cost, damping = tried, cost_now, damping / 5
            if moved < ENOUGH:
                break
            gradient, curvature = self._slopes(best, looked)
        return cost, best

    def _looked(self, fit: FloatArray) -> tuple[float, _Looked]:
        """The cost of a fit, and what its slopes are made from."""
        movement = movement_of(self.times, fit)
        missed = (movement.heights - self.heights) / self._error
        far = np.sqrt(1 + missed * missed)
        off = (fit - self._rough) * self._known
        unlike = float(_UNLIKE @ fit)
        cost = 2 * float(np.add.reduce(far - 1) + off @ off / 2) + unlike**2
        return cost, _Looked(movement, missed, far, off, unlike)

    def _slopes(self, fit: FloatArray, looked: _Looked) -> tuple[FloatArray, FloatArray]:
        """Half the gradient of a fit's cost, and half its curvature."""
        movement, missed, far, off, unlike = looked
        slopes = movement.slopes(fit) / self._error
        weighed = slopes / far[:, None]
        gradient = missed @ weighed + off * self._known + unlike * _UNLIKE
        curvature = weighed.T @ slopes
        curvature.ravel()[:: len(fit) + 1] += self._known**2 + TINY
        curvature += _UNLIKE_TWICE
        return gradient, curvature


def _steadier(fit: FloatArray) -> FloatArray:
    """A movement at a steadier speed that looks nearly like another one."""
    steady: FloatArray = fit.copy()
    steady[[OUT, BACK]] *= STEADY_SHARE
    steady[START] += (fit[OUT] - steady[OUT]) / 2
    steady[PAUSE] += (fit[OUT] - steady[OUT] + fit[BACK] - steady[BACK]) / 2
    steady[GENTLE] = STEADY
    return steady


class Movement(NamedTuple):
    """A movement as a fit has it; the way out and the way back are two rows of arrays.

    Attributes:
        heights: Of it in each frame, shape (frames,).
        at: Shares of the time of each way, shape (2, frames).
        inside: The same, but 0 before the way and 1 after it, shape (2, frames).
        gone: Shares of the way that are gone, shape (2, frames).
        gentler: How much more would be gone of the gentlest, shape (2, frames).
    """

    heights: FloatArray
    at: FloatArray
    inside: FloatArray
    gone: FloatArray
    gentler: FloatArray

    def slopes(self, fit: FloatArray) -> FloatArray:
        """How each number of the fit moves the heights, (frames, 8)."""
        _, out_s, _, back_s, before, top, after, gentle = fit.tolist()
        x = self.inside
        left = x * (1 - x)
        speed = gentle * 140 * (left * left * left) + (1 - gentle) * (left > 0)
        (leaves, returns), (there, back) = speed, self.gone
        leaves *= (top - before) / out_s
        returns *= (top - after) / back_s
        found: FloatArray = np.empty((len(there), 8))
        columns = found.T
        np.subtract(returns, leaves, out=columns[START])
        np.subtract(returns, leaves * self.at[0], out=columns[OUT])
        columns[PAUSE] = returns
        np.multiply(returns, self.at[1], out=columns[BACK])
        np.subtract(1, there, out=columns[BEFORE])
        np.subtract(there, back, out=columns[TOP])
        columns[AFTER] = back
        there_gentler, back_gentler = self.gentler
        columns[GENTLE] = (top - before) * there_gentler - (top - after) * back_gentler
        return found


class _Looked(NamedTuple):
    """How a fit misses what was seen.

    Attributes:
        movement: The movement that it stands for.
        missed: By how many errors it misses each frame, (frames,).
        far: The same as gross errors weigh, 1 where nothing is missed, (frames,).
        off: How far the fit is from what is known roughly, (8,).
        unlike: How unlike the rests before and after are.
    """

    movement: Movement
    missed: FloatArray
    far: FloatArray
    off: FloatArray
    unlike: float


def movement_of(times: FloatArray, fit: FloatArray) -> Movement:
    """A movement at some times.

    A gentle way has the least snap between two rests.  People move an angle with the least jerk;
    what the angle moves is slower still near the straight limb, and looks like this.

    Args:
        times: Seconds, shape (frames,).
        fit: The numbers of the movement, shape (8,).
    """
    start_s, out_s, pause_s, back_s, before, top, after, gentle = fit.tolist()
    at: FloatArray = np.empty((2, len(times)))
    np.subtract(times, start_s, out=at[0])
    np.subtract(at[0], out_s + pause_s, out=at[1])
    at /= np.array([[out_s], [back_s]])
    x = np.minimum(np.maximum(at, 0.0), 1.0)
    square = x * x
    gentler = square * square * (35 + x * (-84 + x * (70 - 20 * x))) - x
    gone = x + gentle * gentler
    there, back = gone
    heights = before + (top - before) * there - (top - after) * back
    return Movement(heights, at, x, gone, gentler)
