"""How much a movement looks like a rep by the exercise's own limits: no training, no edges.

Each limit is soft: beyond it a movement looks less like the exercise, and no single limit throws
one away that all others speak for.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from formcheck.checking.reps.consensus import Opinion
from formcheck.checking.reps.proposals import Proposal
from formcheck.exercises import Exercise, Limits, Rep
from formcheck.measures import MEASURES, SIDES, Figure

KEPT_S = 20.0
"""How long the measures of the position are kept, seconds."""

NEAR_SHARE = 0.2
"""The position is looked at within this share of a movement from its start, turn and end."""

SOFT_SHARE = 0.12
"""How gradually a movement becomes too small, as a share of what is asked."""

UNSEEN = 0.7
"""How far a movement is believed of which a measure of the position cannot be seen."""

CLOSED_SHARE, CLOSED_SOFT = 0.5, 0.07
"""A rep of several postures goes at least this share of its way both out and back, and how
gradually that is asked: from posture to posture it wavers at its turn by a quarter of its way."""

HIGHEST_START = 0.65
"""What begins or ends above this share of the way to the turn of such a rep is done at its turn."""

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

    def update(self, time_s: float, heights: tuple[float, ...], figure: Figure) -> None:
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
        ways: list[tuple[float, tuple[float, ...]]] = []
        places: list[tuple[float, ...]] = []
        for t, heights, values in reversed(self._seen):
            if t < proposal.start_s - near_s:
                break
            if t <= proposal.end_s + near_s:
                ways.append((t, heights))
                if any(abs(t - moment) <= near_s for moment in moments):
                    places.append(values)
        way = _way_of(proposal, ways)
        if way is None or not places:
            return Opinion(proposal, 0.0, 0.0)
        rep = self._rep
        travel = abs(rep.turn - rep.start)
        in_place = self._in_place(places)
        if rep.stages:
            in_place *= _logistic((way.closed - CLOSED_SHARE) / CLOSED_SOFT)
            in_place *= _logistic((HIGHEST_START - way.ends) / CLOSED_SOFT)
        least, needed = rep.min_range / travel, 1.0 - rep.slack / travel
        full = _soft((way.high - way.low) / least - 1.0)
        full *= _soft((way.high - needed) / max(needed, 0.1))
        if proposal.end_s - proposal.start_s < rep.min_s:
            full *= 0.3
        moved = _soft((way.high - way.low) / max(MOVED_SHARE, 0.45 * least) - 1.0)
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


@dataclass(frozen=True, slots=True)
class _Way:
    """How the rep signal went in a movement, above the exercise's start; its turn is 1.

    Attributes:
        low: Its lowest value.
        high: Its highest value.
        ends: The higher of the lowest values before its turn and after it.
        closed: Which share of its way it went both out and back.
    """

    low: float
    high: float
    ends: float
    closed: float


def _way_of(proposal: Proposal, ways: Sequence[tuple[float, tuple[float, ...]]]) -> _Way | None:
    """How the rep signal went: that of the side which the signal of a proposal is of.

    A signal of both sides does not say which moved: then it is the one that went further.

    Args:
        proposal: The movement.
        ways: Time and signals of each frame, from a little before it to a little after it.

    Returns:
        None where it was not seen.
    """
    count = len(ways[0][1]) if ways else 0
    sides = [[(t, all_[i]) for t, all_ in ways if not math.isnan(all_[i])] for i in range(count)]
    if count == len(SIDES) and proposal.signal.endswith(("_left", "_right")):
        sides = [sides[proposal.signal.endswith("_right")]]
    found = [way for side in sides if (way := _of_side(proposal, side)) is not None]
    return max(found, key=lambda way: way.high - way.low, default=None)


def _of_side(proposal: Proposal, side: Sequence[tuple[float, float]]) -> _Way | None:
    within = [(h, t) for t, h in side if proposal.start_s <= t <= proposal.end_s]
    if not within:
        return None
    peak, turn_s = max(within)
    low = min(h for _, h in side)
    ends = max(min(h for t, h in side if t <= turn_s), min(h for t, h in side if t >= turn_s))
    closed = (peak - ends) / (peak - low) if peak > low else 0.0
    return _Way(low, max(h for _, h in side), ends, closed)


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
