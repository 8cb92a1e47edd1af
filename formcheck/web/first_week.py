"""The two-minute start: ``/api/v1/first-week``, a plan of the guides' own programmes."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from formcheck.catalogue import N_, Catalogue, sentence
from formcheck.plans import FirstWeek, Wish, exercises_of, first_week, toml_of
from formcheck.plans.adapting import Adapted
from formcheck.plans.first_week import PART_NAMES, PartId
from formcheck.web.languages import InLanguage
from formcheck.web.problems import ProblemError, documented
from formcheck.web.services import Services, ServicesDependency
from formcheck.web.workouts import told

router = APIRouter(tags=["workouts"])

OWN_NAME = N_("{name}, fitted")
"""What a workout of the guides is called that was fitted to what somebody has and leaves out."""


class PartDocument(BaseModel):
    """A part of the body that can be left out."""

    id: PartId
    name: str


class ChangeDocument(BaseModel):
    """An exercise that is left out of a workout of the guides."""

    exercise: str = Field(description="Its id.")
    because: Literal["part", "thing"] = Field(
        description="It trains a part that is left out, or needs a thing that is not there."
    )
    instead: str | None = Field(description="The exercise in its place; null: none.")


class PlannedWorkout(BaseModel):
    """What is done in the week."""

    workout: str | None = Field(
        description="Its id; null while it is only shown, where it is no workout of the guides'."
    )
    name: str
    lasts_s: float
    days_per_week: int
    exercises: tuple[str, ...] = Field(description="Their ids, in order.")
    changes: tuple[ChangeDocument, ...]


class PlannedDay(BaseModel):
    """A day of the week on which something is done."""

    day: Annotated[int, Field(ge=1, le=7)] = Field(description="1 is Monday.")
    workout: int = Field(description="Which of `workouts`, from 0.")


class FirstWeekDocument(BaseModel):
    """The plan of a first week."""

    parts: tuple[PartDocument, ...] = Field(description="What can be left out.")
    days: tuple[PlannedDay, ...]
    workouts: tuple[PlannedWorkout, ...]
    said: tuple[str, ...] = Field(description="What is to be known of it, a sentence each.")


Days = Annotated[int, Field(ge=1, le=7)]
Names = Annotated[tuple[Annotated[str, Field(max_length=60)], ...], Field(max_length=30)]


Parts = Annotated[tuple[PartId, ...], Field(max_length=30)]


class WishDocument(BaseModel):
    """What a person says at the start."""

    model_config = ConfigDict(extra="forbid")
    days: Days = Field(description="On how many days a week.")
    have: Names = Field(default=(), description="What they have, as exercises call it.")
    leave_out: Parts = Field(default=(), description="The parts that are left out.")


@router.get("/first-week", responses=documented(401, 403, 421, 422))
def show_first_week(
    language: InLanguage,
    days: Annotated[int, Query(ge=1, le=7, description="On how many days a week.")] = 3,
    have: Annotated[Names, Query(description="What they have, as exercises call it.")] = (),
    leave_out: Annotated[Parts, Query(description="The parts that are left out.")] = (),
) -> FirstWeekDocument:
    """Show the plan of a first week; nothing is kept."""
    return _document(first_week(Wish(days, frozenset(have), frozenset(leave_out))), language)


@router.post("/first-week", status_code=201, responses=documented(400, 401, 403, 409, 421, 422))
def follow_first_week(
    services: ServicesDependency, wish: WishDocument, language: InLanguage
) -> FirstWeekDocument:
    """Follow the plan of a first week, in place of what is followed now, which stays a workout."""
    plan = first_week(Wish(wish.days, frozenset(wish.have), frozenset(wish.leave_out)))
    if not plan.workouts:
        raise ProblemError(409, "nothing-left", plan.said[-1].said(language))
    with told():
        ids = [_kept(services, each, language) for each in plan.workouts]
        for id_ in ids:  # first, so that a full disk leaves no one without a plan
            services.library.follow(id_)
        for each in services.library.followed():
            if each not in ids:
                services.library.follow(each, False)
    return _document(plan, language, ids)


def _kept(services: Services, made: Adapted, language: Catalogue) -> str:
    """The id of a workout: the guides' own, or one like it that is kept already, or a new one."""
    if not made.is_changed:
        return made.of.id
    said = made.workout.said(language)
    own = said.model_copy(update={"name": _name(made, language)})
    for each in services.library.all():
        if each.workout and each.workout.model_copy(update={"id": own.id}) == own:
            return each.id
    return services.library.add(toml_of(own), own.name).id


def _name(made: Adapted, language: Catalogue) -> str:
    name = language.translated(made.of.name)
    return sentence(OWN_NAME, name=name).said(language) if made.changes else name


def _document(
    plan: FirstWeek, language: Catalogue, ids: list[str] | None = None
) -> FirstWeekDocument:
    workouts = [
        PlannedWorkout(
            workout=ids[at] if ids else None if each.is_changed else each.of.id,
            name=_name(each, language),
            lasts_s=each.workout.lasts_s,
            days_per_week=each.workout.days_per_week or 0,
            exercises=tuple(exercise.id for exercise in exercises_of(each.workout)),
            changes=tuple(
                ChangeDocument(
                    exercise=change.exercise, because=change.why.kind, instead=change.instead
                )
                for change in each.changes
            ),
        )
        for at, each in enumerate(plan.workouts)
    ]
    return FirstWeekDocument(
        parts=tuple(
            PartDocument(id=id_, name=language.translated(name)) for id_, name in PART_NAMES.items()
        ),
        days=tuple(PlannedDay(day=day, workout=at) for day, at in plan.days),
        workouts=tuple(workouts),
        said=tuple(each.said(language) for each in plan.said),
    )
