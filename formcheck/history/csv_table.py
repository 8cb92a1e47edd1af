"""The history as a table: a row for each rep, and for each set without one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from formcheck.history.records import SessionRecord, SetRecord

_COLUMNS = (
    "session",
    "kind",
    "day",
    "started_at",
    "exercise",
    "set",
    "rep",
    "start_s",
    "turn_s",
    "end_s",
    "range",
    "down_s",
    "pause_s",
    "up_s",
    "rest_s",
    "hold_s",
    "good_hold_s",
    "unsure_hold_s",
    "unjudged_hold_s",
    "form",
    "faults",
    "not_judged",
    "set_counted",
    "set_least",
    "set_most",
    "set_settled",
)


def csv_of(records: Iterable[SessionRecord]) -> str:
    """The table as CSV; what is not known is empty.

    Args:
        records: The sessions, in the order in which they are to stand.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_COLUMNS)
    for record in records:
        head = [record.id, record.kind, record.day, record.started_at.isoformat()]
        for each in record.all_sets:
            table.writerows([*head, each.exercise, *row] for row in _rows_of(each))
    return text.getvalue()


def _rows_of(record: SetRecord) -> Iterable[list[object]]:
    held: list[object] = [""] * 4
    if record.hold_s:
        held = [record.hold_s, record.good_hold_s, record.unsure_hold_s, record.unjudged_hold_s]
    counts: list[object] = [""] * 4
    if not record.hold_s:
        least, most = record.reps_range or ("", "")
        settled = "" if record.settled_reps is None else record.settled_reps
        counts = [len(record.reps), least, most, settled]
    if not record.reps:
        faults = ";".join(dict.fromkeys(fault.id for fault in record.faults))
        blank = [""] * 5
        place = [record.index, "", record.start_s, "", record.end_s]
        yield [*place, *blank, *held, "", faults, "", *counts]
    for rep in record.reps:
        tempo = rep.tempo
        yield [
            record.index,
            rep.index,
            rep.start_s,
            rep.turn_s,
            rep.end_s,
            rep.range,
            tempo.down_s,
            tempo.pause_s,
            tempo.up_s,
            tempo.rest_s,
            *held,
            rep.form,
            ";".join(rep.faults),
            ";".join(rep.unknown),
            *counts,
        ]
