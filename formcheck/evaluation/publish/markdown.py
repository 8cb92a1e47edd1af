"""Writes the accuracy document, its charts beside it; what people wrote in it stays."""

from __future__ import annotations

from pathlib import Path

from formcheck.errors import OutputError
from formcheck.evaluation.publish.chart_parts import svg_file
from formcheck.evaluation.publish.charts import faults_chart, yaw_chart
from formcheck.evaluation.publish.readme import real_people
from formcheck.evaluation.publish.section_parts import Cell, Section, Table
from formcheck.evaluation.publish.sections import footage, measured_on, sections
from formcheck.evaluation.publish.wording import FormattedFigure, folder
from formcheck.evaluation.statistics.scores import Scores
from formcheck.report.files import atomic_write

NOTES = ("<!-- notes -->", "<!-- /notes -->")
"""What stands between them was written by hand and is kept as it is."""

_NO_NOTES = (
    "\n\nNobody has written a note yet. What stands here is kept when the file is made anew.\n\n"
)
_NO_FOOTAGE = (
    "Recordings of real people are not part of the project; they are not measured in this document."
)
_ALTS = {
    "yaw": "Error of the angles and share of exact counts, by camera yaw; the figures are below",
    "faults": "Precision, recall and the share not judged, by fault; the figures are below",
}


def write_markdown(
    file: Path, scores: Scores, *, command: str, also: Scores | None = None
) -> list[Path]:
    """Writes the document, and its charts beside it.

    The same scores always make the same bytes.

    Args:
        file: The document; its notes are kept if it is there.
        scores: What was found on rendered people.
        command: The command that makes it.
        also: What was found on real people: published beside, never mixed in.

    Returns:
        The files that were written.

    Raises:
        OutputError: A file cannot be written, or the document's notes cannot be found in it.
    """
    notes = read_notes(file)
    drawn = {"yaw": yaw_chart(scores), "faults": faults_chart(scores)}
    written = [
        atomic_write(file.with_name(f"{file.stem}-{name}.svg"), svg_file(picture))
        for name, picture in drawn.items()
        if picture is not None
    ]
    charts = {
        name: f"![{_ALTS[name]}.]({file.stem}-{name}.svg)"
        for name, picture in drawn.items()
        if picture is not None
    }
    text = markdown(scores, command=command, also=also, notes=notes, charts=charts)
    return [atomic_write(file, text.encode()), *written]


def markdown(
    scores: Scores,
    *,
    command: str,
    also: Scores | None = None,
    notes: str = _NO_NOTES,
    charts: dict[str, str] | None = None,
) -> str:
    """The text of the document.

    Args:
        scores: What was found on rendered people.
        command: The command that makes it.
        also: What was found on real people.
        notes: What people wrote, with the space around it.
        charts: The charts as Markdown, by name.
    """
    first, *rest = sections(scores)
    parts = [
        "# How often formcheck is right",
        "Made by a command; only the notes are written by hand.",
        "Measured on clips of rendered people with exact truth: " + measured_on(scores),
        f"Folder: {_code(folder(scores.truth))}. Pose model: {_code(scores.model)}.",
        "Figures stand as `value [95 % interval], n`. The interval is a bootstrap over clips; "
        "n says how many clips, reps, faults or seconds the figure is made from. A dash means "
        "that there was nothing to measure. *Not judged* is never counted as right or wrong.",
        *_section(first, command, charts or {}),
        "### Notes",
        *(["Why a target is not reached is said here."] if first.tables[0].missed else []),
        NOTES[0] + notes + NOTES[1],
        *(part for section in rest for part in _section(section, command, charts or {})),
    ]
    if also is None:
        parts += ["## Real footage", _NO_FOOTAGE]
    else:
        about = "Clips of real people, published beside the figures above and never mixed in."
        parts += _section(footage(also), command, {}, f"{about} {real_people(also)}")
        one = ", " not in also.truth
        said, ends = ("Folder", "it is") if one else ("Folders", "they are")
        parts.append(f"{said}: {_code(folder(also.truth))}; {ends} not part of the project.")
    parts += [
        "## How to reproduce",
        "Every table on this page comes from this command, run in the project's folder:",
        f"```\n{command}\n```",
    ]
    return "\n\n".join(parts) + "\n"


def read_notes(file: Path) -> str:
    """What people wrote in a document, with the space around it.

    Args:
        file: The document; it need not be there.

    Raises:
        OutputError: It cannot be read, or its notes cannot be told from the rest: what somebody
            wrote is never lost.
    """
    if not file.exists():
        return _NO_NOTES
    try:
        text = file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{file}: its notes cannot be read, so it is left as it is") from error
    if not text.strip():
        return _NO_NOTES
    before, _, after = text.partition(NOTES[0])
    notes, _, _ = after.partition(NOTES[1])
    if [text.count(mark) for mark in NOTES] != [1, 1] or NOTES[1] in before:
        raise OutputError(
            f"{file}: needs one {NOTES[0]} and one {NOTES[1]} after it; it is left as it is"
        )
    return notes


def _section(
    section: Section, command: str, charts: dict[str, str], about: str | None = None
) -> list[str]:
    parts = [f"## {section.title}", *([about] if about else []), *section.text]
    if section.chart in charts:
        parts.append(charts[section.chart])
    for table in section.tables:
        if table.rows:
            heading = [f"### {table.title}"] if len(section.tables) > 1 else []
            parts += [*heading, _table(table), f"From {_code(command)}"]
    return parts


def _table(table: Table) -> str:
    lines = [_line(table.columns), "|" + "---|" * len(table.columns)]
    for index, row in enumerate(table.rows):
        cells = [_cell(cell) for cell in row]
        if table.columns[0] == "clip":
            cells[0] = _code(str(row[0]))
        if index in table.missed:
            cells[-1] = f"**{cells[-1]}**"
        lines.append(_line(cells))
    return "\n".join(lines)


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(cell: Cell) -> str:
    """A cell's text, in which nothing means anything to Markdown."""
    if isinstance(cell, FormattedFigure):
        return str(cell).replace("<", "&lt;")
    text = " ".join(cell.split()).replace("\\", "\\\\").replace("&", "&amp;").replace("<", "&lt;")
    for special in "|*`[]":
        text = text.replace(special, "\\" + special)
    return text


def _code(text: str) -> str:
    return "`" + " ".join(text.split()).replace("`", "'").replace("|", "\\|") + "`"
