"""A movement that was agreed on, as the exercise's own signal shows it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.checking.reps.consensus import Decided
from formcheck.checking.reps.timing import Path

LEVEL_S = 0.3
"""The level that a movement left is that of so long before it, at least, seconds."""

AFTER_SHARE = 0.3
"""By how much a movement may be longer in the rep signal than it was proposed."""

LATE_SHARE = 1.0
"""And this much longer where the rep signal is not half of the way back by then."""

AT_START_SHARE = 0.08
"""A movement has begun, and is over, beyond this share of its range from the start."""

REST_S = 0.15
"""The rest after a movement is looked at for as long, seconds: it tells when that was over."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A movement as the rep signal shows it.

    Attributes:
        path: Time and height of each frame, seconds and the signal's unit above the exercise's
            start, from before it left to the rest after it.
        start_s: When it left.
        turn_s: When it was highest.
        end_s: When it was back.
        low: The height from which it left.
        high: That at which it turned.
    """

    path: Path
    start_s: float
    turn_s: float
    end_s: float
    low: float
    high: float

    @property
    def range(self) -> float:
        """How far it went, in the rep signal's unit."""
        return self.high - self.low


def shown_in(path: Path, decided: Decided, ended_s: float) -> Shown | None:
    """Find a movement in the rep signal.

    Args:
        path: Time and height of each frame, from well before it.
        decided: The movement.
        ended_s: When the one before was over; NaN if there was none.

    Returns:
        How it is shown; None where too few frames show it, or no way out and back.
    """
    since = [point for point in path if point[0] >= decided.start_s]
    within = [point for point in since if point[0] <= decided.end_s]
    if len(within) < 3:
        return None
    until_s = decided.end_s + AFTER_SHARE * (decided.end_s - decided.start_s)
    middle = (min(h for _, h in within) + max(h for _, h in within)) / 2
    if [h for t, h in since if t <= until_s][-1] > middle:  # its arm or leg is still at the turn
        late_s = decided.end_s + LATE_SHARE * (decided.end_s - decided.start_s)
        later = [point for point in since if until_s < point[0] <= late_s]
        half_s = next((t for t, h in later if h <= middle), until_s)
        until_s = later[-1][0] if half_s > until_s else until_s
        within = [point for point in since if point[0] <= half_s]
    whole = path
    path = [point for point in path if point[0] <= until_s]
    turn_s, high = max(within, key=lambda point: point[1])
    since_s = decided.start_s - max(LEVEL_S, 0.5 * (turn_s - decided.start_s))
    since_s = since_s if math.isnan(ended_s) else max(since_s, min(ended_s, decided.start_s))
    before = [(t, h) for t, h in path if since_s <= t <= turn_s]
    after = [(t, h) for t, h in path if t >= turn_s]
    low = min(h for _, h in before)
    near = AT_START_SHARE * (high - low)
    start_s = [t for t, h in before if h <= low + near][-1]
    rested_s, low_after = min(after, key=lambda point: point[1])
    end_s = next(t for t, h in after if h <= max(low, low_after) + near)
    if not start_s < turn_s < end_s:
        return None
    middle = (low + high) / 2
    before_s = max((t for t, h in path if t < start_s and h > middle), default=-math.inf)
    way = [point for point in whole if before_s < point[0] <= rested_s + REST_S]
    return Shown(way, start_s, turn_s, end_s, low, high)
