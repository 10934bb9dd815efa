"""An edition says how cards are dealt, and up to which place there are prizes

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("edition", sa.Column("deal", sa.String(20), nullable=False, server_default="fixed"))
    op.add_column("edition", sa.Column("prize_places", sa.Integer(), nullable=False, server_default="3"))


def downgrade():
    op.drop_column("edition", "prize_places")
    op.drop_column("edition", "deal")
