"""Movements that may be repetitions: swings of several signals at several sizes."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from formcheck.checking.reps.evidence import evidence_of
from formcheck.checking.reps.history import MovementHistory
from formcheck.checking.reps.zigzag import Swing, Zigzag
from formcheck.measures import Figure
from formcheck.measures.movement import APART, NUMBERS, SIDED, Scale, movement_numbers
from formcheck.pose import FloatArray

Direction = Literal["rises", "falls"]

SIZES = (0.12, 0.25, 0.45)
"""Swings of these sizes are proposed, in trunks or right angles."""

SHORTEST_S, LONGEST_S = 0.3, 14.0
"""A movement takes at least and at most so long, seconds."""

SMOOTH_S = 0.085
"""A signal is smoothed by its median over this time, seconds."""

CLOSEST_S = 0.02
"""Frames that follow sooner, seconds, say nothing new of a movement."""

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
    """

    signal: str
    start_s: float
    turn_s: float
    end_s: float
    known_s: float
    evidence: FloatArray


class _Signal:
    """One signal, its recent values and its zigzag.

    Args:
        name: Its name.
        columns: The number, or two whose mean it is.
        factor: 1 if it rises in a rep, -1 if it falls.
        apart: It is not their mean, but how far the two are apart.
    """

    def __init__(
        self, name: str, columns: tuple[int, ...], factor: float, *, apart: bool = False
    ) -> None:
        self.name = name
        self.zigzag = Zigzag(SIZES)
        self._columns = columns
        self._apart = apart
        self._factor = factor if apart else factor / len(columns)
        self._recent: deque[tuple[float, float]] = deque()

    def value(self, time_s: float, numbers: Sequence[float]) -> float:
        """The signal's value of a frame, smoothed; NaN where it is not known."""
        value = numbers[self._columns[0]]
        if self._apart:
            value = abs(value - numbers[self._columns[1]])
        elif len(self._columns) == 2:
            value += numbers[self._columns[1]]
        value *= self._factor
        if math.isnan(value):
            return value
        recent = self._recent
        recent.append((time_s, value))
        while recent[0][0] < time_s - SMOOTH_S:
            recent.popleft()
        if len(recent) == 1:
            return value
        ordered = sorted([each for _, each in recent])
        middle = len(ordered) // 2
        return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2

    def of(self, rows: FloatArray) -> FloatArray:
        """The signal's values of many frames."""
        numbers = rows[:, self._columns]
        one = np.abs(numbers[:, 0] - numbers[:, 1]) if self._apart else numbers.sum(axis=1)
        found: FloatArray = self._factor * one
        return found


class Proposer:
    """Finds movements that may be reps, frame by frame.

    Args:
        signals: The candidate signals by name, and whether each rises or falls from the start of
            a rep to its turn.  One of an arm or leg is looked at in the left, the right and the
            mean of both.
        own: Names of signals that the caller gives with each frame, rising by 1 in a whole rep.
        evidence: Whether evidence of the movements is wanted, or of which it is.
    """

    def __init__(
        self,
        signals: Mapping[str, Direction],
        own: Sequence[str] = (),
        *,
        evidence: bool | Callable[[Proposal], bool] = True,
    ) -> None:
        self._history = MovementHistory(len(NUMBERS) + len(own))
        self._scale = Scale()
        self._signals = (
            *(each for name, way in signals.items() for each in _made(name, way)),
            *(_Signal(name, (len(NUMBERS) + i,), 1.0) for i, name in enumerate(own)),
        )
        self._wants = evidence if callable(evidence) else lambda _: bool(evidence)
        self._last_s = -math.inf
        self.families = len({family_of(signal.name) for signal in self._signals})

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
        if figure is None or time_s - self._last_s < CLOSEST_S:
            return []
        trunk_px = self._scale.update(figure, time_s)
        numbers = movement_numbers(figure, trunk_px) if trunk_px > 0 else ()
        if not numbers or not all(map(math.isfinite, numbers)):
            return []
        self._last_s = time_s
        numbers = (*numbers, *own)
        index = self._history.add(time_s, numbers)
        found: list[tuple[_Signal, Swing]] = []
        for signal in self._signals:
            swings = signal.zigzag.update(index, time_s, signal.value(time_s, numbers))
            if swings:
                found += [(signal, swing) for swing in swings]
        return self._proposals(found) if found else []

    def finish(self) -> list[Proposal]:
        """The session ends: movements that were most of the way back are complete."""
        index = self._history.next_index - 1
        return self._proposals(
            [(s, swing) for s in self._signals for swing in s.zigzag.finish(index)]
        )

    def _proposals(self, found: Sequence[tuple[_Signal, Swing]]) -> list[Proposal]:
        out: list[Proposal] = []
        history = self._history
        first = history.first_index
        for signal, swing in found:
            if swing.valley < first:
                continue
            values = signal.of(history.rows(first, swing.end + 1))
            times = history.times(swing.valley, swing.end + 1)
            tight = _tightened(swing, values[swing.valley - first :], times)
            start_s, turn_s, end_s, known_s = (
                history.time_of(i) for i in (tight.valley, tight.turn, tight.end, tight.known)
            )
            if not SHORTEST_S <= end_s - start_s <= LONGEST_S or tight.turn <= tight.valley:
                continue
            made = Proposal(signal.name, start_s, turn_s, end_s, known_s, NOTHING)
            if self._wants(made):
                made = replace(made, evidence=evidence_of(history, values, tight))
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
    way = values[: turn + 1]
    middle = int(np.flatnonzero(way <= (way[0] + way[-1]) / 2)[-1])
    since_s = times[middle] - max(LEVEL_S, 1.5 * (times[turn] - times[middle]))
    since = int(np.searchsorted(times[: middle + 1], since_s))
    low = np.nanmin(way[since : middle + 1])  # an own signal may be unknown meanwhile
    near = np.flatnonzero(way <= low + NEAR_START_SHARE * (way[-1] - low))
    return Swing(swing.valley + int(near[-1]), swing.turn, swing.end, swing.known)


def _made(name: str, way: Direction) -> list[_Signal]:
    sign = 1.0 if way == "rises" else -1.0
    if name in APART:
        limb = name.removesuffix("_apart")
        columns = NUMBERS.index(f"{limb}_left"), NUMBERS.index(f"{limb}_right")
        return [_Signal(name, columns, sign, apart=True)]
    if name not in SIDED:
        return [_Signal(name, (NUMBERS.index(name),), sign)]
    left, right = NUMBERS.index(f"{name}_left"), NUMBERS.index(f"{name}_right")
    return [
        _Signal(name, (left, right), sign),
        _Signal(f"{name}_left", (left,), sign),
        _Signal(f"{name}_right", (right,), sign),
    ]
