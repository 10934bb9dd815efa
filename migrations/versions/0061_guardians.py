"""Guardians consent for those under age

Revision ID: 0061
Revises: 0060
"""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    with op.batch_alter_table("registration_plan") as table:
        table.add_column(sa.Column("asks_age", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("registration_plan") as table:
        table.alter_column("asks_age", server_default=None)
    op.create_table(
        "guardian_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("guardian_name", sa.String(200), nullable=False),
        sa.Column("guardian_email", sa.String(254), nullable=False),
        sa.Column("guardian_language", sa.String(5), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("consented_at", MOMENT, nullable=True),
        sa.Column("consented_name", sa.String(200), nullable=False),
        sa.Column("text_version", sa.String(20), nullable=False),
        sa.Column("text_language", sa.String(5), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_guardian_consent"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_guardian_consent_edition_id_edition"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_guardian_consent_user_id_user"),
        sa.ForeignKeyConstraint(
            ["wording_id"], ["consent_wording.id"], name="fk_guardian_consent_wording_id_consent_wording"
        ),
        sa.UniqueConstraint("edition_id", "user_id", name="uq_guardian_consent_edition_id_user_id"),
    )
    op.create_index("ix_guardian_consent_user_id", "guardian_consent", ["user_id"])


def downgrade():
    op.drop_table("guardian_consent")
    with op.batch_alter_table("registration_plan") as table:
        table.drop_column("asks_age")
