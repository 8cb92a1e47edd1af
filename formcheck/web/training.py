"""What is due, what became of it, and what is ticked off: today, progress, activities."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from formcheck.catalogue import Catalogue
from formcheck.exercises import list_exercises
from formcheck.history import Activity, WorkoutRun
from formcheck.history.overview import day_of
from formcheck.plans import Progress, due_today, progress_of
from formcheck.plans.progress import ProposalDocument
from formcheck.web.exercises import ExerciseName, known_exercise
from formcheck.web.languages import InLanguage
from formcheck.web.problems import documented, not_found
from formcheck.web.services import Services, ServicesDependency
from formcheck.web.zones import Zone

router = APIRouter(tags=["training"])

AIM_MINUTES = 150
"""Minutes of cardio in a week: thirty on five days, as the guides ask for."""

ActivityId = Annotated[str, Path(max_length=100, description="Its id.")]


class DueDocument(BaseModel):
    """How it stands with a workout that the person follows."""

    workout: str = Field(description="Its id.")
    name: str
    lasts_s: float
    state: Literal["due", "rest", "done"]
    reason: str = Field(description="Why, in one sentence.")
    at: datetime | None = Field(description="From when it is due; null: now, or it was done.")
    done: int = Field(description="On how many days of this week it was done.")
    days_per_week: int | None


class Minutes(BaseModel):
    """What was ticked off in a week."""

    week: date = Field(description="Its Monday.")
    minutes: float = Field(description="All together.")
    by_activity: dict[str, float]


class Today(BaseModel):
    """What is due today."""

    day: date
    due: tuple[DueDocument, ...] = Field(description="Of each followed workout; due ones first.")
    under_way: str | None = Field(description="The run of a workout that was broken off.")
    minutes: Minutes = Field(description="What was ticked off this week.")
    aim_minutes: int = Field(description="So many minutes a week are aimed at.")


class Ticked(BaseModel):
    """Minutes of something that no camera saw."""

    day: date
    activity: Annotated[str, Field(min_length=1, max_length=60, pattern=r"\S")]
    minutes: Annotated[float, Field(gt=0, le=1440)]


class ActivitiesDocument(BaseModel):
    """What was ticked off."""

    activities: tuple[Activity, ...] = Field(description="The oldest first.")
    weeks: tuple[Minutes, ...] = Field(description="The oldest first.")
    aim_minutes: int


class Trained(BaseModel):
    """An exercise that was trained, and what its next session may be."""

    exercise: str
    last: date
    sets: int
    proposal: ProposalDocument


@router.get("/today", responses=documented(401, 403, 404, 421, 422))
def today(services: ServicesDependency, zone: Zone, language: InLanguage) -> Today:
    """What is due today of the workouts that the person follows, and this week's minutes."""
    now = datetime.now(UTC)
    day = day_of(now, zone)
    monday = day - timedelta(days=day.weekday())
    ticked = services.activities.between(monday, day)
    run = services.runs.unfinished()
    return Today(
        day=day,
        due=tuple(_due(services, now, zone, language)),
        under_way=run.id if run else None,
        minutes=_week(monday, ticked),
        aim_minutes=AIM_MINUTES,
    )


def _due(services: Services, now: datetime, zone: Zone, language: Catalogue) -> list[DueDocument]:
    followed = [services.library.get(id_) for id_ in services.library.followed()]
    said = [each.said(language) for each in followed if each]
    workouts = [each.workout for each in said if each.workout]
    if not workouts:
        return []
    sets = [
        (each.done_exercise, session.started_at + timedelta(seconds=each.end_s))
        for session, each in services.sessions.sets_done(zone)
    ]
    days: defaultdict[str, set[date]] = defaultdict(set)
    for run in services.runs.all():
        if run.ended_at is not None and _anything_done(run):
            days[run.workout].add(day_of(run.started_at, zone))
    return [
        DueDocument(
            workout=each.workout.id,
            name=each.workout.name,
            lasts_s=each.workout.lasts_s,
            state=each.state,
            reason=each.reason.said(language),
            at=each.at,
            done=each.done,
            days_per_week=each.workout.days_per_week,
        )
        for each in due_today(workouts, sets, days, now, zone=zone)
    ]


def _anything_done(run: WorkoutRun) -> bool:
    """Whether a task of a run was done to its end: one that was stopped at once was none."""
    standing = run.state.get("standing") or {}
    return any(each["outcome"] == "done" for each in standing.get("done", ()))


@router.get("/progress", responses=documented(401, 403, 404, 421, 422))
def trained(services: ServicesDependency, zone: Zone, language: InLanguage) -> list[Trained]:
    """The exercises that were trained, the last one first, each with its proposal."""
    done = services.sessions.sets_done(zone)
    known = {each.id: each for each in list_exercises()}
    found = []
    for name in {each.done_exercise for _, each in done} & known.keys():
        own = progress_of(known[name], done, language=language)
        if own.last is not None:
            sets = sum(each.sets for each in own.days)
            found.append(Trained(exercise=name, last=own.last, sets=sets, proposal=own.proposal))
    return sorted(found, key=lambda each: (-each.last.toordinal(), each.exercise))


@router.get("/progress/{exercise}", responses=documented(401, 403, 404, 421, 422))
def progress(
    services: ServicesDependency, exercise: ExerciseName, zone: Zone, language: InLanguage
) -> Progress:
    """What became of an exercise by days, weeks and months, its bests, and what comes next."""
    done = services.sessions.sets_done(zone)
    return progress_of(known_exercise(exercise), done, language=language)


@router.get("/activities", responses=documented(401, 403, 421, 422))
def activities(
    services: ServicesDependency,
    first: Annotated[date, Query(alias="from", description="The first day.")] = date.min,
    last: Annotated[date, Query(alias="to", description="The last day.")] = date.max,
) -> ActivitiesDocument:
    """What was ticked off by hand, and how many minutes that is a week."""
    found = services.activities.between(first, last)
    weeks: defaultdict[date, list[Activity]] = defaultdict(list)
    for each in found:
        weeks[each.day - timedelta(days=min(each.day.weekday(), each.day.toordinal() - 1))].append(
            each
        )
    return ActivitiesDocument(
        activities=tuple(found),
        weeks=tuple(_week(monday, all_) for monday, all_ in sorted(weeks.items())),
        aim_minutes=AIM_MINUTES,
    )


@router.post("/activities", status_code=201, responses=documented(400, 401, 403, 421, 422))
def tick_activity(services: ServicesDependency, ticked: Ticked) -> Activity:
    """Tick off minutes of something that no camera saw."""
    return services.activities.tick(ticked.day, ticked.activity.strip(), ticked.minutes)


@router.delete(
    "/activities/{activity}", status_code=204, responses=documented(401, 403, 404, 421, 422)
)
def delete_activity(services: ServicesDependency, activity: ActivityId) -> Response:
    """Delete what was ticked off."""
    if not services.activities.delete(activity):
        raise not_found("activity")
    return Response(status_code=204)


def _week(monday: date, ticked: list[Activity]) -> Minutes:
    by_activity: defaultdict[str, float] = defaultdict(float)
    for each in ticked:
        by_activity[each.activity] += each.minutes
    return Minutes(week=monday, minutes=sum(by_activity.values()), by_activity=dict(by_activity))
