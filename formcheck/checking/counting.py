"""What is counted in one session: reps, attempts, and how far both are in doubt."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from formcheck.checking.frame_rate import FrameRate
from formcheck.checking.reps.consensus import Decided
from formcheck.checking.reps.counter import RepCounter
from formcheck.checking.reps.cycle import Cycle
from formcheck.checking.reps.doubts import RHYTHM_REPS, DoubtFinder, missed
from formcheck.checking.reps.edges import FilmEdges
from formcheck.checking.reps.in_turn import left_out
from formcheck.checking.reps.phases import PhaseTracker
from formcheck.checking.reps.proposals import Movements
from formcheck.checking.stages import StageWatcher
from formcheck.events import AttemptMade, DoubtKind, DoubtRaised, Event, Reason, RepCounted
from formcheck.exercises import Exercise
from formcheck.measures import Figure
from formcheck.pose import Side
from formcheck.tracking.subject import Subject


@dataclass(slots=True)
class Count:
    """How much was counted so far.

    Attributes:
        reps: How many were counted.
        attempts: How many movements were none.
        perhaps_fewer: So many of the reps may be none.
        perhaps_more: So many more reps may have been done.
    """

    reps: int = 0
    attempts: int = 0
    perhaps_fewer: int = 0
    perhaps_more: int = 0


class Counting:
    """Counts what is done in one session, and notes what may be wrong with the count.

    Args:
        exercise: It must count reps.
        movements: Those of the person, where several sessions look at one; its own if None.

    Attributes:
        count: How much was counted so far.
    """

    def __init__(self, exercise: Exercise, movements: Movements | None = None) -> None:
        assert exercise.rep is not None
        self.count = Count()
        self._counter = RepCounter(exercise, movements=movements)
        self._stages = StageWatcher(exercise.rep) if exercise.rep.stages else None
        self._doubts = DoubtFinder()
        self._edges = FilmEdges(len(self._counter.ways), lifts_out=exercise.rep.concentric == "out")
        self._rate = FrameRate()
        self._decided: list[Decided] = []
        self._in_turn = exercise.rep.in_turn
        self._sides: list[Side | None] = []
        self._took_s: deque[float] = deque(maxlen=RHYTHM_REPS)

    @property
    def lead(self) -> PhaseTracker:
        """The phases of the side that works (see `RepCounter.lead`)."""
        return self._counter.lead

    @property
    def ways_of_sides(self) -> tuple[tuple[Side, float], ...]:
        """How far each side is from the start of a rep, where either may work alone; else empty."""
        return self._counter.ways_of_sides

    @property
    def in_movement(self) -> bool:
        """Whether a movement is under way that may become a rep."""
        return self._counter.in_movement

    def forget_range(self) -> None:
        """A new set begins: the person's own range may be another."""
        self._counter.forget_range()
        self._doubts.forget_range()

    def reset_phases(self) -> None:
        """The position was left: the movement under way is none."""
        self._counter.reset_phases()

    def update(self, subject: Subject, figure: Figure | None, step_s: float) -> list[Cycle]:
        """Take in one frame.

        Args:
            subject: Who is followed.
            figure: The person, with the lengths that are known; None where nobody was found.
            step_s: Time since the frame before.

        Returns:
            The movements that are decided now: reps, and attempts with the reason.
        """
        self._rate.update(step_s)
        time_s = subject.time_s
        unsure_who = subject.trouble is Reason.MORE_THAN_ONE
        cycles = self._counter.update(None if unsure_who else figure, time_s)
        if self._stages:
            self._stages.update(time_s, None if subject.trouble else figure)
        return self._due(cycles, time_s)

    def finish(self) -> list[Cycle]:
        """The session ends; returns the movements that are complete with it."""
        return self._due(self._counter.finish(), math.inf)

    def _due(self, cycles: list[Cycle], time_s: float) -> list[Cycle]:
        self._decided = self._counter.decided
        if self._stages:
            cycles, self._decided = self._stages.due(time_s, cycles, self._decided)
        return cycles

    def rep(
        self, cycle: Cycle, time_s: float, faults: Sequence[str], unknown: Sequence[str]
    ) -> list[Event]:
        """Count a rep.

        Args:
            cycle: The movement.
            time_s: When it was decided on.
            faults: Ids of the faults that overlap it.
            unknown: Ids of the checks that could not judge it.

        Returns:
            The rep, and the doubt that reps are too fast for the frames once that is known.
        """
        self.count.reps += 1
        self._sides.append(cycle.side)
        self._took_s.append(cycle.end_s - cycle.start_s)
        counted = RepCounted(
            time_s=time_s,
            index=self.count.reps,
            start_s=cycle.start_s,
            turn_s=cycle.turn_s,
            end_s=cycle.end_s,
            range=cycle.range,
            tempo=cycle.tempo,
            side=cycle.side,
            side_seen=cycle.side_seen,
            stages=cycle.stages,
            faults=tuple(faults),
            unknown=tuple(each for each in unknown if each not in faults),
        )
        too_fast = self._rate.counted(cycle)
        return [counted, *self._noted([_too_fast(time_s, cycle.turn_s)] if too_fast else [])]

    def attempt(self, cycle: Cycle, time_s: float) -> AttemptMade:
        """Note a movement that is no rep, and why not."""
        assert cycle.reason is not None
        self.count.attempts += 1
        return AttemptMade(
            time_s=time_s,
            start_s=cycle.start_s,
            turn_s=cycle.turn_s,
            end_s=cycle.end_s,
            range=cycle.range,
            reason=cycle.reason,
            left_out=cycle.left_out,
        )

    def watch(self, subject: Subject, step_s: float, *, ready: bool) -> list[DoubtRaised]:
        """Note for how long somebody who may be at work is out of sight.

        Args:
            subject: Who is followed.
            step_s: Time since the frame before.
            ready: Whether the exercise's position is taken.

        Returns:
            The doubts of reps that waited for others to compare them with, and can no longer.
        """
        unseen = Reason.NOT_VISIBLE if subject.figure is None else subject.trouble
        self._edges.update(subject.time_s, self._counter.ways, ready=ready)
        return self._noted(self._doubts.watch(subject.time_s, step_s, unseen, ready=ready))

    def doubts(
        self,
        time_s: float,
        belongs: Callable[[Decided], bool],
        perhaps: Callable[[Decided], bool],
    ) -> list[DoubtRaised]:
        """What may be wrong with what was decided last.

        Args:
            time_s: When it was decided.
            belongs: Whether a movement may be counted.
            perhaps: Whether one that may not is a rep perhaps.
        """
        found: list[DoubtRaised] = []
        for movement in self._decided:
            if belongs(movement):
                doubts = self._doubts.decided(time_s, movement)
                if movement.counts or doubts:
                    self._edges.note_settled(movement.turn_s)
                found += self._noted(doubts)
            elif perhaps(movement):
                found += self._noted([missed(time_s, movement)])
        return found

    def last_doubts(self, time_s: float, counted_s: float) -> list[DoubtRaised]:
        """What may be wrong with the count as a whole, once the session is over.

        Args:
            time_s: When it is over.
            counted_s: When the last rep was counted; NaN if none was.
        """
        more = self._counter.alike - self.count.perhaps_more
        found = self._noted(self._doubts.finish(time_s, more))
        if self._took_s:  # else it is said that nothing was counted
            cut = self._edges.cut(*self._counter.own_way, median(self._took_s))
            found += self._noted([_cut(time_s, at_s) for at_s in cut])
        if self._rate.finish():
            found += self._noted([_too_fast(time_s, counted_s)])
        if self._in_turn:
            more = left_out(self._sides) - self.count.perhaps_more
            found += self._noted([_one_sided(time_s, counted_s, more)] if more > 0 else [])
        return found

    def _noted(self, doubts: list[DoubtRaised]) -> list[DoubtRaised]:
        """Add doubts to those so far."""
        self.count.perhaps_fewer += sum(each.fewer for each in doubts)
        self.count.perhaps_more += sum(each.more for each in doubts)
        return doubts


def _too_fast(time_s: float, at_s: float) -> DoubtRaised:
    """Reps are too fast for the frames: one more may have been done."""
    return DoubtRaised(time_s=time_s, at_s=at_s, kind=DoubtKind.FEW_FRAMES, fewer=0, more=1)


def _cut(time_s: float, at_s: float) -> DoubtRaised:
    """A rep is cut by the film's first or last frame."""
    return DoubtRaised(time_s=time_s, at_s=at_s, kind=DoubtKind.CUT, fewer=0, more=1)


def _one_sided(time_s: float, at_s: float, more: int) -> DoubtRaised:
    """One side alone was counted of what is done in turn."""
    return DoubtRaised(time_s=time_s, at_s=at_s, kind=DoubtKind.ONE_SIDE, fewer=0, more=more)
