"""Judging can be blind: numbers instead of names, and texts without what tells who wrote them

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("judging_round", sa.Column("blind", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "blind_number",
        sa.Column("project_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "project_id"], ["project.edition_id", "project.id"],
            name="fk_blind_number_edition_id_project_id_project",
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_blind_number_edition_id_edition"),
        sa.PrimaryKeyConstraint("project_id", name="pk_blind_number"),
        sa.UniqueConstraint("edition_id", "number", name="uq_blind_number_edition_id_number"),
    )
    op.create_index("ix_blind_number_edition_id_project_id", "blind_number", ["edition_id", "project_id"])
    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("title", sa.String(160), nullable=False),
        sa.Column("pitch", sa.String(280), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("withheld", sa.JSON(), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "project_id"], ["project.edition_id", "project.id"],
            name="fk_redaction_edition_id_project_id_project",
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_redaction_edition_id_edition"),
        sa.ForeignKeyConstraint(["checked_by_id"], ["user.id"], name="fk_redaction_checked_by_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_redaction"),
        sa.UniqueConstraint("project_id", "sha256", name="uq_redaction_project_id_sha256"),
    )
    op.create_index("ix_redaction_edition_id_project_id", "redaction", ["edition_id", "project_id"])


def downgrade():
    op.drop_table("redaction")
    op.drop_table("blind_number")
    op.drop_column("judging_round", "blind")
