"""A workout as somebody can do it: without what they lack things for, or leave out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from formcheck.exercises import Exercise, find_exercise
from formcheck.plans.fitting import can_be_done, exercises_of
from formcheck.plans.training import Block, Step, Workout


class Why(NamedTuple):
    """Why an exercise is left out.

    Attributes:
        kind: For a part of the body, or for a thing that is not there.
        what: The part's id; "" where a thing is lacked.
    """

    kind: Literal["part", "thing"]
    what: str = ""


class Change(NamedTuple):
    """An exercise that is left out of a workout.

    Attributes:
        exercise: Its id.
        why: Why.
        instead: The id of the exercise that is done in its place; None: nothing is.
    """

    exercise: str
    why: Why
    instead: str | None


@dataclass(frozen=True, slots=True)
class Adapted:
    """A workout of the guides, as somebody can do it.

    Attributes:
        of: The workout as the guides have it.
        workout: The workout as it can be done; the same, where nothing is changed.
        changes: What is left out of it.
    """

    of: Workout
    workout: Workout
    changes: tuple[Change, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it is another one than the guides'."""
        return self.workout != self.of

    def on_days(self, days: int) -> Adapted:
        """The same, done on so many days a week."""
        return replace(self, workout=self.workout.model_copy(update={"days_per_week": days}))


def adapted_to(
    workout: Workout,
    things: Collection[str],
    leave_out: Callable[[Exercise], Why | None],
    others: Iterable[Exercise],
    words: Sequence[str] = (),
) -> Adapted:
    """A workout without what somebody lacks things for or leaves out.

    What is lacked has another exercise of the same group in its place, where there is one.  What is
    left out for a part of the body has none.

    Args:
        workout: The workout; it may have no exercise left.
        things: What one has.
        leave_out: Says why an exercise is to be left out, or None.
        others: What may take an exercise's place.
        words: What is not to be done between exercises: activities that have one of these in them.
    """
    free = [each for each in others if can_be_done(each, things) and leave_out(each) is None]
    used = {each.id for each in exercises_of(workout)}
    changes: dict[str, Change] = {}
    for exercise in exercises_of(workout):
        why = leave_out(exercise)
        if why is not None:
            changes[exercise.id] = Change(exercise.id, why, None)
        elif not can_be_done(exercise, things):
            instead = next((each for each in free if _stands_for(each, exercise, used)), None)
            used |= {instead.id} if instead else set()
            changes[exercise.id] = Change(
                exercise.id, Why("thing"), instead.id if instead else None
            )
    blocks = tuple(_block(each, changes, words) for each in workout.blocks)
    kept = tuple(each for each in blocks if each.steps or each.kind == "rest")
    return Adapted(workout, workout.model_copy(update={"blocks": kept}), tuple(changes.values()))


def _stands_for(other: Exercise, exercise: Exercise, used: Collection[str]) -> bool:
    same = other.body_part == exercise.body_part and other.kind == exercise.kind
    return same and other.id not in used


def _block(block: Block, changes: dict[str, Change], words: Sequence[str]) -> Block:
    steps = (_step(each, changes, words) for each in block.steps)
    return block.model_copy(update={"steps": tuple(each for each in steps if each is not None)})


def _step(step: Step, changes: dict[str, Change], words: Sequence[str]) -> Step | None:
    if step.exercise is None:
        parts = [each.strip() for each in (step.activity or "").split(",")]
        left = [each for each in parts if not any(word in each.lower() for word in words)]
        if not left or left == ["slowly"]:
            return None
        return step.model_copy(update={"activity": ", ".join(left)})
    change = changes.get(find_exercise(step.exercise).id)
    if change is None:
        return step
    if change.instead is None:
        return None
    dose = find_exercise(change.instead).dose
    return step.model_copy(
        update={
            "exercise": change.instead,
            "reps": step.reps and (dose.reps or step.reps),
            "load_kg": None,
            "note": None,
        }
    )
