"""Teams may hand in anew for a later round; what was handed in before stays what was judged

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None
WINDOW = ("submissions_open", "submissions_close")


def upgrade():
    for name in WINDOW:
        op.add_column("judging_round", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("submission", sa.Column("round_number", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("project", sa.Column("submitted_round", sa.Integer(), nullable=False, server_default="1"))


def downgrade():
    op.drop_column("project", "submitted_round")
    op.drop_column("submission", "round_number")
    for name in reversed(WINDOW):
        op.drop_column("judging_round", name)
