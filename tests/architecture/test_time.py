"""Only the clock reads the time; whoever needs it is told."""

from __future__ import annotations

import ast

from tests.support.source import DOORS, calls, modules, of_role, report

READERS = (
    "datetime.now", "datetime.utcnow", "datetime.today", "datetime.datetime.now", "datetime.datetime.utcnow",
    "date.today", "datetime.date.today", "time.time", "time.time_ns", "time.localtime", "time.gmtime",
    "func.now", "func.current_timestamp", "sa.func.now",
)
# A worker asks how late it is between two rounds; nobody calls it.
MAY_ASK_THE_CLOCK = (*DOORS,)


def test_only_the_clock_reads_the_time_of_day():
    broken = [
        f"{module.at(node)} calls {name}()"
        for module in modules()
        if module.name != "hackathon.clock"
        for name, node in calls(module.tree)
        if name in READERS
    ]
    report(broken, "Take `now` as an argument; a door passes clock.now(), for a deadline clock.received_at().")


def test_actions_queries_and_models_are_told_the_time():
    broken = [
        f"{module.at(node)} calls {name}()"
        for module in of_role("actions", "queries", "models")
        for name, node in calls(module.tree)
        if name.startswith("clock.")
    ]
    report(broken, "Take `*, now` and let the door pass clock.now(): then a test can stand at any moment.")


def test_now_is_passed_by_name():
    broken = [
        f"{module.at(function)} {function.name}"
        for module in of_role("actions")
        for function in ast.walk(module.tree)
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        and "now" in [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    ]
    report(broken, "Write `*, now`, so that a call reads submit_project(actor, project, now=...).")
