"""Judging a check by where a rep turned, or by its best value, once the rep is counted."""

from __future__ import annotations

import math

from formcheck.checking.at_turn import KEPT_S, TurnReadings
from formcheck.checking.baseline import baseline_of
from formcheck.checking.context import FrameContext
from formcheck.checking.detector import TINY_S, Detector, verdict_of
from formcheck.checking.reading import Reader
from formcheck.checking.reps.cycle import Cycle
from formcheck.events import Event, Reason, Verdict
from formcheck.exercises import Check
from formcheck.geometry import NAN
from formcheck.measures import Figure


class TurnDetector(Detector):
    """One check of a rep's turn or best value, bound to one session.

    What was wrong in a rep lasts until a rep is right, so that it is said once and praised once.

    Args:
        check: What the exercise file says; it is looked at at the turn, or at its best.
    """

    def __init__(self, check: Check) -> None:
        super().__init__(check)
        self._reader = Reader(check)
        self._baseline = baseline_of(check)
        self._turns = TurnReadings()

    def update(self, figure: Figure, now: FrameContext) -> list[Event]:
        """Keep what a frame shows until it is known whether a rep turned in it.

        Where one arm works it is looked at, not the one that is nearer to the camera.
        """
        self.blind = False
        figure = figure if now.side is None else figure.on(now.side)
        if self.check.during == "turn" or self._reader.in_sight(figure):
            rough = self._reader.is_rough(figure)
            doubled = now.view != "side" or rough
            self._turns.note(now, self._read(figure, now, rough=rough), doubled=doubled)
        over = self.active is not None and now.time_s - self._bad_last >= KEPT_S
        return self._end(now.time_s) if over else []

    def _read(self, figure: Figure, now: FrameContext, *, rough: bool) -> float | Reason:
        """What a frame shows, compared with what the check asks for."""
        raw, own = self._reader.read(figure, now), 0.0
        if self._baseline is not None:
            self._baseline.update(now.time_s, NAN if isinstance(raw, Reason) else raw, now)
            own = self._baseline.value
        uncompared = rough and (self._baseline is None or math.isnan(own))
        raw = self._reader.believed(raw, now.time_s, uncompared=uncompared)
        if isinstance(raw, Reason):
            return raw
        return Reason.TOO_FEW_FRAMES if math.isnan(own) else raw - own

    def counted(self, cycle: Cycle, rep: int, time_s: float) -> list[Event]:
        """Judge a rep that was counted.

        Args:
            cycle: The rep.
            rep: Its number, from 1.
            time_s: When it was counted.
        """
        check = self.check
        if check.during == "best":
            sign, for_s = self._sign, check.for_s - TINY_S
            read = self._turns.best_of_rep(cycle.start_s, cycle.end_s, sign=sign, for_s=for_s)
        else:
            read = self._turns.of_rep(cycle.start_s, cycle.turn_s, cycle.end_s)
        if read is None:
            return []
        margin = check.margin * (2 if read.doubled else 1)
        self.verdict = verdict_of(self._beyond(read.value), margin)
        self._rep_seconds[self.verdict] += read.seconds
        reason = Reason.UNSURE if self.verdict is Verdict.UNSURE else read.reason
        if reason is not None:
            self._seconds[reason] += read.seconds
        return self._tell_rep(read.value, (read.from_s, read.to_s), rep, time_s)
