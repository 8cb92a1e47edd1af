"""The two-minute start: what somebody says in, a week of the guides' programmes out.

Nothing is treated: what trains a part that is to be left out is left out, and who is to be asked is
named.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.catalogue import N_, Sentence, sentence
from formcheck.exercises import Exercise, list_exercises
from formcheck.plans.adapting import Adapted, Why, adapted_to
from formcheck.plans.due import MAIN
from formcheck.plans.fitting import exercises_of
from formcheck.plans.reading import list_workouts
from formcheck.plans.training import Workout

MOST_DAYS = 6
"""On so many days of a week something is trained at most: one is for rest."""

ASK = N_(
    "What trains or loads this is left out: {parts}. formcheck treats nothing: ask a doctor or a "
    "physiotherapist what is right for you, and before you take it up again."
)
"""What is said where a part is left out."""


PartId = Literal[
    "neck",
    "shoulders",
    "arms",
    "chest",
    "upper back",
    "lower back",
    "core",
    "hips",
    "legs",
]

PART_NAMES: dict[PartId, str] = {
    "neck": N_("neck"),
    "shoulders": N_("shoulders"),
    "arms": N_("elbows and wrists"),
    "chest": N_("chest"),
    "upper back": N_("upper back"),
    "lower back": N_("lower back"),
    "core": N_("belly"),
    "hips": N_("hips"),
    "legs": N_("knees and legs"),
}
"""What people call the parts that can be left out, by id."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(_Data):
    """A part of the body that can be left out.

    Attributes:
        id: What it is called by programs.
        muscles: What trains one of these, as exercises call them, trains it.
        exercises: What loads it besides, by id.
        words: A warm-up that has one of these in it moves it.
    """

    id: PartId
    muscles: tuple[str, ...]
    exercises: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """What people call it, as it stands within a sentence."""
        return PART_NAMES[self.id]

    def is_trained_by(self, exercise: Exercise) -> bool:
        """Whether an exercise is left out with it."""
        trained = self.id == exercise.body_part or not set(self.muscles).isdisjoint(
            exercise.muscles
        )
        return trained or exercise.id in self.exercises


class _Week(_Data):
    least_exercises: int = Field(ge=1)
    source: str
    days: dict[Annotated[int, Field(ge=1, le=MOST_DAYS)], tuple[tuple[int, str], ...]]


class _LeaveOut(_Data):
    source: str
    part: tuple[Part, ...]


class FirstWeekData(_Data):
    """What a first week is made of."""

    week: _Week
    leave_out: _LeaveOut


@cache
def first_week_data() -> FirstWeekData:
    """What formcheck brings.

    >>> [each.id for each in first_week_data().leave_out.part][:2]
    ['neck', 'shoulders']
    """
    file = resources.files("formcheck.plans") / "first_week.toml"
    return FirstWeekData.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says at the start.

    Attributes:
        days: On how many days a week they want to train, 1 to 7.
        things: What they have, as exercises call it.
        leave_out: Ids of the parts that are to be left out.
    """

    days: int
    things: frozenset[str] = frozenset()
    leave_out: frozenset[PartId] = frozenset()


@dataclass(frozen=True, slots=True)
class FirstWeek:
    """The plan of a first week.

    Attributes:
        workouts: What is done in it, each once, with how many days a week it is done.
        days: On which days of the week, from 1, which of them is done, by its place there.
        said: What is to be known of it.
    """

    workouts: tuple[Adapted, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    said: tuple[Sentence, ...] = field(default=())


def first_week(wish: Wish) -> FirstWeek:
    """The plan of a first week, out of the guides' own programmes.

    Args:
        wish: What the person says.

    >>> plan = first_week(Wish(3, frozenset({"dumbbells", "band"})))
    >>> [(day, plan.workouts[at].workout.id) for day, at in plan.days]
    [(1, 'full-body-strength'), (3, 'core-and-plank'), (5, 'full-body-strength')]
    """
    data = first_week_data()
    parts = [each for each in data.leave_out.part if each.id in wish.leave_out]
    all_ = (_adapted(each, wish, parts) for each in list_workouts())
    least = data.week.least_exercises
    made = {each.of.id: each for each in all_ if len(exercises_of(each.workout)) >= least}
    weeks = [
        _filled(data.week.days[count], made) for count in range(min(wish.days, MOST_DAYS), 0, -1)
    ]
    # The most days; of as many those of more kinds, and then those that were asked for.
    days = max(weeks, key=lambda week: (len(week), len({id_ for _, id_ in week})))
    used = list(dict.fromkeys(id_ for _, id_ in days))
    often = {id_: sum(id_ == each for _, each in days) for id_ in used}
    return FirstWeek(
        tuple(made[id_].on_days(often[id_]) for id_ in used),
        tuple((day, used.index(id_)) for day, id_ in days),
        tuple(_said(wish, parts, len(days))),
    )


def _filled(week: Sequence[tuple[int, str]], made: Mapping[str, Adapted]) -> list[tuple[int, str]]:
    """A week with what is left: where a programme is not, another one that has rested."""
    days: list[tuple[int, str]] = []
    for day, wanted in week:
        before = [(d, made[id_].workout) for d, id_ in days]
        left = sorted(made, key=lambda id_: (id_ != wanted, id_))
        fits = (id_ for id_ in left if _rested(made[id_].workout, day, before))
        days += [(day, id_) for id_ in fits][:1]
    return days


def _adapted(workout: Workout, wish: Wish, parts: Sequence[Part]) -> Adapted:
    def why(exercise: Exercise) -> Why | None:
        for part in parts:
            if part.is_trained_by(exercise):
                return Why("part", part.id)
        return None

    words = [word for part in parts for word in part.words]
    return adapted_to(workout, wish.things, why, list_exercises(), words)


def _rested(workout: Workout, day: int, before: Collection[tuple[int, Workout]]) -> bool:
    """Whether what it mainly trains has two days from training to training, also over Sunday."""
    mine = _main(workout)
    for other_day, other in before:
        apart = abs(day - other_day)
        if min(apart, 7 - apart) < 2 and mine & _main(other):
            return False
    return True


def _main(workout: Workout) -> set[str]:
    return {muscle for each in exercises_of(workout) for muscle in each.muscles[:MAIN]}


def _said(wish: Wish, parts: Sequence[Part], days: int) -> Iterator[Sentence]:
    if parts:
        yield sentence(ASK, parts=_listed([sentence(each.name) for each in parts]))
    if not days:
        yield sentence(N_("Nothing of the guides' programmes is left with that."))
    elif days < min(wish.days, MOST_DAYS):
        yield sentence(
            N_("{days} of {wanted} days: for more of them nothing is left that has rested."),
            days=days,
            wanted=wish.days,
        )
    elif wish.days > MOST_DAYS:
        yield sentence(N_("One day of the week is for rest."))


def _listed(names: Sequence[Sentence]) -> Sentence:
    """Names one after the other.

    >>> str(_listed([sentence("neck"), sentence("hips"), sentence("chest")]))
    'neck, hips and chest'
    """
    first, *more = names
    for each in more[:-1]:
        first = sentence(N_("{first}, {next}"), first=first, next=each)
    return sentence(N_("{first} and {last}"), first=first, last=more[-1]) if more else first
