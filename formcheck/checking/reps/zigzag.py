"""Movements out and back in one signal, as proposals: no limit says here whether they count."""

from __future__ import annotations

import math
from collections.abc import Sequence
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
    """Finds swings of one signal that are larger than any of some sizes.

    Args:
        sizes: How far the signal must rise and fall, in its own unit.

    Attributes:
        low, high: Values from one to the other say nothing new by any size.

    >>> zigzag = Zigzag((0.25, 0.5))
    >>> rising_and_falling = [0.0, 0.4, 1.0, 0.6, 0.1, 0.0]
    >>> [swing for i, v in enumerate(rising_and_falling) for swing in zigzag.update(i, i / 10, v)]
    [Swing(valley=0, turn=2, end=4, known=4)]
    """

    def __init__(self, sizes: Sequence[float]) -> None:
        self._sized = tuple(_OfOneSize(size) for size in sizes)
        self._last_s = -math.inf
        self.low, self.high = math.inf, -math.inf

    def start_over(self) -> None:
        """Forget what was before."""
        for each in self._sized:
            each.start_over()
        self.low, self.high = math.inf, -math.inf

    def update(self, index: int, time_s: float, value: float) -> Sequence[Swing]:
        """Take in a value; NaN where it is not known.

        Args:
            index: Of the value.
            time_s: Its time, seconds.
            value: The signal.

        Returns:
            The swings that it completes: what is one by several sizes is one.
        """
        if math.isnan(value):
            return ()
        if time_s - self._last_s > GAP_S:
            self.start_over()
        self._last_s = time_s
        return () if self.low <= value <= self.high else self.move(index, value)

    def move(self, index: int, value: float) -> Sequence[Swing]:
        """Take in a value that is known and follows soon; as `update` otherwise."""
        found: list[Swing] = []
        low, high = -math.inf, math.inf
        for each in self._sized:
            if not each.low <= value <= each.high:
                swing = each.update(index, value)
                if swing is not None:
                    found.append(swing)
            low = max(low, each.low)
            high = min(high, each.high)
        self.low, self.high = low, high
        return _distinct(found) if len(found) > 1 else found

    def finish(self, index: int) -> Sequence[Swing]:
        """The signal ends: a swing that is half-way back is one."""
        found = [each.finish(index) for each in self._sized]
        return _distinct([swing for swing in found if swing is not None])


def _distinct(found: Sequence[Swing]) -> list[Swing]:
    """The swings that differ in turn or end, the first of each."""
    ways: dict[tuple[int, int], Swing] = {}
    for swing in found:
        ways.setdefault((swing.turn, swing.end), swing)
    return list(ways.values())


class _OfOneSize:
    """Finds the swings of one size.

    Attributes:
        low, high: Values from one to the other change nothing.
    """

    __slots__ = (
        "_dip",
        "_dip_at",
        "_falling",
        "_peak",
        "_peak_at",
        "_rising",
        "_size",
        "_valley",
        "_valley_at",
        "high",
        "low",
    )

    def __init__(self, size: float) -> None:
        self._size = size
        self.start_over()

    def start_over(self) -> None:
        """Forget what was before."""
        self._rising = self._falling = False
        self._valley = self._dip = math.inf
        self._peak = -math.inf
        self._valley_at = self._peak_at = self._dip_at = 0
        self.low, self.high = math.inf, -math.inf

    def update(self, index: int, value: float) -> Swing | None:
        """Take in a value that is known; returns the swing that it completes, if any."""
        if not self._falling:
            self._rise(index, value)
            if not self._falling:
                return None
        swing = self._fall(index, value)
        if swing is None:
            self.low, self.high = self._dip, self._dip + self._size
        elif self._rising:
            self.low, self.high = self._peak - self._size, self._peak
        else:
            self.low, self.high = self._valley, self._valley + self._size
        return swing

    def _rise(self, index: int, value: float) -> None:
        """Follow the signal up from its valley to its peak, until it falls from there."""
        size = self._size
        if not self._rising:
            if value < self._valley:
                self._valley, self._valley_at = value, index
            if not value > self._valley + size:
                self.low, self.high = self._valley, self._valley + size
                return
            self._rising = True
        if value > self._peak:
            self._peak, self._peak_at = value, index
        self._falling = value < self._peak - size
        self._dip = math.inf
        self.low, self.high = self._peak - size, self._peak

    def _fall(self, index: int, value: float) -> Swing | None:
        """Follow the signal down from its peak, until it is back or rises again."""
        if value < self._dip:
            self._dip, self._dip_at = value, index
        again = value > self._dip + self._size
        if not again and value > self._valley + BACK_SHARE * (self._peak - self._valley):
            return None
        swing = Swing(self._valley_at, self._peak_at, self._dip_at if again else index, index)
        self._valley, self._valley_at = (self._dip, self._dip_at) if again else (value, index)
        self._rising, self._falling = again, False
        self._peak, self._peak_at = (value, index) if again else (-math.inf, index)
        return swing

    def finish(self, index: int) -> Swing | None:
        """The signal ends: a swing that is half-way back is one."""
        if not self._falling or self._peak - self._dip < 0.5 * (self._peak - self._valley):
            return None
        swing = Swing(self._valley_at, self._peak_at, self._dip_at, index)
        self.start_over()
        return swing
