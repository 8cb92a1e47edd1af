"""Where one set ends and the next begins: countdown, set, rest.

Nothing counts before a set has begun.  What is done after its target was reached, without having
left the position, is an extra of that set: it is added, and the rest goes on all the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from formcheck.events import DoubtKind, DoubtRaised, State, Status
from formcheck.result.document import range_of
from formcheck.workout.set_events import (
    AllDone,
    Countdown,
    Resting,
    SetDone,
    SetEvent,
    SetFinished,
    SetStarted,
    Stage,
    StageChanged,
)
from formcheck.workout.target import Target

LEFT_S = 6.0
"""A set that was begun is over when the position has been left for this long, seconds."""


NOTHING = Status(
    time_s=0.0,
    state=State.NO_PERSON,
    phase="",
    reps=0,
    attempts=0,
    hold_s=0.0,
    good_hold_s=0.0,
    signal=math.nan,
    start_threshold=math.nan,
    turn_threshold=math.nan,
)
"""Where a session stands before its first frame."""


@dataclass(slots=True)
class _Tally:
    """What was counted in the set under way, or in the last one while it is added to."""

    reps: int = 0
    attempts: int = 0
    hold_s: float = 0.0
    good_hold_s: float = 0.0
    unsure_hold_s: float = 0.0
    unjudged_hold_s: float = 0.0
    doubts: list[DoubtRaised] = field(default_factory=list)


class SetTracker:
    """Keeps the sets of one workout.

    Args:
        target: How much is to be done.

    Attributes:
        target: How much is to be done; may be replaced between frames.
        stage: Where the workout stands.
        index: The set under way, or the next one; from 1.
        finished: The sets that are over.
    """

    def __init__(self, target: Target) -> None:
        self.target = target
        self.stage = Stage.PLACING
        self.index = 1
        self.finished: list[SetDone] = []
        self._tally = _Tally()
        self._last = NOTHING
        self._since = 0.0
        self._start_s = self._counted_from = self._left_s = self._rest_from = math.nan
        self._left = False
        self._told = -1

    @property
    def progress(self) -> tuple[int, float, float]:
        """Reps, seconds held and seconds judged good of the set under way, or of the last."""
        if self.stage in (Stage.REST, Stage.DONE) and self.finished:
            done = self.finished[-1]
            return done.reps, done.hold_s, done.good_hold_s
        tally = self._tally
        return tally.reps, tally.hold_s, tally.good_hold_s

    @property
    def reps_range(self) -> tuple[int, int]:
        """How many reps the set under way, or the last one, has at least and at most."""
        if self.stage in (Stage.REST, Stage.DONE) and self.finished:
            return self.finished[-1].reps_range
        doubts = [(each.fewer, each.more) for each in self._tally.doubts]
        return range_of(self._tally.reps, doubts)

    @property
    def so_far(self) -> list[SetDone]:
        """The sets that are over and, if something was tried in it, the one under way."""
        return [*self.finished, self._done(self._since)] if self._open else list(self.finished)

    @property
    def counting(self) -> bool:
        """Whether a rep or a second of a hold that ends now belongs to a set."""
        return self.stage is Stage.SET or self.adding

    @property
    def adding(self) -> bool:
        """Whether what is done now is more than the target of the set that is over."""
        over = self.stage in (Stage.REST, Stage.DONE) and len(self.finished) == self.index
        return over and not self._left

    @property
    def rest_left_s(self) -> float:
        """Seconds of rest that are left by the last time that was handed in; NaN outside."""
        if math.isnan(self._rest_from):
            return math.nan
        return max(0.0, self._rest_from + self.target.rest_s - self._since)

    def update(self, status: Status, now: float) -> list[SetEvent]:
        """Take in where the session stands after a frame.

        Args:
            status: Where it stands.
            now: The time, seconds.
        """
        active = self._take_in(status, now)
        match self.stage:
            case Stage.PLACING:
                return self._placing(now) if active else []
            case Stage.COUNTDOWN:
                return self._counting_down(now, active)
            case Stage.SET:
                return self._in_set(now, active)
            case _:
                return self._after(now, active)

    def doubt(self, raised: DoubtRaised) -> bool:
        """The count may be wrong; says whether that is the count of a set.

        What is raised with a frame is to be said before the frame is taken in.  A rest is left in
        peace: only of the extras that are counted in it a doubt is taken.
        """
        mine = self.stage is Stage.SET or (self.adding and raised.fewer > 0)
        if mine:
            self._tally.doubts.append(raised)
        return mine

    def tick(self, now: float) -> list[SetEvent]:
        """Let the time go on where there is no frame: the rest ends all the same."""
        self._since = max(self._since, now)
        return self._rest(now) if self.stage is Stage.REST else []

    def skip_rest(self, now: float) -> list[SetEvent]:
        """The person wants to go on at once."""
        if self.stage is not Stage.REST:
            return []
        self._since = now
        return self._next()

    def finish(self, now: float) -> list[SetEvent]:
        """The workout is over, whatever the target was."""
        if self.stage is Stage.DONE:
            return []
        said = self._close(now)
        self._left = True
        return [*said, *self._end()]

    def _take_in(self, status: Status, now: float) -> bool:
        """Count what a frame brought; says whether the person is in position."""
        self._count(status)
        self._since = now
        active = status.state is State.ACTIVE
        if active:
            self._left_s = math.nan
        elif math.isnan(self._left_s):
            self._left_s = now
        return active

    def _close(self, now: float) -> list[SetEvent]:
        """The set under way is over, if something was tried in it."""
        if not self._open:
            return []
        self.finished.append(self._done(now))
        return [SetFinished(self.finished[-1], again=False)]

    def _placing(self, now: float) -> list[SetEvent]:
        self._counted_from = now
        self._told = math.ceil(self.target.countdown_s)
        if self._told <= 0:
            return self._go(now)
        return [*self._enter(Stage.COUNTDOWN), Countdown(self._told)]

    def _counting_down(self, now: float, active: bool) -> list[SetEvent]:
        if not active:
            self._told = -1
            return self._enter(Stage.PLACING if math.isnan(self._rest_from) else Stage.REST)
        left = math.ceil(self.target.countdown_s - (now - self._counted_from))
        if left <= 0:
            return self._go(now)
        if left < self._told:
            self._told = left
            return [Countdown(left)]
        return []

    def _go(self, now: float) -> list[SetEvent]:
        self._rest_from = math.nan
        self._start_s = now
        return [*self._enter(Stage.SET), SetStarted(self.index)]

    def _in_set(self, now: float, active: bool) -> list[SetEvent]:
        if self._reached():
            return self._finish_set(now)
        if active or now - self._left_s < LEFT_S:
            return []
        if self._tally.reps or self._tally.hold_s:
            return self._finish_set(self._left_s)
        return self._enter(Stage.PLACING)

    def _after(self, now: float, active: bool) -> list[SetEvent]:
        """In the rest, or after the last set."""
        said = self._add_to_last(now) if self.adding else []
        self._left = self._left or not active
        if self.stage is Stage.REST:
            if active and self._left:
                self._begin_next()
                return [*said, *self._placing(now)]
            return said + self._rest(now)
        return said

    def _add_to_last(self, now: float) -> list[SetEvent]:
        """What was done beyond the target is told of when a rep or a whole second has come."""
        last, tally = self.finished[-1], self._tally
        doubts = tuple(tally.doubts)
        if (last.reps, last.hold_s, last.doubts) == (tally.reps, tally.hold_s, doubts):
            return []
        more = self.finished[-1] = replace(
            last,
            end_s=now,
            reps=tally.reps,
            hold_s=tally.hold_s,
            good_hold_s=tally.good_hold_s,
            unsure_hold_s=tally.unsure_hold_s,
            unjudged_hold_s=tally.unjudged_hold_s,
            doubts=doubts,
        )
        told = last.doubts != doubts or (last.reps, int(last.hold_s + 1e-6)) != (
            more.reps,
            int(more.hold_s + 1e-6),
        )
        return [SetFinished(more, again=True)] if told else []

    def _rest(self, now: float) -> list[SetEvent]:
        left = math.ceil(self._rest_from + self.target.rest_s - now)
        if left <= 0:
            return self._next()
        if left != self._told:
            self._told = left
            return [Resting(left)]
        return []

    def _next(self) -> list[SetEvent]:
        self._rest_from = math.nan
        self._begin_next()
        return self._enter(Stage.PLACING)

    def _begin_next(self) -> None:
        """What is counted from now on belongs to the next set."""
        if len(self.finished) >= self.index:
            self.index = len(self.finished) + 1
            self._tally = _Tally()
            self._start_s = math.nan

    def _finish_set(self, now: float) -> list[SetEvent]:
        done = self._done(now)
        self.finished.append(done)
        self._left = not done.reached
        said: list[SetEvent] = [SetFinished(done, again=False)]
        if self.index >= self.target.sets:
            return [*said, *self._end()]
        self._rest_from, self._told = now, -1
        return [*said, *self._enter(Stage.REST)]

    def _end(self) -> list[SetEvent]:
        every = len(self.finished) >= self.target.sets
        reached = every and all(done.reached for done in self.finished)
        return [*self._enter(Stage.DONE), AllDone(reached)]

    def _enter(self, stage: Stage) -> list[SetEvent]:
        if stage is self.stage:
            return []
        self.stage = stage
        return [StageChanged(stage)]

    def _count(self, status: Status) -> None:
        """Add what the last frame brought, if it belongs to a set."""
        last, self._last = self._last, status
        if not self.counting:
            return
        tally = self._tally
        tally.reps += status.reps - last.reps
        if self.stage is Stage.SET:
            tally.attempts += status.attempts - last.attempts
        # A hold that is left loses the way out of it again.
        tally.hold_s = max(0.0, tally.hold_s + status.hold_s - last.hold_s)
        good_s = max(0.0, tally.good_hold_s + status.good_hold_s - last.good_hold_s)
        tally.good_hold_s = min(good_s, tally.hold_s)
        unsure_s = max(0.0, tally.unsure_hold_s + status.unsure_hold_s - last.unsure_hold_s)
        tally.unsure_hold_s = min(unsure_s, tally.hold_s - tally.good_hold_s)
        unjudged_s = max(0.0, tally.unjudged_hold_s + status.unjudged_hold_s - last.unjudged_hold_s)
        rest_s = tally.hold_s - tally.good_hold_s - tally.unsure_hold_s
        tally.unjudged_hold_s = min(unjudged_s, rest_s)

    @property
    def _open(self) -> bool:
        """Whether something was tried in a set that is not over yet."""
        tally = self._tally
        tried = tally.reps > 0 or tally.hold_s > 0 or tally.attempts > 0
        # Whoever only stood in position has done nothing that could be kept.
        tried |= any(each.kind is not DoubtKind.NOTHING_COUNTED for each in tally.doubts)
        return tried and len(self.finished) < self.index

    def _done(self, now: float) -> SetDone:
        tally = self._tally
        return SetDone(
            index=self.index,
            start_s=now if math.isnan(self._start_s) else self._start_s,
            end_s=now,
            reps=tally.reps,
            attempts=tally.attempts,
            hold_s=tally.hold_s,
            good_hold_s=tally.good_hold_s,
            unsure_hold_s=tally.unsure_hold_s,
            unjudged_hold_s=tally.unjudged_hold_s,
            doubts=tuple(tally.doubts),
            reached=self._reached(),
        )

    def _reached(self) -> bool:
        if self.target.reps is not None:
            return self._tally.reps >= self.target.reps
        return self._tally.hold_s + 1e-6 >= (self.target.hold_s or 0.0)
