"""Run migrations: on SQLite without foreign keys (a rebuilt table would delete its children), checked afterwards."""

from alembic import context
from flask import current_app

from hackathon.db import LocalizedText, UtcDateTime

database = current_app.extensions["migrate"].db
configure_args = current_app.extensions["migrate"].configure_args


def render_item(kind, item, autogen_context):
    """Write this project's column types as the plain types that they store."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, LocalizedText):
        return "sa.JSON()"
    return False


def run():
    """Apply the migrations in one transaction, so that a failed one leaves nothing."""
    with database.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        raw = connection.connection.dbapi_connection
        if sqlite:
            raw.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_item=render_item,
            transactional_ddl=True,
            **configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
            if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                raise RuntimeError(f"rows without their parents: {broken[:5]}")
        if sqlite:
            raw.execute("PRAGMA foreign_keys=ON")


run()
