"""Judging one check, frame by frame: right, wrong with the number, or not judged and why."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from statistics import median

from formcheck.checking.at_turn import KEPT_S, TurnReadings
from formcheck.checking.baseline import Baseline, BestSoFar, StartOfRep, TurnOfRep
from formcheck.checking.context import FrameContext
from formcheck.checking.flicker import Flicker
from formcheck.checking.reps.cycle import Cycle, Phase
from formcheck.events import Event, FaultEnded, FaultStarted, NotJudged, Reason, Verdict
from formcheck.exercises import Check
from formcheck.geometry import NAN
from formcheck.measures import MEASURES, Figure

MIN_VISIBILITY = 0.4
"""Joints that a check needs must be at least this visible.

Cut-off ankles read .2, near joints .9 and more, far ones .3 to .8."""

MENDED_S = 0.3
"""A fault is over when the value has been right for this long, seconds."""

FORGET_S = 1.0
"""A fault is over when it could not be seen for this long while it was looked for, seconds."""

IDLE_S = 5.0
"""A fault is over when it was not looked for this long (a rest between reps), seconds."""

AFTER_REP_S = 0.3
"""How long after a rep nobody can be far on the way out of the position, seconds."""

GAP_S = 0.2
"""A gap in a beginning fault that does not restart its clock, seconds."""

WORSENING_S = 0.4
WORSENING_DEG = (1.6, 6.5)
"""A line that worsens by so much from one half of this time to the other is on its way.

Lying down from a plank lowers the hips by 2 to 4 degrees in that time; who holds a sag keeps within
1 of it, and hips that fall all at once are told of at once.  Degrees and seconds."""

ON_THE_WAY_S = 1.0
"""After so long it is no way out of the position any more but a fault that grows, seconds."""

MOSTLY = 0.6
"""A beginning fault must fill this share of its time: single bad frames do not add up."""


TINY_S = 0.001
"""Sums of frame steps miss a time by less than this; ignored, it costs a whole frame, seconds."""


class FaultDetector:
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
        self._measure = MEASURES[check.measure]
        self._sign = 1.0 if check.max is not None else -1.0
        self._flicker = Flicker()
        self._baseline: Baseline | None = None
        self._turns = TurnReadings()
        if check.relative_to == "rep-start":
            self._baseline = StartOfRep()
        elif check.relative_to == "rep-turn":
            self._baseline = TurnOfRep()
        elif check.first_max is not None:
            self._baseline = BestSoFar(check.first_max)
        self.active: FaultStarted | None = None
        self.value = NAN
        self.verdict: Verdict | None = None
        self.blind = False
        self._looked_s = 0.0
        self._moved_s = -math.inf
        self._onset_s = self._bad_last = NAN
        self._onset_observed_s = self._latest_observed_s = self._clear_since = NAN
        self._bad_s = 0.0
        self._good_since = self._unseen_since = NAN
        self._was_rep = False
        self._idle_s = 0.0
        self._bad_values: list[float] = []
        self._lately: deque[tuple[float, float]] = deque()
        self._rep_of_fault: int | None = None
        self._seconds: defaultdict[Reason, float] = defaultdict(float)
        self._rep_seconds: defaultdict[Verdict, float] = defaultdict(float)

    def update(self, figure: Figure, now: FrameContext) -> list[Event]:
        """Judge one frame in which the person is in position."""
        self.blind = False
        if self.check.during in ("turn", "best"):
            return self._note_turn(figure, now)
        if self.check.during == "rep":
            self._follow_rep(now)
        applies = self._applies(figure, now)
        wanted = applies or (self._baseline is not None and self._baseline.wants(now))
        raw = self._read(figure, now) if wanted else NAN
        if self._baseline is not None:
            self._baseline.update(now.time_s, raw if isinstance(raw, float) else NAN, now)
        if not applies:
            self.verdict = None
            self._idle_s += now.step_s
            return self._end(now.time_s) if self._idle_s >= IDLE_S else []
        return self._judge(raw, figure, now)

    def _judge(self, raw: float | Reason, figure: Figure, now: FrameContext) -> list[Event]:
        """Judge one frame that is looked at."""
        self._idle_s = 0.0
        self._looked_s += now.step_s
        rough = self._measure.rough is not None and self._measure.rough(figure)
        if isinstance(raw, float):
            raw = self._believed(raw, now, rough=rough)
        if isinstance(raw, Reason):
            return self._unknown(raw, now)
        value, limit, margin = self._relative(raw)
        if math.isnan(value):
            return self._unknown(Reason.TOO_FEW_FRAMES, now)
        self.value = value
        if now.view != "side" or rough:
            margin *= 2
        beyond = self._sign * (value - limit)
        if beyond > margin and self._can_be_told(now):
            self.verdict = Verdict.FAULT
            self._rep_seconds[Verdict.FAULT] += now.step_s
            self._note_clear(beyond, rough=rough)
            return self._bad(value, limit, now)
        if beyond > 0 and self._own_is_missing:
            return self._unknown(Reason.NO_BASELINE, now)
        self.verdict = Verdict.OK if beyond <= 0 else Verdict.UNSURE
        self._rep_seconds[self.verdict] += now.step_s
        if self.verdict is Verdict.UNSURE:
            self._seconds[Reason.UNSURE] += now.step_s
        return self._not_bad(now)

    def unknown(self, reason: Reason, step_s: float) -> None:
        """The whole frame cannot be judged."""
        self.blind = True
        self.verdict = Verdict.UNKNOWN
        self._seconds[reason] += step_s
        self._rep_seconds[Verdict.UNKNOWN] += step_s

    def left_position(self, time_s: float) -> list[Event]:
        """The person is no longer in position: what lasted until now has ended."""
        self.verdict = None
        return self._end(time_s)

    def finish(self, time_s: float) -> list[Event]:
        """The session is over: close what lasts and say what could not be judged."""
        events = self.left_position(time_s)
        events += [
            NotJudged(time_s=time_s, id=self.check.id, reason=reason, seconds=seconds)
            for reason, seconds in self._seconds.items()
            if seconds >= 0.5
        ]
        self._seconds.clear()
        return events

    def finish_rep(self) -> bool:
        """End a rep, and begin the count of the next.

        Returns:
            Whether the rep could not be judged.
        """
        judged = self._rep_seconds[Verdict.OK] + self._rep_seconds[Verdict.FAULT]
        seen = judged + self._rep_seconds[Verdict.UNSURE] + self._rep_seconds[Verdict.UNKNOWN]
        self._rep_seconds.clear()
        return judged <= 0.2 * seen

    def overlaps(self, start_s: float, end_s: float) -> bool:
        """Whether the fault under way overlaps an interval."""
        return self.active is not None and self.active.from_s < end_s and self._bad_last >= start_s

    def counted(self, cycle: Cycle, rep: int, time_s: float) -> list[Event]:
        """Judge a check at the turn, or at its best, by a rep that was counted.

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
        beyond = self._sign * (read.value - check.limit)
        margin = check.margin * (2 if read.doubled else 1)
        if math.isnan(read.value):
            self.verdict = Verdict.UNKNOWN
        elif beyond <= margin:
            self.verdict = Verdict.OK if beyond <= 0 else Verdict.UNSURE
        else:
            self.verdict = Verdict.FAULT
        self._rep_seconds[self.verdict] += read.seconds
        if self.verdict is Verdict.UNSURE:
            self._seconds[Reason.UNSURE] += read.seconds
        elif read.reason is not None:
            self._seconds[read.reason] += read.seconds
        if self.verdict is Verdict.OK:
            return self._end(time_s)
        if self.verdict is not Verdict.FAULT:
            return []
        self._bad_last = read.to_s
        if self.active is not None:
            self._bad_values.append(read.value)
            return []
        self._bad_values, self._rep_of_fault = [read.value], rep
        return [self._start(read.from_s, time_s, read.value, check.limit)]

    def _note_turn(self, figure: Figure, now: FrameContext) -> list[Event]:
        """Keep what a frame shows until it is known whether a rep turned in it.

        Where one arm works it is looked at, not the one that is nearer to the camera.
        """
        figure = figure if now.side is None else figure.on(now.side)
        rough = self._measure.rough is not None and self._measure.rough(figure)
        hidden = self._measure.in_sight is not None and not self._measure.in_sight(figure)
        if not hidden or self.check.during == "turn":
            raw = self._read(figure, now)
            if isinstance(raw, float):
                raw = self._believed(raw, now, rough=rough)
            self._turns.note(now, raw, doubled=now.view != "side" or rough)
        over = self.active is not None and now.time_s - self._bad_last >= KEPT_S
        return self._end(now.time_s) if over else []

    def _read(self, figure: Figure, now: FrameContext) -> float | Reason:
        views = self.check.views
        if now.view not in views or not (now.surely_side or "three-quarter" in views):
            return Reason.WRONG_VIEW
        if any(figure.visibility(j) < MIN_VISIBILITY for j in self._measure.joints):
            return Reason.NOT_VISIBLE
        value = self._measure.read(figure)
        if math.isnan(value):
            return Reason.NO_SILHOUETTE if self._measure.from_outline else Reason.NOT_VISIBLE
        return value

    def _believed(self, raw: float, now: FrameContext, *, rough: bool) -> float | Reason:
        """The value, or why it says nothing: it jumps, or is rough with nothing to compare with."""
        self._flicker.update(now.time_s, raw)
        if self._flicker.flickers:
            return Reason.IMPLAUSIBLE
        if rough and (self._baseline is None or math.isnan(self._baseline.value)):
            return Reason.NO_SILHOUETTE if self._measure.from_outline else Reason.NOT_VISIBLE
        return raw

    def _follow_rep(self, now: FrameContext) -> None:
        """Forget what began in a movement that was no rep."""
        if now.in_movement:
            self._was_rep = self._was_rep or now.is_clearly_rep
        elif self.active is None and not self._was_rep:
            self._onset_observed_s = NAN
        else:
            self._was_rep = False

    def _applies(self, figure: Figure, now: FrameContext) -> bool:
        during = self.check.during
        if self._measure.in_sight is not None and not self._measure.in_sight(figure):
            return False
        if during == "set":
            if now.in_movement:
                self._moved_s = now.time_s
            return now.in_movement or now.settled or now.time_s - self._moved_s <= AFTER_REP_S
        if during == "hold":
            return True
        if during == "rep":
            return now.in_movement
        if during in ("start", "turn"):
            return now.phase is Phase(during)
        way = Phase.OUT if (during == "concentric") == (now.concentric == "out") else Phase.BACK
        return now.phase is way

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

    def _relative(self, raw: float) -> tuple[float, float, float]:
        check = self.check
        if self._baseline is None:
            return raw, check.limit, check.margin
        own = self._baseline.value
        if not math.isnan(own):
            return raw - own, check.limit, check.margin
        if isinstance(self._baseline, BestSoFar) and check.first_max is not None:
            above = raw - self._baseline.doubtful
            if self._sign * (above - check.limit) > check.margin:
                return above, check.limit, check.margin
            return raw, check.first_max, check.first_margin
        return NAN, check.limit, check.margin

    def _unknown(self, reason: Reason, now: FrameContext) -> list[Event]:
        self.blind = reason is not Reason.WRONG_VIEW
        self.verdict = Verdict.UNKNOWN
        self._seconds[reason] += now.step_s
        self._rep_seconds[Verdict.UNKNOWN] += now.step_s
        return self._fade(now.time_s)

    def _bad(self, value: float, limit: float, now: FrameContext) -> list[Event]:
        if math.isnan(self._onset_observed_s):
            self._onset_s, self._onset_observed_s = now.time_s, self._looked_s
            self._bad_s, self._bad_values = 0.0, []
            self._rep_of_fault = now.rep if now.in_movement or now.phase is not None else None
        self._bad_last, self._latest_observed_s = now.time_s, self._looked_s
        self._good_since = self._unseen_since = NAN
        self._bad_s += now.step_s
        self._lately.append((now.time_s, self._sign * value))
        while self._lately[0][0] < now.time_s - WORSENING_S:
            self._lately.popleft()
        self._bad_values.append(value)
        if len(self._bad_values) > 1000:
            self._bad_values = self._bad_values[::2]
        if self.active is not None or not self._is_real(now):
            return []
        return [self._start(self._onset_s, now.time_s, median(self._bad_values), limit)]

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

    def _note_clear(self, beyond: float, *, rough: bool) -> None:
        """Remember since when the value has been clearly wrong, in what was looked at."""
        clear = self.check.clear
        if clear is None or rough or beyond < abs(clear - self.check.limit):
            self._clear_since = NAN
        elif math.isnan(self._clear_since):
            self._clear_since = self._looked_s

    def _is_real(self, now: FrameContext) -> bool:
        """Whether a beginning fault has lasted for long enough, in what was looked at."""
        lasted = self._looked_s - self._onset_observed_s
        clearly = self._looked_s - self._clear_since >= self.check.for_s / 2 - TINY_S
        if not (clearly or lasted >= self.check.for_s) or self._bad_s < MOSTLY * lasted:
            return False
        if self._is_on_the_way(now, lasted):
            return False
        return self.check.during != "rep" or now.is_clearly_rep

    def _is_on_the_way(self, now: FrameContext, lasted: float) -> bool:
        """Whether what sinks in a hold may be the way out of it: that is how people lie down."""
        if self._measure.unit != "deg" or lasted >= ON_THE_WAY_S:
            return False
        if self.check.during != "hold" or self._sign > 0:
            return False
        slowly, fast = WORSENING_DEG
        middle_s = now.time_s - WORSENING_S / 2
        before = [v for t, v in self._lately if t < middle_s]
        after = [v for t, v in self._lately if t >= middle_s]
        if not before:
            return False
        return slowly < sum(after) / len(after) - sum(before) / len(before) <= fast

    def _not_bad(self, now: FrameContext) -> list[Event]:
        self._clear_since = NAN
        if self.verdict is Verdict.UNSURE:
            return self._fade(now.time_s)
        self._unseen_since = NAN
        if self.active is None:
            self._let_go()
            return []
        if math.isnan(self._good_since):
            self._good_since = self._looked_s
        if self._looked_s - self._good_since >= MENDED_S:
            return self._end(now.time_s)
        return []

    def _fade(self, time_s: float) -> list[Event]:
        """Nothing says that the fault lasts; after a while it is no longer claimed."""
        if math.isnan(self._unseen_since):
            self._unseen_since = self._looked_s
        if self.active is None:
            self._let_go()
            return []
        if self._looked_s - self._unseen_since >= FORGET_S:
            return self._end(time_s)
        return []

    def _let_go(self) -> None:
        """A beginning fault that has not gone on for a while has not begun."""
        if self._looked_s - self._latest_observed_s > GAP_S:
            self._onset_observed_s = NAN

    def _end(self, time_s: float) -> list[Event]:
        started, self.active = self.active, None
        self._onset_observed_s = self._clear_since = self._good_since = self._unseen_since = NAN
        if started is None:
            return []
        worst = sorted(self._bad_values, key=lambda v: self._sign * v)
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
