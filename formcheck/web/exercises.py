"""What can be exercised: ``/api/v1/exercises``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from formcheck.errors import ExerciseError
from formcheck.exercises import Check, Exercise, find_exercise, list_exercises
from formcheck.exercises.figures import Turn, figure_of, turn_of
from formcheck.exercises.vocabulary import OWN, Load, View
from formcheck.measures import MEASURES
from formcheck.report.figure_drawing import figure_file
from formcheck.result import wording
from formcheck.result.exercise_words import (
    NOT_AT_TURN,
    PLACE_WORDS,
    dose_words,
    from_views,
    in_groups,
    seen_words,
)
from formcheck.result.measure_words import limit_of, range_of
from formcheck.severity import Severity
from formcheck.web.languages import InLanguage
from formcheck.web.problems import ProblemError, documented, not_found

router = APIRouter(tags=["exercises"])

ExerciseName = Annotated[str, Path(max_length=100, description="Its id.")]


class CheckDocument(BaseModel):
    """One thing that can be wrong."""

    id: str
    name: str
    measure: str = Field(description="What shows it; `measures/{measure}.svg` draws it.")
    right_is: str = Field(description="The limit, in words, and of what it is.")
    views: tuple[str, ...] = Field(description="The camera's views from which it can be judged.")
    of_reps: bool = Field(description="Whether it is told of in reps; else in seconds of a hold.")
    severity: Severity
    cue: str
    mended: str
    why: str
    source: str


class FromViewDocument(BaseModel):
    """What is told from one view."""

    view: View
    words: str = Field(description="From where that is: the side.")
    counted: bool
    judged: tuple[str, ...] = Field(description="Ids of the checks that are judged.")
    partly: tuple[str, ...] = Field(description="Those that are not judged near a rep's turn.")


class ExerciseDocument(BaseModel):
    """An exercise."""

    id: str
    name: str
    aliases: tuple[str, ...]
    about: str
    body_part: str | None = Field(description="What it is for; exercises are grouped by it.")
    muscles: tuple[str, ...] = Field(description="What it works, the most important first.")
    equipment: tuple[str, ...] = Field(description="What it can be done with, any of it.")
    load: Load = Field(description="What is lifted: nothing, one weight, one a hand, or a bar.")
    sides: str = Field(description="near, or each: an arm or a leg may work alone.")
    look_alikes: tuple[str, ...] = Field(description="What looks like it and is not counted.")
    not_seen: tuple[str, ...] = Field(description="What no camera shows of it, a sentence each.")
    source: str = Field(description="Who prescribes it.")
    camera: str = Field(description="How to place the camera.")
    place: str = Field(description="Where the camera stands best, in a word or two.")
    seen: str = Field(description="From where it is counted and judged, in a sentence.")
    from_views: tuple[FromViewDocument, ...] = Field(
        description="The same, view by view, the front first."
    )
    partly: str = Field(description="What is said where a check is judged but for a rep's turn.")
    figure: bool = Field(description="Whether `exercises/{id}/figure.svg` draws it.")
    turn: Turn = Field(description="Where the turn of a rep lies from its start.")
    counts: str = Field(description="What is counted.")
    views: tuple[str, ...]
    kind: str = Field(description="reps or hold")
    dose: str = Field(description="How much the guides ask for, in words.")
    sets: int = Field(description="How many sets the guides ask for.")
    reps: tuple[int, int] | None = Field(description="Reps in a set, from and to.")
    hold_s: tuple[float, float] | None = Field(description="Seconds of a hold, from and to.")
    measure: str = Field(
        description="What reps are counted by; empty for a hold in which nothing is counted."
    )
    unit: str = Field(description="The unit of a rep's range; empty for a hold.")
    range_of: str = Field(description="What a rep's range is of, as it stands behind it.")
    tempo: tuple[wording.TempoPhase, ...] = Field(
        description="The phases of a rep's tempo in the order in which they are done."
    )
    tempo_words: dict[wording.TempoPhase, str] = Field(
        description="What people call these phases, within a sentence."
    )
    own_posture: bool = Field(
        description="Whether checks compare with the person's own posture, which can be kept."
    )
    checks: tuple[CheckDocument, ...]


@router.get("/exercises", responses=documented(401, 403, 421, 422))
def exercises(found: InLanguage) -> list[ExerciseDocument]:
    """List the exercises by what they are for, from the upper back to the posture."""
    groups = in_groups(list_exercises())
    return [_document(each.in_language(found.language)) for _, group in groups for each in group]


@router.get("/exercises/{exercise}", responses=documented(401, 403, 404, 421, 422))
def exercise(exercise: ExerciseName, found: InLanguage) -> ExerciseDocument:
    """One exercise with its checks."""
    return _document(known_exercise(exercise).in_language(found.language))


@router.get(
    "/exercises/{exercise}/figure.svg",
    response_class=Response,
    responses={
        200: {"description": "The drawing.", "content": {"image/svg+xml": {}}},
        **documented(401, 403, 404, 421, 422),
    },
)
def exercise_figure(exercise: ExerciseName) -> Response:
    """A stick figure that does the exercise.

    Its lines are `currentColor`, its arms the variable `--figure` of the page that it stands in;
    its animations wait for the page to begin them.
    """
    drawn = figure_file(known_exercise(exercise))
    if drawn is None:
        raise not_found("figure of this exercise")
    return Response(drawn, media_type="image/svg+xml")


def known_exercise(name: str) -> Exercise:
    """An exercise that formcheck brings.

    Raises:
        ProblemError: There is none of that name.  A path is no name: no file is looked for.
    """
    try:
        return find_exercise(name)
    except ExerciseError as error:
        raise ProblemError(404, "not-found", str(error)) from error


def _document(known: Exercise) -> ExerciseDocument:
    return ExerciseDocument(
        id=known.id,
        name=known.name,
        aliases=known.aliases,
        about=known.about,
        body_part=known.body_part,
        muscles=known.muscles,
        equipment=known.equipment,
        load=known.load,
        sides=known.rep.sides if known.rep else "near",
        look_alikes=known.look_alikes,
        not_seen=known.not_seen,
        source=known.source,
        camera=known.camera,
        place=PLACE_WORDS[known.views[0]],
        seen=seen_words(known),
        from_views=tuple(FromViewDocument(**each._asdict()) for each in from_views(known)),
        partly=NOT_AT_TURN[turn_of(known)],
        figure=figure_of(known) is not None,
        turn=turn_of(known),
        counts=known.counts,
        views=known.views,
        kind=known.kind,
        dose=dose_words(known),
        sets=known.dose.sets,
        reps=known.dose.reps,
        hold_s=known.dose.hold_s,
        measure=known.rep.measure if known.rep else "",
        unit=MEASURES[known.rep.measure].unit if known.rep else "",
        range_of=range_of(known),
        tempo=wording.tempo_order(known) if known.rep else (),
        tempo_words={phase: full for phase, (_, full) in wording.tempo_words(known).items()}
        if known.rep
        else {},
        own_posture=any(each.relative_to in OWN for each in known.checks),
        checks=tuple(_check(each, known) for each in known.checks),
    )


def _check(check: Check, known: Exercise) -> CheckDocument:
    return CheckDocument(
        id=check.id,
        name=check.name,
        measure=check.measure,
        right_is=limit_of(check),
        views=check.views,
        of_reps=known.judges_reps_by(check),
        severity=check.severity,
        cue=check.cue,
        mended=check.mended,
        why=check.why,
        source=check.source,
    )
