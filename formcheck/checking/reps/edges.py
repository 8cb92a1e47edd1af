"""Reps that the first or the last frame cuts: too little of them is seen to count them."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.geometry import NAN

NEAR_S = 1.0
"""Who is seen within this time of the first or the last frame is seen at the edge, seconds: films
fade in and out."""

TAKEN_S = 0.6
"""The position is taken from the edge on if that is known within this time, seconds."""

LONGEST_S = 8.0
"""What is seen of such a rep takes at most so long, seconds, and no longer than the person's whole
ones: who is still at the turn by then rests there, as who has put down a weight."""

AWAY_SHARE = 0.2
"""At the edge a rep is under way beyond this share of the person's range from its start."""

REACHED_SHARE = 0.75
"""Its turn is seen if it goes at least this share of the range."""

RISE_SHARE = 0.15
"""And if it is this share of the range beyond the edge: at the turn in the first frame a person may
be on the way into the set, as who comes up from the floor for push-ups, and in the last one on the
way out of it, as who puts a weight down.  Not where the last frame shows the end of a lift."""

BACK_SHARE = 0.25
"""It ends, or began, within this share of the range from its start."""

SETTLED = 8
"""How many of the first and of the last movements that are counted or in doubt are remembered."""

Way = Sequence[tuple[float, float]]
"""Time, seconds, and how far a signal is from the start of a rep, in frames one after the other."""


class FilmEdges:
    """Watches what is seen at both edges of a film, of a set that may have begun before it.

    Args:
        sides: How many signals there are: one, or that of the left and of the right.
        lifts_out: Whether the weight is lifted on the way to the turn; on the way back if not.
    """

    def __init__(self, sides: int, *, lifts_out: bool) -> None:
        self._rise_at_end = 0.0 if lifts_out else RISE_SHARE
        self._first: list[list[tuple[float, float]]] = [[] for _ in range(sides)]
        self._last: list[deque[tuple[float, float]]] = [deque() for _ in range(sides)]
        self._settled_first: list[float] = []
        self._settled_last: deque[float] = deque(maxlen=SETTLED)
        self._from_s = self._seen_s = self._time_s = NAN
        self._is_open, self._was_ready = True, False

    def update(self, time_s: float, ways: Sequence[float], *, ready: bool) -> None:
        """Take in a frame.

        Args:
            time_s: Its time.
            ways: How far each signal is from the start of a rep, 1 at its turn; NaN where that is
                not known.
            ready: Whether the exercise's position is taken.
        """
        if math.isnan(self._from_s):
            self._from_s = time_s
        self._time_s = time_s
        if self._is_open:
            self._begin(time_s, ready=ready, known=not all(map(math.isnan, ways)))
        for way, first, last in zip(ways, self._first, self._last, strict=True):
            if not ready:
                last.clear()
            if math.isnan(way):
                continue
            if self._is_open:
                first.append((time_s, way))
            if ready:
                last.append((time_s, way))
                while last[0][0] < time_s - LONGEST_S:
                    last.popleft()

    def note_settled(self, turn_s: float) -> None:
        """A movement with this turn is counted, or in doubt already."""
        if len(self._settled_first) < SETTLED:
            self._settled_first.append(turn_s)
        self._settled_last.append(turn_s)

    def cut(self, low: float, high: float, rep_s: float = LONGEST_S) -> list[float]:
        """The turns of reps that the edges cut, seconds; at most one at each.

        Args:
            low: Where the person's reps start, as the signals are given.
            high: Where they turn.
            rep_s: How long their reps take, seconds.
        """
        whole = _Whole(low, high, rep_s)
        first = [_turn(way, whole, self._settled_first, RISE_SHARE) for way in self._first]
        late = [list(way)[::-1] for way in self._last if way and way[-1][0] > self._time_s - NEAR_S]
        last = [_turn(way, whole, self._settled_last, self._rise_at_end) for way in late]
        return [
            min(turns)
            for turns in ([turn for turn in each if turn is not None] for each in (first, last))
            if turns
        ]

    def _begin(self, time_s: float, *, ready: bool, known: bool) -> None:
        """Whether the position is taken since the first frame, and what is seen belongs to it."""
        if math.isnan(self._seen_s) and known:
            self._seen_s = time_s
        late = (
            time_s - self._from_s > NEAR_S
            if math.isnan(self._seen_s)
            else (not ready and not self._was_ready and time_s - self._seen_s > TAKEN_S)
        )
        if late:
            for first in self._first:
                first.clear()
        over = (self._was_ready and not ready) or time_s - self._seen_s > LONGEST_S
        self._is_open = not late and not over
        self._was_ready = self._was_ready or ready


@dataclass(frozen=True, slots=True)
class _Whole:
    """The person's whole reps: where they start and turn, and how long they take, seconds."""

    low: float
    high: float
    takes_s: float


def _turn(way: Way, whole: _Whole, settled: Sequence[float], rise: float) -> float | None:
    """When the rep turned that an edge cuts; None if there is none.

    Args:
        way: The signal from the edge on; backwards from the last frame.
        whole: The person's whole reps.
        settled: The turns of what is counted or in doubt already.
        rise: By which share of their range it must turn beyond the edge.

    >>> falling = [(0.0, 0.4), (0.2, 1.0), (0.4, 0.6), (0.6, 0.1), (0.8, 0.0)]
    >>> _turn(falling, _Whole(0.0, 1.0, 1.5), settled=[], rise=0.15)
    0.2
    >>> _turn(falling[1:], _Whole(0.0, 1.0, 1.5), settled=[], rise=0.15)  # it begins at the turn
    """
    low, range_ = whole.low, whole.high - whole.low
    if not way or way[0][1] < low + AWAY_SHARE * range_:
        return None
    turn_s, peak = way[0]
    for time_s, height in way:
        if height > peak:
            turn_s, peak = time_s, height
        if height <= low + BACK_SHARE * range_:
            break
    else:
        return None
    least = max(way[0][1] + rise * range_, low + REACHED_SHARE * range_)
    begun_s, ended_s = sorted((way[0][0], time_s))
    is_settled = any(begun_s <= each <= ended_s for each in settled)
    rests = ended_s - begun_s > whole.takes_s
    return None if peak < least or is_settled or rests else turn_s
