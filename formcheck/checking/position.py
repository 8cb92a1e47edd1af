"""When the position of an exercise is taken, and when it is left: neither by a single frame."""

from __future__ import annotations

import math

from formcheck.geometry import NAN

ENTER_S = 0.25
"""How long the position must be seen before it is taken, seconds."""

LEAVE_S = 0.4
"""How long it must be left before it is no longer taken, seconds."""

LEAVE_HOLD_S = 0.8
"""The same of a hold, seconds: a shift or a misread moment does not end it.  It is timed up to the
last frame in position, so that this adds nothing to its end."""


class Position:
    """The position of an exercise in one session.

    Args:
        leave_s: How long it must be left before it is no longer taken, seconds.

    Attributes:
        is_taken: Whether it is taken.
        seen_from_s: Since when it has been seen before it was taken; NaN while it is not.
        taken_s: When it was taken last; NaN before the first time.
        left_s: When it was left last; NaN before the first time.

    >>> position = Position(LEAVE_S)
    >>> [position.note_seen(time_s) for time_s in (0.0, 0.1, 0.3)], position.is_taken
    ([False, False, True], True)
    >>> [position.note_missed(time_s) for time_s in (0.4, 0.8)]
    [False, True]
    """

    def __init__(self, leave_s: float) -> None:
        self._leave_s = leave_s
        self._missed_from_s = NAN
        self.is_taken = False
        self.seen_from_s = self.taken_s = self.left_s = NAN

    @property
    def is_seen(self) -> bool:
        """Whether it was seen in the last frame, before it was taken."""
        return not math.isnan(self.seen_from_s)

    def note_seen(self, time_s: float) -> bool:
        """It is seen in this frame; says whether it is taken with it."""
        self._missed_from_s = NAN
        if self.is_taken:
            return False
        if not self.is_seen:
            self.seen_from_s = time_s
        if time_s - self.seen_from_s < ENTER_S:
            return False
        self.is_taken = True
        self.taken_s = time_s
        return True

    def note_missed(self, time_s: float) -> bool:
        """It is taken and not seen in this frame; says whether it has been left by now."""
        if math.isnan(self._missed_from_s):
            self._missed_from_s = time_s
        return time_s - self._missed_from_s >= self._leave_s

    def lose(self) -> None:
        """It is not seen in this frame: to be taken it must be seen anew."""
        self.seen_from_s = NAN

    def leave(self, time_s: float) -> None:
        """It is no longer taken."""
        self.left_s = time_s
        self.seen_from_s = self._missed_from_s = NAN
        self.is_taken = False
