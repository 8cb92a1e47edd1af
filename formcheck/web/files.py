"""What was made of an uploaded video, and the video itself: ``.../files/NAME``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi import Path as InPath
from fastapi.responses import FileResponse

from formcheck.jobs.worker import OUT, SKELETON, TRACE, VIDEO
from formcheck.report.files import REPORT, REPS, RESULT
from formcheck.result import Result
from formcheck.web.problems import ProblemError, documented, not_found
from formcheck.web.services import ServicesDependency
from formcheck.web.uploads import media_type

router = APIRouter(tags=["analyses"])

AnalysisId = Annotated[str, InPath(pattern="^[0-9a-f]{32}$", description="The analysis's id.")]
FileName = Literal[
    "result.json",
    "reps.csv",
    "report.html",
    "annotated.mp4",
    "skeleton.json",
    "trace.json",
    "video",
]

REPORT_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-popups"
)
"""The report is a page without scripts that brings its styles along: it may load nothing."""

_PLACES = {
    "result.json": (f"{OUT}/{RESULT}", "application/json"),
    "reps.csv": (f"{OUT}/{REPS}", "text/csv"),
    "report.html": (f"{OUT}/{REPORT}", "text/html"),
    "annotated.mp4": (f"{OUT}/annotated.mp4", "video/mp4"),
    "skeleton.json": (SKELETON, "application/json"),
    "trace.json": (TRACE, "application/json"),
    "video": (VIDEO, ""),
}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FILE = {
    "description": "The file.",
    "content": {
        kind: {}
        for kind in ("application/json", "text/csv", "text/html", "video/mp4", "video/webm")
    }
    | {"application/octet-stream": _BINARY, "video/ogg": _BINARY, "video/x-msvideo": _BINARY},
}
_PART = {**_FILE, "description": "A part of the file, as `Range` asked for."}


def names_of(folder: Path, *, finished: bool) -> tuple[str, ...]:
    """The files that an analysis has."""
    if not finished:
        return ("video",) if (folder / VIDEO).is_file() else ()
    return tuple(name for name, (place, _) in _PLACES.items() if (folder / place).is_file())


@router.get(
    "/analyses/{analysis}/result",
    response_model=Result,
    responses=documented(401, 403, 404, 409, 421, 422),
)
def analysis_result(services: ServicesDependency, analysis: AnalysisId) -> FileResponse:
    """What was found: the result document."""
    return _file(services, analysis, "result.json", download=False)


@router.get(
    "/analyses/{analysis}/files/{file}",
    response_class=FileResponse,
    responses={200: _FILE, 206: _PART, **documented(401, 403, 404, 409, 416, 421, 422)},
)
def analysis_file(
    services: ServicesDependency,
    analysis: AnalysisId,
    file: FileName,
    download: Annotated[bool, Query(description="Whether to save it, not to show it.")] = False,
) -> FileResponse:
    """One of the files of an analysis, or the video; answers to `Range`.

    `skeleton.json`: for each frame its time in seconds, then for each joint x and y in thousandths
    of the picture and visibility in percent.  `trace.json`: the rep signal, its two thresholds and
    the session's state over time.
    """
    return _file(services, analysis, file, download=download)


def _file(
    services: ServicesDependency, analysis_id: str, name: str, *, download: bool
) -> FileResponse:
    found = services.analyses.get(analysis_id)
    if found is None:
        raise not_found("analysis")
    folder = services.jobs.folder(analysis_id)
    if name not in names_of(folder, finished=found.state == "done"):
        if not found.state.over:
            raise ProblemError(409, "not-over", "the analysis is not over yet")
        raise not_found("file of this analysis")
    place, kind = _PLACES[name]
    path = folder / place
    headers = {}
    if download:
        stem = found.name.rpartition(".")[0] or found.name
        saved = found.name if name == "video" else f"{stem}-{name}"
        headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(saved, safe='')}"
    if name == "report.html":
        headers["content-security-policy"] = REPORT_POLICY
    return FileResponse(path, media_type=kind or media_type(path), headers=headers)
