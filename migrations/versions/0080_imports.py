"""Tables of people that organizers upload, row by row

Revision ID: 0080
Revises: 0070
"""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0070"
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


def _moments(*names):
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in names]


def upgrade():
    op.create_table(
        "people_import", *_row("people_import"),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("encoding", sa.String(20), nullable=False),
        sa.Column("separator", sa.String(5), nullable=False),
        sa.Column("sheets", sa.JSON(), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=True),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("wishes", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        *_moments("checked_at", "begun_at", "finished_at", "undone_at", "cleared_at"),
        sa.Column("version", sa.Integer(), nullable=False),
        _person("people_import", "made_by_id"),
        sa.UniqueConstraint("edition_id", "id", name="uq_people_import_edition_id_id"),
    )
    op.create_index("ix_people_import_state", "people_import", ["state"])
    op.create_index("ix_people_import_made_by_id", "people_import", ["made_by_id"])
    op.create_table(
        "import_row", *_row("import_row"),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("planned", sa.JSON(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("fate", sa.String(10), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("has_note", sa.Boolean(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("made_account", sa.Boolean(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("founded", sa.Boolean(), nullable=False),
        *_moments("done_at", "told_at"),
        _within("import_row", "import_id", "people_import"), _within("import_row", "team_id", "team"),
        _person("import_row", "user_id"),
        sa.UniqueConstraint("import_id", "sheet", "number", name="uq_import_row_import_id_sheet_number"),
    )
    op.create_index("ix_import_row_turn", "import_row", ["import_id", "state", "turn"])
    op.create_index("ix_import_row_user_id", "import_row", ["user_id"])
    op.create_index("ix_import_row_edition_id_import_id", "import_row", ["edition_id", "import_id"])
    op.create_index("ix_import_row_edition_id_team_id", "import_row", ["edition_id", "team_id"])


def downgrade():
    op.drop_table("import_row")
    op.drop_table("people_import")
