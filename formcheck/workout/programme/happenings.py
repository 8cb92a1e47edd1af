"""What the clock of a workout says."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.workout.programme.standing import TaskDone
from formcheck.workout.programme.states import Phase


@dataclass(frozen=True, slots=True)
class Moved:
    """The workout stands elsewhere now.

    Attributes:
        phase: Where.
        task: Which task is under way or comes next, from 0.
        told: Whether the task is another than before.
    """

    phase: Phase
    task: int
    told: bool = False


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """How many seconds of a phase are left.

    Attributes:
        seconds: Whole seconds, rounded up.
        beep: Whether it is one of the last three.
    """

    seconds: int
    beep: bool


@dataclass(frozen=True, slots=True)
class TaskOver:
    """A task is over."""

    done: TaskDone


ProgrammeEvent = Moved | TimeLeft | TaskOver
