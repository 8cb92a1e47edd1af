"""Workouts that a person follows: where each stands outlives the server."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from formcheck.history.database import Database
from formcheck.history.records import WorkoutRun
from formcheck.history.tables import ActivityRow, SetRow, WorkoutRunRow


class WorkoutRuns:
    """The runs of workouts in a database.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, workout: str, name: str, toml: str, state: dict[str, Any]) -> WorkoutRun:
        """Keep a new run, under way from now on.

        Args:
            workout: The workout's id.
            name: What it is called.
            toml: Its file, as it is now.
            state: Where the run stands, as JSON can hold it.
        """
        row = WorkoutRunRow(
            id=uuid.uuid4().hex,
            workout=workout,
            name=name,
            toml=toml,
            started_at=datetime.now(UTC),
            ended_at=None,
            state=state,
        )
        with self._database.transaction() as session:
            session.add(row)
        return WorkoutRun.model_validate(row)

    def keep(self, run_id: str, state: dict[str, Any]) -> bool:
        """Keep where a run stands now; what is kept survives that the server is killed.

        Args:
            run_id: Which run.
            state: Where it stands, in place of what was kept before.

        Returns:
            Whether it is there and under way; otherwise nothing changes.
        """
        return self._change(run_id, {"state": state})

    def end(self, run_id: str, state: dict[str, Any] | None = None) -> bool:
        """A run is over: done to its end, or stopped, as its state says.

        Args:
            run_id: Which run.
            state: Where it stood at its end; None for what was kept last.

        Returns:
            Whether it was under way; otherwise nothing changes.
        """
        values: dict[str, Any] = {"ended_at": datetime.now(UTC)}
        return self._change(run_id, values if state is None else {**values, "state": state})

    def get(self, run_id: str) -> WorkoutRun | None:
        """One of them."""
        with self._database.transaction() as session:
            row = session.get(WorkoutRunRow, run_id)
            return None if row is None else WorkoutRun.model_validate(row)

    def unfinished(self) -> WorkoutRun | None:
        """The latest run, if it is under way: what a person comes back to."""
        latest = self.all(limit=1)
        return latest[0] if latest and latest[0].ended_at is None else None

    def all(self, *, limit: int | None = None, offset: int = 0) -> list[WorkoutRun]:
        """Some of them, the latest first; all where there is no limit."""
        with self._database.transaction() as session:
            rows = session.scalars(
                select(WorkoutRunRow)
                .order_by(WorkoutRunRow.started_at.desc(), WorkoutRunRow.id)
                .limit(limit)
                .offset(offset)
            )
            return [WorkoutRun.model_validate(row) for row in rows]

    def delete(self, run_id: str) -> bool:
        """Delete a run; its sets stay in their sessions, and say no more where they belonged."""
        with self._database.transaction() as session:
            found = session.get(WorkoutRunRow, run_id)
            if found is None:
                return False
            session.delete(found)
            none = {"run_id": None, "run_block": None, "run_round": None, "run_step": None}
            session.execute(update(SetRow).where(SetRow.run_id == run_id).values(none))
            session.execute(
                update(ActivityRow).where(ActivityRow.run_id == run_id).values(run_id=None)
            )
        return True

    def _change(self, run_id: str, values: dict[str, Any]) -> bool:
        with self._database.transaction() as session:
            changed = session.execute(
                update(WorkoutRunRow)
                .where(WorkoutRunRow.id == run_id, WorkoutRunRow.ended_at.is_(None))
                .values(values)
                .returning(WorkoutRunRow.id)
            ).first()
        return changed is not None


def delete_empty(session: Session, runs: Iterable[str]) -> None:
    """Delete those of these runs that are over and of which no set is left."""
    for run_id in runs:
        left = select(func.count()).select_from(SetRow).where(SetRow.run_id == run_id)
        if not session.scalar(left):
            session.execute(
                delete(WorkoutRunRow).where(
                    WorkoutRunRow.id == run_id, WorkoutRunRow.ended_at.is_not(None)
                )
            )
