"""Sessions of an event, who attended them, and the code of everybody's badge

Revision ID: 0070
Revises: 0062
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0062"
branch_labels = None
depends_on = None

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


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
    _codes()
    _sessions()
    _marks()


def _codes():
    with op.batch_alter_table("registration") as batch:
        batch.add_column(sa.Column("code", sa.String(10), nullable=True))
    registration = sa.table("registration", sa.column("id", sa.Integer), sa.column("code", sa.String))
    connection = op.get_bind()
    rows = [{"row": row, "new": "".join(secrets.choice(LETTERS) for _ in range(10))}
            for row in connection.scalars(sa.select(registration.c.id))]
    if rows:
        changed = sa.update(registration).where(registration.c.id == sa.bindparam("row"))
        connection.execute(changed.values(code=sa.bindparam("new")), rows)
    with op.batch_alter_table("registration") as batch:
        batch.alter_column("code", nullable=False, existing_type=sa.String(10))
        batch.create_unique_constraint("uq_registration_edition_id_code", ["edition_id", "code"])


def _sessions():
    op.create_table(
        "event_session", *_row("event_session"),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("edition_id", "id", name="uq_event_session_edition_id_id"),
    )


def _marks():
    op.create_table(
        "attendance_mark", *_row("attendance_mark"),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(40), nullable=True),
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("how", sa.String(12), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        _within("attendance_mark", "session_id", "event_session"),
        _person("attendance_mark", "user_id"), _person("attendance_mark", "by_id"),
        sa.UniqueConstraint("edition_id", "id", name="uq_attendance_mark_edition_id_id"),
        sa.UniqueConstraint("edition_id", "client_id", name="uq_attendance_mark_edition_id_client_id"),
    )
    op.create_index("ix_attendance_mark_edition_id_session_id", "attendance_mark", ["edition_id", "session_id"])
    op.create_index("ix_attendance_mark_user_id", "attendance_mark", ["user_id"])
    op.create_table(
        "attendance", *_row("attendance"),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mark_id", sa.Integer(), nullable=True),
        _within("attendance", "session_id", "event_session"), _within("attendance", "mark_id", "attendance_mark"),
        _person("attendance", "user_id"),
        sa.UniqueConstraint("edition_id", "session_id", "user_id", name="uq_attendance_edition_id_session_id_user_id"),
    )
    op.create_index("ix_attendance_user_id", "attendance", ["user_id"])
    op.create_index("ix_attendance_edition_id_session_id", "attendance", ["edition_id", "session_id"])
    op.create_index("ix_attendance_edition_id_mark_id", "attendance", ["edition_id", "mark_id"])


def downgrade():
    for table in ("attendance", "attendance_mark", "event_session"):
        op.drop_table(table)
    with op.batch_alter_table("registration") as batch:
        batch.drop_constraint("uq_registration_edition_id_code", type_="unique")
        batch.drop_column("code")
