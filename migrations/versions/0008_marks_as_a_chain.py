"""Marks are versions in a chain that can only grow; a publication seals its head and keeps its recount bundle

Cards that were there before become the chain's first entries, in the order in which they were saved.

Revision ID: 0008
Revises: 0007
"""

import hashlib
import hmac
import json
import secrets
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

REFUSAL = "marks are append-only"
SEALED = (("chain_length", sa.Integer()), ("chain_head", sa.String(64)), ("bundle_sha256", sa.String(64)))


def upgrade():
    op.create_table(
        "mark_chain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_mark_chain_edition_id_edition"),
        sa.PrimaryKeyConstraint("id", name="pk_mark_chain"),
        sa.UniqueConstraint("edition_id", "id", name="uq_mark_chain_edition_id_id"),
        sa.UniqueConstraint("edition_id", name="uq_mark_chain_edition_id"),
    )
    op.create_table(
        "mark_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chain_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("scorecard_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "chain_id"], ["mark_chain.edition_id", "mark_chain.id"],
            name="fk_mark_entry_edition_id_chain_id_mark_chain",
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_mark_entry_edition_id_edition"),
        sa.PrimaryKeyConstraint("id", name="pk_mark_entry"),
        sa.UniqueConstraint("chain_id", "number", name="uq_mark_entry_chain_id_number"),
    )
    op.create_index("ix_mark_entry_card", "mark_entry", ["scorecard_id", "number"])
    op.create_index("ix_mark_entry_edition_id_chain_id", "mark_entry", ["edition_id", "chain_id"])
    op.create_table(
        "published_bundle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("results_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id", "results_id"], ["published_results.edition_id", "published_results.id"],
            name="fk_published_bundle_edition_id_results_id_published_results",
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_published_bundle_edition_id_edition"),
        sa.PrimaryKeyConstraint("id", name="pk_published_bundle"),
        sa.UniqueConstraint("results_id", name="uq_published_bundle_results_id"),
    )
    op.create_index("ix_published_bundle_edition_id_results_id", "published_bundle", ["edition_id", "results_id"])
    for name, kind in SEALED:
        op.add_column("published_results", sa.Column(name, kind))
    take_over(op.get_bind())
    keep("mark_entry")


def keep(table):
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_change_of_marks() RETURNS trigger AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_marks()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_marks()"
    )


CARDS = """
SELECT c.id, c.edition_id, c.project_id, c.judge_id, c.status, CAST(c.saved_at AS VARCHAR(19)) AS saved_at,
       a.status AS assignment
FROM scorecard c LEFT JOIN judge_assignment a ON a.project_id = c.project_id AND a.judge_id = c.judge_id
ORDER BY c.edition_id, c.saved_at, c.id
"""
MARKS = "SELECT m.scorecard_id, k.key, m.value FROM mark m JOIN criterion k ON k.id = m.criterion_id"


def take_over(connection):
    """Begin a chain in every edition that has cards."""
    marks, editions = defaultdict(dict), defaultdict(list)
    for row in connection.execute(sa.text(MARKS)):
        marks[row.scorecard_id][row.key] = row.value
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL TIME ZONE 'UTC'"))
    for row in connection.execute(sa.text(CARDS)):
        editions[row.edition_id].append(row)
    for edition_id, cards in editions.items():
        begin(connection, edition_id, cards, marks)


def begin(connection, edition_id, cards, marks):
    secret, head, entries = secrets.token_hex(32), "0" * 64, []
    for number, card in enumerate(cards, 1):
        salt, content = secrets.token_hex(16), content_of(card, secret, marks[card.id])
        seal = sha256(f"{salt}\n{content}")
        digest = sha256(f"{number}\n{head}\n{seal}")
        entries.append({
            "edition_id": edition_id, "number": number, "scorecard_id": card.id, "salt": salt, "content": content,
            "previous": head, "seal": seal, "digest": digest,
        })  # fmt: skip
        head = digest
    names = ("edition_id", "length", "head", "secret")
    chain = sa.table("mark_chain", sa.column("id"), *map(sa.column, names))
    values = {"edition_id": edition_id, "length": len(cards), "head": head, "secret": secret}
    connection.execute(chain.insert().values(values))
    chain_id = connection.scalar(sa.select(chain.c.id).where(chain.c.edition_id == edition_id))
    columns = map(sa.column, ("chain_id", *entries[0]))
    connection.execute(sa.table("mark_entry", *columns).insert(), [{**row, "chain_id": chain_id} for row in entries])


def content_of(card, secret, marks):
    judge = hmac.new(bytes.fromhex(secret), f"judge {card.judge_id}".encode(), hashlib.sha256).hexdigest()[:32]
    status = card.status if card.assignment in (None, "assigned") else card.assignment
    said = {
        "at": card.saved_at.replace(" ", "T") + "Z", "by": "migration", "judge": judge, "project": card.project_id,
        "status": status, "marks": marks,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER mark_entry_refuses_update")
        op.execute("DROP TRIGGER mark_entry_refuses_delete")
    for name, _ in SEALED:
        op.drop_column("published_results", name)
    op.drop_table("published_bundle")
    op.drop_table("mark_entry")
    op.drop_table("mark_chain")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_change_of_marks()")
