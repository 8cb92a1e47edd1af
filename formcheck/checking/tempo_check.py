"""Judging the tempo of reps: too fast down, not held long enough where it turns."""

from __future__ import annotations

import math

from formcheck.checking.context import FrameContext
from formcheck.checking.detector import Detector, verdict_of
from formcheck.checking.reps.cycle import Cycle
from formcheck.events import Event, Reason, Verdict
from formcheck.exercises import Check, Rep
from formcheck.geometry import NAN
from formcheck.measures import Figure

IDLE_S = 8.0
"""A fault of the tempo is over after so long without a rep, seconds."""

INSIDE_S = 0.001
"""A rep's first moment may be the last one of the rep before it: what is said of a rep begins this
much later, seconds."""


class TempoDetector(Detector):
    """One check of a rep's times, bound to one session.  It speaks when a rep is counted.

    What was wrong in a rep lasts until a rep is right, so that it is said once and praised once.
    It is never blind: between reps there is nothing to see.

    Args:
        check: What the exercise file says; its measure is a time.
        rep: What a repetition is.
    """

    def __init__(self, check: Check, rep: Rep) -> None:
        super().__init__(check)
        self._concentric = rep.concentric
        self._view = ""
        self._last_s = -math.inf
        self._unknown = False

    def update(self, figure: Figure, now: FrameContext) -> list[Event]:
        """Take in a frame: nothing of it is judged."""
        del figure
        self.verdict = None
        self._view = now.view
        over = self.active is not None and now.time_s - self._last_s >= IDLE_S
        return self._end(now.time_s) if over else []

    def unknown(self, reason: Reason, time_s: float, step_s: float) -> None:
        """A frame cannot be judged: the times of the rep will say so themselves."""
        del reason, time_s, step_s
        self.verdict = None

    def counted(self, cycle: Cycle, rep: int, time_s: float) -> list[Event]:
        """Judge a rep that was counted.

        Args:
            cycle: The rep, with its times as they are told.
            rep: Its number, from 1.
            time_s: When it was counted.
        """
        self._unknown = False
        if self.check.measure == "start_pause_s" and math.isnan(cycle.tempo.start_pause_s):
            return []  # the first rep of a set has none
        value, from_s, to_s = self._part(cycle)
        reason = Reason.TOO_FEW_FRAMES
        if self._view not in self.check.views:
            value, reason = NAN, Reason.WRONG_VIEW
        self.verdict = verdict_of(self._beyond(value), self.check.margin)
        if self.verdict is not Verdict.UNKNOWN:
            self.value, self._last_s = value, time_s
        self._unknown = self.verdict in {Verdict.UNKNOWN, Verdict.UNSURE}
        if self._unknown:
            why = Reason.UNSURE if self.verdict is Verdict.UNSURE else reason
            self._seconds[why] += cycle.end_s - cycle.start_s
        return self._tell_rep(value, (from_s, to_s), rep, time_s)

    def finish_rep(self, cycle: Cycle) -> bool:
        """End a rep; says whether it could not be judged."""
        del cycle
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
