"""Teams that are suggested to organizers for those left alone

Revision ID: 0062
Revises: 0061
"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "team_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("wishes", sa.JSON(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("bound", sa.Integer(), nullable=False),
        sa.Column("applied_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_team_suggestion"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_team_suggestion_edition_id_edition"),
        sa.ForeignKeyConstraint(["made_by_id"], ["user.id"], name="fk_team_suggestion_made_by_id_user"),
        sa.UniqueConstraint("edition_id", "id", name="uq_team_suggestion_edition_id_id"),
    )
    op.create_index("ix_team_suggestion_made_by_id", "team_suggestion", ["made_by_id"])
    op.create_table(
        "suggested_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("suggestion_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_suggested_seat"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_suggested_seat_edition_id_edition"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_suggested_seat_user_id_user"),
        sa.ForeignKeyConstraint(
            ["edition_id", "suggestion_id"], ["team_suggestion.edition_id", "team_suggestion.id"],
            name="fk_suggested_seat_edition_id_suggestion_id_team_suggestion",
        ),
        sa.UniqueConstraint("suggestion_id", "user_id", name="uq_suggested_seat_suggestion_id_user_id"),
    )
    op.create_index("ix_suggested_seat_user_id", "suggested_seat", ["user_id"])
    op.create_index("ix_suggested_seat_edition_id_suggestion_id", "suggested_seat", ["edition_id", "suggestion_id"])


def downgrade():
    op.drop_table("suggested_seat")
    op.drop_table("team_suggestion")
