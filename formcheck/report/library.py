"""Many results as one table: a row for each set, with the person by the folder it lies in."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any

from formcheck.errors import InputError, OutputError
from formcheck.report.files import atomic_write
from formcheck.result.document import Result
from formcheck.result.rep_table import csv_of

TABLE = "library.csv"
PARQUET = "library.parquet"
PAGE = "library.html"

_MARK = b'"exercise"'


@dataclass(frozen=True, slots=True)
class SetRow:
    """What the table says of one set; its fields are the columns.

    Attributes:
        person: The first folder below the library's; empty for a result that lies in none.
        result: The document, relative to the library's folder.
        source: What was analysed, without the folders that it lay in.
        exercise: The exercise's id.
        duration_s: The video's length, seconds.
        reps: How many were counted.
        reps_at_least: How many there were at least, by the doubts.
        reps_at_most: How many there were at most.
        good_reps: Of those that were counted, the ones judged and without a fault.
        unjudged_reps: Those of which nothing was judged.
        attempts: Movements that began like a rep and are none.
        hold_s: Seconds in position.
        good_hold_s: Those of them that were judged good.
        unjudged_hold_s: Those of them of which nothing could be judged, or not surely.
        doubts: At how many moments the count may be wrong.
        faults: How many times a fault was found.
        fault_times: Each fault's id with how many times, `id=times` with semicolons between.
        not_judged: The ids of checks that could not be judged for some time, with semicolons.
        view: From where the camera looked for the longest.
        range: The middle range of the reps, in the exercise's unit.
        down_s: The middle time of lowering, seconds.
        up_s: The middle time of lifting, seconds.
        interrupted: Whether the analysis was stopped early.
        nothing_because: Why nothing was counted.
    """

    person: str
    result: str
    source: str
    exercise: str
    duration_s: float | None
    reps: int
    reps_at_least: int
    reps_at_most: int
    good_reps: int
    unjudged_reps: int
    attempts: int
    hold_s: float
    good_hold_s: float
    unjudged_hold_s: float
    doubts: int
    faults: int
    fault_times: str
    not_judged: str
    view: str | None
    range: float | None
    down_s: float | None
    up_s: float | None
    interrupted: bool
    nothing_because: str | None

    @property
    def good_share(self) -> float | None:
        """The part that was good of what was judged: of the reps, or else of the seconds held."""
        judged = self.reps - self.unjudged_reps
        if judged:
            return self.good_reps / judged
        judged_s = self.hold_s - self.unjudged_hold_s
        return self.good_hold_s / judged_s if judged_s > 0.05 else None  # of rounded numbers


COLUMNS = tuple(field.name for field in fields(SetRow))


@dataclass(frozen=True, slots=True)
class Library:
    """What was found in a folder.

    Attributes:
        rows: A row for each set: by person, and then in the natural order of their paths.
        unreadable: The documents that could not be read, and why, one line each.
    """

    rows: tuple[SetRow, ...]
    unreadable: tuple[str, ...]


def read_library(folder: Path) -> Library:
    """Read all results in a folder and the folders in it.

    Args:
        folder: The folder.  JSON files in it that are no results are passed over.

    Raises:
        InputError: There is no such folder, or no result in it.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder")
    rows: list[SetRow] = []
    unreadable: list[str] = []
    for path in _documents(folder):
        where = PurePosixPath(path.relative_to(folder).as_posix())
        try:
            content = path.read_bytes()
            if not _is_result(content, path):
                continue
            rows.append(_row(Result.from_json(content), where))
        except OSError as error:
            unreadable.append(f"{where}: cannot be read: {error.strerror or error}")
        except ValueError:
            unreadable.append(f"{where}: is damaged, or of another version")
    if not rows:
        raise InputError(
            f"{folder}: there is no result in it (`formcheck analyze --out` writes result.json)"
        )
    rows.sort(key=lambda row: (_natural(row.person), _natural(row.result)))
    return Library(tuple(rows), tuple(unreadable))


def library_csv(library: Library) -> str:
    """The table as CSV: a header and a row for each set; what is not known is empty."""
    return csv_of(COLUMNS, map(asdict, library.rows))


def write_table(folder: Path, library: Library) -> list[Path]:
    """Write the table as CSV, and as Parquet where `pyarrow` is installed.

    Args:
        folder: Where it goes.
        library: What was read.

    Returns:
        The files.

    Raises:
        OutputError: A file cannot be written.
    """
    files = [atomic_write(folder / TABLE, library_csv(library).encode(errors="replace"))]
    if can_write_parquet():
        files.append(_write_parquet(folder / PARQUET, library.rows))
    return files


def can_write_parquet() -> bool:
    """Whether the library that writes Parquet is installed (`formcheck[parquet]`)."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415  # an extra
    except ImportError:
        return False
    return True


def _write_parquet(path: Path, rows: Sequence[SetRow]) -> Path:
    import pyarrow  # noqa: PLC0415
    import pyarrow.parquet  # noqa: PLC0415

    kinds = {"str": pyarrow.string(), "int": pyarrow.int64(), "float": pyarrow.float64()}
    kinds |= {"bool": pyarrow.bool_()}
    schema = pyarrow.schema(
        [(field.name, kinds[str(field.type).removesuffix(" | None")]) for field in fields(SetRow)]
    )
    table = pyarrow.Table.from_pylist([_storable(row) for row in rows], schema=schema)
    sink = pyarrow.BufferOutputStream()
    try:
        pyarrow.parquet.write_table(table, sink)
    except pyarrow.ArrowException as error:
        raise OutputError(f"{path}: cannot be written: {error}") from error
    return atomic_write(path, sink.getvalue().to_pybytes())


def _storable(row: SetRow) -> dict[str, Any]:
    """A row with what UTF-8 has no bytes for as ``?``, as in CSV: a folder's name may hold it."""
    return {
        name: value.encode(errors="replace").decode() if isinstance(value, str) else value
        for name, value in asdict(row).items()
    }


def _documents(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.json")):
        if path.is_file() and not path.name.startswith("."):
            yield path


def _is_result(content: bytes, path: Path) -> bool:
    """Whether a document is meant to be a result; a damaged one of our own name is."""
    if path.name == "result.json":
        return True
    if _MARK not in content:
        return False
    document = json.loads(content)
    return isinstance(document, dict) and {"schema", "exercise", "source"} <= document.keys()


def _row(result: Result, where: PurePosixPath) -> SetRow:
    summary = result.summary
    least, most = summary.reps_range or (summary.reps, summary.reps)
    return SetRow(
        person=where.parts[0] if len(where.parts) > 1 else "",
        result=str(where),
        source=re.split(r"[/\\]", result.source.path)[-1],
        exercise=result.exercise,
        duration_s=result.source.duration_s,
        reps=summary.reps,
        reps_at_least=least,
        reps_at_most=most,
        good_reps=summary.good_reps,
        unjudged_reps=summary.unjudged_reps,
        attempts=summary.attempts,
        hold_s=summary.hold_s,
        good_hold_s=summary.good_hold_s,
        unjudged_hold_s=round(summary.unjudged_hold_s + summary.unsure_hold_s, 3),
        doubts=len(result.doubts),
        faults=sum(summary.faults.values()),
        fault_times=";".join(f"{id_}={times}" for id_, times in summary.faults.items()),
        not_judged=";".join(dict.fromkeys(each.id for each in result.not_judged)),
        view=summary.view,
        range=_middle([rep.range for rep in result.reps]),
        down_s=_middle([rep.tempo.down_s for rep in result.reps]),
        up_s=_middle([rep.tempo.up_s for rep in result.reps]),
        interrupted=result.interrupted,
        nothing_because=summary.nothing_because,
    )


def _middle(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(statistics.median(known), 3) if known else None


def _natural(text: str) -> list[tuple[int, int, str]]:
    """A key that sorts day 2 before day 10.

    >>> sorted(["day 10", "day 2", "a"], key=_natural)
    ['a', 'day 2', 'day 10']
    """
    parts = re.split(r"(\d+)", text.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
