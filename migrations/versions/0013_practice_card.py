"""Judges can practise on an invented project; its cards lie beside the real ones

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "calibration_example",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(160), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_calibration_example_edition_id_edition"),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "round_number"], ["judging_round.edition_id", "judging_round.number"],
            name="fk_calibration_example_edition_id_round_number_judging_round",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calibration_example"),
        sa.UniqueConstraint("edition_id", "id", name="uq_calibration_example_edition_id_id"),
        sa.UniqueConstraint("edition_id", "round_number", name="uq_calibration_example_edition_id_round_number"),
    )
    op.create_table(
        "calibration_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("example_id", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "example_id"], ["calibration_example.edition_id", "calibration_example.id"],
            name="fk_calibration_card_edition_id_example_id_calibration_example",
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_calibration_card_edition_id_edition"),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "round_number"], ["judging_round.edition_id", "judging_round.number"],
            name="fk_calibration_card_edition_id_round_number_judging_round",
        ),
        sa.ForeignKeyConstraint(["judge_id"], ["user.id"], name="fk_calibration_card_judge_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_calibration_card"),
        sa.UniqueConstraint("example_id", "judge_id", name="uq_calibration_card_example_id_judge_id"),
    )
    op.create_index("ix_calibration_card_edition_id_example_id", "calibration_card", ["edition_id", "example_id"])


def downgrade():
    op.drop_table("calibration_card")
    op.drop_table("calibration_example")
