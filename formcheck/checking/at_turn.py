"""What a check showed where a rep turned, or at its best: known once the rep is counted.

While the rep signal still goes out it is at its furthest in every frame.  A squat passes through
each lesser depth on its way down; how deep it went is known only afterwards, and only of what was
a rep: somebody who walks or picks something up turns somewhere, too.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import NamedTuple

from formcheck.checking.context import FrameContext
from formcheck.events import Reason
from formcheck.geometry import NAN

KEPT_S = 20.0
"""How long frames are kept, seconds: the slowest rep takes 14 and is decided on within 1.3."""

NEAR_TURN_S = 0.2
"""The turn itself was looked at if a frame that was is so near to it, seconds: somebody may have
been out of position there, and what was looked at is the way."""

AT_TURN = 0.08
"""Within this share of the way from the exercise's start to its turn a rep is where it turned."""


class TurnReading(NamedTuple):
    """What a check showed at the turn of one rep.

    Attributes:
        from_s, to_s: From when to when the rep turned, seconds.
        seconds: How long that was looked at.
        value: What was read, NaN where it is not known.
        reason: Why it is not known.
        doubled: Whether the margin is doubled.
    """

    from_s: float
    to_s: float
    seconds: float
    value: float
    reason: Reason | None
    doubled: bool


class _Frame(NamedTuple):
    time_s: float
    step_s: float
    way: float
    value: float
    reason: Reason | None
    doubled: bool


class TurnReadings:
    """Keeps what frames show until a rep is counted that turned in some of them."""

    def __init__(self) -> None:
        self._frames: deque[_Frame] = deque()

    def note(self, now: FrameContext, way: float, read: float | Reason, *, doubled: bool) -> None:
        """Take in a frame.

        Args:
            now: What is known of it.
            way: How far the rep signal is from the start; 1 is the exercise's turn.
            read: The value, or why it is not known.
            doubled: Whether the margin is doubled.
        """
        unknown = read if isinstance(read, Reason) else None
        value = NAN if isinstance(read, Reason) else read
        frames = self._frames
        frames.append(_Frame(now.time_s, now.step_s, way, value, unknown, doubled))
        while frames[0].time_s < now.time_s - KEPT_S:
            frames.popleft()

    def moved(self, start_s: float, end_s: float) -> float:
        """How far the rep signal went between two times; 0 where it was not seen."""
        ways = [f.way for f in self._frames if start_s <= f.time_s <= end_s and f.way == f.way]
        return max(ways) - min(ways) if ways else 0.0

    def of_rep(self, start_s: float, turn_s: float, end_s: float) -> TurnReading | None:
        """What was read where a rep turned; frames up to its end are forgotten.

        Args:
            start_s: When it began.
            turn_s: When it turned.
            end_s: When it was over.

        Returns:
            None where nothing was looked at while it turned.
        """
        within = [f for f in self._taken(start_s, end_s) if f.way == f.way]
        if not any(abs(frame.time_s - turn_s) <= NEAR_TURN_S for frame in within):
            return None
        furthest = max(frame.way for frame in within)
        near = [frame for frame in within if frame.way >= furthest - AT_TURN]
        known = [frame.value for frame in near if not math.isnan(frame.value)]
        seen = 2 * len(known) >= len(near)
        reasons = [frame.reason for frame in near if frame.reason is not None]
        return TurnReading(
            near[0].time_s,
            near[-1].time_s,
            sum(frame.step_s for frame in near),
            median(known) if seen else NAN,
            None if seen or not reasons else reasons[0],
            any(frame.doubled for frame in near),
        )

    def best_of_rep(
        self, start_s: float, end_s: float, *, sign: float, for_s: float
    ) -> TurnReading | None:
        """The best value that a rep reached; frames up to its end are forgotten.

        What is passed on the way there does not matter.  Nor does it matter when the rep turned:
        feet need not be furthest apart when the hands are highest.

        Args:
            start_s: When it began.
            end_s: When it was over.
            sign: 1 where less is better, -1 where more is.
            for_s: How long values as good must have lasted together.

        Returns:
            None where nothing was looked at in it.
        """
        within = self._taken(start_s, end_s)
        if not within:
            return None
        known = sorted((f for f in within if not math.isnan(f.value)), key=lambda f: sign * f.value)
        reasons = [frame.reason for frame in within if frame.reason is not None]
        seconds = sum(frame.step_s for frame in within)
        if 2 * len(known) < len(within):
            reason = reasons[0] if reasons else None
            return TurnReading(start_s, end_s, seconds, NAN, reason, doubled=False)
        lasted_s, best = 0.0, known[-1]
        for frame in known:
            lasted_s += frame.step_s
            if lasted_s >= for_s:
                best = frame
                break
        times = [frame.time_s for frame in known[: known.index(best) + 1]]
        doubled = any(frame.doubled for frame in known)
        return TurnReading(min(times), max(times), seconds, best.value, None, doubled)

    def _taken(self, start_s: float, end_s: float) -> list[_Frame]:
        """The frames of a rep; those up to its end are kept no longer."""
        within = [f for f in self._frames if start_s <= f.time_s <= end_s]
        while self._frames and self._frames[0].time_s <= end_s:
            self._frames.popleft()
        return within
