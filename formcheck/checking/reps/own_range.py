"""How far a person's own movements go: one that goes much less far is no whole rep.

What a movement looks like says little of how far it went: half a rep of one person is a whole one
of another, who is less supple or stands farther away.  Beside the person's own reps it is plain.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import replace
from statistics import median

from formcheck.checking.reps.consensus import Decided
from formcheck.checking.reps.doubts import LIKE_RANGE, RHYTHM_REPS

LESS_SHARE, HALF_SHARE = 0.55, 0.45
"""A movement that goes less than the first share of the person's others is the likelier half a rep
the less far it goes, down to the second."""

HALF_ODDS = 30.0
"""By how many times it is likelier half a rep at the second share, by how far it went alone.  Of
34 half reps of rendered sets 30 go less than half as far as the reps before them, of 816 whole ones
of rendered and filmed sets eight, so that it might be 90 times; but what a movement looks like has
its part in that already.  None of these eight looked like half a rep, so that each counts or is in
doubt."""

ALIKE_ODDS = 1 / 3
"""By how many where it goes as far as the others: who does nothing but quarter squats does them as
reps.  The number is ours."""


class OwnRange:
    """Remembers how far the person's last movements went."""

    def __init__(self) -> None:
        self._ranges: deque[float] = deque(maxlen=RHYTHM_REPS)

    def forget(self) -> None:
        """A new set begins: the person's own range may be another."""
        self._ranges.clear()

    def weighed(self, movement: Decided, range_: float) -> Decided:
        """Weigh what a movement looks like against how far it went beside those before it.

        It is remembered itself, also where it was small: two such are the person's own way.

        Args:
            movement: What was agreed on.
            range_: How far it went, in the rep signal's unit.

        Returns:
            The movement, with what it is more or less likely than by its looks alone.
        """
        share = range_ / median(self._ranges) if self._ranges else math.nan
        self._ranges.append(range_)
        if LIKE_RANGE[0] <= share <= LIKE_RANGE[1]:
            likelier = ALIKE_ODDS
        elif share < LESS_SHARE:
            below = (LESS_SHARE - share) / (LESS_SHARE - HALF_SHARE)
            likelier = HALF_ODDS ** min(1.0, below)
        else:
            return movement
        half = movement.short * likelier
        likely = half + 1 - movement.short
        return replace(movement, confidence=movement.confidence / likely, short=half / likely)
