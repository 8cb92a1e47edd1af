"""Timing a hold: it starts and stops by itself, with the position."""

from __future__ import annotations

from formcheck.checking.events import Event, HoldProgress
from formcheck.geometry import NAN

PROGRESS_S = 1.0
"""How often the progress of a hold is reported, seconds."""

GETTING_IN_S = 1.0
"""Who has not come to rest in so long from the start on is still getting into the position."""


class HoldTimer:
    """Seconds in position and in good form.

    Args:
        min_s: Shorter holds are not reported at all.
    """

    def __init__(self, min_s: float) -> None:
        self._min_s = min_s
        self._taken_s = self._rested_s = NAN
        self._start_s = self._last_s = self._told_s = NAN
        self._good_s = self._good_at_rest_s = 0.0
        self._before = (0.0, 0.0)

    @property
    def total_s(self) -> float:
        """Seconds in position, of this hold and those before."""
        return self._before[0] + self._this_s()

    @property
    def total_good_s(self) -> float:
        """Seconds in good form, of this hold and those before."""
        return self._before[1] + (self._good_s if self._this_s() else 0.0)

    def _this_s(self) -> float:
        held = self._last_s - self._start_s
        return held if held >= self._min_s else 0.0

    def start(self, time_s: float) -> None:
        """The position was reached at this time."""
        self._start_s = self._last_s = self._told_s = time_s
        self._taken_s = self._rested_s = time_s
        self._good_s = self._good_at_rest_s = 0.0

    def update(self, time_s: float, *, good: bool, settled: bool = True) -> list[Event]:
        """The position is held in this frame."""
        if not settled and time_s - self._taken_s <= GETTING_IN_S:
            self._start_s = self._last_s = self._told_s = self._rested_s = time_s
            self._good_s = self._good_at_rest_s = 0.0
            return []
        if good:
            self._good_s += time_s - self._last_s
        self._last_s = time_s
        if settled:
            self._rested_s, self._good_at_rest_s = time_s, self._good_s
        if self._this_s() and time_s - self._told_s >= PROGRESS_S:
            self._told_s = time_s
            return [HoldProgress(time_s, self._start_s, time_s, self._good_s, ended=False)]
        return []

    def stop(self, time_s: float, *, left: bool = False) -> list[Event]:
        """It is over; the last frame in position was the last update.

        If the position was left, what went before without rest was already the way out of it.
        """
        if left:
            self._last_s, self._good_s = self._rested_s, self._good_at_rest_s
        held = self._this_s()
        events: list[Event] = []
        if held:
            events = [HoldProgress(time_s, self._start_s, self._last_s, self._good_s, ended=True)]
            self._before = (self._before[0] + held, self._before[1] + self._good_s)
        self._start_s = self._last_s = NAN
        self._good_s = 0.0
        return events
