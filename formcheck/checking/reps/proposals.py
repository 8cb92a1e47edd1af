"""Movements that may be repetitions: swings of several signals at several sizes."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import median

import numpy as np

from formcheck.checking.reps.evidence import evidence_of, past_index
from formcheck.checking.reps.history import MovementHistory
from formcheck.checking.reps.signals import SIZES, SMOOTH_S, Direction, Signal, Signals, Swings
from formcheck.checking.reps.zigzag import Swing, Zigzag
from formcheck.measures import Figure
from formcheck.pose import FloatArray, Pose

SHORTEST_S, LONGEST_S = 0.3, 14.0
"""A movement takes at least and at most so long, seconds."""

NEAR_START_SHARE = 0.1
"""A movement starts when it was last within this share of its way from the valley."""

NOTHING: FloatArray = np.empty(0)
"""The evidence of a movement of which nobody wants any."""

LEVEL_S = 3.0
"""How long before a movement, at least, the level from which it left is looked for, seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A movement out and back in one signal.

    Attributes:
        signal: The signal's name.
        start_s: When it left.
        turn_s: When it turned.
        end_s: When it was back.
        known_s: With which frame that was known, seconds.
        evidence: What speaks for and against it, in the order of `EVIDENCE`; empty where nobody
            asked for it.
        judged: What was found out from the evidence already, by who did.
    """

    signal: str
    start_s: float
    turn_s: float
    end_s: float
    known_s: float
    evidence: FloatArray
    judged: dict[object, list[float]] = field(default_factory=dict, repr=False)


class _Movement:
    """A movement out and back in one signal, as it is proposed once somebody asks.

    Args:
        history: The frames, the movement's among them.
        signal: The signal in which it shows.
        swing: From when to when.
    """

    def __init__(self, history: MovementHistory, signal: Signal, swing: Swing) -> None:
        self.signal = signal
        self._history = history
        self._swing = swing
        self._values: FloatArray = NOTHING
        self._first = 0

    @cached_property
    def bare(self) -> Proposal | None:
        """The proposal without evidence; None if it cannot be a repetition."""
        history, swing = self._history, self._swing
        if swing.valley < history.first_index:
            return None
        self._first = first = past_index(history, swing)
        self._values = values = self.signal.of(history.rows(first, swing.end + 1))
        times = history.times(swing.valley, swing.end + 1)
        self._swing = tight = _tightened(swing, values[swing.valley - first :], times)
        start_s, turn_s, end_s, known_s = (
            history.time_of(i) for i in (tight.valley, tight.turn, tight.end, tight.known)
        )
        if not SHORTEST_S <= end_s - start_s <= LONGEST_S or tight.turn <= tight.valley:
            return None
        return Proposal(self.signal.name, start_s, turn_s, end_s, known_s, NOTHING)

    @cached_property
    def whole(self) -> Proposal | None:
        """The proposal with its evidence."""
        bare = self.bare
        if bare is None:
            return None
        evidence = evidence_of(self._history, self._values, self._first, self._swing)
        return replace(bare, evidence=evidence, judged={})


class Movements:
    """The movements of one person, found once, however many counters ask about them."""

    def __init__(self) -> None:
        self.found: list[_Movement] = []
        self._signals = Signals()
        self._pose: Pose | None = None
        self._is_over = False

    @property
    def last_is_new(self) -> bool:
        """Whether the last frame said anything new of a movement."""
        return self._signals.is_new

    def follow(self, signals: Mapping[str, Direction]) -> tuple[Signal, ...]:
        """Look for movements in some signals, from now on (see `Signals.follow`)."""
        return self._signals.follow(signals)

    def update(self, time_s: float, figure: Figure) -> None:
        """Take in a frame; another call with the same frame changes nothing.

        Args:
            time_s: Its time.
            figure: The person.
        """
        if figure.pose is not self._pose:
            self._pose = figure.pose
            self._found(self._signals.update(time_s, figure))

    def finish(self) -> None:
        """The session ends; another call changes nothing."""
        if not self._is_over:
            self._is_over = True
            self._found(self._signals.finish())

    def _found(self, swings: Swings) -> None:
        history = self._signals.history
        self.found = [_Movement(history, signal, swing) for signal, swing in swings]


class _OwnSignals:
    """Signals that a counter gives by itself, beside those of the person.

    Args:
        names: Their names.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._all = tuple(
            (Signal(name, (i,), 1.0), Zigzag(SIZES), deque[tuple[float, float]]())
            for i, name in enumerate(names)
        )
        self._history = MovementHistory(len(names))
        self.names = tuple(names)

    def update(self, time_s: float, values: Sequence[float]) -> list[_Movement]:
        """Take in a frame; returns the movements that it completes."""
        index = self._history.add(time_s, values)
        found = []
        for (signal, zigzag, recent), value in zip(self._all, values, strict=True):
            if math.isnan(value):
                continue
            recent.append((time_s, value))
            while recent[0][0] < time_s - SMOOTH_S:
                recent.popleft()
            smooth = median(each for _, each in recent)
            found += [
                _Movement(self._history, signal, swing)
                for swing in zigzag.update(index, time_s, smooth)
            ]
        return found

    def finish(self) -> list[_Movement]:
        """The session ends; returns the movements that are half-way back."""
        index = self._history.next_index - 1
        return [
            _Movement(self._history, signal, swing)
            for signal, zigzag, _ in self._all
            for swing in zigzag.finish(index)
        ]


class Proposer:
    """Finds movements that may be reps, frame by frame.

    Args:
        signals: The candidate signals by name, and whether each rises or falls from the start of
            a rep to its turn.  One of an arm or leg is looked at in the left, the right and the
            mean of both.
        own: Names of signals that the caller gives with each frame, rising by 1 in a whole rep.
        evidence: Whether evidence of the movements is wanted, or of which it is.
        movements: Those of the person, where others ask about them, too; its own if None.
    """

    def __init__(
        self,
        signals: Mapping[str, Direction],
        own: Sequence[str] = (),
        *,
        evidence: bool | Callable[[Proposal], bool] = True,
        movements: Movements | None = None,
    ) -> None:
        self._movements = movements or Movements()
        asked = self._movements.follow(signals)
        self._rank = {signal: rank for rank, signal in enumerate(asked)}
        self._own = _OwnSignals(own)
        self._wants = evidence if callable(evidence) else lambda _: bool(evidence)
        names = [*(signal.name for signal in asked), *own]
        self.families = len({family_of(name) for name in names})

    def update(
        self, time_s: float, figure: Figure | None, own: Sequence[float] = ()
    ) -> list[Proposal]:
        """Take in a frame.

        Args:
            time_s: Its time.
            figure: The person; None where nobody was found.
            own: The caller's own signals; NaN where they are not known.

        Returns:
            The movements that this frame completes.
        """
        if figure is None:
            return []
        self._movements.update(time_s, figure)
        if not self._movements.last_is_new:
            return []
        found = self._asked_for() if self._movements.found else []
        if self._own.names:
            found += self._own.update(time_s, own)
        return self._proposals(found) if found else []

    def finish(self) -> list[Proposal]:
        """The session ends: movements that are half-way back are complete."""
        self._movements.finish()
        return self._proposals(self._asked_for() + self._own.finish())

    def _asked_for(self) -> list[_Movement]:
        """What was found last in the signals of this counter, in their order."""
        rank = self._rank
        found = [each for each in self._movements.found if each.signal in rank]
        if len(found) > 1:
            found.sort(key=lambda movement: rank[movement.signal])
        return found

    def _proposals(self, found: Sequence[_Movement]) -> list[Proposal]:
        out: list[Proposal] = []
        for movement in found:
            made = movement.bare
            if made is not None and self._wants(made):
                made = movement.whole
            if made is not None:
                out.append(made)
        return out


def family_of(signal: str) -> str:
    """The signal that exercises name, of which this one may be one arm's or leg's.

    >>> family_of("reach_left")
    'reach'
    """
    return signal.removesuffix("_left").removesuffix("_right")


def _tightened(swing: Swing, values: FloatArray, times: FloatArray) -> Swing:
    """The same swing from the last moment at which it was still at the level that it left.

    Args:
        swing: As a zigzag found it: from its lowest value on, which may be long ago.
        values: The signal from there to its end.
        times: Of these values, seconds.
    """
    turn = swing.turn - swing.valley
    way: list[float] = values[: turn + 1].tolist()
    middle = _last_up_to((way[0] + way[-1]) / 2, way)
    since_s = times[middle] - max(LEVEL_S, 1.5 * (times[turn] - times[middle]))
    since = int(times[: middle + 1].searchsorted(since_s))
    low = float(np.fmin.reduce(values[since : middle + 1]))  # an own signal may be unknown there
    near = _last_up_to(low + NEAR_START_SHARE * (way[-1] - low), way)
    return Swing(swing.valley + near, swing.turn, swing.end, swing.known)


def _last_up_to(most: float, values: Sequence[float]) -> int:
    """The index of the last value that is no more than so much; there must be one.

    >>> _last_up_to(0.5, [0.1, 0.4, math.nan, 0.9])
    1
    """
    return next(i for i in range(len(values) - 1, -1, -1) if values[i] <= most)
