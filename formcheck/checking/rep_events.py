"""What movements that were decided on are, in events: reps with their faults, attempts, doubts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from formcheck.checking.counting import Counting
from formcheck.checking.form import Form
from formcheck.checking.hold import HoldEvents, HoldTimer
from formcheck.checking.reps.consensus import Decided
from formcheck.checking.reps.cycle import Cycle
from formcheck.events import Event
from formcheck.geometry import NAN
from formcheck.measures import Figure
from formcheck.tracking.subject import Subject


class RepEvents:
    """Reps of one session, each with what was wrong in it.

    Args:
        counting: What is counted, and how far it is in doubt.
        form: The checks, which say what was wrong.
        timer: Of the hold that is asked for; None if it is none.
        in_hold: What may be counted within it; None if nothing may.
        at_work: What it means for the session that a rep was done; asked before it is told.

    Attributes:
        counted_s: When the last rep was counted; NaN before the first one.
    """

    def __init__(
        self,
        counting: Counting,
        form: Form,
        timer: HoldTimer | None,
        in_hold: HoldEvents | None,
        at_work: Callable[[], list[Event]],
    ) -> None:
        self.counted_s = NAN
        self._counting = counting
        self._form = form
        self._timer = timer
        self._in_hold = in_hold
        self._at_work = at_work

    def update(
        self, subject: Subject, figure: Figure | None, step_s: float, *, ready: bool
    ) -> list[Event]:
        """Take in one frame.

        Args:
            subject: Who is followed.
            figure: The person, with the lengths that are known; None where nobody was found.
            step_s: Time since the frame before.
            ready: Whether the exercise's position is taken.
        """
        time_s = subject.time_s
        events = self._of(self._counting.update(subject, figure, step_s), time_s)
        events += self._counting.watch(subject, step_s, ready=ready)
        return events + self._doubts(time_s)

    def finish(self, time_s: float) -> list[Event]:
        """The session is over: what is complete with it, and what may be wrong with the count."""
        events = self._of(self._counting.finish(), time_s)
        events += self._doubts(time_s)
        return events + self._counting.last_doubts(time_s, self.counted_s)

    def _of(self, cycles: Sequence[Cycle], time_s: float) -> list[Event]:
        """The events of movements that are decided on now."""
        events: list[Event] = []
        for cycle in cycles:
            belongs = self._belongs(cycle)
            if belongs and cycle.reason is None:
                events += self._form.counted(cycle, self._counting.count.reps + 1, time_s)
            unknown = self._form.finish_rep(cycle)
            if not belongs:
                continue
            if cycle.reason is not None:
                events.append(self._counting.attempt(cycle, time_s))
                continue
            events += self._at_work()
            self.counted_s = time_s
            faults = self._form.faults_in(cycle)
            events += self._counting.rep(cycle, time_s, faults, unknown)
        return events

    def _doubts(self, time_s: float) -> list[Event]:
        """What may be wrong with what was decided last."""
        return [*self._counting.doubts(time_s, self._belongs, self._perhaps)]

    def _belongs(self, movement: Cycle | Decided) -> bool:
        """Whether a movement may be counted: of a hold what is done in it, or surely is done."""
        if self._timer is None or self._timer.covers(movement.turn_s):
            return True
        return self._in_hold is not None and self._in_hold.surely(movement)

    def _perhaps(self, movement: Decided) -> bool:
        """Whether one that may not be counted is a rep perhaps."""
        return self._in_hold is not None and self._in_hold.perhaps(movement)
