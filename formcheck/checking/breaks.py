"""Whether a break is due: who holds a posture all day should leave it now and then."""

from __future__ import annotations

import math

from formcheck.geometry import NAN

BREAK_S = 60.0
"""Who has left the posture for this long has taken a break, seconds: less is a shift in it."""


class BreakClock:
    """How long a posture has been held without a break.

    Args:
        every_s: A break is due after each such time, seconds.

    Attributes:
        due_s: The time without a break for which one is due, a multiple of `every_s`; 0 while
            none is.
    """

    def __init__(self, every_s: float) -> None:
        self.due_s = 0.0
        self._every_s = every_s
        self._since_s = self._held_s = NAN

    def update(self, time_s: float, *, held: bool) -> bool:
        """Take in a frame.

        Args:
            time_s: Its time.
            held: Whether the posture is held in it.

        Returns:
            Whether a break has become due, or due once more, with this frame.
        """
        if not math.isnan(self._held_s) and time_s - self._held_s >= BREAK_S:
            self._since_s = self._held_s = NAN
            self.due_s = 0.0
        if not held:
            return False
        if math.isnan(self._since_s):
            self._since_s = time_s
        self._held_s = time_s
        due_s = self._every_s * math.floor((time_s - self._since_s) / self._every_s)
        became, self.due_s = due_s > self.due_s, due_s
        return became
