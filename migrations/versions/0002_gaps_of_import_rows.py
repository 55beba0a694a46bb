"""What would make the activity of an imported row more complete.

Revision: 0002. Going back drops what is said of it; the rows stay.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import_row", sa.Column("gaps", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("import_row", "gaps")
