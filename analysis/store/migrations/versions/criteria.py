"""What was asked when somebody judged, and assignments that ended"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for table in ("marks", "decisions"):
        op.add_column(table, sa.Column("criteria", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("assignments", sa.Column("ended", sa.Boolean(), nullable=False, server_default=sa.false()))
