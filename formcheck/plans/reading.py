"""Finding and reading workout files, with every mistake of a file told at once."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from formcheck.errors import ExerciseError, WorkoutError
from formcheck.exercises.decoding import decoded
from formcheck.exercises.draft import Draft, read_draft
from formcheck.exercises.keys import Way
from formcheck.exercises.loader import find_exercise
from formcheck.exercises.suggestions import did_you_mean, simple
from formcheck.exercises.value_wording import shown
from formcheck.naming import stored
from formcheck.plans.training import KEYS_OF, Block, Step, Workout


def parse_workout(content: str | bytes, name: str) -> Workout:
    """Read one workout from what its file holds.

    Args:
        content: TOML; bytes are UTF-8, with or without a byte order mark.
        name: The file's name, for messages; without its ending it is the workout's id.

    Raises:
        WorkoutError: The text is not TOML, or says something that is not allowed.  Its `problems`
            are all mistakes of the file, each with its line.
    """
    text, complaints = decoded(content)
    draft = read_draft(text) if text else Draft()
    draft.complaints[:0] = complaints
    workout = None
    if text or not complaints:
        workout = _validated(draft, Path(name).stem)
    if workout is None or draft.complaints:
        found = sorted(draft.complaints, key=lambda each: each.line or 0)
        raise WorkoutError.of_file(name, dict.fromkeys(map(str, found)))
    return workout


@cache
def list_workouts() -> tuple[Workout, ...]:
    """All workouts that formcheck brings, by id."""
    folder = resources.files("formcheck.plans") / "workouts"
    found = (parse_workout(f.read_bytes(), f.name) for f in folder.iterdir())
    return tuple(sorted(found, key=lambda workout: workout.id))


def load_workout(name: str) -> Workout:
    """The workout of a given id or name, or from a file of one's own.

    Args:
        name: An id, a name, or the path of a ``.toml`` file.

    Raises:
        WorkoutError: There is none of that name, or its file is wrong.

    >>> load_workout("back-circuit").name
    'Back circuit'
    """
    if name.lower().endswith(".toml"):
        path = stored(Path(name))
        try:
            return parse_workout(path.read_bytes(), path.name)
        except OSError as error:
            raise WorkoutError(f"{path}: cannot be read: {error.strerror}") from error
    known = {simple(word): each for each in list_workouts() for word in (each.id, each.name)}
    if simple(name) in known:
        return known[simple(name)]
    hint = did_you_mean(name, [each.id for each in list_workouts()])
    raise WorkoutError(f"there is no workout {name!r}{hint} (formcheck workouts lists them)")


def _validated(draft: Draft, id_: str) -> Workout | None:
    data = draft.data
    if "id" in data:
        draft.complain(
            "`id`: a workout is called as its file is; remove it", draft.line_of(("id",))
        )
    _examine_blocks(draft)
    try:
        return Workout.model_validate({**data, "id": id_})
    except ValidationError as error:
        for each in error.errors(include_url=False):
            _explain(draft, each)
    return None


def _tables(table: Any, key: str) -> list[tuple[int, dict[str, Any]]]:
    """The tables of a list that are tables, each with its place."""
    listed = table.get(key)
    found = enumerate(listed if isinstance(listed, list) else ())
    return [(place, each) for place, each in found if isinstance(each, dict)]


def _value_at(data: Any, way: Way) -> Any:
    for part in way:
        data = data[part]
    return data


def _examine_blocks(draft: Draft) -> None:
    for place, block in _tables(draft.data, "block"):
        way: Way = ("block", place)
        kind = block.get("kind")
        if isinstance(kind, str) and kind in KEYS_OF:
            needed, allowed = KEYS_OF[kind]
            for key in needed:
                if not block.get(key) and (*way, key) not in draft.spoilt:
                    field = "[[block.step]]" if key == "step" else f"`{key}`"
                    draft.complain(f'a block of kind "{kind}" needs {field}', draft.line_of(way))
            for key in block:
                if key in KEYS_FOR_SOME and key not in (*needed, *allowed):
                    words = f'`{key}` does not belong to a block of kind "{kind}"; remove it'
                    draft.complain(words, draft.line_of((*way, key)))
        for inner, step in _tables(block, "step"):
            _examine_step(draft, (*way, "step", inner), step, kind)


def _examine_step(draft: Draft, way: Way, step: dict[str, Any], kind: object) -> None:
    line = draft.line_of(way)
    if ("exercise" in step) == ("activity" in step):
        draft.complain("a step has either `exercise` or `activity`", line)
    timed = kind == "intervals"
    if timed and ("reps" in step or "seconds" in step):
        draft.complain(
            "a step of intervals lasts `work_s`; remove its own `reps` or `seconds`", line
        )
    if not timed and ("reps" in step) == ("seconds" in step):
        draft.complain("a step has either `reps` or `seconds`", line)
    if "activity" in step and "reps" in step:
        draft.complain("an activity is timed, not counted; write `seconds`", line)
    reps = step.get("reps")
    numbers = [each for each in reps if type(each) is int] if isinstance(reps, list) else []
    if len(numbers) == 2 and numbers[0] > numbers[1]:
        words = f"`reps`: write the smaller number first, [{numbers[1]}, {numbers[0]}]"
        draft.complain(words, draft.line_of((*way, "reps")))
    name = step.get("exercise")
    if isinstance(name, str) and name:
        try:
            exercise = find_exercise(name)
        except ExerciseError as error:
            draft.complain(f"`exercise`: {error}", draft.line_of((*way, "exercise")))
            return
        if exercise.kind == "hold" and "reps" in step:
            words = f"{exercise.id} is held, not counted; write `seconds`"
            draft.complain(words, draft.line_of((*way, "reps")))


def _explain(draft: Draft, error: ErrorDetails) -> None:
    way = tuple(error["loc"])
    place = [index for index, part in enumerate(way) if isinstance(part, str)]
    key_at = place[-1]
    key, way = str(way[key_at]), way[: key_at + 1]
    if way in draft.spoilt:
        return
    part: type[BaseModel] = (
        Step if "step" in way[:-1] else Block if "block" in way[:-1] else Workout
    )
    fields = {each.alias or name: each for name, each in part.model_fields.items()}
    line = draft.line_of(way)
    if error["type"] == "extra_forbidden":
        known = [each for each in fields if each != "id"]
        draft.complain(f"there is no key `{key}` here{did_you_mean(key, known)}", line)
        return
    takes = fields[key].description if key in fields else "a table"
    if error["type"] == "too_short" and error["input"]:
        return  # it is short only of what was told already
    within = len(error["loc"]) > len(way)
    if error["type"] == "missing" and not within:
        missing = "[[block]]" if key == "block" else f"`{key}`"
        draft.complain(f"{missing} is missing; it takes {takes}", line)
        return
    found = _value_at(draft.data, way) if within else error["input"]
    hint = ""
    if key == "kind" and isinstance(found, str):
        hint = did_you_mean(found, KEYS_OF)
    draft.complain(f"`{key}`: {shown(found)} does not fit; it takes {takes}{hint}", line, way)


KEYS_FOR_SOME = {key for lists in KEYS_OF.values() for keys in lists for key in keys}
"""The keys that blocks of some kinds have."""
