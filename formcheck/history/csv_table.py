"""The history as a table: a row for each rep, and for each set without one."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.history.records import SessionRecord, SetRecord
from formcheck.result.rep_table import JUDGED, TIMES, Row, csv_of, row_of

_COLUMNS = (
    "session",
    "kind",
    "day",
    "started_at",
    "exercise",
    "set",
    *TIMES,
    "hold_s",
    "good_hold_s",
    "unsure_hold_s",
    "unjudged_hold_s",
    *JUDGED,
    "set_counted",
    "set_least",
    "set_most",
    "set_settled",
    "set_target",
    "said_exercise",
    "said_hold_s",
    "load_kg",
    "reps_in_reserve",
    "note",
    "run",
)


def history_csv(records: Iterable[SessionRecord]) -> str:
    """The table as CSV; what is not known is empty.

    Args:
        records: The sessions, in the order in which they are to stand.
    """
    return csv_of(_COLUMNS, (row for record in records for row in _rows_of(record)))


def _rows_of(record: SessionRecord) -> Iterable[Row]:
    session = {
        "session": record.id,
        "kind": record.kind,
        "day": record.day,
        "started_at": record.started_at.isoformat(),
    }
    for each in record.all_sets:
        of_set = {
            **session,
            "exercise": each.exercise,
            "set": each.index,
            **_amount(each),
            **_said(each),
        }
        if each.reps:
            yield from ({**of_set, **row_of(rep)} for rep in each.reps)
        else:
            faults = ";".join(dict.fromkeys(fault.id for fault in each.faults))
            yield {**of_set, "start_s": each.start_s, "end_s": each.end_s, "faults": faults}


def _said(record: SetRecord) -> Row:
    """What was aimed at, what the person says of a set, and the run that it belongs to."""
    said = record.said
    return {
        "set_target": "-".join(map(str, record.target or ())),
        "said_exercise": said.exercise,
        "said_hold_s": said.hold_s,
        "load_kg": said.load_kg,
        "reps_in_reserve": said.reps_in_reserve,
        "note": said.note,
        "run": record.place and record.place.run,
    }


def _amount(record: SetRecord) -> Row:
    """What a set says of itself: of a hold its seconds, of another how many reps it has."""
    if record.hold_s:
        names = ("hold_s", "good_hold_s", "unsure_hold_s", "unjudged_hold_s")
        return {name: getattr(record, name) for name in names}
    least, most = record.reps_range or (None, None)
    return {
        "set_counted": len(record.reps),
        "set_least": least,
        "set_most": most,
        "set_settled": record.settled_reps,
    }
