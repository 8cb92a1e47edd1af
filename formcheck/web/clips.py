"""Clips of the sets of live sessions: ``.../sessions/ID/clips``, kept until a date."""

from __future__ import annotations

from datetime import date
from typing import Literal

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from formcheck.web.problems import documented, not_found
from formcheck.web.services import ServicesDependency
from formcheck.web.sessions import SessionId, SetNumber

router = APIRouter(tags=["history"])

_VIDEO = {"video/mp4": {"schema": {"type": "string", "format": "binary"}}}


class ClipDocument(BaseModel):
    """The clip of a set."""

    set: int = Field(description="Which set, from 1.")
    from_s: float = Field(description="The second of the session at which it begins.")
    seconds: float = Field(description="How long it is.")


class ClipsDocument(BaseModel):
    """The clips of a session."""

    state: Literal["none", "being made", "kept"] = Field(
        description="none: the person did not allow it, or they were deleted."
    )
    until: date | None = Field(description="The last day on which they are kept.")
    trouble: str = Field(description="Why there is not all of them, in words; empty if there is.")
    clips: tuple[ClipDocument, ...]


@router.get("/sessions/{session}/clips", responses=documented(401, 403, 404, 421, 422))
def clips(services: ServicesDependency, session: SessionId) -> ClipsDocument:
    """What clips there are of a live session, and until when."""
    if services.sessions.get(session) is None:
        raise not_found("session")
    found = services.clips.of(session)
    if found is None:
        return ClipsDocument(state="none", until=None, trouble="", clips=())
    return ClipsDocument(
        state="kept" if found.made else "being made",
        until=found.until,
        trouble=found.trouble,
        clips=tuple(
            ClipDocument(set=each.number, from_s=each.from_s, seconds=each.seconds)
            for each in found.clips
        ),
    )


@router.delete(
    "/sessions/{session}/clips", status_code=204, responses=documented(401, 403, 404, 421, 422)
)
def delete_clips(services: ServicesDependency, session: SessionId) -> Response:
    """Delete all clips of a session; what was counted and found stays."""
    if not services.clips.delete(session):
        raise not_found("clip of this session")
    return Response(status_code=204)


@router.get(
    "/sessions/{session}/sets/{number}/clip",
    response_class=FileResponse,
    responses={
        200: {"description": "The clip.", "content": _VIDEO},
        206: {"description": "A part of it, as `Range` asked for.", "content": _VIDEO},
        **documented(401, 403, 404, 416, 421, 422),
    },
)
def clip(services: ServicesDependency, session: SessionId, number: SetNumber) -> FileResponse:
    """The clip of a set; answers to `Range`."""
    video = services.clips.video(session, number)
    if video is None:
        raise not_found("clip of this set")
    return FileResponse(video, media_type="video/mp4")


@router.delete(
    "/sessions/{session}/sets/{number}/clip",
    status_code=204,
    responses=documented(401, 403, 404, 421, 422),
)
def delete_clip(services: ServicesDependency, session: SessionId, number: SetNumber) -> Response:
    """Delete the clip of a set; what was counted and found stays."""
    if not services.clips.delete(session, number):
        raise not_found("clip of this set")
    return Response(status_code=204)
