"""The migrations make exactly the tables that the models describe, and there is one way up."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from hackathon.config import ROOT
from hackathon.db import Base, db


def test_migrations_have_one_head():
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1


def test_migrations_and_models_agree(app):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        differences = compare_metadata(context, Base.metadata)
    assert differences == [], "run `flask --app wsgi db migrate`, read what it wrote, and keep one idea per revision"


def test_migrations_leave_no_rows(app):
    """Tests on PostgreSQL start from empty tables: data that every installation needs is loaded by a command."""
    with db.engine.connect() as connection:
        filled = [table.name for table in Base.metadata.sorted_tables if connection.execute(table.select()).first()]
    assert filled == []
