"""Sessions: kept, listed, looked back on, exported and deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Unpack

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import selectinload

from formcheck.history.activities import Activities
from formcheck.history.csv_table import history_csv
from formcheck.history.database import Database
from formcheck.history.overview import overview
from formcheck.history.records import (
    Export,
    Kind,
    Overview,
    SessionHead,
    SessionRecord,
    SetRecord,
    SetSaid,
    SetTrace,
)
from formcheck.history.rows import (
    SessionParts,
    head_of,
    record_of,
    said_of,
    say,
    session_row,
    set_of,
    set_row,
    trace_of,
)
from formcheck.history.runs import WorkoutRuns, delete_empty
from formcheck.history.settling import settle_doubt, settle_whole, tell_again, told_of
from formcheck.history.tables import (
    ActivityRow,
    OwnPostureRow,
    SessionRow,
    SetRow,
    WorkoutRunRow,
)


class Sessions:
    """The sessions in a database.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, kind: Kind, **parts: Unpack[SessionParts]) -> str:
        """Keep a new session; returns its id.

        Args:
            kind: Whether it was live or uploaded.
            parts: What else is known of it.
        """
        row = session_row(kind, **parts)
        with self._database.transaction() as session:
            session.add(row)
        return row.id

    def put_sets(
        self,
        session_id: str,
        sets: Sequence[SetRecord],
        duration_s: float | None = None,
        traces: Mapping[int, SetTrace] | None = None,
    ) -> bool:
        """Keep these sets as all sets of a session; says whether there is such a session.

        Args:
            session_id: Which session.
            sets: All of its sets, those that were kept before too.
            duration_s: How long it has been.
            traces: What sets are drawn from, by their number: of all sets, too.
        """
        with self._database.transaction() as session:
            row = session.get(SessionRow, session_id)
            if row is None:
                return False
            told = {each.number: told_of(each) for each in row.sets}
            row.sets.clear()
            session.flush()
            row.sets.extend(set_row(each, (traces or {}).get(each.index)) for each in sets)
            for each in row.sets:  # what the person said of a set stays
                if each.number in told:
                    tell_again(each, told[each.number])
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
            return [head_of(row, zone) for row in rows], total

    def get(self, session_id: str, zone: tzinfo | None = None) -> SessionRecord | None:
        """A session with all of its sets, on its day in a time zone (None: this machine's)."""
        with self._database.transaction() as session:
            row = session.scalar(_in_full().where(SessionRow.id == session_id))
            return None if row is None else record_of(row, zone)

    def get_set(self, session_id: str, number: int) -> SetRecord | None:
        """One of a session's sets; None if there is no such set."""
        with self._database.transaction() as session:
            row = session.scalar(
                select(SetRow).where(SetRow.session_id == session_id, SetRow.number == number)
            )
            return None if row is None else set_of(row)

    def drawn_set(self, session_id: str, number: int) -> tuple[SetRecord, SetTrace] | None:
        """A set and what it is drawn from; None if there is no such set, or no trace of it.

        Args:
            session_id: Which session.
            number: Which of its sets, from 1.
        """
        with self._database.transaction() as session:
            row = session.scalar(
                select(SetRow).where(SetRow.session_id == session_id, SetRow.number == number)
            )
            return None if row is None or row.trace is None else (set_of(row), trace_of(row.trace))

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
                settle_whole(row, reps)
            else:
                settle_doubt(row, row.doubts[doubt - 1], reps)
            return set_of(row)

    def say(self, session_id: str, number: int, said: SetSaid) -> SetRecord | None:
        """Keep what the person says of a set, in place of what was said; the count is `settle`'s.

        Args:
            session_id: Which session.
            number: Which of its sets, from 1.
            said: All that is said of it.

        Returns:
            The set as it is now; None if there is no such set.
        """
        with self._database.transaction() as session:
            row = session.scalar(
                select(SetRow).where(SetRow.session_id == session_id, SetRow.number == number)
            )
            if row is None:
                return None
            say(row, said)
            return set_of(row)

    def last_said(self, exercise: str) -> SetSaid | None:
        """What was said of the last set of an exercise of which anything was; to fill in the next.

        Args:
            exercise: Its id.
        """
        done = func.coalesce(SetRow.said_exercise, SetRow.exercise)
        told = (SetRow.load_kg, SetRow.reps_in_reserve)
        with self._database.transaction() as session:
            row = session.scalar(
                select(SetRow)
                .join(SessionRow, SessionRow.id == SetRow.session_id)
                .where(done == exercise, or_(*(each.is_not(None) for each in told)))
                .order_by(SessionRow.started_at.desc(), SetRow.number.desc())
                .limit(1)
            )
            return None if row is None else said_of(row)

    def delete(self, session_id: str) -> tuple[bool, str | None]:
        """Delete a session: whether there was one, and the analysis that it came from.

        A run of a workout that is over goes with the last of its sets.
        """
        with self._database.transaction() as session:
            row = session.get(SessionRow, session_id)
            if row is None:
                return False, None
            runs = {each.run_id for each in row.sets if each.run_id is not None}
            session.delete(row)
            session.flush()
            delete_empty(session, runs)
            return True, row.analysis_id

    def delete_all(self) -> list[str]:
        """Delete all there is: sessions, runs, what was ticked off, and the own posture.

        Returns:
            The analyses that the sessions came from.
        """
        with self._database.transaction() as session:
            known = session.scalars(select(SessionRow.analysis_id)).all()
            for table in (SessionRow, WorkoutRunRow, ActivityRow, OwnPostureRow):
                session.execute(delete(table))
            return [each for each in known if each is not None]

    def overview(self, zone: tzinfo | None = None) -> Overview:
        """The history at a glance, by the days of a time zone (None: this machine's)."""
        with self._database.transaction() as session:
            return overview(session, zone)

    def export(self, zone: tzinfo | None = None) -> Export:
        """Everything, the oldest first, by the days of a time zone (None: this machine's)."""
        return Export(
            schema=2,
            exported_at=datetime.now(UTC),
            sessions=tuple(self._all_oldest_first(zone)),
            runs=tuple(reversed(WorkoutRuns(self._database).all())),
            activities=tuple(Activities(self._database).between()),
        )

    def sets_done(self, zone: tzinfo | None = None) -> list[tuple[SessionRecord, SetRecord]]:
        """All sets with their sessions, the oldest first, by the days of a time zone."""
        records = self._all_oldest_first(zone)
        return [(record, each) for record in records for each in record.all_sets]

    def export_csv(self, zone: tzinfo | None = None) -> str:
        """A row for each rep, and for each set without one; what is not known is empty.

        Args:
            zone: By which a session is on a day; None for this machine's.
        """
        return history_csv(self._all_oldest_first(zone))

    def _all_oldest_first(self, zone: tzinfo | None) -> list[SessionRecord]:
        with self._database.transaction() as session:
            return [record_of(row, zone) for row in reversed(session.scalars(_in_full()).all())]


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
