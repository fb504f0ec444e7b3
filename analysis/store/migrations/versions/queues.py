"""Assignments of the clauses that bear on a concept or a requirement, and the words of the clauses that people finished"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("finished", sa.Column("quote", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("assignments") as table:
        table.add_column(sa.Column("queue", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("clauses", sa.JSON(), nullable=False, server_default="[]"))
        table.drop_constraint("uq_assignments_person_law_eid", type_="unique")
        table.create_unique_constraint("uq_assignments_person_law_eid_queue", ["person", "law", "eid", "queue"])
