"""Where one set ends and the next begins: countdown, set, rest.

Every rep belongs to exactly one set: the one that was begun last.  A rep during the countdown
begins the set at once, and one after the target was reached, without having left the position,
still belongs to the set: nothing that the checker counted is ever lost.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from formcheck.checking import State, Status
from formcheck.exercises import Exercise

COUNTDOWN_S = 3.0
"""From being in position to the start of the set, seconds."""

LEFT_S = 6.0
"""A set that was begun is over when the position has been left for so long, seconds."""


NOTHING = Status(0.0, State.NO_PERSON, "", 0, 0, 0.0, 0.0, math.nan, math.nan, math.nan)
"""Where a session stands before its first frame."""


class Stage(StrEnum):
    """Where a training session stands."""

    PLACING = "placing"
    COUNTDOWN = "countdown"
    SET = "set"
    REST = "rest"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Target:
    """How much is to be done.

    Attributes:
        sets: How many sets.
        reps: Reps in each; None for a hold.
        hold_s: Seconds to hold in each; None for reps.
        rest_s: Seconds of rest between them.
    """

    sets: int
    reps: int | None = None
    hold_s: float | None = None
    rest_s: float = 60.0

    @classmethod
    def of(cls, exercise: Exercise) -> Target:
        """What the exercise's dose asks for: the lower end.

        >>> from formcheck.exercises import load_exercise
        >>> Target.of(load_exercise("plank"))
        Target(sets=3, reps=None, hold_s=20.0, rest_s=60.0)
        """
        dose = exercise.dose
        if exercise.kind == "hold":
            return cls(dose.sets, hold_s=dose.hold_s[0] if dose.hold_s else 20.0)
        return cls(dose.sets, reps=dose.reps[0] if dose.reps else 10)


@dataclass(frozen=True, slots=True)
class SetDone:
    """What was done in a set.

    Attributes:
        index: From 1.
        start_s: When it began.
        end_s: When it ended, or was last added to.
        reps: Reps counted.
        attempts: Movements that were not counted.
        hold_s: Seconds in position.
        good_hold_s: Seconds of them in good form.
        reached: Whether the target was reached.
    """

    index: int
    start_s: float
    end_s: float
    reps: int
    attempts: int
    hold_s: float
    good_hold_s: float
    reached: bool


@dataclass(frozen=True, slots=True)
class StageChanged:
    """The training goes from one stage to another."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Countdown:
    """So many seconds until the set begins."""

    seconds: int


@dataclass(frozen=True, slots=True)
class SetStarted:
    """A set begins."""

    index: int


@dataclass(frozen=True, slots=True)
class SetFinished:
    """A set is over; sent again with larger numbers when more was added to it.

    Attributes:
        done: What was done.
        again: Whether this set was reported before.
    """

    done: SetDone
    again: bool


@dataclass(frozen=True, slots=True)
class Resting:
    """So many seconds of rest are left."""

    seconds: int


@dataclass(frozen=True, slots=True)
class AllDone:
    """All sets are done."""


Moment = StageChanged | Countdown | SetStarted | SetFinished | Resting | AllDone


class SetKeeper:
    """Keeps the sets of one training session.

    Args:
        target: How much is to be done.

    Attributes:
        target: How much is to be done; may be replaced between frames.
        stage: Where the training stands.
        index: The set under way, or the next one; from 1.
        finished: The sets that are over.
    """

    def __init__(self, target: Target) -> None:
        self.target = target
        self.stage = Stage.PLACING
        self.index = 1
        self.finished: list[SetDone] = []
        self._base = NOTHING  # what was counted when the set began
        self._closed = NOTHING  # what was counted when the last set was reported
        self._last = NOTHING
        self._since = 0.0
        self._start_s = self._left_s = self._rest_from = math.nan
        self._left = False
        self._told = -1

    @property
    def progress(self) -> tuple[int, float, float]:
        """Reps, seconds held and seconds in good form of the set under way, or of the last."""
        if self.stage in (Stage.REST, Stage.DONE) and self.finished:
            done = self.finished[-1]
            return done.reps, done.hold_s, done.good_hold_s
        done = self._work(0.0)
        return done.reps, done.hold_s, done.good_hold_s

    @property
    def so_far(self) -> list[SetDone]:
        """The sets that are over and, if something was done in it, the one under way."""
        if len(self.finished) < self.index and self._has_work():
            return [*self.finished, self._work(self._since)]
        return list(self.finished)

    @property
    def rest_left_s(self) -> float:
        """Seconds of rest that are left by the last time that was handed in; NaN outside."""
        if math.isnan(self._rest_from):
            return math.nan
        return max(0.0, self._rest_from + self.target.rest_s - self._since)

    def see(self, status: Status, now: float) -> list[Moment]:
        """Take in where the session stands after a frame.

        Args:
            status: Where it stands.
            now: The time, seconds.
        """
        self._last = status
        self._since = now
        active = status.state is State.ACTIVE
        if active:
            self._left_s = math.nan
        elif math.isnan(self._left_s):
            self._left_s = now
        match self.stage:
            case Stage.PLACING:
                return self._placing(now) if active else []
            case Stage.COUNTDOWN:
                return self._counting_down(now, active)
            case Stage.SET:
                return self._in_set(now, active)
            case _:
                return self._after(now, active)

    def tick(self, now: float) -> list[Moment]:
        """Let the time go on where there is no frame: the rest ends all the same."""
        self._since = max(self._since, now)
        return self._rest(now) if self.stage is Stage.REST else []

    def skip_rest(self, now: float) -> list[Moment]:
        """The person wants to go on at once."""
        if self.stage is not Stage.REST:
            return []
        self._since = now
        return self._next()

    def finish(self, now: float) -> list[Moment]:
        """The training is over, whatever the target was."""
        if len(self.finished) < self.index and self._has_work():
            said = self._finish_set(now, reached=self._reached())
        else:
            said = self._add_to_last(now)
        said += self._enter(Stage.DONE)
        return [*said, AllDone()] if said and AllDone() not in said else said

    def _placing(self, now: float) -> list[Moment]:
        self._start_s = now
        self._told = math.ceil(COUNTDOWN_S)
        return [*self._enter(Stage.COUNTDOWN), Countdown(self._told)]

    def _counting_down(self, now: float, active: bool) -> list[Moment]:
        if self._did_rep() or now - self._start_s >= COUNTDOWN_S:
            return [
                *self._enter(Stage.SET),
                SetStarted(self.index),
                *self._in_set(now, active),
            ]
        if not active:
            return self._enter(Stage.PLACING if math.isnan(self._rest_from) else Stage.REST)
        left = math.ceil(COUNTDOWN_S - (now - self._start_s))
        if left < self._told:
            self._told = left
            return [Countdown(left)]
        return []

    def _in_set(self, now: float, active: bool) -> list[Moment]:
        self._rest_from = math.nan
        if self._reached():
            return self._finish_set(now, reached=True)
        if active or now - self._left_s < LEFT_S:
            return []
        if self._has_work():
            return self._finish_set(self._left_s, reached=False)
        return self._enter(Stage.PLACING)

    def _after(self, now: float, active: bool) -> list[Moment]:
        """In the rest, or after the last set."""
        self._left = self._left or not active
        said: list[Moment] = []
        if self.stage is Stage.DONE or not self._left:
            said += self._add_to_last(now)
        if self.stage is Stage.REST:
            if active and self._left:
                self._begin_next()
                return [*said, *self._placing(now)]
            return said + self._rest(now)
        return said

    def _add_to_last(self, now: float) -> list[Moment]:
        """What was counted after a set was reported, and before the next, belongs to it."""
        last = self.finished[-1] if self.finished else None
        if last is None or last.index != self.index or not self._has_more(last):
            return []
        self.finished[-1] = more = self._work(now, last)
        self._closed = self._last
        if not math.isnan(self._rest_from):
            self._rest_from = now
        return [SetFinished(more, again=True)]

    def _rest(self, now: float) -> list[Moment]:
        left = math.ceil(self._rest_from + self.target.rest_s - now)
        if left <= 0:
            return self._next()
        if left != self._told:
            self._told = left
            return [Resting(left)]
        return []

    def _next(self) -> list[Moment]:
        self._rest_from = math.nan
        self._begin_next()
        return self._enter(Stage.PLACING)

    def _begin_next(self) -> None:
        """What is counted from now on belongs to the next set."""
        if len(self.finished) >= self.index:
            self.index = len(self.finished) + 1
            self._base = self._closed

    def _finish_set(self, now: float, *, reached: bool) -> list[Moment]:
        done = self._work(now)
        self.finished.append(done)
        self._closed = self._last
        self._left = not reached
        said: list[Moment] = [SetFinished(done, again=False)]
        if self.index >= self.target.sets:
            return [*said, *self._enter(Stage.DONE), AllDone()]
        self._rest_from, self._told = now, -1
        return [*said, *self._enter(Stage.REST)]

    def _enter(self, stage: Stage) -> list[Moment]:
        if stage is self.stage:
            return []
        self.stage = stage
        return [StageChanged(stage)]

    def _work(self, now: float, before: SetDone | None = None) -> SetDone:
        base, last = self._base, self._last
        return SetDone(
            index=before.index if before else self.index,
            start_s=before.start_s if before else self._start_s_or(now),
            end_s=now,
            reps=last.reps - base.reps,
            attempts=last.attempts - base.attempts,
            hold_s=last.hold_s - base.hold_s,
            good_hold_s=last.good_hold_s - base.good_hold_s,
            reached=before.reached if before else self._reached(),
        )

    def _start_s_or(self, now: float) -> float:
        return now if math.isnan(self._start_s) else self._start_s

    def _did_rep(self) -> bool:
        return self._last.reps > self._base.reps

    def _has_work(self) -> bool:
        return self._last.hold_s > self._base.hold_s or self._did_rep()

    def _has_more(self, done: SetDone) -> bool:
        now = self._work(0.0)
        return now.reps > done.reps or now.hold_s > done.hold_s

    def _reached(self) -> bool:
        if self.target.reps is not None:
            return self._last.reps - self._base.reps >= self.target.reps
        return self._last.hold_s - self._base.hold_s >= (self.target.hold_s or 0.0)
