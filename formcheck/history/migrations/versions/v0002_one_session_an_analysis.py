"""An analysis has one session at most.

Where a crash between two commits made two, the first stays.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INDEX = "ix_sessions_analysis_id"


def upgrade() -> None:
    """Leave one session an analysis, and let the database hold it."""
    op.execute(
        sa.text(
            "DELETE FROM sessions WHERE analysis_id IS NOT NULL AND rowid NOT IN"
            " (SELECT min(rowid) FROM sessions GROUP BY analysis_id)"
        )
    )
    # The connection may not follow foreign keys.
    op.execute(sa.text("DELETE FROM sets WHERE session_id NOT IN (SELECT id FROM sessions)"))
    for table in ("reps", "faults"):
        op.execute(sa.text(f"DELETE FROM {table} WHERE set_id NOT IN (SELECT id FROM sets)"))
    op.drop_index(_INDEX, table_name="sessions")
    op.create_index(_INDEX, "sessions", ["analysis_id"], unique=True)


def downgrade() -> None:
    """Let an analysis have several sessions again."""
    op.drop_index(_INDEX, table_name="sessions")
    op.create_index(_INDEX, "sessions", ["analysis_id"])
