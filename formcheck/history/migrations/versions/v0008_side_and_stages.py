"""A rep says which arm or leg made it, and which of the exercise's postures it passed.

Of what was kept before neither is known.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_NAMES = ("side", "side_seen", "stages")


def upgrade() -> None:
    """Keep both."""
    op.add_column("reps", sa.Column("side", sa.String()))
    op.add_column("reps", sa.Column("side_seen", sa.Double()))
    op.add_column("reps", sa.Column("stages", sa.JSON()))


def downgrade() -> None:
    """Forget them; what was counted stays."""
    for name in reversed(_NAMES):
        op.drop_column("reps", name)
