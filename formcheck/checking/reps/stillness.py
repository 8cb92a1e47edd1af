"""Whether a person has come to rest, or holds still."""

from __future__ import annotations

import math
from collections import deque

from formcheck.exercises import Still
from formcheck.measures import MEASURES, Figure


class Stillness:
    """Whether one measure of a person keeps still.

    Args:
        still: What must not move, and how much of a movement is let pass.
    """

    def __init__(self, still: Still) -> None:
        self._still = still
        self._measure = MEASURES[still.measure]
        self._recent: deque[tuple[float, float]] = deque()

    def holds(self, figure: Figure) -> bool:
        """Take in one frame and say whether the last seconds were still."""
        time_s, value = figure.pose.time_s, self._measure.of(figure)
        if not math.isnan(value):
            self._recent.append((time_s, value))
        while self._recent and self._recent[0][0] < time_s - self._still.over_s:
            self._recent.popleft()
        values = sorted(v for _, v in self._recent)
        edge = len(values) // 20
        return not values or values[-1 - edge] - values[edge] <= self._still.within
