"""Movements out and back in one signal, as proposals: no limit says here whether they count."""

from __future__ import annotations

import math
from dataclasses import dataclass

GAP_S = 1.0
"""A signal that was missing for longer begins anew, seconds."""

BACK_SHARE = 0.2
"""A movement is over once it is back to within this share of its way."""


@dataclass(frozen=True, slots=True)
class Swing:
    """A movement out and back in a signal; indices count the values that the zigzag was given.

    Attributes:
        valley: Where the signal was lowest before it rose.
        turn: Where it was highest.
        end: Where it was back, or lowest before it rose again.
        known: With which value that was known.
    """

    valley: int
    turn: int
    end: int
    known: int


class Zigzag:
    """Finds swings that are larger than a size.

    Args:
        size: How far the signal must rise and fall, in its own unit.

    >>> zigzag = Zigzag(0.5)
    >>> rising_and_falling = [0.0, 0.4, 1.0, 0.6, 0.1, 0.0]
    >>> [swing for i, v in enumerate(rising_and_falling) if (swing := zigzag.update(i, i / 10, v))]
    [Swing(valley=0, turn=2, end=4, known=4)]
    """

    def __init__(self, size: float) -> None:
        self.size = size
        self._last_s = -math.inf
        self._start_over()

    def _start_over(self) -> None:
        self._rising = self._falling = False
        self._valley = self._dip = math.inf
        self._peak = -math.inf
        self._valley_at = self._peak_at = self._dip_at = 0

    def update(self, index: int, time_s: float, value: float) -> Swing | None:
        """Take in a value; NaN where it is not known.

        Args:
            index: Of the value.
            time_s: Its time, seconds.
            value: The signal.

        Returns:
            The swing that it completes, if any.
        """
        if math.isnan(value):
            return None
        if time_s - self._last_s > GAP_S:
            self._start_over()
        self._last_s = time_s
        if not self._falling:
            self._rise(index, value)
            if not self._falling:
                return None
        if value < self._dip:
            self._dip, self._dip_at = value, index
        again = value > self._dip + self.size
        if not again and value > self._valley + BACK_SHARE * (self._peak - self._valley):
            return None
        swing = Swing(self._valley_at, self._peak_at, self._dip_at if again else index, index)
        self._valley, self._valley_at = (self._dip, self._dip_at) if again else (value, index)
        self._rising, self._falling = again, False
        self._peak, self._peak_at = (value, index) if again else (-math.inf, index)
        return swing

    def _rise(self, index: int, value: float) -> None:
        """Follow the signal up from its valley to its peak, until it falls from there."""
        if not self._rising:
            if value < self._valley:
                self._valley, self._valley_at = value, index
            self._rising = value > self._valley + self.size
            if not self._rising:
                return
        if value > self._peak:
            self._peak, self._peak_at = value, index
        self._falling = value < self._peak - self.size
        self._dip = math.inf

    def finish(self, index: int) -> Swing | None:
        """The signal ends: a swing that is half-way back is one."""
        if not self._falling or self._peak - self._dip < 0.5 * (self._peak - self._valley):
            return None
        swing = Swing(self._valley_at, self._peak_at, self._dip_at, index)
        self._start_over()
        return swing
