"""Universities with abbreviations and aliases, former names, and mergers that can be undone

Revision ID: 0040
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0030"
branch_labels = None
depends_on = None

OPEN = sa.text("undone_at IS NULL")
MOMENT = sa.DateTime(timezone=True)


def upgrade():
    with op.batch_alter_table("university") as batch:
        batch.add_column(sa.Column("short_name", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("aliases", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("successor_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.alter_column("domain", existing_type=sa.String(120), type_=sa.String(300), existing_nullable=False)
        batch.create_foreign_key("fk_university_successor_id_university", "university", ["successor_id"], ["id"])
        batch.create_check_constraint("ck_university_not_its_own_successor", "successor_id <> id")
        batch.create_index("ix_university_successor_id", ["successor_id"])
    former_names()
    mergers()


def former_names():
    op.create_table(
        "university_former_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("university_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("short_name", sa.JSON(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("replaced_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_university_former_name"),
        reference("university_former_name", "university_id", "university"),
    )
    op.create_index("ix_university_former_name_university_id", "university_former_name", ["university_id"])


def mergers():
    op.create_table(
        "university_merger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("old_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=True),
        sa.Column("merged_at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_university_merger"),
        sa.CheckConstraint("old_id <> into_id", name="ck_university_merger_two_institutions"),
        reference("university_merger", "old_id", "university"),
        reference("university_merger", "into_id", "university"),
    )
    op.create_index(
        "uq_university_merger_open", "university_merger", ["old_id"], unique=True, sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("ix_university_merger_into_id", "university_merger", ["into_id"])
    op.create_table(
        "university_move",
        sa.Column("merger_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("merger_id", "user_id", name="pk_university_move"),
        reference("university_move", "merger_id", "university_merger"),
        reference("university_move", "user_id", "user"),
    )
    op.create_index("ix_university_move_user_id", "university_move", ["user_id"])


def reference(table, column, other):
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


def downgrade():
    for table in ("university_move", "university_merger", "university_former_name"):
        op.drop_table(table)
    with op.batch_alter_table("university") as batch:
        batch.drop_index("ix_university_successor_id")
        batch.drop_constraint("ck_university_not_its_own_successor", type_="check")
        batch.drop_constraint("fk_university_successor_id_university", type_="foreignkey")
        batch.alter_column("domain", existing_type=sa.String(300), type_=sa.String(120), existing_nullable=False)
        for name in ("version", "successor_id", "aliases", "short_name"):
            batch.drop_column(name)
