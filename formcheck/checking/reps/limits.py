"""How much a movement looks like a rep by the exercise's own limits: no training, no edges.

Each limit is soft: beyond it a movement looks less like the exercise, and no single limit throws
one away that all others speak for.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from statistics import median

from formcheck.checking.reps.consensus import Opinion
from formcheck.checking.reps.proposals import Proposal
from formcheck.exercises import Exercise, Limits, Rep
from formcheck.measures import MEASURES, Figure

KEPT_S = 20.0
"""How long the measures of the position are kept, seconds."""

NEAR_SHARE = 0.2
"""The position is looked at within this share of a movement from its start, turn and end."""

SOFT_SHARE = 0.12
"""How gradually a movement becomes too small, as a share of what is asked."""

UNSEEN = 0.7
"""How far a movement is believed of which a measure of the position cannot be seen."""

MOVED_SHARE = 0.3
"""From this share of the way that is asked a movement is an attempt."""


class WithinLimits:
    """The opinion of an exercise's own limits.

    Args:
        exercise: It must count reps.
    """

    def __init__(self, exercise: Exercise) -> None:
        assert exercise.rep is not None
        self._rep: Rep = exercise.rep
        self._setup = tuple((MEASURES[name], limits) for name, limits in exercise.setup.items())
        self._seen: deque[tuple[float, tuple[float, ...], tuple[float, ...]]] = deque()

    def see(self, time_s: float, heights: tuple[float, ...], figure: Figure) -> None:
        """Take in a frame.

        Args:
            time_s: Its time.
            heights: The rep signal above the exercise's start, 1 at its turn, NaN where unknown:
                of the near side, or of the left and the right where either may work alone.
            figure: The person.
        """
        values = tuple(measure.read(figure) for measure, _ in self._setup)
        self._seen.append((time_s, heights, values))
        while self._seen[0][0] < time_s - KEPT_S:
            self._seen.popleft()

    def opinions(self, proposals: Sequence[Proposal]) -> list[Opinion]:
        """What the limits say of movements."""
        return [self._opinion(proposal) for proposal in proposals]

    def _opinion(self, proposal: Proposal) -> Opinion:
        near_s = NEAR_SHARE * (proposal.end_s - proposal.start_s)
        moments = (proposal.start_s, proposal.turn_s, proposal.end_s)
        ways: list[tuple[float, ...]] = []
        places: list[tuple[float, ...]] = []
        for t, heights, values in reversed(self._seen):
            if t < proposal.start_s - near_s:
                break
            if t <= proposal.end_s + near_s:
                ways.append(heights)
                if any(abs(t - moment) <= near_s for moment in moments):
                    places.append(values)
        way = _way_of(proposal.signal, ways)
        if way is None or not places:
            return Opinion(proposal, 0.0, 0.0)
        in_place = self._in_place(places)
        rep = self._rep
        travel = abs(rep.turn - rep.start)
        low, high = way
        least, needed = rep.min_range / travel, 1.0 - rep.slack / travel
        full = _soft((high - low) / least - 1.0) * _soft((high - needed) / max(needed, 0.1))
        if proposal.end_s - proposal.start_s < rep.min_s:
            full *= 0.3
        moved = _soft((high - low) / max(MOVED_SHARE, 0.45 * least) - 1.0)
        return Opinion(proposal, in_place * full, in_place * moved * (1.0 - full))

    def _in_place(self, places: Sequence[tuple[float, ...]]) -> float:
        """How well the position was kept, 0 to 1: the geometric mean would forgive everything."""
        kept = 1.0
        for i, (_, limits) in enumerate(self._setup):
            seen = [values[i] for values in places if not math.isnan(values[i])]
            if 2 * len(seen) < len(places):
                kept *= 1.0 if limits.optional else UNSEEN
            else:
                kept *= _fits(limits, median(seen))
        return kept


def _way_of(signal: str, ways: Sequence[tuple[float, ...]]) -> tuple[float, float] | None:
    """From where to where the rep signal went: that of the side which a signal is of.

    A signal of both sides does not say which moved: then it is the one that went further.

    >>> ways = [(0.0, 0.0), (0.2, 0.9), (0.1, math.nan)]
    >>> _way_of("reach_left", ways), _way_of("reach_right", ways), _way_of("reach", ways)
    ((0.0, 0.2), (0.0, 0.9), (0.0, 0.9))
    """
    sides = [[h for h in side if not math.isnan(h)] for side in zip(*ways, strict=True)]
    if len(sides) == 2 and signal.endswith(("_left", "_right")):
        sides = [sides[signal.endswith("_right")]]
    return max(
        ((min(side), max(side)) for side in sides if side),
        key=lambda way: way[1] - way[0],
        default=None,
    )


def _fits(limits: Limits, value: float) -> float:
    """How well a value fits a range, 0 to 1: half at the end of its slack."""
    soft = max(limits.slack / 2, 1.0)
    low = math.inf if limits.min is None else value - (limits.min - limits.slack)
    high = math.inf if limits.max is None else (limits.max + limits.slack) - value
    return _logistic(min(low, high) / soft)


def _soft(beyond: float) -> float:
    """How surely something is reached, 0 to 1: by `beyond` of itself."""
    return _logistic(beyond / SOFT_SHARE + 1.0)


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, x))))
