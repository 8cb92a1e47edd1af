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

    Attributes:
        is_still: Whether the last seconds were still.
    """

    def __init__(self, still: Still) -> None:
        self._still = still
        self._measure = MEASURES[still.measure]
        self._recent: deque[tuple[float, float]] = deque()
        self.is_still = True

    def update(self, figure: Figure) -> None:
        """Take in one frame.

        Args:
            figure: The person.
        """
        time_s, value = figure.pose.time_s, self._measure.of(figure)
        if not math.isnan(value):
            self._recent.append((time_s, value))
        while self._recent and self._recent[0][0] < time_s - self._still.over_s:
            self._recent.popleft()
        values = sorted(v for _, v in self._recent)
        edge = len(values) // 20
        self.is_still = not values or values[-1 - edge] - values[edge] <= self._still.within
