"""The newest entries of a kind are found without reading the whole history

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_audit_entry_verb", "audit_entry", ["verb", "id"])


def downgrade():
    op.drop_index("ix_audit_entry_verb", table_name="audit_entry")
