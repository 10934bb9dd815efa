"""No query leaves its edition: what the scope cannot see is not used, and every table says whose it is."""

from __future__ import annotations

import ast

from hackathon import create_app  # noqa: F401 - imports every model
from hackathon.db import Base
from hackathon.editions.scope import EditionScoped
from tests.support.source import calls, dotted, modules, report

# People and universities are the series' own; history and letters exist also for what happens outside of editions.
GLOBAL_TABLES = {
    "edition", "university", "user", "consent", "user_session", "account_token", "rate_limit_count", "consent_wording",
    "audit_entry", "outgoing_email", "judging_round", "authenticator", "recovery_code", "passkey", "passkey_challenge",
    "known_device", "email_change", "university_former_name", "university_merger", "university_move",
}
MAY_USE_TEXT = ("hackathon.db", "hackathon.sqlite")
# Where editions are looked at side by side on purpose; each says because=... at the call.
MAY_READ_EVERY_EDITION = {
    "attendance.queries_states", "editions.queries", "imports.queries", "invariants", "judging.queries_reminders",
    "judging.queries_skills", "privacy.erasure", "privacy.export", "privacy.inactive", "privacy.retention",
    "projects.queries", "questions.queries", "registrations.queries", "statistics.queries",
    "teams.succession",
}


def tenant_models() -> set[str]:
    return {mapper.class_.__name__ for mapper in Base.registry.mappers if issubclass(mapper.class_, EditionScoped)}


def test_every_table_belongs_to_an_edition_or_is_listed_as_global():
    broken = [
        f"{mapper.class_.__module__}.{mapper.class_.__name__} ({mapper.local_table.name})"
        for mapper in Base.registry.mappers
        if not issubclass(mapper.class_, EditionScoped) and mapper.local_table.name not in GLOBAL_TABLES
    ]
    report(broken, "Inherit EditionScoped, or list the table as global and say in its docstring why.")


def test_listed_global_tables_exist():
    tables = {mapper.local_table.name for mapper in Base.registry.mappers}
    assert sorted(GLOBAL_TABLES - tables) == [], "take these off the list of global tables"


def test_references_between_tables_of_an_edition_carry_the_edition():
    tenant = {mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, EditionScoped)}
    broken = [
        f"{table.name}: {', '.join(key.column_keys)} -> {key.referred_table.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_key_constraints
        if table.name in tenant and key.referred_table.name in tenant and "edition_id" not in key.column_keys
    ]
    report(broken, "Use within_edition(column, table): the database itself then refuses a row of another edition.")


def test_no_statement_goes_round_the_scope():
    tenants = tenant_models()
    broken = [
        f"{module.at(node)} uses {name}"
        for module in modules()
        if module.name not in MAY_USE_TEXT
        for name, node in [*_text_calls(module), *_core_tables(module, tenants)]
    ]
    report(broken, "The edition's scope cannot see this: write it with select(Model), update(Model), delete(Model).")


def _text_calls(module):
    if module.name == "hackathon.dialects":
        return []  # the condition of a partial index is text
    imported = {
        alias.asname or alias.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names if alias.name in ("text", "literal_column")
    }
    return [(name, node) for name, node in calls(module.tree)
            if name in imported or name in ("sa.text", "sqlalchemy.text", "db.text")
            or name.endswith(".exec_driver_sql")]


def _core_tables(module, tenants):
    return [
        (f"{dotted(node.value)}.__table__", node)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "__table__"
        and dotted(node.value).split(".")[-1] in {*tenants, "?", "model", "cls"}
    ]


def test_no_row_of_an_edition_is_fetched_by_key_alone():
    tenants = tenant_models()
    broken = [
        f"{module.at(node)} {name}({dotted(node.args[0])})"
        for module in modules()
        for name, node in calls(module.tree)
        if name.endswith(("session.get", "session().get", "session.get_one", ".get_or_404")) and node.args
        and dotted(node.args[0]).split(".")[-1] in tenants
    ]
    report(broken, "session.get answers from memory and asks for no edition: use select(Model).filter_by(id=...).")


def test_reads_across_editions_happen_only_at_listed_places():
    found = {
        module.name.removeprefix("hackathon.")
        for module in modules()
        if module.name != "hackathon.editions.scope"
        for name, _ in calls(module.tree)
        if name.split(".")[-1] == "every_edition"
    }
    assert found == MAY_READ_EVERY_EDITION, "enter one edition with scope.of(...), or list the module here"
