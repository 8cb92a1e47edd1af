"""One page about many sets: for each person and exercise what was done, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from formcheck.errors import DescriptionError
from formcheck.exercises import Exercise, load_exercise
from formcheck.report import svg
from formcheck.report.files import atomic_write
from formcheck.report.html import page_environment, page_style, style_hash, version
from formcheck.report.library import PAGE, Library, SetRow
from formcheck.result import wording

_SIZE = (120, 28)


@dataclass(frozen=True, slots=True)
class Trend:
    """How a number of a set went from the first that has it to the last.

    Attributes:
        name: What it is.
        first: The first set's, as people read it.
        last: The last set's.
        line: A small drawing of all of them.
    """

    name: str
    first: str
    last: str
    line: Markup


@dataclass(frozen=True, slots=True)
class Course:
    """What one person did of one exercise.

    Attributes:
        exercise: The exercise's name.
        rows: The sets, in their order.
        reps: How many reps were counted in all of them.
        hold_s: Seconds in position.
        doubts: At how many moments the counts may be wrong.
        faults: Each fault's name with how many times it was found, the most frequent first.
        trends: What can be followed over at least two sets.
        fault_names: The names of each set's faults, with how many times.
    """

    exercise: str
    rows: tuple[SetRow, ...]
    reps: int
    hold_s: float
    doubts: int
    faults: tuple[tuple[str, int], ...]
    trends: tuple[Trend, ...]
    fault_names: tuple[str, ...]


def write_page(folder: Path, library: Library, title: str) -> Path:
    """Write the page; returns its path.

    Args:
        folder: Where it goes.
        library: What was read.
        title: What the library is called.

    Raises:
        OutputError: It cannot be written.
    """
    return atomic_write(folder / PAGE, render_library(library, title).encode(errors="replace"))


def render_library(library: Library, title: str) -> str:
    """Make the page.

    Args:
        library: What was read.
        title: What the library is called.

    Returns:
        The text of an HTML file, which loads nothing.
    """
    style = page_style()
    people = [
        (person, _courses(list(rows)))
        for person, rows in groupby(library.rows, key=lambda row: row.person)
    ]
    return str(
        page_environment()
        .get_template("library.html.j2")
        .render(
            title=title,
            library=library,
            people=people,
            version=version(),
            style=Markup(style),
            style_hash=style_hash(style),
        )
    )


def _courses(rows: Sequence[SetRow]) -> list[Course]:
    ids = dict.fromkeys(row.exercise for row in rows)
    return [_course(id_, tuple(row for row in rows if row.exercise == id_)) for id_ in ids]


def _course(id_: str, rows: tuple[SetRow, ...]) -> Course:
    exercise = _known(id_)
    found: dict[str, int] = {}
    for row in rows:
        for fault, times in _times(row):
            found[fault] = found.get(fault, 0) + times
    named = [(_name(fault, exercise), times) for fault, times in found.items()]
    return Course(
        exercise=exercise.name if exercise else id_,
        rows=rows,
        reps=sum(row.reps for row in rows),
        hold_s=sum(row.hold_s for row in rows),
        doubts=sum(row.doubts for row in rows),
        faults=tuple(sorted(named, key=lambda each: -each[1])),
        trends=tuple(_trends(rows)),
        fault_names=tuple(
            ", ".join(f"{_name(fault, exercise)} {times}" for fault, times in _times(row))
            for row in rows
        ),
    )


def _known(id_: str) -> Exercise | None:
    try:
        return load_exercise(id_)
    except DescriptionError:  # an exercise of somebody's own
        return None


def _name(check: str, exercise: Exercise | None) -> str:
    return wording.name_of(check, exercise) if exercise else check.replace("_", " ")


def _times(row: SetRow) -> list[tuple[str, int]]:
    """A set's faults and how many times each was found."""
    pairs = (each.rpartition("=") for each in row.fault_times.split(";") if each)
    return [(id_, int(times)) for id_, _, times in pairs]


def _trends(rows: Sequence[SetRow]) -> list[Trend]:
    of: list[tuple[str, Callable[[SetRow], float | None], str]] = [
        ("reps", lambda row: float(row.reps) if row.reps else None, "{:.0f}"),
        ("seconds held", lambda row: row.hold_s or None, "{:.0f} s"),
        ("good, of what was judged", lambda row: _percent(row.good_share), "{:.0f} %"),
        ("middle range", lambda row: row.range, "{:.0f}"),
        ("middle time of lowering", lambda row: row.down_s, "{:.1f} s"),
    ]
    trends = []
    for name, value, written in of:
        values = [value(row) for row in rows]
        known = [each for each in values if each is not None]
        if len(known) > 1:
            first, last = written.format(known[0]), written.format(known[-1])
            trends.append(Trend(name, first, last, _line(values)))
    return trends


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _line(values: Sequence[float | None]) -> Markup:
    """A line through the values of all sets, from 0 to the largest; it breaks where one lacks."""
    width, height = _SIZE
    top = max((value for value in values if value is not None), default=0.0) or 1.0
    picture = svg.add(
        None, "svg", viewBox=f"0 0 {width} {height}", class_="spark", aria_hidden="true"
    )
    step = (width - 8) / max(1, len(values) - 1)
    piece: list[str] = []
    for number, value in enumerate([*values, None]):
        if value is not None:
            x, y = 4 + step * number, height - 4 - (height - 8) * value / top
            piece.append(f"{x:.1f},{y:.1f}")
            svg.add(picture, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=2)
            continue
        if len(piece) > 1:
            svg.add(picture, "polyline", points=" ".join(piece))
        piece = []
    return svg.markup(picture)
