"""Sessions, sets, reps, faults and analyses.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "analyses",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("annotate", sa.Boolean(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False, index=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("restarts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False, index=True),
        sa.Column("started_at", sa.DateTime()),
        sa.Column("finished_at", sa.DateTime()),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False, index=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False, index=True),
        sa.Column("day", sa.Date(), nullable=False, index=True),
        sa.Column("duration_s", sa.Double()),
        sa.Column(
            "analysis_id",
            sa.String(),
            sa.ForeignKey("analyses.id", ondelete="CASCADE"),
            index=True,
        ),
    )
    op.create_table(
        "sets",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "session_id",
            sa.String(),
            sa.ForeignKey("sessions.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("end_s", sa.Double(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("hold_s", sa.Double(), nullable=False),
        sa.Column("good_hold_s", sa.Double(), nullable=False),
        sa.Column("reached", sa.Boolean()),
        sa.UniqueConstraint("session_id", "number"),
    )
    op.create_table(
        "reps",
        sa.Column("id", sa.Integer(), primary_key=True),
        _set_id(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("turn_s", sa.Double(), nullable=False),
        sa.Column("end_s", sa.Double(), nullable=False),
        sa.Column("range", sa.Double()),
        sa.Column("tempo", sa.JSON(), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("unknown", sa.JSON(), nullable=False),
    )
    op.create_table(
        "faults",
        sa.Column("id", sa.Integer(), primary_key=True),
        _set_id(),
        sa.Column("check", sa.String(), nullable=False, index=True),
        sa.Column("from_s", sa.Double(), nullable=False),
        sa.Column("to_s", sa.Double(), nullable=False),
        sa.Column("value", sa.Double()),
        sa.Column("limit", sa.Double()),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("rep", sa.Integer()),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("cue", sa.String(), nullable=False),
    )


def downgrade() -> None:
    """Take the tables away."""
    for table in ("faults", "reps", "sets", "sessions", "analyses"):
        op.drop_table(table)


def _set_id() -> sa.Column[int]:
    return sa.Column(
        "set_id",
        sa.Integer(),
        sa.ForeignKey("sets.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )
