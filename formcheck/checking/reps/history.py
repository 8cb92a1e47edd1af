"""The last moments of a person's movement, as arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.measures.movement import NUMBERS
from formcheck.pose import FloatArray

KEPT = 1024
"""How many frames are kept at least; twice as many are held before the older half goes."""


class MovementHistory:
    """Numbers of the last frames, found by a running index.

    Args:
        columns: How many numbers a frame has.
        kept: How many frames are kept at least.
    """

    def __init__(self, columns: int = len(NUMBERS), kept: int = KEPT) -> None:
        self._kept = kept
        self._times = np.empty(2 * kept)
        self._rows = np.empty((2 * kept, columns))
        self._size = self._first = 0

    @property
    def next_index(self) -> int:
        """The index that the next frame will have."""
        return self._first + self._size

    @property
    def first_index(self) -> int:
        """The oldest index that is kept."""
        return self._first

    def add(self, time_s: float, numbers: Sequence[float] | FloatArray) -> int:
        """Keep a frame's numbers, shape (columns,); returns its index."""
        if self._size == len(self._times):
            self._times[: self._kept] = self._times[self._kept :]
            self._rows[: self._kept] = self._rows[self._kept :]
            self._size -= self._kept
            self._first += self._kept
        self._times[self._size] = time_s
        self._rows[self._size] = numbers
        self._size += 1
        return self._first + self._size - 1

    def times(self, start: int, stop: int) -> FloatArray:
        """Times of frames from `start` up to `stop`, seconds, shape (n,); older ones are gone."""
        found: FloatArray = self._times[max(0, start - self._first) : stop - self._first]
        return found

    def rows(self, start: int, stop: int) -> FloatArray:
        """Numbers of frames from `start` up to `stop`, shape (n, columns); older ones are gone."""
        found: FloatArray = self._rows[max(0, start - self._first) : stop - self._first]
        return found

    def time_of(self, index: int) -> float:
        """The time of a frame, of the oldest if it is gone, seconds."""
        return float(self._times[max(0, index - self._first)])
