"""Not every judge of an edition sits in each of its rounds

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "jury_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_jury_absence_edition_id_edition"),
        sa.ForeignKeyConstraint(
            ["edition_id", "round_number"], ["judging_round.edition_id", "judging_round.number"],
            name="fk_jury_absence_edition_id_round_number_judging_round",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_jury_absence_user_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_jury_absence"),
        sa.UniqueConstraint(
            "edition_id", "round_number", "user_id", name="uq_jury_absence_edition_id_round_number_user_id"
        ),
    )


def downgrade():
    op.drop_table("jury_absence")
