"""Paper scorecards are typed twice, and what was agreed on is kept beside the card

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "paper_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(10), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("comment_to_team", sa.Text(), nullable=False),
        sa.Column("comment_to_jury", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "project_id"], ["project.edition_id", "project.id"],
            name="fk_paper_entry_edition_id_project_id_project",
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_paper_entry_edition_id_edition"),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "round_number"], ["judging_round.edition_id", "judging_round.number"],
            name="fk_paper_entry_edition_id_round_number_judging_round",
        ),
        sa.ForeignKeyConstraint(["entered_by_id"], ["user.id"], name="fk_paper_entry_entered_by_id_user"),
        sa.ForeignKeyConstraint(["judge_id"], ["user.id"], name="fk_paper_entry_judge_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_entry"),
        sa.UniqueConstraint(
            "round_number", "project_id", "judge_id", "step", name="uq_paper_entry_round_number_project_id_judge_id_step"
        ),
    )
    op.create_index("ix_paper_entry_edition_id_project_id", "paper_entry", ["edition_id", "project_id"])


def downgrade():
    op.drop_table("paper_entry")
