"""Reps as rows of a table, and tables as CSV: the report's and the history's are alike."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from formcheck.result.document import Rep

Row = Mapping[str, object]
"""A row's cells by their columns; those that are not known may be left out."""

TIMES = ("rep", "start_s", "turn_s", "end_s", "range", "down_s", "pause_s", "up_s", "rest_s")
"""The columns that say when a rep was done, and how far and how fast."""

JUDGED = ("form", "faults", "not_judged")
"""The columns that say how well; ids stand one behind the other with semicolons."""


def row_of(rep: Rep) -> Row:
    """What a table says of a rep, in the columns `TIMES` and `JUDGED`."""
    return {
        "rep": rep.index,
        "start_s": rep.start_s,
        "turn_s": rep.turn_s,
        "end_s": rep.end_s,
        "range": rep.range,
        **dict(rep.tempo),
        "form": rep.form,
        "faults": ";".join(rep.faults),
        "not_judged": ";".join(rep.unknown),
    }


def csv_of(columns: Sequence[str], rows: Iterable[Row]) -> str:
    r"""A table as CSV; what is not known is empty.

    Args:
        columns: What its columns are called, in their order.
        rows: Its rows.

    Raises:
        ValueError: A row has a cell in none of the columns.

    >>> csv_of(("rep", "turn_s"), [{"rep": 1, "turn_s": None}, {"turn_s": 2.5}])
    'rep,turn_s\n1,\n,2.5\n'
    """
    text = io.StringIO()
    table = csv.DictWriter(text, columns, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()
