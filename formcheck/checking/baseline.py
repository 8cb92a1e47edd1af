"""What a value is compared with, where the person's own body is the measure."""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import Protocol

from formcheck.checking.context import FrameContext
from formcheck.checking.reps.cycle import Phase
from formcheck.geometry import NAN

START_S = 0.5
"""How long before a rep the values are taken that show its start, seconds."""

STEADY_S = 0.4
"""How long a value must be steady to be the person's own, seconds."""

PAUSE_S = 2.0
"""After a longer pause between looks at the start of reps, what was seen before is old, seconds."""

AT_TURN = 0.08
"""Within this share of the way from the exercise's start to its turn a rep is where it turned."""

STEADY_DEG = 4.0
"""How much it may vary meanwhile (distance of its quartiles)."""


class Baseline(Protocol):
    """A value to compare with; NaN until it is known."""

    value: float

    def wants(self, now: FrameContext) -> bool:
        """Whether a frame's value may say something of it, though nothing is judged then."""

    def update(self, time_s: float, value: float, now: FrameContext) -> None:
        """Take in one frame's value, NaN where unknown."""


class StartOfRep:
    """The value just before the rep began."""

    def __init__(self) -> None:
        self.value = NAN
        self._recent: deque[tuple[float, float]] = deque()

    def wants(self, now: FrameContext) -> bool:
        """Whether the signal is where reps start."""
        return now.at_start

    def update(self, time_s: float, value: float, now: FrameContext) -> None:
        """Take in one frame's value; during a rep the value before it stays."""
        if not now.at_start or math.isnan(value):
            return
        self._recent.append((time_s, value))
        while self._recent[0][0] < time_s - START_S:
            self._recent.popleft()
        self.value = median(v for _, v in self._recent)


class TurnOfRep:
    """The value at which the rep turned, known only on the way back."""

    def __init__(self) -> None:
        self.value = NAN
        self._passed = TurnPassed()

    def wants(self, now: FrameContext) -> bool:
        """Whether the rep turns."""
        return now.phase is Phase.TURN

    def update(self, time_s: float, value: float, now: FrameContext) -> None:
        """Take in one frame's value; on the way back that of the turn stays."""
        passed = self._passed.update(now, value)
        if passed:
            known = [value for _, value in passed if not math.isnan(value)]
            self.value = median(known) if known else NAN
        elif now.phase is not Phase.BACK:
            self.value = NAN


class TurnPassed:
    """What was read where a rep turned, known once it has.

    While a signal still goes out it is at its furthest in every frame: which one was the turn
    shows only on the way back.
    """

    def __init__(self) -> None:
        self._near: list[tuple[float, FrameContext, float]] = []

    def update(self, now: FrameContext, value: float) -> list[tuple[FrameContext, float]]:
        """Take in one frame.

        Args:
            now: What is known of it.
            value: What was read in it, NaN where unknown.

        Returns:
            With the first frame of the way back all frames in which the rep turned, else nothing.
        """
        if now.phase is Phase.TURN:
            self._near.append((now.way, now, value))
            return []
        near, self._near = self._near, []
        if now.phase is not Phase.BACK or not near:
            return []
        furthest = max(way for way, _, _ in near)
        return [(then, value) for way, then, value in near if way >= furthest - AT_TURN]


class FlattestSoFar:
    """The lowest steady value that the person has shown at the start of a rep.

    Args:
        sure: Values above this are not surely right, and not taken for the person's own: a
            person who is at fault from the first rep on would be compared with that fault.

    Attributes:
        value: The lowest steady value that is surely right; NaN until there is one.
        doubtful: The lowest steady value of all: what lies far above it is wrong all the same.
    """

    def __init__(self, sure: float) -> None:
        self.value = self.doubtful = NAN
        self._sure = sure
        self._looked_s = 0.0
        self._last_s = -math.inf
        self._recent: deque[tuple[float, float]] = deque()

    def wants(self, now: FrameContext) -> bool:
        """Whether the signal is where reps start."""
        return now.at_start

    def update(self, time_s: float, value: float, now: FrameContext) -> None:
        """Take in one frame's value; only steady ones at the start of a rep are the person's."""
        if now.phase is not Phase.START or math.isnan(value):
            return
        if time_s - self._last_s > PAUSE_S:
            self._recent.clear()
        self._last_s = time_s
        self._looked_s += now.step_s
        self._recent.append((self._looked_s, value))
        if self._looked_s - self._recent[0][0] < STEADY_S:
            return
        while self._recent[0][0] < self._looked_s - STEADY_S:
            self._recent.popleft()
        values = sorted(v for _, v in self._recent)
        quarter = len(values) // 4
        if values[-1 - quarter] - values[quarter] > STEADY_DEG:
            return
        steady = median(values)
        if not steady >= self.doubtful:
            self.doubtful = steady
        if steady <= self._sure:
            self.value = self.doubtful
