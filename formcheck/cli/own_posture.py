"""The person's own posture, from the folder of their history, for videos of that person."""

from __future__ import annotations

from pathlib import Path

from formcheck.checking.own_posture import OwnPosture, compares_with
from formcheck.cli.errors import warn
from formcheck.errors import UsageError
from formcheck.exercises import Exercise
from formcheck.history import Database, OwnPostures, data_folder, has_database


def own_posture(folder: Path | None, exercise: Exercise) -> OwnPosture:
    """What is kept there; a warning says where no check of an exercise compares with it.

    Args:
        folder: The folder of the history; the user's own if None.
        exercise: What is done.

    Raises:
        UsageError: Nothing is kept there.
        OutputError: The history cannot be opened.
    """
    folder = folder or data_folder()
    kept: OwnPosture = {}
    if has_database(folder):
        with Database(folder) as database:
            kept = OwnPostures(database).get()
    if not kept:
        raise UsageError(
            f"--own-posture: none is kept in {folder}: show yours once, on the page First week of "
            "`formcheck serve`, or name another folder with --data"
        )
    if not compares_with(exercise, kept):
        warn(f"--own-posture: no check of {exercise.id} compares with what is kept of you")
    return kept
