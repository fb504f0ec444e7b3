"""Only the known roles of words; what an import let in before is a mention"""

from alembic import op

revision = "0004"
down_revision = "0003"

KNOWN = "role IN ('element', 'aggravator', 'mitigator', 'exclusion', 'definition', 'mention')"


def upgrade() -> None:
    op.execute(f"UPDATE marks SET role = 'mention' WHERE NOT ({KNOWN})")
    with op.batch_alter_table("marks") as table:
        table.create_check_constraint(op.f("ck_marks_role"), KNOWN)
