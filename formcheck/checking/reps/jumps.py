"""Frames in which a signal goes further than anybody moves."""

from __future__ import annotations

import math
from collections import deque

from formcheck.exercises import Rep

FASTEST_SHARE = 1.5
"""The largest range that anybody has, as a share of the exercise's travel: with it and the shortest
time of a rep goes the greatest speed of the signal.  What jumps further is not believed before it
has been there for as long as the way would have taken."""

WILD_SHARE = 0.3
"""A movement in which the signal jumps in more than this share of the frames is not believed: it
did so in .23 of those of rendered and real sets at most, and in .33 and .35 of invented ones."""

FRAMES = 3600
"""So many frames are remembered."""


class Jumps:
    """Tells jumps from movements.

    Args:
        rep: What a repetition is.
    """

    def __init__(self, rep: Rep) -> None:
        # The steepest part of a movement that eases in and out, out and back within the time.
        self._speed = math.pi * FASTEST_SHARE * abs(rep.turn - rep.start) / rep.min_s
        self._frames: deque[tuple[float, bool]] = deque(maxlen=FRAMES)

    def update(self, time_s: float, change: float, step_s: float) -> bool:
        """Take in how much the signal changed since it was last believed; whether it jumped."""
        jumped = abs(change) > self._speed * step_s
        self._frames.append((time_s, jumped))
        return jumped

    def many(self, since_s: float, until_s: float) -> bool:
        """Whether it jumped in a good part of the frames of a movement."""
        during = [jumped for t, jumped in self._frames if since_s <= t <= until_s]
        return sum(during) > WILD_SHARE * len(during)
