"""What is said of a workout's sets: its stages, what was done in a set, and when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from formcheck.events import DoubtRaised
from formcheck.result.document import range_of


class Stage(StrEnum):
    """Where a workout stands."""

    PLACING = "placing"
    COUNTDOWN = "countdown"
    SET = "set"
    REST = "rest"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class SetDone:
    """What was done in a set.

    Attributes:
        index: From 1.
        start_s: When it began: the "Go".
        end_s: When it ended, or was last added to.
        reps: Reps counted.
        attempts: Movements that were not counted.
        hold_s: Seconds in position.
        good_hold_s: Seconds of them that were judged good.
        reached: Whether the target was reached.
        unsure_hold_s: Seconds of them that were too close to a limit to call.
        unjudged_hold_s: Seconds of them that could not be judged.
        doubts: Where the number of reps may be wrong.
    """

    index: int
    start_s: float
    end_s: float
    reps: int
    attempts: int
    hold_s: float
    good_hold_s: float
    reached: bool
    unsure_hold_s: float = 0.0
    unjudged_hold_s: float = 0.0
    doubts: tuple[DoubtRaised, ...] = ()

    @property
    def reps_range(self) -> tuple[int, int]:
        """How many reps were done at least and at most."""
        return range_of(self.reps, [(each.fewer, each.more) for each in self.doubts])


@dataclass(frozen=True, slots=True)
class StageChanged:
    """The workout goes from one stage to another."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Countdown:
    """How many seconds until the set begins."""

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
    """How many seconds of rest are left."""

    seconds: int


@dataclass(frozen=True, slots=True)
class AllDone:
    """The workout is over.

    Attributes:
        reached: Whether every set reached its target.
    """

    reached: bool = True


SetEvent = StageChanged | Countdown | SetStarted | SetFinished | Resting | AllDone
