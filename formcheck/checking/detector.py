"""What all checks of a session share: a verdict, and a fault that begins, lasts and ends."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections import defaultdict, deque

from formcheck.checking.context import FrameContext
from formcheck.checking.reps.cycle import Cycle
from formcheck.events import Event, FaultEnded, FaultStarted, NotJudged, Reason, Verdict
from formcheck.exercises import Check
from formcheck.geometry import NAN
from formcheck.measures import Figure

TINY_S = 0.001
"""Sums of frame steps miss a time by less than this; ignored, it costs a whole frame, seconds."""

TOLD_S = 0.5
"""What could not be judged for less than this is not told, seconds."""

JUDGED_SHARE = 0.2
"""A rep of which no more than this share was judged could not be judged."""

REMEMBERED_S = 30.0
"""What was judged is known for so long, seconds: reps are decided on much sooner."""

REMEMBERED_REPS = 12
"""What is decided on at once are fewer reps than these."""

WORST_SHARE = 0.9
"""A fault is told by the value at this share of all from the mildest to the worst one: the worst
one itself may be a single wrong frame."""


class Detector(ABC):
    """One check, bound to one session.

    Args:
        check: What the exercise file says.

    Attributes:
        check: What the exercise file says.
        active: The fault that lasts, or None.
        value: The value last judged.
        verdict: What the last frame said; None where the check was not looked at.
        blind: Whether it could have been judged from this view, but not in the last frame.
    """

    def __init__(self, check: Check) -> None:
        self.check = check
        self.active: FaultStarted | None = None
        self.value = NAN
        self.verdict: Verdict | None = None
        self.blind = False
        self._sign = 1.0 if check.max is not None else -1.0
        self._bad_last = NAN
        self._bad_values: list[float] = []
        self._rep_of_fault: int | None = None
        self._seconds: defaultdict[Reason, float] = defaultdict(float)
        self._judged_lately = _JudgedLately()

    @abstractmethod
    def update(self, figure: Figure, now: FrameContext) -> list[Event]:
        """Take in one frame in which the person is in position."""

    def unknown(self, reason: Reason, time_s: float, step_s: float) -> None:
        """The whole frame cannot be judged."""
        self.blind = True
        self.verdict = Verdict.UNKNOWN
        self._seconds[reason] += step_s
        self._judged_lately.note(time_s, Verdict.UNKNOWN, step_s)

    def counted(self, cycle: Cycle, rep: int, time_s: float) -> list[Event]:
        """Take in a rep that was counted; what is judged frame by frame has said all of it.

        Args:
            cycle: The rep, with its times as they are told.
            rep: Its number, from 1.
            time_s: When it was counted.
        """
        del cycle, rep, time_s
        return []

    def finish_rep(self, cycle: Cycle) -> bool:
        """End a rep.

        Args:
            cycle: The rep, or what was none.

        Returns:
            Whether it could not be judged.
        """
        return self._judged_lately.share(cycle) <= JUDGED_SHARE

    def overlaps(self, start_s: float, end_s: float) -> bool:
        """Whether the fault under way overlaps an interval."""
        return self.active is not None and self.active.from_s < end_s and self._bad_last >= start_s

    def left_position(self, time_s: float) -> list[Event]:
        """The person is no longer in position: what lasted until now has ended."""
        self.verdict = None
        return self._end(time_s)

    def finish(self, time_s: float) -> list[Event]:
        """The session is over: close what lasts and say what could not be judged."""
        self.verdict = None
        return [*self._end(time_s), *not_judged(self.check.id, self._seconds, time_s)]

    def _beyond(self, value: float) -> float:
        """How far a value is beyond the limit; negative where it is right."""
        return self._sign * (value - self.check.limit)

    def _tell_rep(
        self, value: float, span: tuple[float, float], rep: int, time_s: float
    ) -> list[Event]:
        """What the verdict on a counted rep says: a fault lasts until a rep is right.

        Args:
            value: The rep's value.
            span: From when to when it was so, seconds.
            rep: Its number, from 1.
            time_s: When it was counted.
        """
        if self.verdict is Verdict.OK:
            return self._end(time_s)
        if self.verdict is not Verdict.FAULT:
            return []
        from_s, self._bad_last = span
        if self.active is not None:
            self._bad_values.append(value)
            return []
        self._bad_values, self._rep_of_fault = [value], rep
        return [self._start(from_s, time_s, value, self.check.limit)]

    def _start(self, from_s: float, time_s: float, value: float, limit: float) -> FaultStarted:
        check = self.check
        self.active = FaultStarted(
            time_s=time_s,
            id=check.id,
            from_s=from_s,
            value=value,
            limit=limit,
            unit=check.unit,
            severity=check.severity,
            cue=check.cue,
        )
        return self.active

    def _end(self, time_s: float) -> list[Event]:
        started, self.active = self.active, None
        if started is None:
            return []
        worst = sorted(self._bad_values, key=lambda value: self._sign * value)
        return [
            FaultEnded(
                time_s=time_s,
                id=started.id,
                from_s=started.from_s,
                to_s=self._bad_last,
                value=worst[int(WORST_SHARE * (len(worst) - 1))],
                limit=started.limit,
                unit=started.unit,
                severity=started.severity,
                cue=started.cue,
                rep=self._rep_of_fault,
            )
        ]


class _JudgedLately:
    """What one check said lately, and how much of a rep it judged.

    Two reps may be decided on in one frame, the second one before it is over to the eye: what was
    judged belongs to the rep in whose time it was.
    """

    def __init__(self) -> None:
        self._said: deque[tuple[float, Verdict, float]] = deque()
        self._ends_s: deque[float] = deque(maxlen=REMEMBERED_REPS)

    def note(self, time_s: float, verdict: Verdict, seconds: float) -> None:
        """It said this of so many seconds until now."""
        self._said.append((time_s, verdict, seconds))
        while self._said[0][0] < time_s - REMEMBERED_S:
            self._said.popleft()

    def share(self, cycle: Cycle) -> float:
        """How much was judged of a rep and of the rest before it, 0 to 1; 0 if nothing was seen."""
        from_s = max((s for s in self._ends_s if s < cycle.turn_s), default=-math.inf)
        self._ends_s.append(cycle.end_s)
        judged = seen = 0.0
        for time_s, verdict, seconds in self._said:
            if from_s < time_s <= cycle.end_s:
                seen += seconds
                judged += seconds if verdict in {Verdict.OK, Verdict.FAULT} else 0.0
        return judged / seen if seen else 0.0


def not_judged(id_: str, seconds: dict[Reason, float], time_s: float) -> list[NotJudged]:
    """What could not be judged, once it is over: it is told once.

    Args:
        id_: Of the check; `*` for all of them.
        seconds: For how long it could not, by the reason; emptied.
        time_s: When it is over.
    """
    told = [
        NotJudged(time_s=time_s, id=id_, reason=reason, seconds=lasted)
        for reason, lasted in seconds.items()
        if lasted >= TOLD_S
    ]
    seconds.clear()
    return told


def verdict_of(beyond: float, margin: float) -> Verdict:
    """What a value says.

    Args:
        beyond: How far it is beyond its limit, negative where it is right; NaN: not known.
        margin: Beyond the limit by no more than this it is too close to call.

    >>> [verdict_of(beyond, margin=5).value for beyond in (-1, 5, 6, NAN)]
    ['ok', 'unsure', 'fault', 'unknown']
    """
    if math.isnan(beyond):
        return Verdict.UNKNOWN
    if beyond <= 0:
        return Verdict.OK
    return Verdict.UNSURE if beyond <= margin else Verdict.FAULT
