"""When a fault has begun: a value has been wrong for long enough, and is no way out of a hold."""

from __future__ import annotations

import math
from collections import deque

from formcheck.checking.context import FrameContext
from formcheck.checking.detector import TINY_S
from formcheck.exercises import Check
from formcheck.geometry import NAN

GAP_S = 0.2
"""A gap in a beginning fault that does not restart its clock, seconds."""

MOSTLY = 0.6
"""A beginning fault must fill this share of its time: single bad frames do not add up."""

WORSENING_S = 0.4
WORSENING_DEG = (1.6, 6.5)
"""A line that worsens by so much from one half of this time to the other is on its way.

Lying down from a plank lowers the hips by 2 to 4 degrees in that time; who holds a sag keeps within
1 of it, and hips that fall all at once are told of at once.  Degrees and seconds."""

ON_THE_WAY_S = 1.0
"""After so long it is no way out of the position any more but a fault that grows, seconds."""


class Onset:
    """The beginning of a fault, by two clocks: that of the video, and one of what was looked at.

    Args:
        check: What the exercise file says.
        unit: That of the check's measure.

    Attributes:
        looked_s: For how long the check was looked at so far, seconds; its detector adds to it.
        from_s: When the value was wrong first, seconds of the video.
    """

    def __init__(self, check: Check, *, unit: str) -> None:
        self.looked_s = 0.0
        self.from_s = NAN
        self._check = check
        self._sign = 1.0 if check.max is not None else -1.0
        self._may_be_a_way_out = unit == "deg" and check.during == "hold" and self._sign < 0
        self._began_looked_s = self._latest_looked_s = self._clear_looked_s = NAN
        self._bad_s = 0.0
        self._lately: deque[tuple[float, float]] = deque()

    @property
    def is_under_way(self) -> bool:
        """Whether a fault begins, or lasts."""
        return not math.isnan(self._began_looked_s)

    def bad(self, value: float, now: FrameContext) -> None:
        """The value of a frame is wrong.

        Args:
            value: The value, compared with what it should be.
            now: The frame.
        """
        if not self.is_under_way:
            self.from_s, self._began_looked_s = now.time_s, self.looked_s
            self._bad_s = 0.0
        self._latest_looked_s = self.looked_s
        self._bad_s += now.step_s
        self._lately.append((now.time_s, self._sign * value))
        while self._lately[0][0] < now.time_s - WORSENING_S:
            self._lately.popleft()

    def note_clear(self, beyond: float, *, rough: bool) -> None:
        """Remember since when the value has been clearly wrong, in what was looked at.

        `clear` is said of a change: with nothing to compare with it says nothing.

        Args:
            beyond: How far the value is beyond its limit.
            rough: Whether it was read roughly, or has nothing to be compared with.
        """
        clear = self._check.clear
        if clear is None or rough or beyond < abs(clear - self._check.limit):
            self._clear_looked_s = NAN
        elif math.isnan(self._clear_looked_s):
            self._clear_looked_s = self.looked_s

    def not_clear(self) -> None:
        """The value is not clearly wrong."""
        self._clear_looked_s = NAN

    def is_real(self, now: FrameContext) -> bool:
        """Whether a beginning fault has lasted for long enough, in what was looked at."""
        lasted = self.looked_s - self._began_looked_s
        clearly = self.looked_s - self._clear_looked_s >= self._check.for_s / 2 - TINY_S
        if not (clearly or lasted >= self._check.for_s - TINY_S) or self._bad_s < MOSTLY * lasted:
            return False
        return not self._is_on_the_way(now, lasted)

    def _is_on_the_way(self, now: FrameContext, lasted: float) -> bool:
        """Whether what sinks in a hold may be the way out of it: that is how people lie down."""
        if not self._may_be_a_way_out or lasted >= ON_THE_WAY_S:
            return False
        slowly, fast = WORSENING_DEG
        middle_s = now.time_s - WORSENING_S / 2
        before = [v for t, v in self._lately if t < middle_s]
        after = [v for t, v in self._lately if t >= middle_s]
        if not before:
            return False
        return slowly < sum(after) / len(after) - sum(before) / len(before) <= fast

    def let_go(self) -> None:
        """A beginning fault that has not gone on for a while has not begun."""
        if self.looked_s - self._latest_looked_s > GAP_S + TINY_S:
            self.forget()

    def forget(self) -> None:
        """What began has not, or is over."""
        self._began_looked_s = NAN
