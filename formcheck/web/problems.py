"""Errors as problem documents (RFC 9457), each with a code for programs and a line for people."""

from __future__ import annotations

import errno
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from formcheck.history import StorageError, storage_trouble

RETRY_AFTER_S = 5
"""When to try again what could not be stored, seconds."""

_STORAGE = ("storage", "no-room")

_DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong."""

    type: str = Field(default="about:blank", description="The kind of problem, as a URI.")
    title: str = Field(description="The kind of problem, in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What went wrong, and what to do about it: one line.")
    code: str = Field(description="What went wrong, for programs.")
    problems: tuple[str, ...] = Field(
        default=(), description="Where several things are wrong with a file: a line for each."
    )


class ProblemError(Exception):
    """A request cannot be answered.

    Args:
        status: The HTTP status.
        code: What went wrong, for programs.
        detail: What went wrong, and what to do about it.
        problems: Where several things are wrong with a file: a line for each.
    """

    def __init__(self, status: int, code: str, detail: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(detail)
        self.problems = problems
        self.status = status
        self.code = code
        self.detail = detail

    def document(self) -> Problem:
        """The problem, as a document."""
        found = problem(self.status, self.code, self.detail)
        return found.model_copy(update={"problems": self.problems})


def problem(status: int, code: str, detail: str) -> Problem:
    """A problem document.

    >>> problem(404, "not-found", "there is no such analysis").title
    'Not Found'
    """
    kind = "storage" if code in _STORAGE else "about:blank"
    title = _phrase(status)
    return Problem(type=kind, title=title, status=status, detail=detail, code=code)


def respond(found: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem as a response."""
    if found.type == "storage":
        headers = {**(headers or {}), "retry-after": str(RETRY_AFTER_S)}
    return JSONResponse(found.model_dump(), found.status, headers=headers, media_type=MEDIA_TYPE)


def storage_problem(error: Exception) -> Problem:
    """The database or the disk refuses to store something: it may be tried again."""
    why = storage_trouble(error)
    status = 507 if "full" in why else 503
    detail = f"this cannot be kept at present: {why}; what was found is kept as soon as it can be"
    return problem(status, "storage", detail)


def not_found(what: str) -> ProblemError:
    """There is none of that name."""
    return ProblemError(404, "not-found", f"there is no such {what}")


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the problems that a path may answer with."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": content}
        for status in (*statuses, 503, 507)  # storage fails whatever is asked
    }


def install(app: FastAPI) -> None:
    """Let an app answer with problem documents, whatever goes wrong."""

    @app.exception_handler(ProblemError)
    async def _ours(_: Request, error: ProblemError) -> JSONResponse:
        return respond(error.document())

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        headers = dict(error.headers) if error.headers else None
        return respond(for_status(error.status_code, str(error.detail)), headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return respond(problem(422, "invalid", _first(error)))

    @app.exception_handler(StorageError)
    async def _storage(_: Request, error: Exception) -> JSONResponse:
        return respond(storage_problem(error))

    @app.exception_handler(OSError)
    async def _disk(request: Request, error: Exception) -> JSONResponse:
        if isinstance(error, OSError) and error.errno in _DISK_ERRORS:
            return respond(storage_problem(error))
        return await _unexpected(request, error)

    @app.exception_handler(Exception)
    async def _unexpected(_: Request, error: Exception) -> JSONResponse:
        del error  # the guard says it to the server's owner
        return respond(problem(500, "internal", "something went wrong in formcheck"))


def for_status(status: int, detail: str = "") -> Problem:
    """The document for a failure of which little more than its status is known.

    >>> for_status(416).code
    'range-not-satisfiable'
    """
    phrase = _phrase(status)
    return problem(
        status,
        _CODES.get(status) or phrase.lower().replace(" ", "-"),
        _WORDS.get(status) or detail or phrase,
    )


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Failed"


_CODES = {416: "range-not-satisfiable"}  # later Pythons have another phrase for it
_WORDS = {
    400: "the request is not one that can be understood: is its Range, or its JSON, right?",
    404: "there is nothing at this address",
    405: "this cannot be done with what is at this address",
    416: "the file has no such part: Content-Range says how long it is",
}


def _first(error: RequestValidationError) -> str:
    """The first thing that is wrong, without repeating what was sent."""
    errors = error.errors()
    if not errors:
        return "the request is not valid"
    place = [str(part) for part in errors[0].get("loc", ())]
    more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
    return f"{' '.join(place)}: {errors[0].get('msg', 'not valid')}{more}"
