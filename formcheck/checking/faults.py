"""Judging one check, frame by frame: right, wrong with the number, or not judged and why."""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import NamedTuple

from formcheck.checking.baseline import BestSoFar, NearTurn, StartOfRep, baseline_of
from formcheck.checking.context import FrameContext
from formcheck.checking.detector import TINY_S, Detector
from formcheck.checking.onset import Onset
from formcheck.checking.own_posture import BELIEFS, Kept, OwnValue
from formcheck.checking.reading import Reader
from formcheck.checking.reps.cycle import Cycle, Phase
from formcheck.events import (
    Event,
    FaultStarted,
    Reason,
    Verdict,
)
from formcheck.exercises import Check
from formcheck.geometry import NAN
from formcheck.measures import Figure

MENDED_S = 0.3
"""A fault is over when the value has been right for so long in all since it was wrong, seconds."""

FORGET_S = 1.0
"""A fault is over when it was not seen for so long while it was looked for, seconds."""

LEAD_S = 0.5
"""A rep is seen to be one so long after it began, at most, seconds: what is wrong by then was wrong
from the first."""

IDLE_S = 5.0
"""A fault is over when it was not looked for this long (a rest between reps), seconds."""

AFTER_REP_S = 0.3
"""How long after a rep nobody can be far on the way out of the position, seconds."""

_OF_REPS = frozenset({"rep", "concentric", "eccentric"})
"""Where what is looked at ends with a rep."""


class _Compared(NamedTuple):
    """A value, what it may be, and whether that holds for everybody or for this person alone."""

    value: float
    limit: float
    margin: float
    of_everybody: bool = False
    blur: float = 0.0


class _Told(NamedTuple):
    """A fault that can be told: when it began, its value, and the limit that it broke."""

    onset_s: float
    value: float
    limit: float


class FaultDetector(Detector):
    """One check that is judged frame by frame, bound to one session.

    Args:
        check: What the exercise file says; its measure is one of the body.
        own: What the person showed of its measure on another day; None where nothing was kept.
    """

    def __init__(self, check: Check, own: OwnValue | None = None) -> None:
        super().__init__(check)
        self._reader = Reader(check)
        self._baseline = baseline_of(check)
        compares = isinstance(self._baseline, BestSoFar) and check.measure in BELIEFS
        self._kept = Kept(check, own) if own and compares else None
        self._moved_s = -math.inf
        self._onset = Onset(check, unit=self._reader.measure.unit)
        self._good_s, self._not_bad_since = 0.0, NAN
        self._was_rep = False
        self._idle_s = 0.0
        self._before: deque[tuple[float | Reason, Figure, FrameContext]] = deque()
        self._held_back: _Told | None = None
        self._undecided: tuple[_Told, float] | None = None
        self._last_verdict: Verdict | None = None

    def update(self, figure: Figure, now: FrameContext) -> list[Event]:
        """Judge one frame in which the person is in position."""
        self.blind = False
        if self.check.during == "rep":
            self._follow_rep(now)
        applies = self._applies(figure, now)
        wanted = applies or (self._baseline is not None and self._baseline.wants(now))
        raw = self._reader.read(figure, now) if wanted else NAN
        if self._baseline is not None:
            self._baseline.update(now.time_s, raw if isinstance(raw, float) else NAN, now)
        if not applies:
            self.verdict = None
            self._idle_s += now.step_s
            if self._compares_with_start:
                self._note_before(raw, figure, now)
            over = self._idle_s >= IDLE_S or self._is_over_with_rep(now)
            return self._end(now.time_s) if over else []
        events = [e for before in self._jerk() for e in self._judge(*before)]
        return events + self._judge(raw, figure, now)

    @property
    def _compares_with_start(self) -> bool:
        return isinstance(self._baseline, StartOfRep) and self.check.during == "rep"

    def _note_before(self, raw: float | Reason, figure: Figure, now: FrameContext) -> None:
        """Keep a frame that may turn out to be the first of a rep."""
        self._before.append((raw, figure, now))
        while self._before[0][2].time_s < now.time_s - LEAD_S:
            self._before.popleft()

    def _jerk(self) -> list[tuple[float | Reason, Figure, FrameContext]]:
        """The frames in which a rep began before its own signal showed that it had."""
        before, self._before = self._before, deque()
        if not isinstance(self._baseline, StartOfRep):
            return []
        rested_s = self._baseline.rested_s
        return [each for each in before if each[2].time_s > rested_s]

    def _is_over_with_rep(self, now: FrameContext) -> bool:
        """Whether the rep is over in which the fault was: in rests nothing is looked at.

        What is compared with a rep's own start or turn ends with that rep; what is not, if it was
        right when the rep was over.
        """
        if self.active is None or now.in_movement or self.check.during not in _OF_REPS:
            return False
        own = self._baseline is not None and self._baseline.of_one_rep
        return own or self._last_verdict is Verdict.OK

    def _judge(self, raw: float | Reason, figure: Figure, now: FrameContext) -> list[Event]:
        """Judge one frame that is looked at."""
        events = self._judged(raw, figure, now)
        self._last_verdict = self.verdict
        return events

    def _judged(self, raw: float | Reason, figure: Figure, now: FrameContext) -> list[Event]:
        self._idle_s = 0.0
        self._onset.looked_s += now.step_s
        rough = self._reader.is_rough(figure)
        uncompared = rough and (self._baseline is None or math.isnan(self._baseline.value))
        raw = self._reader.believed(raw, now.time_s, uncompared=uncompared)
        if isinstance(raw, Reason):
            return self._unknown(raw, now)
        found = self._widened(self._compared(raw), figure, now, rough=rough)
        if math.isnan(found.value):
            return self._unknown(Reason.TOO_FEW_FRAMES, now)
        kept, found = self._by_kept(raw, found, now, rough=rough)
        self.value = found.value
        beyond = self._sign * (found.value - found.limit)
        if beyond > found.margin and self._can_be_told(now):
            self.verdict = Verdict.FAULT
            self._judged_lately.note(now.time_s, Verdict.FAULT, now.step_s)
            of_everybody = found.of_everybody and self._baseline is not None
            self._onset.note_clear(beyond, rough=rough or of_everybody)
            return self._bad(found.value, found.limit, now)
        if kept is None and beyond > 0 and self._own_is_missing:
            return self._unknown(Reason.NO_BASELINE, now)
        self.verdict = kept or (Verdict.OK if beyond <= -found.blur else Verdict.UNSURE)
        self._judged_lately.note(now.time_s, self.verdict, now.step_s)
        if self.verdict is Verdict.UNSURE:
            self._seconds[Reason.UNSURE] += now.step_s
        return self._not_bad(now)

    def _widened(
        self, found: _Compared, figure: Figure, now: FrameContext, *, rough: bool
    ) -> _Compared:
        """What was compared, with how far it may be misread from here."""
        margin = found.margin * (2 if now.view != "side" or rough else 1)
        if not found.of_everybody:
            return _Compared(found.value, found.limit, margin)
        blur, shift = self._reader.blur(figure), self._reader.shift(now)
        limit, margin = found.limit + min(0.0, shift), margin + max(0.0, shift) + blur
        return _Compared(found.value, limit, margin, of_everybody=True, blur=blur)

    def _by_kept(
        self, raw: float, found: _Compared, now: FrameContext, *, rough: bool
    ) -> tuple[Verdict | None, _Compared]:
        """What the person's own posture of another day says; None where it says nothing.

        Returns:
            Its verdict, and what is compared: with it, where it alone finds a fault.
        """
        kept, today = self._kept, self._baseline
        beyond = self._sign * (found.value - found.limit)
        if kept is None or rough or beyond > found.margin or not isinstance(today, BestSoFar):
            return None, found
        said = kept.says(raw, now, today, surely_right=beyond <= -found.blur)
        if said is not Verdict.FAULT:
            return said, found
        if not self._can_be_told(now):
            return Verdict.UNSURE, found
        # A change from another day is no clear one, for which half the time would be enough.
        above, margin = raw - kept.own.value, kept.margin(now)
        return said, _Compared(above, self.check.limit, margin, of_everybody=True)

    @property
    def shown(self) -> float:
        """The person's own best value that was shown and is surely right; NaN: none was."""
        return self._baseline.value if isinstance(self._baseline, BestSoFar) else NAN

    def finish(self, time_s: float) -> list[Event]:
        """The session is over: what could not be judged, and what became of the own posture."""
        said = super().finish(time_s)
        kept, self._kept = self._kept, None
        return [*said, kept.compared(self.check.id, time_s)] if kept else said

    def _follow_rep(self, now: FrameContext) -> None:
        """Forget what began in a movement that was no rep, unless it is counted as one yet."""
        if now.in_movement:
            self._was_rep = self._was_rep or now.is_clearly_rep
            return
        if self._held_back is not None:
            self._undecided, self._held_back = (self._held_back, self._bad_last), None
        if self.active is None and not self._was_rep:
            self._onset.forget()
        else:
            self._was_rep = False

    def counted(self, cycle: Cycle, rep: int, time_s: float) -> list[Event]:
        """Tell what was held back in a movement that turned out to be a rep.

        A lean takes from how high the hands rise: the signal of the rep may never come near the
        turn that shows a rep at once, while others show one when it is over.

        Args:
            cycle: The rep, with its times as they are told.
            rep: Its number, from 1.
            time_s: When it was counted.
        """
        undecided, self._undecided = self._undecided, None
        if self._held_back is not None:
            undecided, self._held_back = (self._held_back, self._bad_last), None
        if undecided is None or self.active is not None:
            return []
        said, last_s = undecided
        if not (said.onset_s < cycle.end_s and last_s >= cycle.start_s):
            return []
        self._bad_last, self._rep_of_fault = last_s, rep
        return [self._start(said.onset_s, time_s, said.value, said.limit)]

    def _applies(self, figure: Figure, now: FrameContext) -> bool:
        during = self.check.during
        if not self._reader.in_sight(figure):
            return False
        if during == "set":
            if now.in_movement:
                self._moved_s = now.time_s
            return now.in_movement or now.settled or now.time_s - self._moved_s <= AFTER_REP_S
        if during == "hold":
            return True
        if during == "rep":
            return now.in_movement
        if during == "start":
            return now.phase is Phase.START
        return self._is_on_its_way(now)

    def _is_on_its_way(self, now: FrameContext) -> bool:
        """Whether this is the part of the rep that is looked at, concentric or eccentric."""
        if isinstance(self._baseline, NearTurn) and now.phase is Phase.TURN:
            return not math.isnan(self._baseline.value)
        is_out = (self.check.during == "concentric") == (now.concentric == "out")
        return now.phase is (Phase.OUT if is_out else Phase.BACK)

    def _can_be_told(self, now: FrameContext) -> bool:
        """Whether the view bears a fault at this place of the rep; what is right it may bear."""
        views = self.check.turn_views
        if views is None or now.phase is not Phase.TURN:
            return True
        return now.view in views and (now.view != "side" or now.surely_side)

    @property
    def _own_is_missing(self) -> bool:
        """Whether it is compared with the person's own best value, which was not shown yet."""
        baseline = self._baseline
        return self.check.relative_to == "own-best" and (
            baseline is None or math.isnan(baseline.value)
        )

    def _compared(self, raw: float) -> _Compared:
        check = self.check
        if self._baseline is None:
            return _Compared(raw, check.limit, check.margin, of_everybody=True)
        own = self._baseline.value
        if not math.isnan(own):
            return _Compared(raw - own, check.limit, check.margin)
        if isinstance(self._baseline, BestSoFar) and check.first_max is not None:
            above = raw - self._baseline.doubtful
            if self._sign * (above - check.limit) > check.margin:
                return _Compared(above, check.limit, check.margin)
            return _Compared(raw, check.first_max, check.first_margin, of_everybody=True)
        return _Compared(NAN, check.limit, check.margin)

    def _unknown(self, reason: Reason, now: FrameContext) -> list[Event]:
        self.blind = reason is not Reason.WRONG_VIEW
        self.verdict = Verdict.UNKNOWN
        self._seconds[reason] += now.step_s
        self._judged_lately.note(now.time_s, Verdict.UNKNOWN, now.step_s)
        return self._fade(now.time_s)

    def _bad(self, value: float, limit: float, now: FrameContext) -> list[Event]:
        if not self._onset.is_under_way:
            self._bad_values = []
            self._rep_of_fault = now.rep if now.in_movement or now.phase is not None else None
        self._onset.bad(value, now)
        self._bad_last = now.time_s
        self._good_s, self._not_bad_since = 0.0, NAN
        self._bad_values.append(value)
        if len(self._bad_values) > 1000:
            self._bad_values = self._bad_values[::2]
        if self.active is not None or not self._onset.is_real(now):
            return []
        said = _Told(self._onset.from_s, median(self._bad_values), limit)
        if self.check.during == "rep" and not now.is_clearly_rep:
            self._held_back = None if now.getting_in else said
            return []
        return [self._tell(said, now)]

    def _tell(self, said: _Told, now: FrameContext) -> FaultStarted:
        """Say now what began."""
        self._held_back = None
        return self._start(said.onset_s, now.time_s, said.value, said.limit)

    def _not_bad(self, now: FrameContext) -> list[Event]:
        self._onset.not_clear()
        if self._held_back is not None and now.is_clearly_rep and self.active is None:
            # It was over before anyone could know that this is a rep.
            return [self._tell(self._held_back, now)]
        if self.verdict is Verdict.OK and self._last_verdict is Verdict.OK:
            self._good_s += now.step_s
        mended = self.active is not None and self._good_s >= MENDED_S - TINY_S
        return self._end(now.time_s) if mended else self._fade(now.time_s)

    def _fade(self, time_s: float) -> list[Event]:
        """Nothing says that the fault lasts; after a while it is no longer claimed."""
        if math.isnan(self._not_bad_since):
            self._not_bad_since = self._onset.looked_s
        if self.active is None:
            self._onset.let_go()
            return []
        over = self._onset.looked_s - self._not_bad_since >= FORGET_S - TINY_S
        return self._end(time_s) if over else []

    def _end(self, time_s: float) -> list[Event]:
        self._held_back = None
        self._before.clear()
        self._onset.forget()
        self._onset.not_clear()
        self._good_s, self._not_bad_since = 0.0, NAN
        return super()._end(time_s)
