"""A set says what was moved and how hard it was, what was aimed at, and to which run it belongs.

Runs of workouts and what is ticked off by hand have tables of their own.  Of sets that were kept
before none of it is known.

Revision ID: 0009
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_OF_SETS: dict[str, type[sa.types.TypeEngine[Any]]] = {
    "said_exercise": sa.String,
    "said_hold_s": sa.Double,
    "load_kg": sa.Double,
    "reps_in_reserve": sa.Integer,
    "note": sa.String,
    "target_from": sa.Integer,
    "target_to": sa.Integer,
    "run_id": sa.String,
    "run_block": sa.Integer,
    "run_round": sa.Integer,
    "run_step": sa.Integer,
}


def upgrade() -> None:
    """Make room for all of it."""
    for name, kind in _OF_SETS.items():
        op.add_column("sets", sa.Column(name, kind()))
    op.create_index("ix_sets_run_id", "sets", ["run_id"])
    op.create_table(
        "workout_runs",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("workout", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("toml", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("state", sa.JSON(), nullable=False),
    )
    op.create_index("ix_workout_runs_started_at", "workout_runs", ["started_at"])
    op.create_table(
        "activities",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("minutes", sa.Double(), nullable=False),
        sa.Column("run_id", sa.String()),
    )
    op.create_index("ix_activities_day", "activities", ["day"])
    op.create_index("ix_activities_run_id", "activities", ["run_id"])


def downgrade() -> None:
    """Forget it; what was counted stays."""
    op.drop_table("activities")
    op.drop_table("workout_runs")
    op.drop_index("ix_sets_run_id", "sets")
    for name in reversed(_OF_SETS):
        op.drop_column("sets", name)
