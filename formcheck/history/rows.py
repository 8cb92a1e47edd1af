"""Between the database's rows and the documents that the history gives out."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import TypedDict, Unpack

from formcheck.events import DoubtKind
from formcheck.history.overview import day_of
from formcheck.history.records import (
    Kind,
    SessionHead,
    SessionRecord,
    SetDoubt,
    SetPlace,
    SetRecord,
    SetSaid,
    SetTrace,
)
from formcheck.history.tables import DoubtRow, FaultRow, RepRow, SessionRow, SetRow, TraceRow
from formcheck.result.document import Attempt, Fault, Hold, Rep
from formcheck.result.reason_words import DOUBT_WORDS
from formcheck.result.trace import Trace


class SessionParts(TypedDict, total=False):
    """What may be known of a session when it begins to be kept.

    Attributes:
        id_: Its id; a new one, if None or left out.
        name: What an uploaded file was called.
        started_at: When; now, if nobody says.
        analysis: The analysis that it comes from.
        sets: What was done, as far as it is known yet.
        traces: What sets are drawn from, by their number.
        duration_s: How long it was.
        nothing_because: Why nothing was counted; None where something was.
    """

    id_: str | None
    name: str
    started_at: datetime | None
    analysis: str | None
    sets: Iterable[SetRecord]
    traces: Mapping[int, SetTrace] | None
    duration_s: float | None
    nothing_because: str | None


def session_row(kind: Kind, **parts: Unpack[SessionParts]) -> SessionRow:
    """The row of a new session.

    Args:
        kind: Whether it was live or uploaded.
        parts: What else is known of it.
    """
    traces = parts.get("traces") or {}
    return SessionRow(
        id=parts.get("id_") or uuid.uuid4().hex,
        kind=kind,
        name=parts.get("name", ""),
        started_at=parts.get("started_at") or datetime.now(UTC),
        duration_s=parts.get("duration_s"),
        nothing_because=parts.get("nothing_because"),
        analysis_id=parts.get("analysis"),
        sets=[set_row(each, traces.get(each.index)) for each in parts.get("sets", ())],
    )


SAID = {
    "load_kg": "load_kg",
    "reps_in_reserve": "reps_in_reserve",
    "note": "note",
    "exercise": "said_exercise",
    "hold_s": "said_hold_s",
}
"""The columns of what the person says of a set, by its names in documents."""

_PLACE = {"run": "run_id", "block": "run_block", "round": "run_round", "step": "run_step"}


def say(row: SetRow, said: SetSaid) -> None:
    """Write what the person says of a set into its row."""
    for name, column in SAID.items():
        setattr(row, column, getattr(said, name))
    row.note = said.note.strip() or None
    if said.exercise == row.exercise:
        row.said_exercise = None


def said_of(row: SetRow) -> SetSaid:
    """What the person says of a set."""
    values = {name: getattr(row, column) for name, column in SAID.items()}
    return SetSaid.model_validate({**values, "note": row.note or ""})


def put_place(row: SetRow, place: SetPlace | None) -> None:
    """Write into a set's row where it belongs in a workout."""
    for name, column in _PLACE.items():
        setattr(row, column, place and getattr(place, name))


def place_of(row: SetRow) -> SetPlace | None:
    """Where a set belongs in a workout."""
    if row.run_id is None:
        return None
    return SetPlace.model_validate({name: getattr(row, col) for name, col in _PLACE.items()})


def set_row(record: SetRecord, trace: SetTrace | None = None) -> SetRow:
    """The row of a set, with those of its reps, faults and doubts.

    Args:
        record: The set.
        trace: What it is drawn from; None where there is none.
    """
    row = SetRow(
        number=record.index,
        exercise=record.exercise,
        start_s=record.start_s,
        end_s=record.end_s,
        attempts=record.attempts,
        hold_s=record.hold_s,
        good_hold_s=record.good_hold_s,
        unsure_hold_s=record.unsure_hold_s,
        unjudged_hold_s=record.unjudged_hold_s,
        reached=record.reached,
        least_reps=record.reps_range[0] if record.reps_range else None,
        most_reps=record.reps_range[1] if record.reps_range else None,
        settled_reps=record.settled_reps,
        target_from=record.target and record.target[0],
        target_to=record.target and record.target[1],
        doubts=[_doubt_row(number, each) for number, each in enumerate(record.doubts, 1)],
        reps=[_rep_row(rep) for rep in record.reps],
        faults=[_fault_row(fault) for fault in record.faults],
        trace=None if trace is None else _trace_row(trace),
    )
    say(row, record.said)
    put_place(row, record.place)
    return row


def _trace_row(trace: SetTrace) -> TraceRow:
    return TraceRow(
        attempts=[each.model_dump(mode="json") for each in trace.attempts],
        holds=[each.model_dump(mode="json") for each in trace.holds],
        samples=trace.trace.to_bytes(),
    )


def trace_of(row: TraceRow) -> SetTrace:
    """What a set is drawn from."""
    return SetTrace(
        trace=Trace.from_bytes(row.samples),
        attempts=tuple(map(Attempt.model_validate, row.attempts)),
        holds=tuple(map(Hold.model_validate, row.holds)),
    )


def _rep_row(rep: Rep) -> RepRow:
    return RepRow(number=rep.index, **rep.model_dump(mode="json", exclude={"index"}))


def _doubt_row(number: int, doubt: SetDoubt) -> DoubtRow:
    return DoubtRow(number=number, **doubt.model_dump(exclude={"reason"}))


def _fault_row(fault: Fault) -> FaultRow:
    values = fault.model_dump(exclude={"id", "number", "against"})  # words are made anew
    return FaultRow(check=fault.id, **values)


def head_of(row: SessionRow, zone: tzinfo | None) -> SessionHead:
    """A session in short, on its day in a time zone (None: this machine's)."""
    return SessionHead.model_validate(_in_short(row, zone))


def _in_short(row: SessionRow, zone: tzinfo | None) -> dict[str, object]:
    sets = [set_of(each) for each in row.sets]
    reps = [rep for each in sets for rep in each.reps]
    ranges = [_range(each) for each in sets]
    settled = any(each.settled_reps is not None for each in sets)
    said_held = any(each.said.hold_s is not None for each in sets)
    judged = [each for each in sets if each.said.exercise is None]  # by its own checks
    forms = [rep.form for each in judged for rep in each.reps]
    held = sum(each.hold_s for each in sets)
    others_s = sum(each.hold_s for each in sets if each.said.exercise is not None)
    return {
        "id": row.id,
        "kind": row.kind,
        "exercises": _exercises(row),
        "name": row.name,
        "started_at": row.started_at,
        "day": day_of(row.started_at, zone),
        "duration_s": row.duration_s,
        "nothing_because": row.nothing_because,
        "analysis": row.analysis_id,
        "sets": len(row.sets),
        "reps": len(reps),
        "reps_range": (sum(least for least, _ in ranges), sum(most for _, most in ranges)),
        "settled_reps": sum(each.done_reps for each in sets) if settled else None,
        "good_reps": forms.count("good"),
        "unjudged_reps": forms.count("not judged") + len(reps) - len(forms),
        "hold_s": held,
        "settled_hold_s": sum(each.done_hold_s for each in sets) if said_held else None,
        "good_hold_s": sum(each.good_hold_s for each in judged),
        "unsure_hold_s": sum(each.unsure_hold_s for each in judged),
        "unjudged_hold_s": sum(each.unjudged_hold_s for each in judged) + others_s,
    }


def _range(record: SetRecord) -> tuple[int, int]:
    """How many reps a set has at least and at most; as the person says, once they have."""
    if record.settled_reps is not None or record.reps_range is None:
        return record.done_reps, record.done_reps
    return record.reps_range


def _exercises(row: SessionRow) -> tuple[str, ...]:
    if row.sets or row.analysis is None:
        return tuple(dict.fromkeys(each.said_exercise or each.exercise for each in row.sets))
    return (row.analysis.exercise,)


def record_of(row: SessionRow, zone: tzinfo | None) -> SessionRecord:
    """A session with its sets, on its day in a time zone (None: this machine's)."""
    return SessionRecord.model_validate(
        {**_in_short(row, zone), "all_sets": tuple(set_of(each) for each in row.sets)}
    )


def set_of(row: SetRow) -> SetRecord:
    """A set, with what the person says of it."""
    old = row.unsure_hold_s is None  # which seconds were judged good is not known of it
    return SetRecord(
        index=row.number,
        exercise=row.exercise,
        start_s=row.start_s,
        end_s=row.end_s,
        attempts=row.attempts,
        hold_s=row.hold_s,
        good_hold_s=0.0 if old else row.good_hold_s,
        unsure_hold_s=row.unsure_hold_s or 0.0,
        unjudged_hold_s=row.hold_s if old else row.unjudged_hold_s or 0.0,
        reached=row.reached,
        reps_range=None
        if row.least_reps is None or row.most_reps is None
        else (row.least_reps, row.most_reps),
        settled_reps=row.settled_reps,
        doubts=tuple(doubt_of(doubt) for doubt in row.doubts),
        reps=tuple(_rep(rep) for rep in row.reps),
        faults=tuple(_fault(fault) for fault in row.faults),
        target=None
        if row.target_from is None or row.target_to is None
        else (row.target_from, row.target_to),
        said=said_of(row),
        place=place_of(row),
    )


def _rep(row: RepRow) -> Rep:
    names = Rep.model_fields.keys() - {"index", "stages"}
    values = {name: getattr(row, name) for name in names}
    return Rep.model_validate({**values, "index": row.number, "stages": row.stages or {}})


def _fault(row: FaultRow) -> Fault:
    names = ("from_s", "to_s", "value", "limit", "unit", "rep", "severity", "cue")
    return Fault.model_validate({"id": row.check, **{name: getattr(row, name) for name in names}})


def doubt_of(row: DoubtRow) -> SetDoubt:
    """A doubt; its words are made anew."""
    kind = DoubtKind(row.kind)
    return SetDoubt(
        at_s=row.at_s,
        kind=kind,
        reason=DOUBT_WORDS[kind],
        fewer=row.fewer,
        more=row.more,
        settled_reps=row.settled_reps,
    )
