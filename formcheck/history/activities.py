"""What no camera saw and the person ticked off: minutes of walking, cycling and the like."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import delete, select

from formcheck.history.database import Database
from formcheck.history.records import Activity
from formcheck.history.tables import ActivityRow


class Activities:
    """What was ticked off, in a database.

    Args:
        database: Where it is.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def tick(
        self,
        day: date,
        activity: str,
        minutes: float,
        *,
        run: str | None = None,
        id_: str | None = None,
    ) -> Activity:
        """Keep minutes of an activity.

        Args:
            day: On which day, by the person's calendar.
            activity: What was done.
            minutes: How long.
            run: The run of a workout that it was part of.
            id_: Its id, where saying it a second time is to change it, not to add to it; a new
                one, if None.
        """
        row = ActivityRow(
            id=id_ or uuid.uuid4().hex, day=day, activity=activity, minutes=minutes, run_id=run
        )
        with self._database.transaction() as session:
            return _activity_of(session.merge(row))

    def between(self, first: date = date.min, last: date = date.max) -> list[Activity]:
        """What was ticked off from one day to another, both included, the oldest first."""
        with self._database.transaction() as session:
            rows = session.scalars(
                select(ActivityRow)
                .where(ActivityRow.day >= first, ActivityRow.day <= last)
                .order_by(ActivityRow.day, ActivityRow.id)
            )
            return [_activity_of(row) for row in rows]

    def delete(self, activity_id: str) -> bool:
        """Delete one; says whether there was one."""
        with self._database.transaction() as session:
            found = session.execute(
                delete(ActivityRow).where(ActivityRow.id == activity_id).returning(ActivityRow.id)
            ).first()
        return found is not None


def _activity_of(row: ActivityRow) -> Activity:
    return Activity(
        id=row.id, day=row.day, activity=row.activity, minutes=row.minutes, run=row.run_id
    )
