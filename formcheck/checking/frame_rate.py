"""Whether frames follow each other fast enough to see every rep."""

from __future__ import annotations

import math
from collections import deque
from statistics import median

from formcheck.checking.reps.cycle import Cycle

LEAST_FRAMES = 6.0
"""A rep of fewer frames may have been two: its turns are between them."""

ENOUGH_REPS = 3
"""From this many reps on their usual length is known."""

KEPT = 300
"""How many of the last frames and reps say how far frames are apart, and how long reps take."""


class FrameRate:
    """Compares how long reps take with how far frames are apart."""

    def __init__(self) -> None:
        self._steps: deque[float] = deque(maxlen=KEPT)
        self._lengths: deque[float] = deque(maxlen=KEPT)
        self._told = False

    @property
    def frames_a_rep(self) -> float:
        """How many frames a rep usually has; NaN while no rep was counted."""
        if not self._lengths or not self._steps:
            return math.nan
        return median(self._lengths) / median(self._steps)

    def update(self, step_s: float) -> None:
        """Take in a frame, so many seconds after the one before."""
        if step_s > 0:
            self._steps.append(step_s)

    def counted(self, cycle: Cycle) -> bool:
        """Take in a rep; says whether it is known with it that reps are too fast, once."""
        self._lengths.append(cycle.end_s - cycle.start_s)
        return len(self._lengths) >= ENOUGH_REPS and self._tell()

    def finish(self) -> bool:
        """The session ends; says whether its reps were too fast, if that was not said."""
        return self._tell()

    def _tell(self) -> bool:
        if self._told or not self.frames_a_rep < LEAST_FRAMES:
            return False
        self._told = True
        return True
