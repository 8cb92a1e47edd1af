"""The signals of a person's movement, all followed together, and the swings in them."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.checking.reps.history import MovementHistory
from formcheck.checking.reps.zigzag import GAP_S, Swing, Zigzag
from formcheck.measures import Figure
from formcheck.measures.movement import APART, NUMBERS, SIDED, Scale, movement_numbers
from formcheck.pose import FloatArray

Direction = Literal["rises", "falls"]

SIZES = (0.12, 0.25, 0.45)
"""Swings of these sizes are proposed, in trunks or right angles."""

SMOOTH_S = 0.085
"""A signal is smoothed by its median over this time, seconds."""

CLOSEST_S = 0.02
"""Frames that follow sooner, seconds, say nothing new of a movement."""


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """One signal.

    Attributes:
        name: Its name.
        columns: The number, or two whose mean it is.
        factor: 1 if it rises in a rep, -1 if it falls.
        apart: It is not the mean of two, but how far they are apart.
    """

    name: str
    columns: tuple[int, ...]
    factor: float
    apart: bool = False

    @property
    def weight(self) -> float:
        """What the sum of its numbers, or how far they are apart, is multiplied by."""
        return self.factor if self.apart else self.factor / len(self.columns)

    def of(self, rows: FloatArray) -> FloatArray:
        """The signal's values, shape (frames,), of frames' numbers, shape (frames, columns)."""
        one: FloatArray = rows[:, self.columns[0]]
        if len(self.columns) == 2:
            other = rows[:, self.columns[1]]
            one = np.abs(one - other) if self.apart else one + other
        return self.weight * one


Swings = list[tuple[Signal, Swing]]
"""Movements out and back, each with the signal in which it shows."""


class Signals:
    """Follows signals of one person.

    Attributes:
        history: The numbers of the last frames.
        is_new: Whether the last frame said anything new.
    """

    def __init__(self) -> None:
        self.history = MovementHistory()
        self.is_new = False
        self._scale = Scale()
        self._asked: dict[tuple[str, Direction], tuple[Signal, ...]] = {}
        self._all: list[tuple[Signal, Zigzag]] = []
        self._recent: deque[tuple[float, FloatArray]] = deque()
        self._last_s = -math.inf
        self._arrange()

    def follow(self, signals: Mapping[str, Direction]) -> tuple[Signal, ...]:
        """Follow some signals from now on.

        Args:
            signals: By name, and whether each rises or falls from the start of a rep to its turn.
                One of an arm or leg is looked at in the left, the right and the mean of both.

        Returns:
            The signals, in order; what is followed already is the very same.
        """
        for name, way in signals.items():
            if (name, way) not in self._asked:
                made = self._asked[name, way] = _made(name, way)
                self._all += [(signal, Zigzag(SIZES)) for signal in made]
        self._arrange()
        return tuple(each for asked in signals.items() for each in self._asked[asked])

    def update(self, time_s: float, figure: Figure) -> Swings:
        """Take in a frame.

        Args:
            time_s: Its time.
            figure: The person.

        Returns:
            The swings that it completes.
        """
        self.is_new = False
        if time_s - self._last_s < CLOSEST_S:
            return []
        trunk_px = self._scale.update(figure, time_s)
        numbers = movement_numbers(figure, trunk_px) if trunk_px > 0 else ()
        if not numbers or not math.isfinite(sum(numbers)):
            return []
        self.is_new = True
        if time_s - self._last_s > GAP_S:
            self._start_over()
        self._last_s = time_s
        row = np.array(numbers)
        index = self.history.add(time_s, row)
        values = self._smoothed(time_s, row)
        found: Swings = []
        # Most values say nothing new by any size.
        for i in ((values < self._low) | (values > self._high)).nonzero()[0].tolist():
            signal, zigzag = self._all[i]
            swings = zigzag.move(index, values.item(i))
            if swings:
                found += [(signal, swing) for swing in swings]
            self._low[i], self._high[i] = zigzag.low, zigzag.high
        return found

    def finish(self) -> Swings:
        """The session ends: swings that are half-way back are complete."""
        index = self.history.next_index - 1
        return [(signal, each) for signal, zigzag in self._all for each in zigzag.finish(index)]

    def _arrange(self) -> None:
        """Lay the signals out so that one operation reads all of them."""
        signals = [signal for signal, _ in self._all]
        self._one = np.array([signal.columns[0] for signal in signals], dtype=np.intp)
        summed, apart = (
            np.array(
                [i for i, s in enumerate(signals) if len(s.columns) == 2 and s.apart == is_apart],
                dtype=np.intp,
            )
            for is_apart in (False, True)
        )
        other = np.array([signal.columns[-1] for signal in signals], dtype=np.intp)
        self._summed, self._summed_with = summed, other[summed]
        self._apart, self._apart_from = apart, other[apart]
        self._weights = np.array([signal.weight for signal in signals])
        self._low = np.array([zigzag.low for _, zigzag in self._all])
        self._high = np.array([zigzag.high for _, zigzag in self._all])
        self._recent.clear()

    def _start_over(self) -> None:
        for _, zigzag in self._all:
            zigzag.start_over()
        self._low.fill(math.inf)
        self._high.fill(-math.inf)

    def _smoothed(self, time_s: float, row: FloatArray) -> FloatArray:
        """The values of all signals in a frame, each the median of the last few."""
        values = row[self._one]
        if self._summed.size:
            values[self._summed] += row[self._summed_with]
        if self._apart.size:
            values[self._apart] = np.abs(values[self._apart] - row[self._apart_from])
        values *= self._weights
        recent = self._recent
        recent.append((time_s, values))
        while recent[0][0] < time_s - SMOOTH_S:
            recent.popleft()
        return _median([each for _, each in recent])


def _median(rows: Sequence[FloatArray]) -> FloatArray:
    """The median of each column; most cameras give two or three frames to take it of."""
    if len(rows) == 1:
        return rows[0]
    if len(rows) == 2:
        return (rows[0] + rows[1]) / 2
    if len(rows) == 3:
        low, high = np.minimum(rows[0], rows[1]), np.maximum(rows[0], rows[1])
        return np.maximum(low, np.minimum(high, rows[2]))
    ordered = np.array(rows)
    ordered.sort(axis=0)
    middle = len(rows) // 2
    found: FloatArray = (
        ordered[middle] if len(rows) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    )
    return found


def _made(name: str, way: Direction) -> tuple[Signal, ...]:
    sign = 1.0 if way == "rises" else -1.0
    if name in APART:
        limb = name.removesuffix("_apart")
        columns = NUMBERS.index(f"{limb}_left"), NUMBERS.index(f"{limb}_right")
        return (Signal(name, columns, sign, apart=True),)
    if name not in SIDED:
        return (Signal(name, (NUMBERS.index(name),), sign),)
    left, right = NUMBERS.index(f"{name}_left"), NUMBERS.index(f"{name}_right")
    return (
        Signal(name, (left, right), sign),
        Signal(f"{name}_left", (left,), sign),
        Signal(f"{name}_right", (right,), sign),
    )
