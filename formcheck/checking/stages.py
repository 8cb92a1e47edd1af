"""The postures that a rep passes: which were there, in their order, and which were left out."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from formcheck.checking.reading import is_hidden
from formcheck.checking.reps.consensus import Decided
from formcheck.checking.reps.cycle import Cycle
from formcheck.events import AttemptReason, Verdict
from formcheck.exercises import Limits, Rep, RepStage
from formcheck.geometry import NAN
from formcheck.measures import MEASURES, Figure, Measure

KEPT_S = 20.0
"""For so long the measures of the postures are kept, seconds: as long as the slowest rep."""

BEYOND_SHARE, BEYOND_S = 0.25, 0.5
"""By this share of a rep, and so many seconds at most, its first posture may come before it and its
last after it: a jump comes once the body is upright again."""

DENSE_S = 0.045
"""With frames closer than this, seconds, a median of three removes single wrong ones."""

BLINK_S = 0.15
"""A measure that is unknown for less than this hides no posture, seconds."""

_WORTH = {Verdict.OK: 1.0, Verdict.UNSURE: 0.5, Verdict.UNKNOWN: 0.3, Verdict.FAULT: 0.0}
"""How gladly a frame is taken for a posture: what is there before what may be there."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A frame: its time, and the value of each measure; NaN where it is not known."""

    time_s: float
    values: tuple[float, ...]


class StageWatcher:
    """Looks for the postures of each rep.

    Args:
        rep: What a repetition is; it must have stages.
    """

    def __init__(self, rep: Rep) -> None:
        self._stages = rep.stages
        names = dict.fromkeys(name for stage in rep.stages for name in stage.limits)
        self._measures = tuple(MEASURES[name] for name in names)
        self._seen: deque[_Seen] = deque()
        self._waiting: list[tuple[Cycle, Decided]] = []
        self._last_turn_s = -math.inf

    def update(self, time_s: float, figure: Figure | None) -> None:
        """Take in a frame; None where nobody was found or is to be believed."""
        values = tuple(
            NAN if figure is None else _value(measure, figure) for measure in self._measures
        )
        self._seen.append(_Seen(time_s, values))
        while self._seen[0].time_s < time_s - KEPT_S:
            self._seen.popleft()

    def due(
        self, time_s: float, cycles: Sequence[Cycle], decided: Sequence[Decided]
    ) -> tuple[list[Cycle], list[Decided]]:
        """The movements of which all is seen now.

        Args:
            time_s: Until when frames were seen; infinite once there are no more.
            cycles: The reps and attempts that are decided now.
            decided: All that was decided now, with what is neither.

        Returns:
            The movements, reps with their stages; a rep of which a needed stage was left out is an
            attempt.  And the decisions that may be doubted: not those on such reps.
        """
        told = [each for each in decided if each.counts or each.is_attempt]
        self._waiting += zip(cycles, told, strict=True)
        found = [each for each in decided if not (each.counts or each.is_attempt)]
        waiting, self._waiting = self._waiting, []
        out: list[Cycle] = []
        for cycle, movement in waiting:
            if time_s < cycle.end_s + _beyond(cycle):
                self._waiting.append((cycle, movement))
                continue
            judged = cycle if cycle.reason else self._judged(cycle)
            out.append(judged)
            if not judged.left_out:
                found.append(movement)
        return out, found

    def _judged(self, cycle: Cycle) -> Cycle:
        beyond_s = _beyond(cycle)
        since_s = max(cycle.start_s - beyond_s, self._last_turn_s)
        self._last_turn_s = max(self._last_turn_s, cycle.turn_s)
        frames = [e for e in self._seen if since_s <= e.time_s <= cycle.end_s + beyond_s]
        passed = tuple(_in_order([list(self._states(each, frames)) for each in self._stages]))
        left_out = tuple(
            stage.id
            for stage, verdict in zip(self._stages, passed, strict=True)
            if stage.needed and verdict is Verdict.FAULT
        )
        reason = AttemptReason.LEFT_OUT if left_out else None
        return replace(cycle, reason=reason, stages=passed, left_out=left_out)

    def _states(self, stage: RepStage, frames: Sequence[_Seen]) -> Iterator[Verdict]:
        """What each frame says of a posture."""
        wanted = [
            (list(_smooth(frames, place)), stage.limits[measure.name])
            for place, measure in enumerate(self._measures)
            if measure.name in stage.limits
        ]
        for at in range(len(frames)):
            states = {_state(values[at], limits) for values, limits in wanted}
            order = (Verdict.FAULT, Verdict.UNKNOWN, Verdict.UNSURE, Verdict.OK)
            yield next(each for each in order if each in states)


def _beyond(cycle: Cycle) -> float:
    return min(BEYOND_S, BEYOND_SHARE * (cycle.end_s - cycle.start_s))


def _value(measure: Measure, figure: Figure) -> float:
    if any(is_hidden(figure, joint) for joint in measure.joints):
        return NAN
    return measure.read(figure)


def _smooth(frames: Sequence[_Seen], place: int) -> Iterator[float]:
    """A measure over time: without single wrong frames, and over moments in which it is unknown."""
    known_s, known = -math.inf, NAN
    for at, frame in enumerate(frames):
        value = frame.values[place]
        if math.isnan(value):
            yield known if frame.time_s - known_s < BLINK_S else NAN
            continue
        known_s, known = frame.time_s, value
        near = frames[max(0, at - 1) : at + 2]
        dense = near[-1].time_s - near[0].time_s <= 2 * DENSE_S
        values = [each.values[place] for each in near if not math.isnan(each.values[place])]
        yield median(values) if dense and len(values) == 3 else value


def _state(value: float, limits: Limits) -> Verdict:
    """Whether a measure is as a posture asks; within its slack it is too close to call."""
    if math.isnan(value):
        return Verdict.OK if limits.optional else Verdict.UNKNOWN
    if limits.holds(value, inside=False):
        return Verdict.OK
    return Verdict.UNSURE if limits.holds(value, inside=True) else Verdict.FAULT


def _in_order(stages: Sequence[Sequence[Verdict]]) -> list[Verdict]:
    """Which postures were passed one after the other: the best that any choice of frames says.

    Args:
        stages: Of each posture what each frame says of it.

    >>> yes, no = Verdict.OK, Verdict.FAULT
    >>> down_then_up = [[yes, no, no], [no, yes, no], [no, no, yes]]
    >>> [each.value for each in _in_order(down_then_up)]
    ['ok', 'ok', 'ok']
    >>> sorted(each.value for each in _in_order(down_then_up[::-1]))
    ['fault', 'fault', 'ok']
    """
    if not stages or not stages[0]:
        return [Verdict.UNKNOWN] * len(stages)
    best: list[tuple[float, list[Verdict]]] = [(0.0, [])] * len(stages[0])
    for states in stages:
        until: tuple[float, list[Verdict]] = (-1.0, [])
        row = []
        for (worth, passed), state in zip(best, states, strict=True):
            here = (worth + _WORTH[state], [*passed, state])
            until = max(until, here, key=lambda each: each[0])
            row.append(until)
        best = row
    return best[-1][1]
