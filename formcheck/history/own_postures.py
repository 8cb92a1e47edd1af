"""The person's own flat back and upright posture, as they showed them on purpose."""

from __future__ import annotations

import math
from typing import cast

from sqlalchemy import delete, select

from formcheck.checking.own_posture import OwnPosture, OwnValue, Stance
from formcheck.history.database import Database
from formcheck.history.tables import OwnPostureRow


class OwnPostures:
    """What the person showed as their own, in a database; what is shown anew takes its place.

    Args:
        database: Where it is.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> dict[tuple[str, Stance], OwnValue]:
        """All of it, by measure and stance."""
        with self._database.transaction() as session:
            rows = session.scalars(
                select(OwnPostureRow).order_by(OwnPostureRow.stance, OwnPostureRow.measure)
            ).all()
        return {
            (row.measure, cast("Stance", row.stance)): OwnValue(
                row.value, row.day, math.nan if row.upright_bend is None else row.upright_bend
            )
            for row in rows
        }

    def keep(self, shown: OwnPosture) -> None:
        """Keep what was shown; what was not shown stays as it was."""
        with self._database.transaction() as session:
            for (measure, stance), own in shown.items():
                bend = None if math.isnan(own.upright_bend) else own.upright_bend
                row = OwnPostureRow(
                    measure=measure, stance=stance, value=own.value, upright_bend=bend, day=own.day
                )
                session.merge(row)

    def forget(self) -> None:
        """Forget all of it."""
        with self._database.transaction() as session:
            session.execute(delete(OwnPostureRow))
