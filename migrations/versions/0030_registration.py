"""Questions that organizers ask, answers, and registrations that are applications

Revision ID: 0030
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0020"
branch_labels = None
depends_on = None


def _row(table):
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=f"fk_{table}_edition_id_edition"),
    )


def _within(table, column, target):
    return sa.ForeignKeyConstraint(
        ["edition_id", column], [f"{target}.edition_id", f"{target}.id"],
        name=f"fk_{table}_edition_id_{column}_{target}",
    )


def _person(table, column):
    return sa.ForeignKeyConstraint([column], ["user.id"], name=f"fk_{table}_{column}_user")


def upgrade():
    _plan_and_states()
    _questions()
    _answers()


def _plan_and_states():
    op.create_table(
        "registration_plan", *_row("registration_plan"),
        sa.Column("mode", sa.String(10), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("confirm_hours", sa.Integer(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("edition_id", name="uq_registration_plan_edition_id"),
    )
    with op.batch_alter_table("registration") as batch:
        batch.add_column(sa.Column("state", sa.String(12), nullable=False, server_default="admitted"))
        batch.add_column(sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("offer_ends_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("reason_shown", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("registration") as batch:
        for name in ("state", "reason", "reason_shown"):
            batch.alter_column(name, server_default=None)
    op.create_index("ix_registration_state", "registration", ["edition_id", "state", "queued_at"])
    op.add_column("challenge", sa.Column("team_limit", sa.Integer(), nullable=True))


def _questions():
    op.create_table(
        "question", *_row("question"),
        sa.Column("form", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("asked_of", sa.String(10), nullable=False),
        sa.Column("wording", sa.JSON(), nullable=False),
        sa.Column("help", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("shown_to_jury", sa.Boolean(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("edition_id", "id", name="uq_question_edition_id_id"),
    )
    op.create_index("ix_question_form", "question", ["edition_id", "form", "position"])


def _answers():
    op.create_table(
        "answer_sheet", *_row("answer_sheet"),
        sa.Column("form", sa.String(20), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _within("answer_sheet", "team_id", "team"), _person("answer_sheet", "user_id"),
        _person("answer_sheet", "saved_by_id"),
        sa.UniqueConstraint("edition_id", "id", name="uq_answer_sheet_edition_id_id"),
        sa.UniqueConstraint("edition_id", "form", "user_id", name="uq_answer_sheet_edition_id_form_user_id"),
        sa.UniqueConstraint("edition_id", "form", "team_id", name="uq_answer_sheet_edition_id_form_team_id"),
    )
    op.create_index("ix_answer_sheet_user_id", "answer_sheet", ["user_id"])
    op.create_index("ix_answer_sheet_edition_id_team_id", "answer_sheet", ["edition_id", "team_id"])
    op.create_table(
        "answer", *_row("answer"),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        _within("answer", "sheet_id", "answer_sheet"), _within("answer", "question_id", "question"),
        sa.UniqueConstraint("sheet_id", "question_id", name="uq_answer_sheet_id_question_id"),
    )
    op.create_index("ix_answer_edition_id_sheet_id", "answer", ["edition_id", "sheet_id"])
    op.create_index("ix_answer_edition_id_question_id", "answer", ["edition_id", "question_id"])
    op.create_table(
        "answer_file", *_row("answer_file"),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("stored_name", sa.String(80), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        _within("answer_file", "question_id", "question"), _within("answer_file", "sheet_id", "answer_sheet"),
        _person("answer_file", "uploaded_by_id"),
        sa.UniqueConstraint("stored_name", name="uq_answer_file_stored_name"),
    )
    op.create_index("ix_answer_file_uploaded_by_id", "answer_file", ["uploaded_by_id"])
    op.create_index("ix_answer_file_edition_id_question_id", "answer_file", ["edition_id", "question_id"])
    op.create_index("ix_answer_file_edition_id_sheet_id", "answer_file", ["edition_id", "sheet_id"])


def downgrade():
    for table in ("answer_file", "answer", "answer_sheet", "question", "registration_plan"):
        op.drop_table(table)
    op.drop_index("ix_registration_state", "registration")
    with op.batch_alter_table("challenge") as batch:
        batch.drop_column("team_limit")
    # Without states everybody who has a row takes part: those who do not are no longer registered.
    registration = sa.table("registration", sa.column("state", sa.String))
    op.execute(sa.delete(registration).where(registration.c.state != "admitted"))
    with op.batch_alter_table("registration") as batch:
        for name in ("reason_shown", "reason", "offer_ends_at", "queued_at", "state"):
            batch.drop_column(name)
