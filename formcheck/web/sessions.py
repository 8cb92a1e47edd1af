"""The history: ``/api/v1/sessions`` and ``/api/v1/history``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from formcheck.catalogue import Catalogue
from formcheck.history import Overview, SessionRecord, SetRecord, SetSaid
from formcheck.history.records import Export, SessionHead
from formcheck.history.set_result import result_of
from formcheck.plans import SetScore, score_of
from formcheck.result import Result
from formcheck.web.exercises import ExerciseName, known_exercise
from formcheck.web.languages import InLanguage
from formcheck.web.problems import ProblemError, documented, not_found
from formcheck.web.services import Services, ServicesDependency
from formcheck.web.zones import Zone

router = APIRouter(tags=["history"])

SessionId = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="The session's id.")]


class SessionPage(BaseModel):
    """Some sessions, the latest first."""

    total: int
    sessions: tuple[SessionHead, ...]


class Deleted(BaseModel):
    """What was deleted."""

    sessions: int


SetNumber = Annotated[int, Path(ge=1, le=10_000, description="The set, from 1.")]


class Settlement(BaseModel):
    """What the person says of a count that was in doubt."""

    reps: int | None = Field(
        ge=0,
        le=10_000,
        description="How many reps were done; null takes back what was said before.",
    )


@router.get("/history", responses=documented(401, 403, 404, 421, 422))
def history(services: ServicesDependency, zone: Zone) -> Overview:
    """Workout days, weeks by exercise, and the most frequent fault."""
    return services.sessions.overview(zone)


@router.get("/history.json", responses=documented(401, 403, 404, 421, 422))
def export_json(services: ServicesDependency, zone: Zone, response: Response) -> Export:
    """Everything, as one JSON document."""
    response.headers["content-disposition"] = 'attachment; filename="formcheck-history.json"'
    return services.sessions.export(zone)


@router.get(
    "/history.csv",
    response_class=Response,
    responses={
        200: {"description": "A row for each rep and each hold.", "content": {"text/csv": {}}},
        **documented(401, 403, 404, 421, 422),
    },
)
def export_csv(services: ServicesDependency, zone: Zone) -> Response:
    """Everything, as a table."""
    headers = {"content-disposition": 'attachment; filename="formcheck-history.csv"'}
    return Response(services.sessions.export_csv(zone), media_type="text/csv", headers=headers)


@router.get("/sessions", responses=documented(401, 403, 404, 421, 422))
def sessions(
    services: ServicesDependency,
    zone: Zone,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> SessionPage:
    """List the sessions, the latest first."""
    heads, total = services.sessions.heads(limit=limit, offset=offset, zone=zone)
    return SessionPage(total=total, sessions=tuple(heads))


@router.delete("/sessions", responses=documented(401, 403, 421))
def delete_all_sessions(services: ServicesDependency) -> Deleted:
    """Delete the whole history, with all uploaded videos and their files."""
    _, total = services.sessions.heads(limit=1)
    services.sessions.delete_all()
    services.clips.delete_all()
    while found := services.analyses.all():
        for each in found:
            services.jobs.delete(each.id)
    return Deleted(sessions=total)


@router.get("/sessions/{session}", responses=documented(401, 403, 404, 421, 422))
def session(services: ServicesDependency, session: SessionId, zone: Zone) -> SessionRecord:
    """One session with all of its sets, reps and faults."""
    found = services.sessions.get(session, zone)
    if found is None:
        raise not_found("session")
    return found


@router.get(
    "/sessions/{session}/sets/{number}/result", responses=documented(401, 403, 404, 421, 422)
)
def set_result(services: ServicesDependency, session: SessionId, number: SetNumber) -> Result:
    """What was found in a set, as the result of a video says it; times are the session's."""
    record = services.sessions.get_set(session, number)
    if record is None:
        raise not_found("set")
    drawn = services.sessions.drawn_set(session, number)
    return result_of(record, drawn and drawn[1], known_exercise(record.exercise))


@router.put(
    "/sessions/{session}/sets/{number}/settled",
    responses=documented(400, 401, 403, 404, 421, 422),
)
def settle_set(
    services: ServicesDependency, session: SessionId, number: SetNumber, settlement: Settlement
) -> SetRecord:
    """Say how many reps a set had; what the camera counted stays beside it."""
    return _settled(services, session, number, settlement)


@router.put(
    "/sessions/{session}/sets/{number}/doubts/{doubt}",
    responses=documented(400, 401, 403, 404, 421, 422),
)
def settle_doubt(
    services: ServicesDependency,
    session: SessionId,
    number: SetNumber,
    doubt: Annotated[int, Path(ge=1, le=10_000, description="Which of its doubts, from 1.")],
    settlement: Settlement,
) -> SetRecord:
    """Say how many reps there were at a doubt; the last one that is settled settles the set."""
    return _settled(services, session, number, settlement, doubt)


@router.put(
    "/sessions/{session}/sets/{number}/said",
    responses=documented(400, 401, 403, 404, 421, 422),
)
def say_of_set(
    services: ServicesDependency, session: SessionId, number: SetNumber, said: SetSaid
) -> SetRecord:
    """Say the load, the effort, a note, or what was really done; all of it takes the old's place.

    What the camera found stays beside it; the count is corrected with `settled`.
    """
    if said.exercise is not None:
        said = said.model_copy(update={"exercise": known_exercise(said.exercise).id})
    found = services.sessions.say(session, number, said)
    if found is None:
        raise not_found("set")
    return found


@router.get(
    "/exercises/{exercise}/said", responses=documented(401, 403, 404, 421, 422), tags=["history"]
)
def last_said(services: ServicesDependency, exercise: ExerciseName) -> SetSaid:
    """What was said last of a set of an exercise, to fill in the next; empty where nothing was."""
    return services.sessions.last_said(known_exercise(exercise).id) or SetSaid()


@router.get("/sessions/{session}/scores", responses=documented(401, 403, 404, 421, 422))
def scores(
    services: ServicesDependency, session: SessionId, language: InLanguage
) -> list[SetScore]:
    """How well each set of a session was done, of what was judged, with the parts of each score."""
    found = services.sessions.get(session)
    if found is None:
        raise not_found("session")
    return [_translated(score_of(each), language) for each in found.all_sets]


def _translated(score: SetScore, language: Catalogue) -> SetScore:
    parts = tuple(
        each.model_copy(update={"name": language.translated(each.name)}) for each in score.parts
    )
    why_not = score.why_not and language.translated(score.why_not)
    return score.model_copy(update={"parts": parts, "why_not": why_not})


def _settled(
    services: Services, session: str, number: int, settlement: Settlement, doubt: int | None = None
) -> SetRecord:
    try:
        found = services.sessions.settle(session, number, settlement.reps, doubt=doubt)
    except ValueError as error:
        raise ProblemError(422, "invalid", str(error)) from error
    if found is None:
        raise not_found("set" if doubt is None else "doubt")
    return found


@router.delete(
    "/sessions/{session}", status_code=204, responses=documented(401, 403, 404, 421, 422)
)
def delete_session(services: ServicesDependency, session: SessionId) -> Response:
    """Delete a session; of an upload, the video and its files too."""
    found = services.sessions.get(session)
    if found is None:
        raise not_found("session")
    # The session goes with its analysis, in one transaction.
    if found.analysis is None or not services.jobs.delete(found.analysis):
        services.sessions.delete(session)
        services.clips.delete(session)
    return Response(status_code=204)
