"""What is due today: which of the workouts that a person follows, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from formcheck.catalogue import N_, Sentence, sentence
from formcheck.exercises import Exercise, list_exercises
from formcheck.plans.fitting import exercises_of
from formcheck.plans.recovery import due_again
from formcheck.plans.rules import Rules, shipped_rules
from formcheck.plans.training import Workout

MAIN = 2
"""How many of the muscles that an exercise lists, by importance, rest after it.

With all of them a plank would wait for the shoulders of a row: ours.
"""

State = Literal["due", "rest", "done"]

WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """How it stands with a workout today.

    Attributes:
        workout: The workout.
        state: It is due; its muscles rest until another day; or it was done often enough.
        reason: Why, in one sentence.
        at: From when it is due; None where that is now, or where it was done.
        done: On how many days of this week it was done.
    """

    workout: Workout
    state: State
    reason: Sentence
    at: datetime | None
    done: int


def due_today(
    workouts: Iterable[Workout],
    sets: Collection[tuple[str, datetime]],
    days: Mapping[str, Collection[date]],
    now: datetime,
    *,
    zone: tzinfo | None = None,
    rules: Rules | None = None,
) -> list[Due]:
    """How it stands with each workout today; those that are due come first.

    Args:
        workouts: Those that the person follows.
        sets: The id of the exercise of each past set and when the set ended.
        days: The days on which a workout was done, by its id.
        now: The present.
        zone: By which it is a day; None for this machine's.
        rules: Those that formcheck brings where it is None.
    """
    rules = rules or shipped_rules()
    found = [
        _due(each, sets, days.get(each.id, ()), now.astimezone(zone), rules) for each in workouts
    ]
    order: list[State] = ["due", "rest", "done"]
    return sorted(found, key=lambda each: (order.index(each.state), each.at or now, each.done))


def _due(
    workout: Workout,
    sets: Collection[tuple[str, datetime]],
    days: Collection[date],
    now: datetime,
    rules: Rules,
) -> Due:
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    done = len({day for day in days if monday <= day <= today})
    week = {"done": done, "days": workout.days_per_week or 0}
    if today in days:
        return Due(workout, "done", sentence(N_("It was done today.")), None, done)
    if workout.days_per_week and done >= workout.days_per_week:
        text = N_("{done} of {days} days of this week are done: rest until Monday.")
        return Due(workout, "done", sentence(text, **week), None, done)
    muscles = {muscle for each in exercises_of(workout) for muscle in each.muscles[:MAIN]}
    resting = {
        muscle: at
        for muscle, at in due_again(sets, _mainly(sets), rules).items()
        if muscle in muscles and at > now
    }
    hours = f"{rules.recovery.hours:g}"
    if resting:
        last = max(resting, key=lambda each: resting[each])
        at = resting[last].astimezone(now.tzinfo)
        reason = sentence(
            N_("{muscles} until {day}, {time}: {hours} hours from training to training."),
            muscles=_resting(last, len(resting) - 1),
            day=sentence(WEEKDAYS[at.weekday()]),
            time=f"{at:%H:%M}",
            hours=hours,
        )
        return Due(workout, "due" if at.date() <= today else "rest", reason, at, done)
    if workout.days_per_week:
        reason = sentence(N_("{done} of {days} days of this week are done."), **week)
    else:
        text = N_("None of its muscles was trained within {hours} hours.")
        reason = sentence(text, hours=hours)
    return Due(workout, "due", reason, None, done)


def _resting(muscle: str, others: int) -> Sentence:
    """That a muscle rests, and how many others."""
    name = muscle.capitalize()
    if not others:
        return sentence(N_("{muscle} rests"), muscle=name)
    return sentence(N_("{muscle} and {others} more rest"), muscle=name, others=others)


def _mainly(sets: Iterable[tuple[str, datetime]]) -> dict[str, Exercise]:
    """The exercises of the sets, each with the muscles that it mainly trains."""
    names = {name for name, _ in sets}
    return {
        each.id: each.model_copy(update={"muscles": each.muscles[:MAIN]})
        for each in list_exercises()
        if each.id in names
    }
