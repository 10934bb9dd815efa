"""A published line keeps its challenge's address and, for the team, the lowest and highest mark of each criterion

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("published_standing", sa.Column("criterion_ranges", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("published_standing", sa.Column("challenge_slug", sa.String(80), nullable=False, server_default=""))


def downgrade():
    with op.batch_alter_table("published_standing") as table:
        table.drop_column("challenge_slug")
        table.drop_column("criterion_ranges")
