"""How far a workout has come, as it is kept: whoever has it can go on from there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pydantic import TypeAdapter

from formcheck.workout.programme.states import Phase

Outcome = Literal["done", "cut", "skipped", "unseen"]
"""done: to its end; cut: the person went on before; skipped: left out; unseen: the camera saw
nothing that could be counted, for longer than it takes."""


@dataclass(slots=True)
class TaskDone:
    """What became of a task.

    Attributes:
        task: Which, from 0.
        outcome: How it ended.
        worked_s: How long it was worked on, seconds.
        reps: Reps counted; None for what is not counted.
        hold_s: Seconds held in position; None for what is not held.
        set: The number of its set in the history; None where there is none.
    """

    task: int
    outcome: Outcome
    worked_s: float
    reps: int | None = None
    hold_s: float | None = None
    set: int | None = None


@dataclass(slots=True)
class Standing:
    """How far a workout has come.

    Attributes:
        at: Which task is under way, or comes next, from 0.
        phase: Where the workout stands, or goes on from when it is paused.
        paused: Who paused it: "person", "camera" (nothing came from it), or nobody: "".
        length_s: How long a rest lasts, seconds.
        spent_s: How much of the phase is over, seconds.
        waited_s: How long the person has been waited for before this task, seconds.
        blind_s: For how long nothing has come from the camera, where it is needed, seconds.
        sure: Whether a countdown goes on wherever the person is.
        worked_s: How long this task has been worked on, seconds.
        slot_used_s: How much of the time of task and rest together is over, seconds.
        done: What became of the tasks so far.
        ledger: How long each phase has lasted in all, seconds.
    """

    at: int = 0
    phase: Phase = Phase.ANNOUNCE
    paused: Literal["", "person", "camera"] = ""
    length_s: float = 0.0
    spent_s: float = 0.0
    waited_s: float = 0.0
    blind_s: float = 0.0
    sure: bool = False
    worked_s: float = 0.0
    slot_used_s: float = 0.0
    done: list[TaskDone] = field(default_factory=list)
    ledger: dict[Phase, float] = field(default_factory=dict)

    @property
    def where(self) -> Phase:
        """Where the workout stands, a pause among it."""
        return Phase.PAUSED if self.paused and self.phase is not Phase.OVER else self.phase

    def to_json(self) -> str:
        """All of it as text."""
        return _STANDING.dump_json(self).decode()

    @staticmethod
    def of_json(text: str | bytes) -> Standing:
        """What `to_json` wrote.

        >>> Standing.of_json(Standing(at=3).to_json()).at
        3
        """
        return _STANDING.validate_json(text)


_STANDING: TypeAdapter[Standing] = TypeAdapter(Standing)
