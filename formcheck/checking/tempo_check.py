"""Judging the tempo of reps: too fast down, not held long enough where it turns."""

from __future__ import annotations

import math
from collections import defaultdict

from formcheck.checking.context import FrameContext
from formcheck.checking.reps.cycle import Cycle
from formcheck.events import Event, FaultEnded, FaultStarted, NotJudged, Reason, Verdict
from formcheck.exercises import Check, Rep
from formcheck.geometry import NAN
from formcheck.measures import Figure

IDLE_S = 8.0
"""A fault of the tempo is over after so long without a rep, seconds."""

INSIDE_S = 0.001
"""A rep's first moment may be the last one of the rep before it: what is said of a rep begins this
much later, seconds."""


class TempoDetector:
    """One check of a rep's times, bound to one session.  It speaks when a rep is counted.

    What was wrong in a rep lasts until a rep is right, so that it is said once and praised once.

    Args:
        check: What the exercise file says; its measure is a time.
        rep: What a repetition is.

    Attributes:
        check: What the exercise file says.
        active: The fault that lasts, or None.
        value: The time last judged, seconds.
        verdict: What the last frame said; None where no rep was counted in it.
        blind: Always false: between reps there is nothing to see.
    """

    def __init__(self, check: Check, rep: Rep) -> None:
        self.check = check
        self.active: FaultStarted | None = None
        self.value = NAN
        self.verdict: Verdict | None = None
        self.blind = False
        self._concentric = rep.concentric
        self._sign = 1.0 if check.max is not None else -1.0
        self._view = ""
        self._last_s = -math.inf
        self._bad: list[float] = []
        self._bad_last = NAN
        self._rep_of_fault = 0
        self._unknown = False
        self._seconds: defaultdict[Reason, float] = defaultdict(float)

    def update(self, figure: Figure, now: FrameContext) -> list[Event]:
        """Take in a frame: nothing of it is judged."""
        del figure
        self.verdict = None
        self._view = now.view
        over = self.active is not None and now.time_s - self._last_s >= IDLE_S
        return self._end(now.time_s) if over else []

    def unknown(self, reason: Reason, step_s: float) -> None:
        """A frame cannot be judged: the times of the rep will say so themselves."""
        del reason, step_s
        self.verdict = None

    def counted(self, cycle: Cycle, rep: int, time_s: float) -> list[Event]:
        """Judge a rep that was counted.

        Args:
            cycle: The rep, with its times as they are told.
            rep: Its number, from 1.
            time_s: When it was counted.
        """
        value, from_s, to_s = self._part(cycle)
        self._unknown = False
        if self.check.measure == "start_pause_s" and rep == 1:
            return []
        lasts_s = cycle.end_s - cycle.start_s
        if self._view not in self.check.views:
            return self._not_judged(Reason.WRONG_VIEW, lasts_s)
        if math.isnan(value):
            return self._not_judged(Reason.TOO_FEW_FRAMES, lasts_s)
        self.value, self._last_s = value, time_s
        return self._judged(value, (from_s, to_s), rep, time_s, lasts_s)

    def _judged(
        self, value: float, span: tuple[float, float], rep: int, time_s: float, lasts_s: float
    ) -> list[Event]:
        beyond = self._sign * (value - self.check.limit)
        if beyond <= 0:
            self.verdict = Verdict.OK
            return self._end(time_s)
        if beyond <= self.check.margin:
            self.verdict = Verdict.UNSURE
            self._unknown = True
            self._seconds[Reason.UNSURE] += lasts_s
            return []
        self.verdict = Verdict.FAULT
        from_s, self._bad_last = span
        if self.active is not None:
            self._bad.append(value)
            return []
        check = self.check
        self._bad, self._rep_of_fault = [value], rep
        self.active = FaultStarted(
            time_s=time_s,
            id=check.id,
            from_s=from_s,
            value=value,
            limit=check.limit,
            unit=check.unit,
            severity=check.severity,
            cue=check.cue,
        )
        return [self.active]

    def finish_rep(self) -> bool:
        """End a rep; says whether it could not be judged."""
        unknown, self._unknown = self._unknown, False
        return unknown

    def overlaps(self, start_s: float, end_s: float) -> bool:
        """Whether the fault under way was found in a rep."""
        return self.active is not None and start_s < self._bad_last <= end_s

    def left_position(self, time_s: float) -> list[Event]:
        """The position was left: reps go on to be counted, and say themselves what is so."""
        del time_s
        self.verdict = None
        return []

    def finish(self, time_s: float) -> list[Event]:
        """The session is over: close what lasts and say what could not be judged."""
        events = self._end(time_s)
        events += [
            NotJudged(time_s=time_s, id=self.check.id, reason=reason, seconds=seconds)
            for reason, seconds in self._seconds.items()
            if seconds >= 0.5
        ]
        self._seconds.clear()
        return events

    def _part(self, cycle: Cycle) -> tuple[float, float, float]:
        """The time that is asked for, and from when to when it went, all in seconds."""
        tempo, start_s, turn_s, end_s = cycle.tempo, cycle.start_s, cycle.turn_s, cycle.end_s
        out = tempo.out_s, start_s + INSIDE_S, turn_s
        back = tempo.back_s, turn_s, end_s
        lifts_out = self._concentric == "out"
        return {
            "concentric_s": out if lifts_out else back,
            "eccentric_s": back if lifts_out else out,
            "turn_pause_s": (tempo.turn_pause_s, turn_s, turn_s),
            "start_pause_s": (tempo.start_pause_s, start_s + INSIDE_S, turn_s),
            "rep_s": (end_s - start_s, start_s + INSIDE_S, end_s),
        }[self.check.measure]

    def _not_judged(self, reason: Reason, lasts_s: float) -> list[Event]:
        self.verdict, self._unknown = Verdict.UNKNOWN, True
        self._seconds[reason] += lasts_s
        return []

    def _end(self, time_s: float) -> list[Event]:
        started, self.active = self.active, None
        if started is None:
            return []
        worst = sorted(self._bad, key=lambda value: self._sign * value)
        return [
            FaultEnded(
                time_s=time_s,
                id=started.id,
                from_s=started.from_s,
                to_s=self._bad_last,
                value=worst[int(0.9 * (len(worst) - 1))],
                limit=started.limit,
                unit=started.unit,
                severity=started.severity,
                cue=started.cue,
                rep=self._rep_of_fault,
            )
        ]
