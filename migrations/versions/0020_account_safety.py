"""Second factors, known devices and a change of address that both mailboxes confirm

Revision ID: 0020
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def table(name, *columns, user=True, unique=(), indexes=()):
    """Make a table of what belongs to one person."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=not user),
        *columns,
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=f"fk_{name}_user_id_user"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *(sa.UniqueConstraint(*names, name=f"uq_{name}_{'_'.join(names)}") for names in unique),
    )
    for column in indexes:
        op.create_index(f"ix_{name}_{column}", name, [column])


def moments(*names, nullable=False):
    return [sa.Column(name, MOMENT, nullable=nullable) for name in names]


def upgrade():
    op.add_column("user_session", sa.Column("last_seen_at", MOMENT, nullable=True))
    op.add_column("user_session", sa.Column("verified_at", MOMENT, nullable=True))
    op.add_column("user_session", sa.Column("second_factor", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE user_session SET last_seen_at = created_at")
    table(
        "authenticator", sa.Column("sealed_secret", sa.String(400), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False), *moments("created_at"), unique=[("user_id",)],
    )
    table(
        "recovery_code", sa.Column("code_hash", sa.String(64), nullable=False), *moments("created_at"),
        *moments("used_at", nullable=True), unique=[("code_hash",)], indexes=["user_id"],
    )
    table(
        "passkey", sa.Column("name", sa.String(80), nullable=False),
        sa.Column("credential_id", sa.String(1400), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False), *moments("created_at"),
        *moments("last_used_at", nullable=True), unique=[("credential_id",)], indexes=["user_id"],
    )
    table(
        "passkey_challenge", sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(10), nullable=False), sa.Column("challenge", sa.LargeBinary(), nullable=False),
        *moments("expires_at"), user=False, unique=[("token_hash",)], indexes=["user_id", "expires_at"],
    )
    table(
        "known_device", sa.Column("token_hash", sa.String(64), nullable=False),
        *moments("first_seen_at", "last_seen_at"), unique=[("user_id", "token_hash")],
    )
    table(
        "email_change", sa.Column("new_email", sa.String(254), nullable=False),
        sa.Column("old_token_hash", sa.String(64), nullable=False),
        sa.Column("new_token_hash", sa.String(64), nullable=False), *moments("created_at", "expires_at"),
        *moments("old_agreed_at", "new_agreed_at", "ended_at", nullable=True),
        unique=[("old_token_hash",), ("new_token_hash",)], indexes=["user_id"],
    )


def downgrade():
    for name in ("email_change", "known_device", "passkey_challenge", "passkey", "recovery_code", "authenticator"):
        op.drop_table(name)
    for name in ("second_factor", "verified_at", "last_seen_at"):
        op.drop_column("user_session", name)
    op.execute("DELETE FROM account_token WHERE purpose IN ('second_step', 'alarm')")
