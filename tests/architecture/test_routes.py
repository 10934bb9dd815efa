"""Every address says who may reach it, and nothing changes by following a link."""

from __future__ import annotations

import ast

from tests.support.source import DOORS, Function, Module, calls, of_role, report

SAFE = {"GET", "HEAD", "OPTIONS"}
SENT = ("validate_on_submit", "is_submitted", "request.method")
# Following these links is the act itself, or nobody can tell the difference: an action reached by GET needs a reason.
ACTIONS_ON_GET: dict[str, str] = {}


def test_every_endpoint_declares_its_policy(any_app):
    broken = [
        f"{endpoint} ({view.__module__}.{view.__name__})"
        for endpoint, view in any_app.view_functions.items()
        if endpoint.split(".")[-1] != "static" and getattr(view, "access_policy", None) is None
    ]
    report(broken, "Decorate the page with access.public, access.signed_in, access.needs(...) or access.guards(...).")


def test_endpoints_that_change_something_cannot_be_reached_by_a_link(any_app):
    changing = {f"{module.name}.{function.name}" for module, function in _doors() if _changes_always(function)}
    broken = [
        f"{rule.rule} {sorted(rule.methods - {'HEAD', 'OPTIONS'})} {where}"
        for rule in any_app.url_map.iter_rules()
        if (where := _where(any_app.view_functions[rule.endpoint])) in changing and rule.methods & {"GET"}
        and rule.endpoint not in ACTIONS_ON_GET
    ]
    report(broken, "Call the action only where the form was sent (form.validate_on_submit()), or accept only POST.")


def _where(view: object) -> str:
    return f"{view.__module__}.{view.__name__}"


def _doors() -> list[tuple[Module, Function]]:
    return [
        (module, node)
        for module in of_role(*(door for door in DOORS if door != "commands"))
        for node in ast.walk(module.tree)
        if isinstance(node, Function)
    ]


def _changes_always(function: Function) -> bool:
    """Tell whether an action is called outside of a branch that only a sent form reaches."""
    guarded = {
        id(inner)
        for node in ast.walk(function)
        if isinstance(node, ast.If) and any(word in ast.unparse(node.test) for word in SENT)
        for inner in ast.walk(node)
    }
    sent_later = _after_refusal_of_get(function)
    return any(
        name.split(".")[-2:-1] == ["actions"] and id(node) not in guarded and node.lineno not in sent_later
        for name, node in calls(function)
    )


def _after_refusal_of_get(function: Function) -> range:
    """Give the lines after `if not form.validate_on_submit(): return ...`."""
    for node in function.body:
        returns = isinstance(node, ast.If) and isinstance(node.body[-1], ast.Return)
        if returns and any(f"not {prefix}" in ast.unparse(node.test) for prefix in _sent_words(node)):
            return range(node.end_lineno + 1, function.end_lineno + 1)
    return range(0)


def _sent_words(node: ast.If) -> list[str]:
    text = ast.unparse(node.test)
    return [text.removeprefix("not ")] if text.startswith("not ") and any(word in text for word in SENT) else []
