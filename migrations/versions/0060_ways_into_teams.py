"""Invitations, requests to join, and the lists of people and teams that look for each other

Revision ID: 0060
Revises: 0050
"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0050"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _row(table):
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=f"fk_{table}_edition_id_edition"),
    )


def _of_team(table):
    return (
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "team_id"], ["team.edition_id", "team.id"], name=f"fk_{table}_edition_id_team_id_team"
        ),
    )


def _person(table, column):
    return sa.ForeignKeyConstraint([column], ["user.id"], name=f"fk_{table}_{column}_user")


def _wish():
    return (
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("other_skills", sa.String(200), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("challenges", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
    )


def upgrade():
    op.create_table(
        "team_invitation", *_row("team_invitation"), *_of_team("team_invitation"),
        sa.Column("invited_as", sa.String(10), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("email_key", sa.String(254), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("single_use", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closing", sa.String(10), nullable=True),
        _person("team_invitation", "user_id"), _person("team_invitation", "created_by_id"),
    )
    op.create_index("ix_team_invitation_email_key", "team_invitation", ["edition_id", "email_key"])
    op.create_index("ix_team_invitation_user_id", "team_invitation", ["user_id"])
    op.create_index("ix_team_invitation_edition_id_team_id", "team_invitation", ["edition_id", "team_id"])
    op.create_table(
        "join_request", *_row("join_request"), *_of_team("join_request"),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closing", sa.String(10), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        _person("join_request", "user_id"),
    )
    unopened = sa.text("closed_at IS NULL")
    op.create_index(
        "uq_join_request_open", "join_request", ["team_id", "user_id"], unique=True, sqlite_where=unopened,
        postgresql_where=unopened,
    )
    op.create_index("ix_join_request_user_id", "join_request", ["user_id"])
    op.create_index("ix_join_request_edition_id_team_id", "join_request", ["edition_id", "team_id"])
    op.create_table(
        "pool_entry", *_row("pool_entry"), sa.Column("user_id", sa.Integer(), nullable=False), *_wish(),
        _person("pool_entry", "user_id"),
        sa.UniqueConstraint("edition_id", "user_id", name="uq_pool_entry_edition_id_user_id"),
    )
    op.create_index("ix_pool_entry_user_id", "pool_entry", ["user_id"])
    op.create_table(
        "team_look", *_row("team_look"), *_of_team("team_look"), *_wish(),
        sa.UniqueConstraint("team_id", name="uq_team_look_team_id"),
    )
    op.create_index("ix_team_look_edition_id_team_id", "team_look", ["edition_id", "team_id"])


def downgrade():
    for table in ("team_look", "pool_entry", "join_request", "team_invitation"):
        op.drop_table(table)
