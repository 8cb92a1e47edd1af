"""The one set of a task of a workout: the workout's clock says when it begins and when it ends."""

from __future__ import annotations

import math

from formcheck.events import Status
from formcheck.history import SetRecord
from formcheck.workout.set_events import SetEvent, SetStarted, Stage, StageChanged
from formcheck.workout.sets import LEFT_S, SetTracker
from formcheck.workout.target import Target

STILL_S = 15.0
"""A set of reps is over once no rep has come for so long, seconds: the slowest tempo of the guides
takes 8 for one, and twice that is an end."""

SLACK_S = 1.0
"""A hold that is timed by the clock is reached with so many seconds less: pictures come 4 to 15
times a second, and its first and last seconds begin and end between two."""


class LedSet(SetTracker):
    """Keeps the one set of a task.

    Args:
        target: How much is to be done in it.
        before: What was done in it before an interruption.
    """

    def __init__(self, target: Target, before: SetRecord | None = None) -> None:
        super().__init__(target)
        self.stage = Stage.REST
        if before is not None:
            self._tally.reps = len(before.reps)
            self._tally.hold_s = before.hold_s
            self._tally.good_hold_s = before.good_hold_s
            self._tally.unsure_hold_s = before.unsure_hold_s
            self._tally.unjudged_hold_s = before.unjudged_hold_s
        self._rep_s = math.nan

    @property
    def over(self) -> bool:
        """Whether the set is over by what the person does: a time is ended by the clock alone."""
        if self.stage is not Stage.SET or self.target.reps is None:
            return False
        if self._tally.reps >= self.target.reps:
            return True
        left = self._since - self._left_s >= LEFT_S  # false where nobody left
        return self._tally.reps > 0 and (left or self._since - self._rep_s >= STILL_S)

    def update(self, status: Status, now: float) -> list[SetEvent]:
        """Take in where the session stands after a frame.

        Args:
            status: Where it stands.
            now: The time, seconds.
        """
        before = self._tally.reps
        active = self._take_in(status, now)
        if self._tally.reps > before or math.isnan(self._rep_s):
            self._rep_s = now
        said = self._add_to_last(now) if self.adding else []
        self._left = self._left or (self.stage is Stage.DONE and not active)
        return said

    def tick(self, now: float) -> list[SetEvent]:
        """Let the time go on where there is no frame."""
        self._since = max(self._since, now)
        return []

    def lead(self, stage: Stage, now: float) -> list[SetEvent]:
        """Go to a stage; once the set is over it stays so.

        Args:
            stage: Where the workout stands.
            now: The time, seconds.
        """
        if self.stage in (stage, Stage.DONE):
            return []
        self.stage = stage
        if stage is not Stage.SET:
            return [StageChanged(stage)]
        self._rep_s, self._left_s = now, math.nan
        first = math.isnan(self._start_s)
        self._start_s = now if first else self._start_s
        return [StageChanged(stage), *([SetStarted(self.index)] if first else [])]

    def end(self, now: float) -> list[SetEvent]:
        """The task is over; what is finished a moment later still belongs to the set."""
        if self.stage is Stage.DONE:
            return []
        said = self._close(now)
        self.stage = Stage.DONE
        return [*said, StageChanged(Stage.DONE)]

    def finish(self, now: float) -> list[SetEvent]:
        """Nothing belongs to the set any more."""
        said = self.end(now)
        self._left = True
        return said

    def _reached(self) -> bool:
        target, tally = self.target, self._tally
        if target.hold_s is not None:
            return tally.hold_s + SLACK_S >= target.hold_s
        return tally.reps >= (target.at_least or target.reps or 1)
