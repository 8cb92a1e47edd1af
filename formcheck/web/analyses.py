"""Uploaded videos and what was found in them: ``/api/v1/analyses``."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, Field

from formcheck.history import Analysis, AnalysisState
from formcheck.jobs.worker import JobProgress
from formcheck.web.exercises import known_exercise
from formcheck.web.files import names_of
from formcheck.web.problems import ProblemError, documented, not_found
from formcheck.web.services import Services, ServicesDependency
from formcheck.web.uploads import receive, shown_name

router = APIRouter(tags=["analyses"])

AnalysisId = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="The analysis's id.")]

PERIOD_S = 0.3
"""How often it is looked whether there is progress to tell, seconds."""

STORAGE = "a video cannot be kept at present"

RETRY_MS = 1000
"""After so long a browser asks again for a stream of events that broke off, milliseconds."""

_BODY = {
    "requestBody": {
        "description": "The video, as it is.",
        "required": True,
        "content": {
            "application/octet-stream": {
                "schema": {"type": "string", "format": "binary", "minLength": 1}
            }
        },
    }
}
_EVENT: dict[str, Any] = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"enum": ["analysis", "deleted"]},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {
                "anyOf": [
                    {"$ref": "#/components/schemas/AnalysisDocument"},
                    {
                        "type": "object",
                        "required": ["id"],
                        "properties": {"id": {"type": "string"}},
                        "additionalProperties": False,
                    },
                ]
            },
        },
        "id": {"type": "string"},
        "retry": {"type": "integer", "minimum": 0},
    },
}
_EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Server-sent events: `analysis` with a document, whenever it changed, and "
        "`deleted` with the id of one that is gone.",
        # Each event's, as OpenAPI 3.2 has it: the stream has no end.
        "content": {"text/event-stream": {"itemSchema": _EVENT}},
    }
}


class ProgressDocument(BaseModel):
    """How far an analysis has come."""

    frames_done: int
    frames_total: int | None = Field(description="About; null where it is not known.")
    share: float | None = Field(description="0 to 1; null where it is not known.")
    left_s: float | None = Field(description="Seconds left, about; null where it is not known.")


class AnalysisDocument(BaseModel):
    """An uploaded video and what has become of it."""

    id: str
    name: str = Field(description="What the file was called.")
    exercise: str
    model: str
    annotate: bool
    size_bytes: int
    state: AnalysisState
    code: str = Field(description="Why it failed, for programs; empty otherwise.")
    reason: str = Field(description="Why it failed, in a line; empty otherwise.")
    ahead: int | None = Field(description="While queued: how many are analysed before it.")
    progress: ProgressDocument | None = Field(description="While running.")
    session: str | None = Field(description="Once done: the session in the history.")
    files: tuple[str, ...] = Field(description="What can be had under its `files/`.")
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@router.post(
    "/analyses",
    status_code=201,
    openapi_extra=_BODY,
    responses=documented(400, 401, 403, 404, 413, 421, 422, 429, 507),
)
async def create_analysis(
    *,
    request: Request,
    services: ServicesDependency,
    exercise: Annotated[str, Query(max_length=100, description="What is done in the video.")],
    name: Annotated[str, Query(max_length=500, description="What the file is called.")] = "video",
    model: Annotated[
        Literal["lite", "full"], Query(description="The pose model: faster or finer.")
    ] = "full",
    annotate: Annotated[
        bool,
        Query(description="Whether to draw a video, too, at most 1920 pixels wide or high."),
    ] = True,
) -> AnalysisDocument:
    """Upload a video, to be analysed."""
    known = known_exercise(exercise)
    if services.jobs.waiting() >= services.settings.limits.queued:
        raise ProblemError(429, "too-many", "too many videos are waiting: try again later")
    trouble = await asyncio.to_thread(services.database.trouble)
    if trouble:  # said before gigabytes come in
        raise ProblemError(507 if "full" in trouble else 503, "storage", f"{STORAGE}: {trouble}")
    id_, size = await receive(request, services.settings, services.jobs.folders)

    def begin() -> AnalysisDocument:
        try:
            analysis = services.analyses.add(
                id_=id_,
                name=shown_name(name),
                exercise=known.id,
                model=model,
                annotate=annotate,
                size_bytes=size,
            )
        except BaseException:
            services.jobs.folders.delete(id_)
            raise
        services.jobs.add(analysis)
        return _found(services, id_)

    return await asyncio.to_thread(begin)


@router.get("/analyses", responses=documented(401, 403, 421, 422))
def analyses(
    services: ServicesDependency,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> list[AnalysisDocument]:
    """List the analyses, the latest first."""
    found = services.jobs.get_all(limit=limit, offset=offset)
    return [_document(services, each, done) for each, done in found]


@router.get(
    "/analyses/events",
    response_class=EventSourceResponse,
    responses={**_EVENTS, **documented(401, 403, 421)},
)
async def all_events(
    request: Request, services: ServicesDependency
) -> AsyncIterator[ServerSentEvent]:
    """Tell of every change of the latest analyses, for as long as the connection lasts."""

    def look() -> list[AnalysisDocument]:
        return [_document(services, *each) for each in services.jobs.get_all(limit=50, offset=0)]

    async for event in _changes(request, services, look, endless=True):
        yield event


@router.get("/analyses/{analysis}", responses=documented(401, 403, 404, 421, 422))
def analysis(services: ServicesDependency, analysis: AnalysisId) -> AnalysisDocument:
    """What has become of an analysis."""
    return _found(services, analysis)


def _known_id(services: ServicesDependency, analysis: AnalysisId) -> str:
    """The id of an analysis that is there: once a stream has begun, nothing can be refused."""
    return _found(services, analysis).id


@router.get(
    "/analyses/{analysis}/events",
    response_class=EventSourceResponse,
    responses={**_EVENTS, **documented(401, 403, 404, 421, 422)},
)
async def analysis_events(
    request: Request, services: ServicesDependency, id_: Annotated[str, Depends(_known_id)]
) -> AsyncIterator[ServerSentEvent]:
    """Tell of every change of an analysis, until it is over."""

    def look() -> list[AnalysisDocument]:
        found = services.jobs.get(id_)
        return [_document(services, *found)] if found else []

    async for event in _changes(request, services, look, endless=False):
        yield event


@router.post("/analyses/{analysis}/cancel", responses=documented(401, 403, 404, 409, 421, 422))
def cancel_analysis(services: ServicesDependency, analysis: AnalysisId) -> AnalysisDocument:
    """Stop an analysis that waits or runs."""
    _found(services, analysis)
    if not services.jobs.cancel(analysis):
        raise ProblemError(409, "over", "the analysis is over already")
    return _found(services, analysis)


@router.post("/analyses/{analysis}/retry", responses=documented(401, 403, 404, 409, 421, 422))
def retry_analysis(services: ServicesDependency, analysis: AnalysisId) -> AnalysisDocument:
    """Analyse a video again whose analysis is over."""
    _found(services, analysis)
    if not services.jobs.retry(analysis):
        raise ProblemError(409, "not-over", "the analysis is not over yet")
    return _found(services, analysis)


@router.delete(
    "/analyses/{analysis}", status_code=204, responses=documented(401, 403, 404, 421, 422)
)
def delete_analysis(services: ServicesDependency, analysis: AnalysisId) -> Response:
    """Delete an analysis with its video, its files and its session."""
    if not services.jobs.delete(analysis):
        raise not_found("analysis")
    return Response(status_code=204)


def _found(services: Services, analysis_id: str) -> AnalysisDocument:
    found = services.jobs.get(analysis_id)
    if found is None:
        raise not_found("analysis")
    return _document(services, *found)


def _document(services: Services, found: Analysis, done: JobProgress | None) -> AnalysisDocument:
    running = found.state is AnalysisState.RUNNING
    finished = found.state is AnalysisState.DONE
    queued = found.state is AnalysisState.QUEUED
    return AnalysisDocument(
        **found.model_dump(exclude={"restarts"}),
        ahead=services.jobs.ahead_of(found.id) if queued else None,
        progress=_progress(done) if running and done else None,
        session=services.analyses.session_of(found.id) if finished else None,
        files=names_of(services.jobs.folder(found.id), finished=finished),
    )


def _progress(done: JobProgress) -> ProgressDocument:
    """How far it has come.

    >>> _progress(JobProgress(frames=50, total=200, seconds=10.0)).left_s
    30.0
    """
    share = left = None
    if done.total:
        share = min(1.0, done.frames / done.total)
        if done.frames >= 5:
            left = round(max(0, done.total - done.frames) * done.seconds / done.frames, 1)
    return ProgressDocument(
        frames_done=done.frames, frames_total=done.total, share=share, left_s=left
    )


async def _changes(
    request: Request,
    services: Services,
    look: Callable[[], list[AnalysisDocument]],
    *,
    endless: bool,
) -> AsyncIterator[ServerSentEvent]:
    """Events of what changed; FastAPI says of a silent stream that it is still there."""
    told: dict[str, AnalysisDocument] = {}
    yield ServerSentEvent(retry=RETRY_MS)
    while not services.ending and not await request.is_disconnected():
        found = await asyncio.to_thread(look)
        for each in found:
            if told.get(each.id) != each:
                told[each.id] = each
                yield ServerSentEvent(event="analysis", data=each)
        for gone in set(told) - {each.id for each in found}:
            del told[gone]
            yield ServerSentEvent(event="deleted", data={"id": gone})
        if not endless and all(each.state.over for each in found):
            return
        await asyncio.sleep(PERIOD_S)
