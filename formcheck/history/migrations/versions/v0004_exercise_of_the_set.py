"""The exercise belongs to the set: a session may have several.

An upload in which nothing was counted has no set; its exercise is that of its analysis, which keeps
it.  The day of a session depends on who asks, so the one that was kept goes.

Columns are added and dropped in place: a table that is made anew would be dropped first, and with
it, as the connection follows foreign keys, everything that hangs on its rows.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give each set the exercise of its session."""
    op.add_column("sets", sa.Column("exercise", sa.String(), nullable=False, server_default=""))
    op.execute(
        sa.text(
            "UPDATE sets SET exercise ="
            " (SELECT exercise FROM sessions WHERE sessions.id = sets.session_id)"
        )
    )
    op.create_index("ix_sets_exercise", "sets", ["exercise"])
    for name in ("exercise", "day"):
        op.drop_index(f"ix_sessions_{name}", table_name="sessions")
        op.drop_column("sessions", name)


def downgrade() -> None:
    """Give each session the exercise of its first set, or of its analysis; its day is UTC's."""
    for name, type_, default in (("exercise", sa.String(), ""), ("day", sa.Date(), "1970-01-01")):
        column = sa.Column(name, type_, nullable=False, server_default=default)
        op.add_column("sessions", column)
    op.execute(
        sa.text(
            "UPDATE sessions SET day = date(started_at), exercise = coalesce("
            "(SELECT exercise FROM sets WHERE session_id = sessions.id ORDER BY number LIMIT 1),"
            " (SELECT exercise FROM analyses WHERE analyses.id = sessions.analysis_id), '')"
        )
    )
    for name in ("exercise", "day"):
        op.create_index(f"ix_sessions_{name}", "sessions", [name])
    op.drop_index("ix_sets_exercise", table_name="sets")
    op.drop_column("sets", "exercise")
