"""The workout that a person has not finished: ``/api/v1/runs/unfinished``."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from formcheck.errors import WorkoutError
from formcheck.plans import parse_workout
from formcheck.web.problems import documented, not_found
from formcheck.web.services import ServicesDependency
from formcheck.workout.programme import Phase, tasks_of

router = APIRouter(tags=["workouts"])


class UnfinishedRun(BaseModel):
    """A workout that was begun and is not over."""

    id: str = Field(description="With this in `resume` of the live socket it goes on.")
    workout: str
    name: str
    started_at: datetime
    done: int = Field(description="How many of its tasks are over.")
    tasks: int = Field(description="How many it has.")


@router.get("/runs/unfinished", responses=documented(401, 403, 421))
def unfinished_run(services: ServicesDependency) -> UnfinishedRun | None:
    """The workout that was begun last, if it is not over."""
    run = services.runs.unfinished()
    if run is None:
        return None
    try:
        tasks = tasks_of(parse_workout(run.toml, f"{run.workout}.toml"))
    except WorkoutError:  # an exercise of it may not be there any more
        return None
    standing = run.state.get("standing") or {}
    if standing.get("phase") == Phase.OVER:
        return None
    done = standing.get("done", [])
    return UnfinishedRun(
        id=run.id,
        workout=run.workout,
        name=run.name,
        started_at=run.started_at,
        done=len(done),
        tasks=len(tasks),
    )


@router.post("/runs/{run}/end", status_code=204, responses=documented(401, 403, 404, 421, 422))
def end_run(services: ServicesDependency, run: str) -> Response:
    """Let a workout be over as far as it has come; its sets stay."""
    if not services.runs.end(run):
        raise not_found("workout under way")
    services.let_go(services.runs.get(run))
    return Response(status_code=204)
