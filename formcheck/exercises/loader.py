"""Finding and reading exercise files."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from formcheck.errors import ExerciseError
from formcheck.exercises.decoding import decoded
from formcheck.exercises.draft import read_draft
from formcheck.exercises.languages import take_translations
from formcheck.exercises.schema import Exercise
from formcheck.exercises.suggestions import nearest, simple
from formcheck.exercises.validation import validate
from formcheck.naming import stored


def parse_exercise(content: str | bytes, name: str) -> Exercise:
    """Read one exercise from what its file holds.

    Args:
        content: TOML; bytes are UTF-8, with or without a byte order mark.
        name: The file's name, for messages; without its ending it is the exercise's id.

    Raises:
        ExerciseError: The text is not TOML, or says something that is not allowed.  Its
            `problems` are all mistakes of the file, each a sentence with the line, the key, what
            was found and what is allowed.
    """
    text, complaints = decoded(content)
    if complaints and not text:
        raise ExerciseError.of_file(name, map(str, complaints))
    draft = read_draft(text)
    draft.complaints[:0] = complaints
    draft.data.setdefault("id", Path(name).stem)
    translations = take_translations(draft)
    exercise = validate(draft)
    if exercise is None:
        found = sorted(draft.complaints, key=lambda each: each.line or 0)
        raise ExerciseError.of_file(name, dict.fromkeys(map(str, found)))
    return exercise.written_in(name, draft.lines, translations)


@cache
def list_exercises() -> tuple[Exercise, ...]:
    """All exercises that formcheck brings, by id."""
    folder = resources.files("formcheck.exercises")
    files = (f for f in folder.iterdir() if f.name.endswith(".toml"))
    found = (parse_exercise(f.read_bytes(), f.name) for f in files)
    return tuple(sorted(found, key=lambda exercise: exercise.id))


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
    if not text.lower().endswith(".toml"):
        return find_exercise(text)
    path = stored(Path(text))
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ExerciseError(f"{path}: there is no such exercise file") from error
    except OSError as error:
        raise ExerciseError(
            f"{path}: cannot be read as an exercise file: {error.strerror}"
        ) from error
    return parse_exercise(content, path.name)


def find_exercise(name: str) -> Exercise:
    """The exercise of a given id or alias among those that formcheck brings; opens no file.

    Raises:
        ExerciseError: There is none of that name.
    """
    known = _by_every_name()
    if simple(name) in known:
        return known[simple(name)]
    near = nearest(name, known)
    hint = f"; did you mean {known[near].id}?" if near else ""
    count = len(list_exercises())
    raise ExerciseError(
        f"there is no exercise {name!r}{hint} (formcheck exercises lists the {count} there are)"
    )


@cache
def _by_every_name() -> dict[str, Exercise]:
    return {
        simple(word): exercise
        for exercise in list_exercises()
        for word in (exercise.id, exercise.name, *exercise.aliases)
    }


def meant_by(words: str) -> tuple[Exercise, ...]:
    """The exercises that somebody may mean: each word begins one of their names, muscles or things.

    >>> "reverse-fly" in [each.id for each in meant_by("shoulders band")]
    True
    """
    wanted = simple(words).split()
    return tuple(each for each in list_exercises() if all(_begins(word, each) for word in wanted))


def _begins(word: str, exercise: Exercise) -> bool:
    names = (exercise.id, exercise.name, *exercise.aliases, exercise.body_part or "")
    told = " ".join((*names, *exercise.muscles, *exercise.equipment))
    return any(own.startswith(word) for own in simple(told).split())
