"""The messages of a workout that is followed: where it stands, what comes, and what was done."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.workout.programme import Command, Phase
from formcheck.workout.programme.standing import Outcome


class Message(BaseModel):
    """What a message, or a part of one, is made of: it holds what is told, and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CommandMessage(Message):
    """What the person wants of the workout that they follow; it may not be heard."""

    type: Literal["command"]
    command: Literal[Command.NEXT, Command.PAUSE, Command.RESUME, Command.SKIP, Command.STOP]


class TaskDocument(Message):
    """One thing that is done once in a workout."""

    name: str = Field(description="Of the exercise or activity.")
    exercise: str | None = Field(description="Its id; null for what no camera sees.")
    block: str = Field(description="What its part of the workout is called; may be empty.")
    kind: str = Field(description="straight, circuit, intervals, emom or warm-up.")
    round: int = Field(description="Of the block; of straight sets, which set.")
    rounds: int
    place: int = Field(description="Which task of its round it is.")
    places: int
    reps: tuple[int, int] | None = Field(description="To aim at, from and to.")
    seconds: float | None
    hold: bool = Field(description="Whether seconds in position are what is shown of it.")
    load_kg: float | None
    note: str
    turn: str = Field(description="How to stand to the camera; empty where that does not matter.")


class TaskDoneDocument(Message):
    """What became of a task."""

    task: int = Field(description="Which, from 0.")
    outcome: Outcome
    worked_s: float
    reps: int | None
    reps_range: tuple[int, int] | None = Field(description="Null where the count is not in doubt.")
    hold_s: float | None
    set: int | None = Field(description="The number of its set in the history.")


class WorkoutRunDocument(Message):
    """A workout as it is followed."""

    id: str = Field(description="Of the run; also what `resume` takes.")
    workout: str
    name: str
    tasks: tuple[TaskDocument, ...]


class RunMessage(Message):
    """Where the workout stands; sent whenever that changes."""

    type: Literal["run"] = "run"
    phase: Phase
    task: int | None = Field(description="The task under way or the next one, from 0.")
    heard: tuple[Command, ...] = Field(description="What is listened to here.")
    left_s: float | None = Field(description="Seconds until it goes on by itself; null: it waits.")
    length_s: float | None = Field(description="How long this phase lasts in all.")
    paused_by: Literal["", "person", "camera"]
    aim: Literal["reps", "seconds", ""] = Field(description="What ends the set under way.")
    done: tuple[TaskDoneDocument, ...] = Field(description="What became of the tasks so far.")


class TimeLeftMessage(Message):
    """How many seconds of a phase are left."""

    type: Literal["time_left"] = "time_left"
    seconds: int
    beep: bool = Field(description="Whether it is one of the last three.")


class RunSummaryMessage(Message):
    """What was done in the workout; the last message."""

    type: Literal["run_summary"] = "run_summary"
    run: WorkoutRunDocument
    done: tuple[TaskDoneDocument, ...]
    complete: bool = Field(description="Whether it was gone through to its end, or was stopped.")
    duration_s: float = Field(description="How long it took, with rests and without pauses.")
    session: str | None = Field(description="The session in the history; null if nothing was done.")
    unkept: str = Field(default="", description="Why the history does not have it all.")
    own: tuple[str, ...] = Field(
        default=(),
        description="What became of the person's own posture of another day, a sentence for each"
        " check of a set; empty where none was kept.",
    )
