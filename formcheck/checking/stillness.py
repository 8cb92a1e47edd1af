"""Whether a person has come to rest, or holds still."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Set

from formcheck.exercises import Still
from formcheck.measures import MEASURES, Figure


class Stillness:
    """Whether a measure of a person keeps still, or the one that may do so in its place.

    Args:
        still: What must not move, and how much of a movement is let pass.

    Attributes:
        is_still: Whether the last seconds were still.
    """

    def __init__(self, still: Still) -> None:
        self._still = still
        names = (still.measure,) if still.or_measure is None else (still.measure, still.or_measure)
        self._recent = tuple((MEASURES[name], deque[tuple[float, float]]()) for name in names)
        self.is_still = True

    def update(self, figure: Figure, moving: Set[str] = frozenset()) -> None:
        """Take in one frame.

        Args:
            figure: The person.
            moving: Joints that may move now: what is measured by them says nothing.
        """
        time_s = figure.pose.time_s
        ranges = []
        for measure, recent in self._recent:
            if moving & set(measure.joints):
                recent.clear()
                continue
            value = measure.read(figure)
            if not math.isnan(value):
                recent.append((time_s, value))
            while recent and recent[0][0] < time_s - self._still.over_s:
                recent.popleft()
            if recent:
                ranges.append(_range([value for _, value in recent]))
        self.is_still = not ranges or min(ranges) <= self._still.within


def _range(values: list[float]) -> float:
    """How far apart the values are, without a twentieth at each end."""
    ordered = sorted(values)
    edge = len(ordered) // 20
    return ordered[-1 - edge] - ordered[edge]
