"""A workout's blocks as one row of tasks: what comes after what, and after how much rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from formcheck.exercises.loader import find_exercise
from formcheck.plans.training import Block, BlockKind, Step, Workout

MINUTE_S = 60.0
"""In an EMOM a task begins with every minute, seconds."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that is done once.

    Attributes:
        kind: The kind of its block.
        block: Which block it belongs to, from 0.
        name: What the block is called; "" where it has no name of its own.
        exercise: The id of an exercise, which the camera counts and judges; None for an activity.
        activity: What the camera does not see, and is timed and ticked off; "" for an exercise.
        round: Which round of the block it is in, or which set, from 1.
        rounds: How many rounds, or sets, there are.
        place: Which task of its round it is, from 1.
        places: How many tasks a round has.
        reps: The reps to aim at, from and to; None where it is done for a time.
        seconds: How long it lasts; None where reps are counted.
        rest_s: The rest before it, seconds; 0 for none.
        new_round: Whether that rest lies between two rounds.
        at_once: Whether it begins as soon as the rest is over, wherever the person is.
        slot_s: It and the rest after it last so long together, seconds; None where they do not.
        load_kg: What is moved.
        note: A hint for the person; "" for none.
    """

    kind: BlockKind
    block: int
    name: str
    exercise: str | None
    activity: str
    round: int
    rounds: int
    place: int
    places: int
    reps: tuple[int, int] | None
    seconds: float | None
    rest_s: float = 0.0
    new_round: bool = False
    at_once: bool = False
    slot_s: float | None = None
    load_kg: float | None = None
    note: str = ""

    @property
    def ends_by_clock(self) -> bool:
        """Whether a time ends it, and not only what is done."""
        return self.seconds is not None or self.slot_s is not None


def tasks_of(workout: Workout) -> tuple[Task, ...]:
    """All tasks of a workout, in their order.

    >>> from formcheck.plans import load_workout
    >>> first, second, *_, last = tasks_of(load_workout("hiit-20"))
    >>> first.activity, first.seconds
    ('marching on the spot', 120)
    >>> second.exercise, second.seconds, second.rounds, last.activity
    ('jumping-jack', 40, 3, 'walking slowly')
    """
    tasks: list[Task] = []
    rest_s = 0.0
    for number, block in enumerate(workout.blocks):
        if block.kind == "rest":
            rest_s += block.seconds or 0
            continue
        for place, task in enumerate(_of_block(block, number)):
            tasks.append(replace(task, rest_s=task.rest_s + rest_s) if not place else task)
        rest_s = 0.0
    return tuple(tasks)


def _of_block(block: Block, number: int) -> Iterable[Task]:
    match block.kind:
        case "straight":
            return _straight(block, number)
        case "emom":
            return _every_minute(block, number)
        case _:
            return _in_rounds(block, number)


def _straight(block: Block, number: int) -> Iterable[Task]:
    """Every set of a step before the next step."""
    sets, places = block.sets or 1, len(block.steps)
    for place, step in enumerate(block.steps, 1):
        for each in range(1, sets + 1):
            first = (place, each) == (1, 1)
            yield replace(
                _task(block, number, step),
                round=each,
                rounds=sets,
                place=place,
                places=places,
                rest_s=0.0 if first else float(block.rest_s or 0),
            )


def _in_rounds(block: Block, number: int) -> Iterable[Task]:
    """All steps, round by round: a circuit, intervals, a warm-up."""
    rounds, places = block.rounds or 1, len(block.steps)
    for round_ in range(1, rounds + 1):
        for place, step in enumerate(block.steps, 1):
            new = place == 1 and round_ > 1
            rest_s = (block.round_rest_s if new else None) or block.rest_s or 0
            first = place == 1 and round_ == 1
            yield replace(
                _task(block, number, step),
                round=round_,
                rounds=rounds,
                place=place,
                places=places,
                rest_s=0.0 if first else float(rest_s),
                new_round=new,
                at_once=block.kind == "intervals" and not first,
            )


def _every_minute(block: Block, number: int) -> Iterable[Task]:
    minutes, places = block.minutes or 1, len(block.steps)
    rounds = -(-minutes // places)
    for minute in range(minutes):
        yield replace(
            _task(block, number, block.steps[minute % places]),
            round=minute // places + 1,
            rounds=rounds,
            place=minute % places + 1,
            places=places,
            at_once=minute > 0,
            slot_s=MINUTE_S,
        )


def _task(block: Block, number: int, step: Step) -> Task:
    return Task(
        kind=block.kind,
        block=number,
        name=block.name or "",
        exercise=find_exercise(step.exercise).id if step.exercise else None,
        activity=step.activity or "",
        round=1,
        rounds=1,
        place=1,
        places=1,
        reps=step.reps,
        seconds=block.work_s if block.kind == "intervals" else step.seconds,
        load_kg=step.load_kg,
        note=step.note or "",
    )
