"""Judges say what they judge, projects their language; no-shows, departures of judges, faculties, reminders

Revision ID: 0011
Revises: 0010
"""


import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXTS = (("user", "faculty", 200), ("user", "faculty_key", 200), ("project", "language", 5), ("submission", "language", 5))


def upgrade():
    for table, name, length in TEXTS:
        op.add_column(table, sa.Column(name, sa.String(length), nullable=False, server_default=""))
    op.add_column("submission", sa.Column("challenge_id", sa.Integer()))
    op.add_column("edition", sa.Column("judging_reminders", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "judge_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("tracks", sa.JSON(), nullable=False),
        sa.Column("faculty", sa.String(200), nullable=False),
        sa.Column("faculty_key", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_judge_profile_edition_id_edition"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_judge_profile_user_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_judge_profile"),
        sa.UniqueConstraint("edition_id", "user_id", name="uq_judge_profile_edition_id_user_id"),
    )
    op.create_index("ix_judge_profile_user_id", "judge_profile", ["user_id"])
    op.create_table(
        "no_show",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "project_id"], ["project.edition_id", "project.id"],
            name="fk_no_show_edition_id_project_id_project",
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_no_show_edition_id_edition"),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "round_number"], ["judging_round.edition_id", "judging_round.number"],
            name="fk_no_show_edition_id_round_number_judging_round",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_no_show"),
        sa.UniqueConstraint("round_number", "project_id", name="uq_no_show_round_number_project_id"),
    )
    op.create_index("ix_no_show_edition_id_project_id", "no_show", ["edition_id", "project_id"])
    op.create_table(
        "judge_departure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("with_finished", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_judge_departure_edition_id_edition"),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "round_number"], ["judging_round.edition_id", "judging_round.number"],
            name="fk_judge_departure_edition_id_round_number_judging_round",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_judge_departure_user_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_judge_departure"),
    )
    op.create_index("ix_judge_departure_user_id", "judge_departure", ["edition_id", "user_id"])
    take_over(op.get_bind())


def take_over(connection):
    """Put the brief of what was handed in beside its text."""
    columns = sa.column("id"), sa.column("content", sa.JSON()), sa.column("challenge_id")
    submission = sa.table("submission", *columns)
    found = connection.execute(sa.select(submission.c.id, submission.c.content)).all()
    rows = [{"key": row.id, "brief": row.content.get("challenge_id")} for row in found]
    if rows:
        values = submission.update().where(submission.c.id == sa.bindparam("key"))
        connection.execute(values.values(challenge_id=sa.bindparam("brief")), rows)


def downgrade():
    op.drop_table("judge_departure")
    op.drop_table("no_show")
    op.drop_table("judge_profile")
    op.drop_column("edition", "judging_reminders")
    op.drop_column("submission", "challenge_id")
    for table, name, _ in TEXTS:
        op.drop_column(table, name)
