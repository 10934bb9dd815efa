"""Texts of consents as they were shown; erased accounts; people of published teams by id; participations without person

Revision ID: 0050
Revises: 0040
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0040"
branch_labels = None
depends_on = None

MEMBERS = """
SELECT s.id, m.user_id FROM published_standing s JOIN project p ON p.id = s.project_id
JOIN membership m ON m.team_id = p.team_id ORDER BY s.id, m.slot
"""
NAMES = """
SELECT s.id, u.family_name, u.given_name, u.patronymic FROM published_standing s JOIN project p ON p.id = s.project_id
JOIN membership m ON m.team_id = p.team_id JOIN "user" u ON u.id = m.user_id
JOIN consent c ON c.user_id = u.id AND c.purpose = 'public_name' AND c.withdrawn_at IS NULL ORDER BY s.id, m.slot
"""


def upgrade():
    op.create_table(
        "consent_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first_shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consent_wording"),
        sa.UniqueConstraint(
            "purpose", "version", "language", "digest", name="uq_consent_wording_purpose_version_language_digest"
        ),
    )
    with op.batch_alter_table("consent") as batch:
        batch.add_column(sa.Column("wording_id", sa.Integer()))
        batch.create_foreign_key("fk_consent_wording_id_consent_wording", "consent_wording", ["wording_id"], ["id"])
    op.add_column("user", sa.Column("erased_at", sa.DateTime(timezone=True)))
    op.create_table(
        "former_participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("university_id", sa.Integer()),
        sa.Column("gender", sa.String(20)),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("states", sa.JSON(), nullable=False),
        sa.Column("counts_as_person", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_former_participation_edition_id_edition"),
        sa.ForeignKeyConstraint(
            ["university_id"], ["university.id"], name="fk_former_participation_university_id_university"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_former_participation"),
    )
    op.create_index("ix_former_participation_edition_id", "former_participation", ["edition_id"])
    op.add_column("published_standing", sa.Column("member_ids", sa.JSON(), nullable=False, server_default="[]"))
    _write("member_ids", ((row.id, row.user_id) for row in op.get_bind().execute(sa.text(MEMBERS))))
    op.drop_column("published_standing", "members")


def _write(column, pairs):
    found = {}
    for standing, value in pairs:
        found.setdefault(standing, []).append(value)
    if found:
        value = "CAST(:value AS JSON)" if op.get_bind().dialect.name == "postgresql" else ":value"
        rows = [{"id": key, "value": json.dumps(values)} for key, values in found.items()]
        op.get_bind().execute(sa.text(f"UPDATE published_standing SET {column} = {value} WHERE id = :id"), rows)


def downgrade():
    op.add_column("published_standing", sa.Column("members", sa.JSON(), nullable=False, server_default="[]"))
    rows = op.get_bind().execute(sa.text(NAMES))
    _write("members", ((row[0], " ".join(part for part in row[1:] if part)) for row in rows))
    op.drop_column("published_standing", "member_ids")
    op.drop_index("ix_former_participation_edition_id", table_name="former_participation")
    op.drop_table("former_participation")
    op.drop_column("user", "erased_at")
    with op.batch_alter_table("consent") as batch:
        batch.drop_constraint("fk_consent_wording_id_consent_wording", type_="foreignkey")
        batch.drop_column("wording_id")
    op.drop_table("consent_wording")
