"""How far a flat back may bend: of everybody, and of somebody who was seen upright before."""

from __future__ import annotations

import math
from collections import deque
from statistics import median

from formcheck.checking.detector import TINY_S
from formcheck.geometry import NAN
from formcheck.measures import MEASURES, Figure
from formcheck.measures.back import stands_upright

FLAT_DEG = 20.0
"""Flat hinged backs of real people bend up to here, rounded ones from 23 on, degrees."""

ABOVE_UPRIGHT_DEG = (22.0, 55.0)
"""How much more a flat back bends when hinged than the same person's when standing, degrees.

The first is the least: in six real clips of people who hinged or squatted the median was 22 to 43
above the one of standing.  The second is the most: their 90th percentiles were 31 to 54 above it
(`python -m benchmarks.real_backs`)."""

UPRIGHT_S = 1.0
"""Somebody must have been seen upright for so long before that says anything, seconds."""

_KEPT = 150


class Upright:
    """Learns how the outline of the back bends while the person stands upright, seen side-on.

    Attributes:
        bend: The median so far, degrees; NaN until it was seen for `UPRIGHT_S`.
    """

    def __init__(self) -> None:
        self.bend = NAN
        self._seen: deque[float] = deque(maxlen=_KEPT)
        self._seconds = 0.0

    def update(self, figure: Figure, view: str, step_s: float) -> None:
        """Take in one frame, in the position of the exercise or not."""
        if view != "side" or not stands_upright(figure):
            return
        bend = MEASURES["back_bend"].read(figure)
        if math.isnan(bend):
            return
        self._seen.append(bend)
        self._seconds += step_s
        if self._seconds >= UPRIGHT_S - TINY_S:
            self.bend = median(self._seen)


def flat_shift(upright: float) -> float:
    """How much further, or less far, than `FLAT_DEG` a flat back of this person may bend.

    Where a body or its clothes fill the hollow of the back, no hollow is seen upright, and a hinged
    back reads rounder, too: there what holds for everybody gives way.  Who is very hollow upright
    would have to round the back by far before it is nobody's flat back: there it is drawn in.

    Args:
        upright: The bend of the person's outline upright, degrees; NaN where unknown.

    Returns:
        Degrees, to be added to a limit that holds for everybody.

    >>> flat_shift(math.nan), flat_shift(-20), flat_shift(10), flat_shift(-50)
    (0.0, 0.0, 12.0, -15.0)
    """
    if math.isnan(upright):
        return 0.0
    least, most = (upright + above for above in ABOVE_UPRIGHT_DEG)
    return min(max(FLAT_DEG, least), most) - FLAT_DEG
