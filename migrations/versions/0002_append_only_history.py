"""The history is append-only: only `personal` may change, so that personal data can be erased

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FROZEN = ("id", "edition_id", "at", "actor_id", "verb", "subject", "subject_id")


def upgrade():
    if op.get_bind().dialect.name == "sqlite":
        changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in (*FROZEN, "details"))
        op.execute(
            f"CREATE TRIGGER audit_entry_is_kept BEFORE UPDATE ON audit_entry WHEN {changed} "
            "BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
        )
        op.execute(
            "CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
        )
        return
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FROZEN)
    op.execute(
        "CREATE FUNCTION refuse_change_of_history() RETURNS trigger AS $$ BEGIN "
        "IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'the history is append-only'; END IF; "
        f"IF {changed} OR NEW.details::text IS DISTINCT FROM OLD.details::text "
        "THEN RAISE EXCEPTION 'the history is append-only'; END IF; "
        "RETURN NEW; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        "CREATE TRIGGER audit_entry_is_kept BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()"
    )


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_entry_stays")
        op.execute("DROP TRIGGER audit_entry_is_kept")
        return
    op.execute("DROP TRIGGER audit_entry_is_kept ON audit_entry")
    op.execute("DROP FUNCTION refuse_change_of_history()")
