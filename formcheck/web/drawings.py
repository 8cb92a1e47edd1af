"""What the report draws, for the pages: ``.../drawings/NAME``; they add a cursor and clicks.

A video is drawn as a whole; of a session in front of the camera each set is, without its rests.
"""

from __future__ import annotations

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response

from formcheck.exercises import Exercise
from formcheck.history.set_result import result_of
from formcheck.jobs.worker import OUT, TRACE, trace_of
from formcheck.report import svg
from formcheck.report.files import RESULT
from formcheck.report.html import drawing_style, plot_of
from formcheck.report.timeline import Size, size_of, timeline
from formcheck.result.document import Result
from formcheck.result.trace import Trace
from formcheck.web.exercises import known_exercise
from formcheck.web.problems import ProblemError, documented, not_found
from formcheck.web.services import Services, ServicesDependency
from formcheck.web.sessions import SessionId, SetNumber

router = APIRouter(tags=["analyses"])

AnalysisId = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="The analysis's id.")]
Drawing = Literal["timeline", "plot"]
Width = Annotated[int, Query(ge=240, le=2000, description="Its width, pixels.")]

SVG = "image/svg+xml"


@router.get(
    "/analyses/{analysis}/drawings/{drawing}",
    response_class=Response,
    responses={
        200: {"description": "The drawing.", "content": {SVG: {"schema": {"type": "string"}}}},
        **documented(401, 403, 404, 409, 421, 422),
    },
)
def analysis_drawing(
    services: ServicesDependency,
    analysis: AnalysisId,
    drawing: Drawing,
    width: Width = 920,
) -> Response:
    """The timeline, or the plot of the rep signal, as SVG whose colours `drawing.css` decides.

    A `g.thing` is what can be jumped to: `data-from` and `data-to` are its seconds, `data-now` is
    what to say while it lasts.  `g.time` says which seconds lie where.
    """
    result, exercise, trace = _found(services, analysis)
    size = size_of(float(width), f"{analysis[:8]}-{width}")
    drawn = _drawn(drawing, size, result, exercise, trace)
    if drawn is None:
        raise not_found("drawing of this analysis")
    return Response(drawn, media_type=SVG)


@router.get(
    "/sessions/{session}/sets/{number}/drawings/{drawing}",
    response_class=Response,
    responses={
        200: {"description": "The drawing.", "content": {SVG: {"schema": {"type": "string"}}}},
        **documented(401, 403, 404, 421, 422),
    },
)
def set_drawing(
    services: ServicesDependency,
    session: SessionId,
    number: SetNumber,
    drawing: Drawing,
    width: Width = 920,
) -> Response:
    """The timeline, or the plot of the rep signal, of a set that was done in front of the camera.

    Times are those of the session; reps are numbered in the set.  A set of a video, and one from
    before it was kept, has no drawing.
    """
    found = services.sessions.drawn_set(session, number)
    if found is None:
        raise not_found("drawing of this set")
    record, kept = found
    size = size_of(float(width), f"{session[:8]}-{number}-{width}")
    exercise = known_exercise(record.exercise)
    drawn = _drawn(drawing, size, result_of(record, kept, exercise), exercise, kept.trace)
    if drawn is None:
        raise not_found("drawing of this set")
    return Response(drawn, media_type=SVG)


@router.get(
    "/drawing.css",
    response_class=Response,
    responses={
        200: {"description": "CSS.", "content": {"text/css": {"schema": {"type": "string"}}}},
        **documented(401, 403, 421),
    },
)
def style() -> Response:
    """The style of the drawings; the page that shows them sets the colours."""
    return Response(drawing_style(), media_type="text/css")


def _drawn(
    drawing: Drawing, size: Size, result: Result, exercise: Exercise, trace: Trace | None
) -> str | None:
    if result.found_nobody:
        return None
    if drawing == "timeline":
        return svg.as_file(timeline(result, exercise, trace, size))
    plot = plot_of(result, exercise, trace, size)
    return None if plot is None else svg.as_file(plot)


def _found(services: Services, analysis_id: str) -> tuple[Result, Exercise, Trace | None]:
    found = services.analyses.get(analysis_id)
    if found is None:
        raise not_found("analysis")
    if not found.state.over:
        raise ProblemError(409, "not-over", "the analysis is not over yet")
    folder = services.jobs.folder(analysis_id)
    try:
        result = Result.from_json((folder / OUT / RESULT).read_bytes())
    except FileNotFoundError:
        raise not_found("file of this analysis") from None
    try:
        trace = trace_of(json.loads((folder / TRACE).read_bytes()))
    except FileNotFoundError:
        trace = None
    return result, known_exercise(found.exercise), trace
