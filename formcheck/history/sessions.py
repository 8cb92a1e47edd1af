"""Sessions: kept, listed, looked back on, exported and deleted."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import selectinload

from formcheck.events import DoubtKind
from formcheck.history.database import Database
from formcheck.history.overview import day_of, overview
from formcheck.history.records import (
    Export,
    Kind,
    Overview,
    SessionHead,
    SessionRecord,
    SetDoubt,
    SetRecord,
)
from formcheck.history.tables import DoubtRow, FaultRow, RepRow, SessionRow, SetRow
from formcheck.result.document import Fault, Rep, range_of
from formcheck.result.wording import DOUBT_WORDS

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


class Sessions:
    """The sessions in a database.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(
        self,
        kind: Kind,
        *,
        id_: str | None = None,
        name: str = "",
        started_at: datetime | None = None,
        analysis: str | None = None,
        sets: Iterable[SetRecord] = (),
        duration_s: float | None = None,
        nothing_because: str | None = None,
    ) -> str:
        """Keep a new session; returns its id.

        Args:
            kind: Whether it was live or uploaded.
            id_: Its id; a new one, if None.
            name: What an uploaded file was called.
            started_at: When; now, if nobody says.
            analysis: The analysis that it comes from.
            sets: What was done, as far as it is known yet.
            duration_s: How long it was.
            nothing_because: Why nothing was counted; None where something was.
        """
        row = session_row(
            kind,
            id_=id_,
            name=name,
            started_at=started_at,
            analysis=analysis,
            sets=sets,
            duration_s=duration_s,
            nothing_because=nothing_because,
        )
        with self._database.transaction() as session:
            session.add(row)
        return row.id

    def put_sets(
        self, session_id: str, sets: Sequence[SetRecord], duration_s: float | None = None
    ) -> bool:
        """Keep these sets as all sets of a session; says whether there is such a session.

        Args:
            session_id: Which session.
            sets: All of its sets, those that were kept before too.
            duration_s: How long it has been.
        """
        with self._database.transaction() as session:
            row = session.get(SessionRow, session_id)
            if row is None:
                return False
            said = {each.number: each.settled_reps for each in row.sets}
            row.sets.clear()
            session.flush()
            row.sets.extend(_set_row(each) for each in sets)
            for each in row.sets:  # what the person said of a set stays
                each.settled_reps = said.get(each.number, each.settled_reps)
            row.duration_s = duration_s if duration_s is not None else row.duration_s
        return True

    def heads(
        self, *, limit: int = 50, offset: int = 0, zone: tzinfo | None = None
    ) -> tuple[list[SessionHead], int]:
        """Some sessions in short, the latest first, and how many there are in all.

        Args:
            limit: How many at most.
            offset: How many of the latest to leave out.
            zone: By which a session is on a day; None for this machine's.
        """
        with self._database.transaction() as session:
            total = session.scalar(select(func.count()).select_from(SessionRow)) or 0
            rows = session.scalars(_in_full().limit(limit).offset(offset)).all()
            return [_head(row, zone) for row in rows], total

    def get(self, session_id: str, zone: tzinfo | None = None) -> SessionRecord | None:
        """A session with all of its sets, on its day in a time zone (None: this machine's)."""
        with self._database.transaction() as session:
            row = session.scalar(_in_full().where(SessionRow.id == session_id))
            return None if row is None else _record(row, zone)

    def settle(
        self, session_id: str, number: int, reps: int | None, *, doubt: int | None = None
    ) -> SetRecord | None:
        """Keep what the person says of a set's count; what was counted stays beside it.

        Args:
            session_id: Which session.
            number: Which of its sets, from 1.
            reps: How many reps were done; None: that is not to be said any more.
            doubt: At which of its doubts, from 1; None for the whole set.  Once the last doubt is
                settled, the whole set is.

        Returns:
            The set as it is now; None if there is no such set or doubt.

        Raises:
            ValueError: There cannot have been so many at a doubt.
        """
        with self._database.transaction() as session:
            row = session.scalar(
                select(SetRow).where(SetRow.session_id == session_id, SetRow.number == number)
            )
            if row is None or (doubt is not None and not 0 < doubt <= len(row.doubts)):
                return None
            if doubt is None:
                for each in row.doubts:  # one number for all of them
                    each.settled_reps = None
                row.settled_reps = reps
            else:
                _settle_doubt(row, row.doubts[doubt - 1], reps)
            if row.doubts:
                spreads = [_doubt(each).spread for each in row.doubts]
                row.least_reps, row.most_reps = range_of(len(row.reps), spreads)
            return _set(row)

    def delete(self, session_id: str) -> tuple[bool, str | None]:
        """Delete a session: whether there was one, and the analysis that it came from."""
        with self._database.transaction() as session:
            row = session.get(SessionRow, session_id)
            if row is None:
                return False, None
            session.delete(row)
            return True, row.analysis_id

    def delete_all(self) -> list[str]:
        """Delete all sessions; returns the analyses that they came from."""
        with self._database.transaction() as session:
            known = session.scalars(select(SessionRow.analysis_id)).all()
            session.execute(delete(SessionRow))
            return [each for each in known if each is not None]

    def overview(self, zone: tzinfo | None = None) -> Overview:
        """The history at a glance, by the days of a time zone (None: this machine's)."""
        with self._database.transaction() as session:
            return overview(session, zone)

    def export(self, zone: tzinfo | None = None) -> Export:
        """Everything, the oldest first, by the days of a time zone (None: this machine's)."""
        sessions = tuple(self._all_oldest_first(zone))
        return Export(schema=2, exported_at=datetime.now(UTC), sessions=sessions)

    def export_csv(self, zone: tzinfo | None = None) -> str:
        """A row for each rep, and for each set without one; what is not known is empty.

        Args:
            zone: By which a session is on a day; None for this machine's.
        """
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(_COLUMNS)
        for record in self._all_oldest_first(zone):
            head = [record.id, record.kind, record.day, record.started_at.isoformat()]
            for each in record.all_sets:
                table.writerows([*head, each.exercise, *row] for row in _csv_rows(each))
        return text.getvalue()

    def _all_oldest_first(self, zone: tzinfo | None) -> list[SessionRecord]:
        with self._database.transaction() as session:
            return [_record(row, zone) for row in reversed(session.scalars(_in_full()).all())]


def session_row(
    kind: Kind,
    *,
    id_: str | None = None,
    name: str = "",
    started_at: datetime | None = None,
    analysis: str | None = None,
    sets: Iterable[SetRecord] = (),
    duration_s: float | None = None,
    nothing_because: str | None = None,
) -> SessionRow:
    """The row of a new session; the arguments are those of `Sessions.begin`."""
    return SessionRow(
        id=id_ or uuid.uuid4().hex,
        kind=kind,
        name=name,
        started_at=started_at or datetime.now(UTC),
        duration_s=duration_s,
        nothing_because=nothing_because,
        analysis_id=analysis,
        sets=[_set_row(each) for each in sets],
    )


def _in_full() -> Select[SessionRow]:
    return (
        select(SessionRow)
        .options(
            selectinload(SessionRow.sets).selectinload(SetRow.reps),
            selectinload(SessionRow.sets).selectinload(SetRow.faults),
            selectinload(SessionRow.sets).selectinload(SetRow.doubts),
            selectinload(SessionRow.analysis),
        )
        .order_by(SessionRow.started_at.desc(), SessionRow.id)
    )


def _set_row(record: SetRecord) -> SetRow:
    return SetRow(
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
        doubts=[_doubt_row(number, each) for number, each in enumerate(record.doubts, 1)],
        reps=[_rep_row(rep) for rep in record.reps],
        faults=[_fault_row(fault) for fault in record.faults],
    )


def _rep_row(rep: Rep) -> RepRow:
    return RepRow(
        number=rep.index,
        start_s=rep.start_s,
        turn_s=rep.turn_s,
        end_s=rep.end_s,
        range=rep.range,
        tempo=rep.tempo.model_dump(),
        form=rep.form,
        faults=list(rep.faults),
        unknown=list(rep.unknown),
    )


def _doubt_row(number: int, doubt: SetDoubt) -> DoubtRow:
    return DoubtRow(number=number, **doubt.model_dump(exclude={"reason"}))


def _settle_doubt(row: SetRow, doubt: DoubtRow, reps: int | None) -> None:
    """Settle one of a set's doubts, and the set with the last of them."""
    most = doubt.fewer + doubt.more
    if reps is not None and not 0 <= reps <= most:
        raise ValueError(f"there were at most {most} reps at that moment")
    doubt.settled_reps = reps
    said = [each.settled_reps for each in row.doubts if each.settled_reps is not None]
    row.settled_reps = None
    if len(said) == len(row.doubts):
        counted = sum(each.fewer for each in row.doubts)  # counted at these moments
        row.settled_reps = max(0, len(row.reps) - counted + sum(said))


def _fault_row(fault: Fault) -> FaultRow:
    values = fault.model_dump(exclude={"id", "number", "against"})  # words are made anew
    return FaultRow(check=fault.id, **values)


def _head(row: SessionRow, zone: tzinfo | None) -> SessionHead:
    return SessionHead.model_validate(_in_short(row, zone))


def _in_short(row: SessionRow, zone: tzinfo | None) -> dict[str, object]:
    sets = [_set(each) for each in row.sets]
    reps = [rep for each in sets for rep in each.reps]
    ranges = [_range(each) for each in sets]
    settled = any(each.settled_reps is not None for each in sets)
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
        "good_reps": sum(rep.form == "good" for rep in reps),
        "unjudged_reps": sum(rep.form == "not judged" for rep in reps),
        "hold_s": sum(each.hold_s for each in sets),
        "good_hold_s": sum(each.good_hold_s for each in sets),
        "unsure_hold_s": sum(each.unsure_hold_s for each in sets),
        "unjudged_hold_s": sum(each.unjudged_hold_s for each in sets),
    }


def _range(record: SetRecord) -> tuple[int, int]:
    """How many reps a set has at least and at most; as the person says, once they have."""
    if record.settled_reps is not None or record.reps_range is None:
        return record.done_reps, record.done_reps
    return record.reps_range


def _exercises(row: SessionRow) -> tuple[str, ...]:
    if row.sets or row.analysis is None:
        return tuple(dict.fromkeys(each.exercise for each in row.sets))
    return (row.analysis.exercise,)


def _record(row: SessionRow, zone: tzinfo | None) -> SessionRecord:
    return SessionRecord.model_validate(
        {**_in_short(row, zone), "all_sets": tuple(_set(each) for each in row.sets)}
    )


def _set(row: SetRow) -> SetRecord:
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
        doubts=tuple(_doubt(doubt) for doubt in row.doubts),
        reps=tuple(
            Rep.model_validate(
                {
                    "index": rep.number,
                    "start_s": rep.start_s,
                    "turn_s": rep.turn_s,
                    "end_s": rep.end_s,
                    "range": rep.range,
                    "tempo": rep.tempo,
                    "faults": tuple(rep.faults),
                    "unknown": tuple(rep.unknown),
                    "form": rep.form,
                }
            )
            for rep in row.reps
        ),
        faults=tuple(_fault(fault) for fault in row.faults),
    )


def _fault(row: FaultRow) -> Fault:
    names = ("from_s", "to_s", "value", "limit", "unit", "rep", "severity", "cue")
    return Fault.model_validate({"id": row.check, **{name: getattr(row, name) for name in names}})


def _doubt(row: DoubtRow) -> SetDoubt:
    kind = DoubtKind(row.kind)
    return SetDoubt(
        at_s=row.at_s,
        kind=kind,
        reason=DOUBT_WORDS[kind],
        fewer=row.fewer,
        more=row.more,
        settled_reps=row.settled_reps,
    )


def _csv_rows(record: SetRecord) -> Iterable[list[object]]:
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
