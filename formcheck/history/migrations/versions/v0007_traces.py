"""A live set can be drawn as a video's is: the rep signal over time is kept with it.

Of what was kept before there is none; those sets are listed as they were.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for traces."""
    op.create_table(
        "traces",
        sa.Column(
            "set_id",
            sa.Integer(),
            sa.ForeignKey("sets.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("attempts", sa.JSON(), nullable=False),
        sa.Column("holds", sa.JSON(), nullable=False),
        sa.Column("samples", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    """Forget them; what was counted stays."""
    op.drop_table("traces")
