"""Nominations with a ranking of their own, and awards apart from places

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "nomination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *of_round("nomination"),
        sa.UniqueConstraint("edition_id", "round_number", "key", name="uq_nomination_edition_id_round_number_key"),
    )
    op.create_table(
        "award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("prize", sa.Integer(), nullable=True),
        sa.Column("nomination_key", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *of_round("award"),
        sa.ForeignKeyConstraint(
            ["edition_id", "project_id"], ["project.edition_id", "project.id"],
            name="fk_award_edition_id_project_id_project",
        ),
    )
    op.create_index("ix_award_edition_id_project_id", "award", ["edition_id", "project_id"])
    for name in ("nominations", "awards"):
        op.add_column("published_results", sa.Column(name, sa.JSON(), nullable=True))


def of_round(table):
    return (
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=f"fk_{table}_edition_id_edition"),
        sa.ForeignKeyConstraint(
            ["edition_id", "round_number"], ["judging_round.edition_id", "judging_round.number"],
            name=f"fk_{table}_edition_id_round_number_judging_round",
        ),
    )


def downgrade():
    with op.batch_alter_table("published_results") as batch:
        for name in ("awards", "nominations"):
            batch.drop_column(name)
    op.drop_table("award")
    op.drop_table("nomination")
