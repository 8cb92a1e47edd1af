"""What a workout trains and takes: its muscles, and the exercises that one lacks things for."""

from __future__ import annotations

from collections.abc import Collection

from formcheck.exercises import Exercise, find_exercise
from formcheck.plans.training import Workout


def exercises_of(workout: Workout) -> list[Exercise]:
    """The exercises of a workout, in its order and each once.

    >>> from formcheck.plans.reading import load_workout
    >>> [each.id for each in exercises_of(load_workout("back-circuit"))][:2]
    ['band-seated-row', 'swimming']
    """
    names = (step.exercise for block in workout.blocks for step in block.steps if step.exercise)
    found = {each.id: each for each in map(find_exercise, names)}
    return list(found.values())


def muscles_of(workout: Workout) -> list[str]:
    """The muscles that a workout trains; those that most of its exercises train come first."""
    times: dict[str, int] = {}
    for exercise in exercises_of(workout):
        for muscle in exercise.muscles:
            times[muscle] = times.get(muscle, 0) + 1
    return sorted(times, key=lambda each: -times[each])


def can_be_done(exercise: Exercise, things: Collection[str]) -> bool:
    """Whether an exercise can be done with what one has; with nothing, where that is enough.

    Args:
        exercise: The exercise.
        things: What one has, as exercises call it.
    """
    return not exercise.equipment or any(
        each == "none" or each in things for each in exercise.equipment
    )


def lacking(workout: Workout, things: Collection[str]) -> list[Exercise]:
    """The exercises of a workout that cannot be done with what one has.

    >>> from formcheck.plans.reading import load_workout
    >>> [each.id for each in lacking(load_workout("core-and-plank"), ())]
    ['reverse-hip-raise']
    """
    return [each for each in exercises_of(workout) if not can_be_done(each, things)]
