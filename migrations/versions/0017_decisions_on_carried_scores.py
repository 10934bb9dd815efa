"""What organizers do with a newer revision of the round before whose scores a final carries

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "carried_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name="fk_carried_decision_decided_by_id_user"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_carried_decision_edition_id_edition"),
        sa.ForeignKeyConstraint(
            ["edition_id", "round_number"], ["judging_round.edition_id", "judging_round.number"],
            name="fk_carried_decision_edition_id_round_number_judging_round",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_carried_decision"),
    )


def downgrade():
    op.drop_table("carried_decision")
