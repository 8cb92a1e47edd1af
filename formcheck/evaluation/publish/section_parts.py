"""What sections are made of: short text and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from formcheck.evaluation.publish.wording import (
    FormattedFigure,
    format_figure,
)
from formcheck.evaluation.statistics.scores import (
    Errors,
)

Cell = str | FormattedFigure


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        title: What it shows.
        columns: Their heads.
        rows: As many cells each.
        missed: Numbers of the rows that do not reach what they must.
        detail: Whether only few will want it: the page folds it.
    """

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    missed: frozenset[int] = frozenset()
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document.

    Attributes:
        id: Names it in links.
        title: Its heading.
        text: Paragraphs before the tables.
        tables: The tables.
        chart: ``yaw`` or ``faults`` if one of the charts belongs here.
    """

    id: str
    title: str
    text: tuple[str, ...] = ()
    tables: tuple[Table, ...] = field(default=())
    chart: str | None = None


def errors_of(errors: Errors, digits: int) -> tuple[FormattedFigure, FormattedFigure]:
    """The median of some errors and their 95th percentile, with so many digits."""
    return format_figure(errors.median, digits), format_figure(errors.p95, digits)
