"""A set says how many reps were done at least and at most, why, and what the person says.

Of what was kept before nobody knows whether it was in doubt: both are empty there.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_COLUMNS = ("least_reps", "most_reps", "settled_reps")


def upgrade() -> None:
    """Keep doubts and how they were settled."""
    for name in _COLUMNS:
        op.add_column("sets", sa.Column(name, sa.Integer()))
    op.create_table(
        "doubts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "set_id",
            sa.Integer(),
            sa.ForeignKey("sets.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at_s", sa.Double(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fewer", sa.Integer(), nullable=False),
        sa.Column("more", sa.Integer(), nullable=False),
        sa.Column("settled_reps", sa.Integer()),
    )


def downgrade() -> None:
    """Forget them; what was counted stays."""
    op.drop_table("doubts")
    for name in reversed(_COLUMNS):
        op.drop_column("sets", name)
