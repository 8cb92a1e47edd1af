"""Finding and reading exercise files."""

from __future__ import annotations

import difflib
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from formcheck.errors import ExerciseError
from formcheck.exercises.schema import Exercise


def parse_exercise(text: str, name: str) -> Exercise:
    """Read one exercise from the text of its file.

    Args:
        text: TOML.
        name: The file's name, for messages; without its ending it is the exercise's id.

    Raises:
        ExerciseError: The text is not TOML, or says something that is not allowed.  The message
            names the file, the line or key, what was found and what is allowed.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ExerciseError(f"{name}: not valid TOML: {error}") from error
    data.setdefault("id", Path(name).stem)
    try:
        return Exercise.model_validate(data)
    except ValidationError as error:
        raise ExerciseError(f"{name}: {_first_problem(error, data)}") from error


def _first_problem(error: ValidationError, data: dict[str, object]) -> str:
    first = error.errors(include_url=False)[0]
    key = ""
    node: object = data
    for part in first["loc"]:
        node = node[part] if _has(node, part) else None  # type: ignore[index]
        if isinstance(part, int):
            id_ = node.get("id") if isinstance(node, dict) else None
            key += f"[{id_ or part + 1}]"
        else:
            key += f".{part}" if key else str(part)
    message = first["msg"].removeprefix("Value error, ")
    found = first["input"]
    shown = "" if isinstance(found, dict | list) or first["type"] == "missing" else f" ({found!r})"
    more = len(error.errors()) - 1
    tail = f", and {more} more" if more else ""
    return f"{key or 'the file'}: {message}{shown}{tail}"


def _has(node: object, part: object) -> bool:
    if isinstance(node, dict):
        return part in node
    return isinstance(node, list) and isinstance(part, int) and part < len(node)


@cache
def list_exercises() -> tuple[Exercise, ...]:
    """All exercises that formcheck brings, by name."""
    folder = resources.files("formcheck.exercises")
    files = sorted(
        (f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: str(f.name)
    )
    return tuple(parse_exercise(f.read_text(encoding="utf-8-sig"), f.name) for f in files)


def load_exercise(name: str | Path) -> Exercise:
    """The exercise of a given id or alias, or from a file of one's own.

    Args:
        name: An id such as ``bent-over-row``, an alias, or the path of a ``.toml`` file.

    Raises:
        ExerciseError: There is none of that name, or its file is wrong.

    >>> load_exercise("bent-over-row").name
    'Bent-over row'
    >>> load_exercise("Barbell Row").id
    'bent-over-row'
    """
    text = str(name)
    if text.endswith(".toml"):
        path = Path(text)
        try:
            return parse_exercise(path.read_text(encoding="utf-8-sig"), path.name)
        except FileNotFoundError as error:
            raise ExerciseError(f"{path}: there is no such exercise file") from error
        except (OSError, UnicodeDecodeError) as error:
            raise ExerciseError(f"{path}: cannot be read as an exercise file: {error}") from error
    wanted = _plain(text)
    known: dict[str, Exercise] = {}
    for exercise in list_exercises():
        for word in (exercise.id, exercise.name, *exercise.aliases):
            known[_plain(word)] = exercise
    if wanted in known:
        return known[wanted]
    near = difflib.get_close_matches(wanted, known, n=1)
    hint = f"; did you mean {known[near[0]].id}?" if near else ""
    ids = ", ".join(e.id for e in list_exercises())
    raise ExerciseError(f"there is no exercise {text!r}{hint} (there are: {ids})")


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").replace("_", " ").split())
