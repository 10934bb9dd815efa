"""Every action has one shape: @transactional, actor first, permit first, audit in the same transaction."""

from __future__ import annotations

import ast

from tests.support.source import Function, Module, calls, decorators, dotted, modules, of_role, report, statements

# Actions that nobody is asked about: the worker's own book-keeping, and reading that leaves a trace.
WITHOUT_ACTOR: dict[str, str] = {}
WITHOUT_AUDIT: dict[str, str] = {}
RECORDERS = ("history.record", "audit.record")
HOUSES = ("audit", "outbox")


def actions() -> list[tuple[Module, Function]]:
    return [
        (module, function)
        for module in of_role("actions")
        if module.folder not in HOUSES
        for function in module.functions
        if not function.name.startswith("_")
    ]


def key(module: Module, function: Function) -> str:
    return f"{module.name.removeprefix('hackathon.')}.{function.name}"


def test_actions_are_transactional():
    broken = [
        f"{module.at(function)} {function.name}"
        for module, function in actions()
        if not any(name.split(".")[-1] == "transactional" for name in decorators(function))
    ]
    report(broken, "Decorate it with @transactional; a helper that only actions call starts with an underscore.")


def test_actions_take_the_actor_first():
    broken = [
        f"{module.at(function)} {function.name}"
        for module, function in actions()
        if key(module, function) not in WITHOUT_ACTOR
        and [each.arg for each in function.args.args][:1] != ["actor"]
    ]
    report(broken, "Shape: submit_project(actor, project, *, now). Who asks is an argument, never ambient.")


def test_the_first_statement_of_an_action_is_permit():
    broken = [
        f"{module.at(function)} {function.name}"
        for module, function in actions()
        if key(module, function) not in WITHOUT_ACTOR and not _permits_first(function)
    ]
    report(broken, "Begin with permit(actor, Permission.X, subject), before anything is read or changed.")


def _permits_first(function: Function) -> bool:
    first = next(iter(statements(function)), None)
    if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Call):
        return False
    call = first.value
    arguments = [dotted(each) for each in call.args]
    return (
        dotted(call.func).split(".")[-1] == "permit"
        and arguments[:1] == ["actor"]
        and len(arguments) > 1
        and ".".join(arguments[1].split(".")[-2:-1]) == "Permission"
    )


def test_actions_record_what_happened():
    broken = [
        f"{module.at(function)} {function.name}"
        for module, function in actions()
        if key(module, function) not in WITHOUT_AUDIT and not _records(module, function, set())
    ]
    report(broken, "Call audit.record(...) in the action: the history and the change are one transaction.")


def _records(module: Module, function: Function, seen: set[str]) -> bool:
    """Look into the action, and into the functions of the same file that it calls."""
    seen.add(function.name)
    called = [name for name, _ in calls(function)]
    if any(name.endswith(RECORDERS) or ".actions." in f".{name}" for name in called):
        return True
    inner = [each for each in module.functions if each.name in called and each.name not in seen]
    return any(_records(module, each, seen) for each in inner)


def test_only_db_commits():
    broken = [
        f"{module.at(node)} calls {name}()"
        for module in modules()
        if module.name != "hackathon.db"
        for name, node in calls(module.tree)
        if name.endswith((".commit", ".rollback")) and "session" in name
    ]
    report(broken, "Only @transactional commits. Put the change into an action; let go with db.end_transaction().")


def test_listed_exceptions_still_exist():
    known = {key(module, function) for module, function in actions()}
    broken = [name for name in (*WITHOUT_ACTOR, *WITHOUT_AUDIT) if name not in known]
    report(broken, "These exceptions are no longer needed: take them off the list.")
