"""Uploaded videos and what has become of them: the state that outlives the server."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from formcheck.history.database import Database
from formcheck.history.records import SetRecord
from formcheck.history.rows import session_row
from formcheck.history.tables import AnalysisRow, SessionRow

MAX_RESTARTS = 2
"""An analysis that was running this often when a server ended is not begun again by itself."""


class AnalysisState(StrEnum):
    """What has become of an analysis."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"

    @property
    def over(self) -> bool:
        """Whether nothing more happens by itself."""
        return self not in (AnalysisState.QUEUED, AnalysisState.RUNNING)


class Analysis(BaseModel):
    """An uploaded video and what has become of it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    name: str
    exercise: str
    model: str
    annotate: bool
    size_bytes: int
    state: AnalysisState
    code: str
    reason: str
    restarts: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Analyses:
    """The analyses in a database.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        *,
        name: str,
        exercise: str,
        model: str,
        annotate: bool,
        size_bytes: int,
        id_: str | None = None,
    ) -> Analysis:
        """Keep a new one, queued."""
        row = AnalysisRow(
            id=id_ or uuid.uuid4().hex,
            name=name,
            exercise=exercise,
            model=model,
            annotate=annotate,
            size_bytes=size_bytes,
            state=AnalysisState.QUEUED,
            code="",
            reason="",
            restarts=0,
            created_at=datetime.now(UTC),
        )
        with self._database.transaction() as session:
            session.add(row)
        return Analysis.model_validate(row)

    def get(self, analysis_id: str) -> Analysis | None:
        """One of them."""
        with self._database.transaction() as session:
            row = session.get(AnalysisRow, analysis_id)
            return None if row is None else Analysis.model_validate(row)

    def all(self, *, limit: int = 200, offset: int = 0) -> list[Analysis]:
        """Some of them, the latest first."""
        with self._database.transaction() as session:
            rows = session.scalars(
                select(AnalysisRow)
                .order_by(AnalysisRow.created_at.desc(), AnalysisRow.id)
                .limit(limit)
                .offset(offset)
            )
            return [Analysis.model_validate(row) for row in rows]

    def unfinished(self) -> list[Analysis]:
        """Those that are not over, the oldest first."""
        states = [state for state in AnalysisState if not state.over]
        with self._database.transaction() as session:
            rows = session.scalars(
                select(AnalysisRow)
                .where(AnalysisRow.state.in_(states))
                .order_by(AnalysisRow.created_at)
            )
            return [Analysis.model_validate(row) for row in rows]

    def move(
        self,
        analysis_id: str,
        state: AnalysisState,
        *,
        only_from: tuple[AnalysisState, ...] = tuple(AnalysisState),
        code: str = "",
        reason: str = "",
    ) -> bool:
        """Change the state, if it is one of those; says whether it was."""
        with self._database.transaction() as session:
            return _move(session, analysis_id, state, only_from, code=code, reason=reason)

    def complete(
        self,
        analysis_id: str,
        sets: Sequence[SetRecord],
        duration_s: float | None,
        *,
        nothing_because: str | None = None,
    ) -> bool:
        """An analysis is done: its state and the session that came of it are kept together.

        Args:
            analysis_id: Which one.
            sets: What was done in the video.
            duration_s: How long it is.
            nothing_because: Why nothing was counted in it; None where something was.

        Returns:
            Whether it was not over yet; otherwise nothing changes.
        """
        with self._database.transaction() as session:
            live = tuple(state for state in AnalysisState if not state.over)
            row = session.get(AnalysisRow, analysis_id)
            if row is None or row.state not in live:
                return False
            if row.started_at is None:  # it was so quick that nobody saw it run
                _move(session, analysis_id, AnalysisState.RUNNING, live)
            _move(session, analysis_id, AnalysisState.DONE, live)
            session.execute(delete(SessionRow).where(SessionRow.analysis_id == analysis_id))
            session.add(
                session_row(
                    "upload",
                    name=row.name,
                    started_at=row.created_at,
                    analysis=analysis_id,
                    sets=sets,
                    duration_s=duration_s,
                    nothing_because=nothing_because,
                )
            )
        return True

    def recover(self) -> list[Analysis]:
        """After a server ended: what was running is queued again, and what is queued returned.

        An analysis that ran each time a server ended perhaps ended it: it waits to be retried.
        """
        with self._database.transaction() as session:
            running = (AnalysisState.RUNNING,)
            for row in session.scalars(
                select(AnalysisRow).where(AnalysisRow.state.in_(running))
            ).all():
                if row.restarts >= MAX_RESTARTS:
                    reason = "formcheck was ended while it was analysed, several times: retry it"
                    _move(
                        session,
                        row.id,
                        AnalysisState.INTERRUPTED,
                        running,
                        code="interrupted",
                        reason=reason,
                    )
                    continue
                restarts = row.restarts + 1
                _move(session, row.id, AnalysisState.QUEUED, running, restarts=restarts)
        return self.unfinished()

    def retry(self, analysis_id: str) -> bool:
        """Queue again what is over; says whether it was."""
        over = tuple(state for state in AnalysisState if state.over)
        with self._database.transaction() as session:
            if not _move(session, analysis_id, AnalysisState.QUEUED, over, restarts=0):
                return False
            # What was found is found anew.
            session.execute(delete(SessionRow).where(SessionRow.analysis_id == analysis_id))
        return True

    def session_of(self, analysis_id: str) -> str | None:
        """The session that came of it."""
        with self._database.transaction() as session:
            return session.scalar(
                select(SessionRow.id).where(SessionRow.analysis_id == analysis_id)
            )

    def delete(self, analysis_id: str) -> bool:
        """Delete it and the session that came of it; says whether there was one."""
        with self._database.transaction() as session:
            row = session.get(AnalysisRow, analysis_id)
            if row is None:
                return False
            session.delete(row)
        return True


def _move(
    session: Session,
    analysis_id: str,
    state: AnalysisState,
    only_from: tuple[AnalysisState, ...],
    *,
    code: str = "",
    reason: str = "",
    **more: object,
) -> bool:
    """Change a state within a transaction, if it is one of those; says whether it was."""
    values: dict[str, object] = {"state": state, "code": code, "reason": reason, **more}
    now = datetime.now(UTC)
    if state is AnalysisState.RUNNING:
        values |= {"started_at": now, "finished_at": None}
    elif state is AnalysisState.QUEUED:
        values |= {"started_at": None, "finished_at": None}
    else:
        values["finished_at"] = now
    changed = session.execute(
        update(AnalysisRow)
        .where(AnalysisRow.id == analysis_id, AnalysisRow.state.in_(only_from))
        .values(values)
        .returning(AnalysisRow.id)
    ).first()
    return changed is not None
