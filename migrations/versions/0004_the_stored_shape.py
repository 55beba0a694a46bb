"""In which shape activities are stored, so that an upgrade knows when they must be rendered again.

Revision: 0004. Going back forgets it; the next upgrade looks at all of them once more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_shape",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shape", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_stored_shape_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_shape")),
    )


def downgrade() -> None:
    op.drop_table("stored_shape")
