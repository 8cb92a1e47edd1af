"""A video in which nothing was counted says why, wherever it is listed.

Of what was kept before that is in the video's result only: it has no reason here.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep why nothing was counted."""
    op.add_column("sessions", sa.Column("nothing_because", sa.String()))


def downgrade() -> None:
    """Forget it; the results of the videos still say it."""
    op.drop_column("sessions", "nothing_because")
