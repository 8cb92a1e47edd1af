"""Judging a check by where a rep turned, or by its best value, once the rep is counted."""

from __future__ import annotations

import math

from formcheck.checking.at_turn import KEPT_S, TurnReading, TurnReadings
from formcheck.checking.baseline import baseline_of
from formcheck.checking.context import FrameContext
from formcheck.checking.detector import TINY_S, Detector, verdict_of
from formcheck.checking.reading import Reader
from formcheck.checking.reps.cycle import Cycle
from formcheck.events import Event, Reason, Verdict
from formcheck.exercises import Check
from formcheck.geometry import NAN
from formcheck.measures import Figure
from formcheck.pose import Side

ALONE_SHARE = 0.5
"""The arm or leg that is nearer did not make a movement if it went less than this share of the way
of the other one."""


class TurnDetector(Detector):
    """One check of a rep's turn or best value, bound to one session.

    What was wrong in a rep lasts until a rep is right, so that it is said once and praised once.

    Args:
        check: What the exercise file says; it is looked at at the turn, or at its best.
    """

    def __init__(self, check: Check) -> None:
        super().__init__(check)
        self._read: dict[Side | None, _SideReadings] = {}
        self._near: Side = "left"

    def update(self, figure: Figure, now: FrameContext) -> list[Event]:
        """Keep what a frame shows until it is known whether a rep turned in it.

        Where one arm may work alone both are looked at, because which one it was is known only
        when the rep is counted.
        """
        self.blind = False
        self._near = figure.side
        for side, way in now.ways or ((None, now.way),):
            if side not in self._read:
                self._read[side] = _SideReadings(self.check)
            self._read[side].update(figure if side is None else figure.on(side), now, way)
        over = self.active is not None and now.time_s - self._bad_last >= KEPT_S
        return self._end(now.time_s) if over else []

    def counted(self, cycle: Cycle, rep: int, time_s: float) -> list[Event]:
        """Judge a rep that was counted.

        Args:
            cycle: The rep.
            rep: Its number, from 1.
            time_s: When it was counted.
        """
        side = self._side_of(cycle)
        read = side.of_rep(cycle, self._sign) if side else None
        if read is None:
            return []
        margin = self.check.margin * (2 if read.doubled else 1)
        self.verdict = verdict_of(self._beyond(read.value), margin)
        self._judged_lately.note(cycle.end_s, self.verdict, read.seconds)
        reason = Reason.UNSURE if self.verdict is Verdict.UNSURE else read.reason
        if reason is not None:
            self._seconds[reason] += read.seconds
        return self._tell_rep(read.value, (read.from_s, read.to_s), rep, time_s)

    def _side_of(self, cycle: Cycle) -> _SideReadings | None:
        """What was read of the arm or leg that made a rep: of the near one where both did.

        A far one that is seen badly is not said to have worked alone.  If the near one rested
        meanwhile it is the far one's rep all the same, and the near one shows nothing of it.

        Returns:
            None where nothing was read yet.
        """
        if cycle.side in self._read:
            return self._read[cycle.side]
        near, *far = sorted(self._read, key=lambda side: side != self._near) or [None]
        if far and self._read[near].moved(cycle) < ALONE_SHARE * self._read[far[0]].moved(cycle):
            return self._read[far[0]]
        return self._read.get(near)


class _SideReadings:
    """What a check read of one side, or of the near one where it does not matter which works."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._reader = Reader(check)
        self._baseline = baseline_of(check)
        self._turns = TurnReadings()

    def update(self, figure: Figure, now: FrameContext, way: float) -> None:
        """Take in a frame.

        Args:
            figure: The person, measured on this side.
            now: What is known of the frame.
            way: How far this side's rep signal is from the start; 1 is the exercise's turn.
        """
        if self._check.during == "turn" or self._reader.in_sight(figure):
            rough = self._reader.is_rough(figure)
            doubled = now.view != "side" or rough
            self._turns.note(now, way, self._value(figure, now, rough=rough), doubled=doubled)

    def _value(self, figure: Figure, now: FrameContext, *, rough: bool) -> float | Reason:
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

    def moved(self, cycle: Cycle) -> float:
        """How far this side's rep signal went in a movement; 0 where it was not seen."""
        return self._turns.moved(cycle.start_s, cycle.end_s)

    def of_rep(self, cycle: Cycle, sign: float) -> TurnReading | None:
        """What a rep showed; `sign` is 1 where less is better, -1 where more is."""
        if self._check.during == "best":
            for_s = self._check.for_s - TINY_S
            return self._turns.best_of_rep(cycle.start_s, cycle.end_s, sign=sign, for_s=for_s)
        return self._turns.of_rep(cycle.start_s, cycle.turn_s, cycle.end_s)
