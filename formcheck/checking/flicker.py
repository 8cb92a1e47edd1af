"""Whether a measure flickers: landmarks that jump to and fro say nothing of the person."""

from __future__ import annotations

from collections import deque

FLICKER_DEG = 20.0
"""A swing of this size that is taken back at once is no movement of a trunk or a line."""

FLICKER_S = 0.6
"""Two such turns within this time are a flicker: to and fro in a third of a second, seconds."""


class Flicker:
    """Watches one measure.

    Attributes:
        flickers: Whether the last frames flickered.

    >>> calm, wild = Flicker(), Flicker()
    >>> for i in range(6):
    ...     calm.update(i / 20, 10.0 + 2 * i)
    ...     wild.update(i / 20, 10.0 + 50 * (i % 2))
    >>> calm.flickers, wild.flickers
    (False, True)
    """

    def __init__(self) -> None:
        self.flickers = False
        self._recent: deque[tuple[float, float]] = deque()

    def update(self, time_s: float, value: float) -> None:
        """Take in one frame's value."""
        self._recent.append((time_s, value))
        while self._recent[0][0] < time_s - FLICKER_S:
            self._recent.popleft()
        self.flickers = self._turns() >= 2

    def _turns(self) -> int:
        values = [value for _, value in self._recent]
        low, high = min(values), max(values)
        if high < low + FLICKER_DEG and low > high - FLICKER_DEG:
            return 0
        turns, way = 0, 0
        low = high = values[0]
        for value in values:
            low, high = min(low, value), max(high, value)
            if way <= 0 and value >= low + FLICKER_DEG:
                turns += way < 0
                way, high = 1, value
            elif way >= 0 and value <= high - FLICKER_DEG:
                turns += way > 0
                way, low = -1, value
        return turns
