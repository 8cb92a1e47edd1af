"""What a value is compared with, where the person's own body is the measure."""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import ClassVar, Protocol

from formcheck.checking.at_turn import AT_TURN
from formcheck.checking.context import FrameContext
from formcheck.checking.reps.cycle import Phase
from formcheck.exercises import Check
from formcheck.geometry import NAN

START_S = 0.5
"""How long before a rep the values are taken that show its start, seconds."""

REST_S = 0.4
REST_SHARE = 0.5
"""A person is at rest where the values of so long, in seconds, differ by no more than this share of
what they may change in a rep."""

NEAR_S = 0.1
"""From the values of so long it is told what a measure was near the turn, seconds."""

STEADY_S = 0.4
"""How long a value must be steady to be the person's own, seconds."""

PAUSE_S = 2.0
"""After a longer pause between looks at the start of reps, what was seen before is old, seconds."""

STEADY_DEG = 4.0
"""How much it may vary meanwhile (distance of its quartiles)."""


class Baseline(Protocol):
    """A value to compare with; NaN until it is known.

    Attributes:
        value: What is compared with.
        of_one_rep: Whether it is known anew in each rep, so that what is compared ends with it.
    """

    value: float
    of_one_rep: ClassVar[bool]

    def wants(self, now: FrameContext) -> bool:
        """Whether a frame's value may say something of it, though nothing is judged then."""

    def update(self, time_s: float, value: float, now: FrameContext) -> None:
        """Take in one frame's value, NaN where unknown."""


class StartOfRep:
    """The value just before the rep began.

    A jerk can come before the limb moves that is counted: then the signal is still where reps
    start, while the value is not.  So it is taken where the person was at rest last.

    Args:
        may_change: By how much the value may change in a rep.

    Attributes:
        value: The value at rest; NaN until it is known.
        rested_s: When the person was at rest last, as far as this value shows it.
    """

    of_one_rep: ClassVar[bool] = True

    def __init__(self, may_change: float) -> None:
        self.value = NAN
        self.rested_s = -math.inf
        self._steady = REST_SHARE * abs(may_change)
        self._recent: deque[tuple[float, float]] = deque()

    def wants(self, now: FrameContext) -> bool:
        """Whether the signal is where reps start."""
        return now.at_start

    def update(self, time_s: float, value: float, now: FrameContext) -> None:
        """Take in one frame's value; during a rep the value before it stays."""
        if not now.at_start or math.isnan(value):
            return
        recent = self._recent
        if recent and time_s - recent[-1][0] > REST_S:
            recent.clear()
            self.rested_s = -math.inf
        recent.append((time_s, value))
        while recent[0][0] < time_s - START_S:
            recent.popleft()
        values = [v for t, v in recent if t >= time_s - REST_S - 0.001]
        if time_s - recent[0][0] >= REST_S - 0.001 and max(values) - min(values) <= self._steady:
            self.rested_s = time_s
            self.value = median(values)
        elif math.isinf(self.rested_s):
            self.value = median(v for _, v in recent)


class TurnOfRep:
    """The value at which the rep turned, known only on the way back.

    While a signal still goes out it is at its furthest in every frame: which one was the turn
    shows only afterwards.
    """

    of_one_rep: ClassVar[bool] = True

    def __init__(self) -> None:
        self.value = NAN
        self._near: list[tuple[float, float]] = []

    def wants(self, now: FrameContext) -> bool:
        """Whether the rep turns."""
        return now.phase is Phase.TURN

    def update(self, time_s: float, value: float, now: FrameContext) -> None:
        """Take in one frame's value; on the way back that of the turn stays."""
        if now.phase is Phase.TURN:
            self._near.append((now.way, value))
        elif now.phase is Phase.BACK and self._near:
            furthest = max(way for way, _ in self._near)
            near = (v for way, v in self._near if way >= furthest - AT_TURN)
            known = [v for v in near if not math.isnan(v)]
            self.value = median(known) if known else NAN
            self._near = []
        if now.phase is not Phase.BACK:
            self.value = NAN
        if now.phase not in (Phase.BACK, Phase.TURN):
            self._near = []


class NearTurn:
    """The value when the rep came near its turn.

    A fault may hold up the turn itself: hips that rise before the shoulders stay as bent as they
    were, so that the rep's own measure turns when the fault is nearly over.
    """

    of_one_rep: ClassVar[bool] = True

    def __init__(self) -> None:
        self.value = NAN
        self._first: list[float] = []
        self._since_s = NAN

    def wants(self, now: FrameContext) -> bool:
        """Whether the rep comes near its turn."""
        return now.phase is Phase.TURN and math.isnan(self.value)

    def update(self, time_s: float, value: float, now: FrameContext) -> None:
        """Take in one frame's value; from then on until the rep is over it stays."""
        if now.phase not in (Phase.TURN, Phase.BACK):
            self.value, self._first, self._since_s = NAN, [], NAN
        elif self.wants(now) and not math.isnan(value):
            if not self._first:
                self._since_s = time_s
            self._first.append(value)
            if time_s >= self._since_s + NEAR_S - 0.001:
                self.value = median(self._first)


class BestSoFar:
    """The lowest steady value that the person has shown at the start of a rep, or in a hold.

    Args:
        sure: Values above this are not surely right, and not taken for the person's own: a
            person who is at fault from the first rep on would be compared with that fault.

    Attributes:
        value: The lowest steady value that is surely right; NaN until there is one.
        doubtful: The lowest steady value of all: what lies far above it is wrong all the same.
    """

    of_one_rep: ClassVar[bool] = False

    def __init__(self, sure: float) -> None:
        self.value = self.doubtful = NAN
        self._sure = sure
        self._looked_s = 0.0
        self._last_s = -math.inf
        self._recent: deque[tuple[float, float]] = deque()

    def wants(self, now: FrameContext) -> bool:
        """Whether the signal is where reps start, or nothing but a hold is done."""
        return now.at_start or now.phase is None

    def update(self, time_s: float, value: float, now: FrameContext) -> None:
        """Take in one frame's value; within a rep none is the person's own, steady or not."""
        if now.phase not in (Phase.START, None) or math.isnan(value):
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


def baseline_of(check: Check) -> Baseline | None:
    """What a check compares its values with; None where it takes them as they are."""
    if check.relative_to == "rep-start":
        return StartOfRep(check.limit)
    if check.relative_to == "rep-turn":
        return TurnOfRep()
    if check.relative_to == "near-turn":
        return NearTurn()
    return None if check.first_max is None else BestSoFar(check.first_max)
