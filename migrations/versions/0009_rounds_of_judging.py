"""An edition is judged in rounds, each with its own dates, rubric, scale, jury's cards, method and results

What an edition said of its judging becomes its first round.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOVED = (
    ("judging_opens", sa.DateTime(timezone=True), None),
    ("judging_closes", sa.DateTime(timezone=True), None),
    ("scale_min", sa.Integer(), "1"),
    ("scale_max", sa.Integer(), "5"),
    ("reviews_per_project", sa.Integer(), "3"),
    ("method", sa.String(20), "calibrated"),
    ("ties", sa.String(20), "in_order"),
    ("method_reason", sa.Text(), ""),
    ("deal", sa.String(20), "fixed"),
    ("prize_places", sa.Integer(), "3"),
)
# table: (what was unique within an edition, what is unique within a round)
SCOPED = {
    "criterion": (("edition_id", "key"), ("edition_id", "round_number", "key")),
    "judge_assignment": (("project_id", "judge_id"), ("round_number", "project_id", "judge_id")),
    "scorecard": (("project_id", "judge_id"), ("round_number", "project_id", "judge_id")),
    "mark_chain": (("edition_id",), ("edition_id", "round_number")),
    "published_results": (("edition_id", "revision"), ("edition_id", "round_number", "revision")),
}
CURRENT = "uq_published_results_current"


def upgrade():
    op.create_table(
        "judging_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind, _ in MOVED),
        sa.Column("carried_percent", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name="ck_judging_round_number"),
        sa.CheckConstraint("carried_percent BETWEEN 0 AND 90", name="ck_judging_round_carried_percent"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_judging_round_edition_id_edition"),
        sa.PrimaryKeyConstraint("id", name="pk_judging_round"),
        sa.UniqueConstraint("edition_id", "number", name="uq_judging_round_edition_id_number"),
    )
    names = ", ".join(name for name, _, _ in MOVED)
    op.execute(
        f"INSERT INTO judging_round (edition_id, number, title, {names}, carried_percent, version) "
        f"SELECT id, 1, '{{}}', {names}, 0, 1 FROM edition ORDER BY id"
    )
    op.add_column("edition", sa.Column("round_number", sa.Integer(), nullable=False, server_default="1"))
    for name, _, _ in MOVED:
        op.drop_column("edition", name)
    for table, (before, now) in SCOPED.items():
        op.add_column(table, sa.Column("round_number", sa.Integer(), nullable=False, server_default="1"))
        _unique(table, before, now, _to_round)
    _current("edition_id", "round_number")
    op.create_table(
        "round_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer()),
        sa.Column("score", sa.String(80)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_round_entry_edition_id_edition"),
        sa.ForeignKeyConstraint(
            ["edition_id", "round_number"], ["judging_round.edition_id", "judging_round.number"],
            name="fk_round_entry_edition_id_round_number_judging_round",
        ),
        sa.ForeignKeyConstraint(
            ["edition_id", "project_id"], ["project.edition_id", "project.id"],
            name="fk_round_entry_edition_id_project_id_project",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_round_entry"),
        sa.UniqueConstraint("round_number", "project_id", name="uq_round_entry_round_number_project_id"),
    )
    op.create_index("ix_round_entry_edition_id_project_id", "round_entry", ["edition_id", "project_id"])


def _unique(table, before, now, change):
    """Replace a unique constraint; SQLite copies the table for that."""
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(f"uq_{table}_{'_'.join(before)}", type_="unique")
        batch.create_unique_constraint(f"uq_{table}_{'_'.join(now)}", list(now))
        change(batch, table)


def _to_round(batch, table):
    batch.create_foreign_key(
        f"fk_{table}_edition_id_round_number_judging_round", "judging_round",
        ["edition_id", "round_number"], ["edition_id", "number"],
    )


def _from_round(batch, table):
    batch.drop_constraint(f"fk_{table}_edition_id_round_number_judging_round", type_="foreignkey")


def _current(*columns):
    in_force = sa.text("withdrawn_at IS NULL")
    op.drop_index(CURRENT, table_name="published_results")
    op.create_index(
        CURRENT, "published_results", list(columns), unique=True, sqlite_where=in_force, postgresql_where=in_force
    )


def downgrade():
    """Go back to one round; what later rounds have would be lost, so it is refused."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM judging_round WHERE number > 1")):
        raise RuntimeError("an edition has more than one round of judging: there is no place for it before")
    op.drop_table("round_entry")
    _current("edition_id")
    for table, (before, now) in SCOPED.items():
        _unique(table, now, before, _from_round)
        op.drop_column(table, "round_number")
    for name, kind, default in MOVED:
        start = default if default is not None else "2000-01-01 00:00:00"
        op.add_column("edition", sa.Column(name, kind, nullable=False, server_default=start))
        op.execute(f"UPDATE edition SET {name} = (SELECT {name} FROM judging_round WHERE edition_id = edition.id)")
    op.drop_column("edition", "round_number")
    op.drop_table("judging_round")
