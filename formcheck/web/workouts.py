"""Workouts: ``/api/v1/workouts``, those that formcheck brings and the person's own files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from formcheck.catalogue import Catalogue
from formcheck.errors import OutputError, WorkoutError
from formcheck.plans import (
    Library,
    Shelved,
    Workout,
    draft_toml,
    exercises_of,
    lacking,
    muscles_of,
    toml_of,
)
from formcheck.plans.library import MAX_BYTES
from formcheck.plans.training import BlockKind
from formcheck.web.languages import InLanguage
from formcheck.web.problems import ProblemError, documented, not_found
from formcheck.web.services import ServicesDependency

router = APIRouter(tags=["workouts"])

WorkoutId = Annotated[str, Path(max_length=100, description="Its id.")]
_TOML = "application/toml"
_FILE = {"description": "The workout's file.", "content": {_TOML: {"schema": {"type": "string"}}}}
_BODY = {
    "description": "The file, as it is.",
    "required": True,
    "content": {
        "application/octet-stream": {
            "schema": {"type": "string", "format": "binary", "minLength": 1}
        }
    },
}

Number = Annotated[int, Field(ge=1, le=7200)]
Text = Annotated[str, Field(max_length=500)]


class StepDocument(BaseModel):
    """One thing that is done in a block: an exercise, or an activity that no camera sees."""

    model_config = ConfigDict(extra="forbid")
    exercise: Text | None = None
    activity: Text | None = None
    reps: tuple[Number, Number] | None = Field(default=None, description="From and to.")
    seconds: Number | None = None
    load_kg: Annotated[float, Field(gt=0, le=500)] | None = None
    note: Text | None = None


class BlockDocument(BaseModel):
    """A part of a workout; docs/workout-format.md says what each kind of block has."""

    model_config = ConfigDict(extra="forbid")
    kind: BlockKind
    name: Text | None = None
    sets: Number | None = None
    rounds: Number | None = None
    work_s: Number | None = None
    rest_s: Number | None = None
    round_rest_s: Number | None = None
    minutes: Number | None = None
    seconds: Number | None = None
    step: Annotated[tuple[StepDocument, ...], Field(max_length=100)] = ()


class WorkoutDraft(BaseModel):
    """A workout as it is made or changed."""

    model_config = ConfigDict(extra="forbid")
    name: Text
    about: Text
    source: Text
    days_per_week: Annotated[int, Field(ge=1, le=7)] | None = None
    block: Annotated[tuple[BlockDocument, ...], Field(max_length=100)]


class WorkoutHead(BaseModel):
    """A workout in short, or a file of the person's that is none."""

    id: str
    own: bool = Field(description="Whether it is the person's own, which they may change.")
    followed: bool = Field(description="Whether the person follows it.")
    name: str
    about: str
    days_per_week: int | None
    lasts_s: float = Field(description="About how long it lasts.")
    exercises: tuple[str, ...] = Field(description="Their ids, in order, each once.")
    muscles: tuple[str, ...] = Field(description="Those that most exercises train come first.")
    lacking: tuple[str, ...] = Field(
        description="The exercises that cannot be done with the things that were asked for."
    )
    problems: tuple[str, ...] = Field(description="What is wrong with its file, a line each.")


class WorkoutDocument(WorkoutHead):
    """A workout in full."""

    source: str
    block: tuple[BlockDocument, ...]


class Following(BaseModel):
    """Whether the person follows a workout."""

    followed: bool


@router.get("/workouts", responses=documented(401, 403, 421, 422))
def workouts(
    services: ServicesDependency,
    language: InLanguage,
    have: Annotated[
        str,
        Query(
            description="The things that one has, as exercises call them, with commas between;"
            " `none` says that there is nothing. Without it everything is there.",
            max_length=500,
        ),
    ] = "",
    muscle: Annotated[
        str, Query(description="List those only that train this muscle.", max_length=100)
    ] = "",
) -> list[WorkoutHead]:
    """List the workouts, the person's own first; a wrong file of theirs is listed, too."""
    followed = services.library.followed()
    things = [each.strip() for each in have.split(",")] if have else None
    found = [_head(each.said(language), followed, things) for each in services.library.all()]
    return [each for each in found if not muscle or muscle in each.muscles]


@router.post("/workouts", status_code=201, responses=documented(400, 401, 403, 409, 413, 421, 422))
def create_workout(
    services: ServicesDependency, draft: WorkoutDraft, language: InLanguage
) -> WorkoutDocument:
    """Keep a new workout."""
    toml = draft_toml(draft.model_dump())
    with told(toml):
        made = services.library.add(toml)
    return _document(services.library, made.id, language)


@router.post(
    "/workouts/import",
    status_code=201,
    responses=documented(400, 401, 403, 409, 413, 421, 422),
    openapi_extra={"requestBody": _BODY},
)
async def import_workout(
    services: ServicesDependency,
    request: Request,
    language: InLanguage,
    name: Annotated[str, Query(description="What the file is called.", max_length=200)] = "",
) -> WorkoutDocument:
    """Keep a workout's file; a wrong one is refused with all its mistakes, a line each."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MAX_BYTES:
            raise ProblemError(413, "too-large", f"a workout's file has at most {MAX_BYTES} bytes")
    with told():
        made = services.library.add(bytes(content), name)
    return _document(services.library, made.id, language)


@router.get("/workouts/{workout}", responses=documented(401, 403, 404, 421, 422))
def workout(
    services: ServicesDependency, workout: WorkoutId, language: InLanguage
) -> WorkoutDocument:
    """One workout with its blocks; of a wrong file, what is wrong with it."""
    return _document(services.library, workout, language)


@router.put("/workouts/{workout}", responses=documented(400, 401, 403, 404, 409, 421, 422))
def change_workout(
    services: ServicesDependency, workout: WorkoutId, draft: WorkoutDraft, language: InLanguage
) -> WorkoutDocument:
    """Change an own workout."""
    _own(services.library, workout)
    toml = draft_toml(draft.model_dump())
    with told(toml):
        if services.library.put(workout, toml) is None:
            raise not_found("workout")
    return _document(services.library, workout, language)


@router.delete(
    "/workouts/{workout}", status_code=204, responses=documented(401, 403, 404, 409, 421, 422)
)
def delete_workout(services: ServicesDependency, workout: WorkoutId) -> Response:
    """Delete an own workout; what was done of it stays in the history."""
    _own(services.library, workout)
    services.library.delete(workout)
    return Response(status_code=204)


@router.get(
    "/workouts/{workout}/file",
    response_class=Response,
    responses={200: _FILE, **documented(401, 403, 404, 421, 422)},
)
def export_workout(services: ServicesDependency, workout: WorkoutId) -> Response:
    """The workout's file, as it is kept."""
    found = _known(services.library, workout)
    text = services.library.text(workout) if found.own else None
    if text is None and found.workout is not None:
        text = toml_of(found.workout).encode()
    name = re.sub(r"[^A-Za-z0-9._-]", "-", found.id)
    headers = {"content-disposition": f'attachment; filename="{name}.toml"'}
    return Response(text or b"", media_type=_TOML, headers=headers)


@router.put("/workouts/{workout}/followed", responses=documented(400, 401, 403, 404, 421, 422))
def follow_workout(
    services: ServicesDependency, workout: WorkoutId, following: Following, language: InLanguage
) -> WorkoutHead:
    """Say whether the person follows a workout: what is followed is due on its days."""
    found = _known(services.library, workout)
    with told():
        services.library.follow(workout, following.followed)
    return _head(found.said(language), services.library.followed())


def _known(library: Library, id_: str) -> Shelved:
    found = library.get(id_)
    if found is None:
        raise not_found("workout")
    return found


def _own(library: Library, id_: str) -> None:
    if not _known(library, id_).own:
        raise ProblemError(
            409, "not-own", "this workout comes with formcheck: copy it, and change the copy"
        )


@contextmanager
def told(made: str = "") -> Iterator[None]:
    """Turn what is wrong with a workout into a problem.

    Args:
        made: The text that was made of a draft: its lines are told as blocks and steps.

    Raises:
        ProblemError: Something is wrong.
    """
    try:
        yield
    except WorkoutError as error:
        lines = [_placed(each, made) for each in error.problems]
        said = lines[0] if len(lines) == 1 else f"{len(lines)} things are wrong: {lines[0]}"
        raise ProblemError(422, "wrong-workout", said, tuple(lines)) from error
    except OutputError as error:
        status, code = (409, "too-many") if "already" in str(error) else (507, "storage")
        raise ProblemError(status, code, str(error)) from error


def _placed(problem: str, made: str) -> str:
    r"""A mistake with its place: a line of a file, or of a draft its block and step.

    >>> _placed("workout.toml: line 3: `reps`: x", 'name = "a"\n\n[[block]]\nkind = "emom"')
    'block 1: `reps`: x'
    """
    if not made:
        return problem
    _, _, rest = problem.partition(": ")
    match = re.match(r"line (\d+): ", rest)
    if match is None:
        return rest
    before = made.splitlines()[: int(match[1])]
    block = step = 0
    for line in before:
        if line == "[[block]]":
            block, step = block + 1, 0
        step += line == "[[block.step]]"
    place = f"block {block}, step {step}: " if step else f"block {block}: " if block else ""
    return place + rest[match.end() :]


def _head(found: Shelved, followed: list[str], have: list[str] | None = None) -> WorkoutHead:
    return WorkoutHead.model_validate(_short(found, followed, have))


def _short(found: Shelved, followed: list[str], have: list[str] | None) -> dict[str, Any]:
    made = found.workout
    return {
        "id": found.id,
        "own": found.own,
        "followed": found.id in followed,
        "name": made.name if made else found.id,
        "about": made.about if made else "",
        "days_per_week": made.days_per_week if made else None,
        "lasts_s": made.lasts_s if made else 0.0,
        "exercises": tuple(each.id for each in exercises_of(made)) if made else (),
        "muscles": tuple(muscles_of(made)) if made else (),
        "lacking": tuple(each.id for each in lacking(made, have))
        if made and have is not None
        else (),
        "problems": found.problems,
    }


def _document(library: Library, id_: str, language: Catalogue) -> WorkoutDocument:
    found = _known(library, id_).said(language)
    made: Workout | None = found.workout
    full = made.model_dump(by_alias=True) if made else {"source": "", "block": ()}
    return WorkoutDocument.model_validate(
        {
            **_short(found, library.followed(), None),
            "source": full["source"],
            "block": full["block"],
        }
    )
