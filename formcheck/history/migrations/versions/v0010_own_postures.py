"""A person's own flat back and upright posture have a table of their own.

Nothing that was kept before is touched: nobody showed one.

Revision ID: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for it."""
    op.create_table(
        "own_postures",
        sa.Column("measure", sa.String(), primary_key=True),
        sa.Column("stance", sa.String(), primary_key=True),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("upright_bend", sa.Double()),
        sa.Column("day", sa.Date(), nullable=False),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_table("own_postures")
