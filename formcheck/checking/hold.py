"""Timing a hold: it starts and stops by itself, with the position."""

from __future__ import annotations

from formcheck.checking.events import Event, HoldProgress
from formcheck.geometry import NAN

PROGRESS_S = 1.0
"""How often the progress of a hold is reported, seconds."""


class HoldTimer:
    """Seconds in position and in good form.

    Args:
        min_s: Shorter holds are not reported at all.
    """

    def __init__(self, min_s: float) -> None:
        self._min_s = min_s
        self._start_s = self._last_s = self._told_s = NAN
        self._good_s = 0.0
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
        self._good_s = 0.0

    def update(self, time_s: float, *, good: bool) -> list[Event]:
        """The position is held in this frame."""
        if good:
            self._good_s += time_s - self._last_s
        self._last_s = time_s
        if self._this_s() and time_s - self._told_s >= PROGRESS_S:
            self._told_s = time_s
            return [HoldProgress(time_s, self._start_s, time_s, self._good_s, ended=False)]
        return []

    def stop(self, time_s: float) -> list[Event]:
        """The position has been left; the last frame in it was the last update."""
        held = self._this_s()
        events: list[Event] = []
        if held:
            events = [HoldProgress(time_s, self._start_s, self._last_s, self._good_s, ended=True)]
            self._before = (self._before[0] + held, self._before[1] + self._good_s)
        self._start_s = self._last_s = NAN
        self._good_s = 0.0
        return events
