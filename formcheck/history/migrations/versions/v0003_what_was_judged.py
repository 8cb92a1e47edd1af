"""Reps and seconds of which nothing was judged are told from those that are good.

What was kept before says which checks were not judged in a rep, but not how many there were: it is
good only where none is missing.  Seconds too close to call were counted as good; which they were is
not known any more, so they have no number.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep what was judged."""
    op.add_column("sets", sa.Column("unsure_hold_s", sa.Double()))
    op.add_column("sets", sa.Column("unjudged_hold_s", sa.Double()))
    op.add_column(
        "reps", sa.Column("form", sa.String(), nullable=False, server_default="not judged")
    )
    op.execute(sa.text("UPDATE reps SET form = 'fault' WHERE NOT good"))
    op.execute(sa.text("UPDATE reps SET form = 'good' WHERE good AND unknown = '[]'"))
    op.drop_column("reps", "good")


def downgrade() -> None:
    """A rep is good if no fault was found in it."""
    op.add_column("reps", sa.Column("good", sa.Boolean(), nullable=False, server_default="0"))
    op.execute(sa.text("UPDATE reps SET good = (form != 'fault')"))
    op.drop_column("reps", "form")
    op.drop_column("sets", "unjudged_hold_s")
    op.drop_column("sets", "unsure_hold_s")
