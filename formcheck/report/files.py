"""The files of a result: each is written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from formcheck.errors import OutputError
from formcheck.exercises import Exercise
from formcheck.report.html import FaultStill, render
from formcheck.result.document import Rep, Result
from formcheck.result.rep_table import JUDGED, TIMES, csv_of, row_of
from formcheck.result.trace import Trace

RESULT = "result.json"
REPS = "reps.csv"
REPORT = "report.html"

_COLUMNS = (*TIMES, *JUDGED, "doubt", "side", "stages")


def prepare_output(folder: Path) -> Path:
    """Makes sure that results can be written, before the work starts.

    Args:
        folder: Where they will be written; made if it is not there.

    Returns:
        The folder.

    Raises:
        OutputError: They cannot be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".formcheck-"):
            pass
    except OSError as error:
        raise OutputError(f"{folder}: results cannot be written here: {_why(error)}") from error
    for name in (RESULT, REPS, REPORT):
        if (folder / name).is_dir():
            raise OutputError(f"{folder / name}: is a folder; choose another --out")
    return folder


def atomic_write(path: Path, data: bytes) -> Path:
    """Writes a file so that nobody ever sees half of it.

    Args:
        path: The file; replaced if it is there.
        data: All of it.

    Returns:
        The path.

    Raises:
        OutputError: It cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {_why(error)}") from error
    return path


def write_result(folder: Path, result: Result) -> Path:
    """Writes ``result.json``; returns its path."""
    return atomic_write(folder / RESULT, (result.to_json() + "\n").encode())


def write_reps_csv(folder: Path, result: Result) -> Path:
    """Writes ``reps.csv``: a header and a row for each counted rep; returns its path."""
    return atomic_write(folder / REPS, reps_csv(result).encode())


def reps_csv(result: Result) -> str:
    """The text of ``reps.csv``; what is not known is empty.

    >>> from formcheck.result.document import Source
    >>> source = Source(path="a.mp4", duration_s=9, fps=30, width=640, height=360, frames=270,
    ...                 frames_with_person=270)
    >>> reps_csv(Result(exercise="push-up", source=source)).splitlines()
    ['rep,start_s,turn_s,end_s,range,down_s,pause_s,up_s,rest_s,form,faults,not_judged,doubt,side,stages']
    """
    rows = (
        {
            **row_of(rep),
            "doubt": ";".join(doubts_in(result, rep)),
            "side": rep.side,
            "stages": ";".join(f"{id_}={outcome}" for id_, outcome in rep.stages.items()),
        }
        for rep in result.reps
    )
    return csv_of(_COLUMNS, rows)


def doubts_in(result: Result, rep: Rep) -> Iterable[str]:
    """Why a counted rep may be none, or may be two: the kinds of the doubts within it."""
    within = (each for each in result.doubts if rep.start_s <= each.at_s <= rep.end_s)
    return dict.fromkeys(each.kind.value for each in within)


def write_report(
    folder: Path,
    result: Result,
    exercise: Exercise,
    trace: Trace | None = None,
    stills: Sequence[FaultStill] = (),
) -> Path:
    """Writes ``report.html``; returns its path.

    Args:
        folder: Where it goes.
        result: What was found.
        exercise: What was checked.
        trace: The session over time, for the plots.
        stills: The worst moment of each fault.
    """
    page = render(result, exercise, trace, stills)
    return atomic_write(folder / REPORT, page.encode())


def _why(error: OSError) -> str:
    return error.strerror or str(error)
