"""An edition says how places are computed, and a published place how sure it is

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SURENESS = (("rank_low", sa.Integer()), ("rank_high", sa.Integer()), ("p_best", sa.Float()), ("p_top3", sa.Float()))


def upgrade():
    # Editions from before there was a choice were announced with the plain mean.
    op.add_column("edition", sa.Column("method", sa.String(20), nullable=False, server_default="mean"))
    op.add_column("edition", sa.Column("ties", sa.String(20), nullable=False, server_default="shared"))
    op.add_column("edition", sa.Column("method_reason", sa.Text(), nullable=False, server_default=""))
    op.add_column("published_results", sa.Column("groups", sa.Integer()))
    for name, kind in SURENESS:
        op.add_column("published_standing", sa.Column(name, kind))


def downgrade():
    for name, _ in SURENESS:
        op.drop_column("published_standing", name)
    op.drop_column("published_results", "groups")
    op.drop_column("edition", "method_reason")
    op.drop_column("edition", "ties")
    op.drop_column("edition", "method")
