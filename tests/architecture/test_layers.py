"""Imports go one way: doors -> actions, queries -> models -> rules -> errors; features build on each other in order."""

from __future__ import annotations

import sys

from tests.support.source import DOORS, FEATURES, Module, imports, in_folder, kind_of, modules, of_role, report

HEIGHT = {"models": 1, "queries": 2, "actions": 3, "forms": 4, "pages": 5, "api": 5, "commands": 5}
ORDER = {feature: height for height, feature in enumerate(FEATURES)}
TALKING = (*DOORS, "forms", "words")
AFTER_EDITIONS = ("audit", "outbox")
PURE_LIBRARIES = ("numpy", "scipy", "rapidfuzz", "hackathon.errors", "hackathon.rules")
# The clock asks a request when it arrived, the session asks it whether it writes, and letters are rendered and sent.
MAY_KNOW_FLASK = (
    "hackathon", "hackathon.features", "hackathon.clock", "hackathon.db", "hackathon.outbox.letters",
    "hackathon.outbox.delivery", "hackathon.migrations",
)
# A page of one feature may show what a later one adds, through that feature's queries. Shrink this.
LATER_FEATURES: dict[str, tuple[str, ...]] = {
    "hackathon.accounts.pages.administration": ("hackathon.editions.actions", "hackathon.editions.queries"),
    "hackathon.editions.pages.desk": (
        "hackathon.challenges.queries", "hackathon.judging.queries", "hackathon.judging.queries_docket",
        "hackathon.projects.queries", "hackathon.projects.queries_progress", "hackathon.registrations.queries",
        "hackathon.teams.queries",
    ),
    "hackathon.editions.pages.visit": (
        "hackathon.projects.queries", "hackathon.results.queries", "hackathon.teams.queries",
    ),
    "hackathon.teams.pages.organizing": ("hackathon.projects.queries_progress",),
    "hackathon.teams.pages.public": ("hackathon.projects.queries",),
}


def feature_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def own_imports(module: Module) -> list[tuple[str, str]]:
    return [(name, module.at(node)) for name, node in imports(module) if name.split(".")[0] == "hackathon"]


def test_rules_import_only_the_standard_library_numpy_scipy_rapidfuzz_and_errors():
    allowed = (*sys.stdlib_module_names, *PURE_LIBRARIES)
    broken = [
        f"{module.at(node)} imports {name}"
        for module in in_folder("rules")
        for name, node in imports(module)
        if not any(name == each or name.startswith(f"{each}.") for each in allowed)
    ]
    report(broken, "The rulebook runs without app and database: pass what the rule needs as an argument.")


def test_errors_import_nothing_of_the_project():
    broken = [f"{where} imports {name}" for module in modules() if module.name.startswith("hackathon.errors")
              for name, where in own_imports(module) if not name.startswith("hackathon.errors")]
    report(broken, "errors/ is the ground floor: move what it needs down, or pass it as a detail.")


def test_a_layer_imports_only_what_lies_below_it():
    broken = [
        f"{where} ({module.role}) imports {name}"
        for module in of_role(*HEIGHT)
        for name, where in own_imports(module)
        if HEIGHT.get(kind_of(name), 0) > HEIGHT[module.role] and feature_of(name) not in ("web", "rules")
    ]
    report(broken, "Imports go doors -> actions, queries -> models -> rules: move the shared part down a layer.")


def test_doors_never_import_the_database_or_models():
    broken = [
        f"{where} imports {name}"
        for module in of_role(*DOORS, "forms")
        for name, where in own_imports(module)
        if name == "hackathon.db" or (kind_of(name) == "models" and feature_of(name) != "rules")
    ]
    report(broken, "Doors talk: read through a query, change through an action, and pass what they return.")


def test_features_build_only_on_earlier_features():
    broken = [
        f"{where} ({feature}) imports {name}"
        for module in modules()
        if (feature := module.folder) in ORDER
        for name, where in own_imports(module)
        if ORDER.get(feature_of(name), -1) > ORDER[feature] and name not in LATER_FEATURES.get(module.name, ())
    ]
    report(broken, f"Features build on each other in one order, {' <- '.join(FEATURES)}: move this to the later one.")


def test_listed_pages_still_show_later_features():
    known = {(module.name, name) for module in modules() for name, _ in own_imports(module)}
    broken = [f"{module}: {name}" for module, names in LATER_FEATURES.items() for name in names
              if (module, name) not in known]
    report(broken, "These exceptions are no longer needed: take them off the list.")


def test_audit_and_outbox_build_only_on_accounts_and_editions():
    broken = [
        f"{where} imports {name}"
        for folder in AFTER_EDITIONS
        for module in in_folder(folder)
        for name, where in own_imports(module)
        if ORDER.get(feature_of(name), -1) > ORDER["editions"]
    ]
    report(broken, "audit and outbox serve every feature, so they may know none above editions: pass values to them.")


def test_only_doors_and_web_know_flask():
    broken = [
        f"{module.at(node)} imports {name}"
        for module in modules()
        if module.name not in MAY_KNOW_FLASK and module.folder != "web" and module.role not in TALKING
        for name, node in imports(module)
        if name == "flask" or name.startswith(("flask.", "werkzeug", "flask_login", "flask_wtf"))
    ]
    report(broken, "Only doors know Flask: let the page read the request and pass plain values.")


def test_only_the_outbox_sends_mail():
    broken = [
        f"{module.at(node)} imports {name}"
        for module in modules()
        if module.folder not in ("outbox", "")
        for name, node in imports(module)
        if name.split(".")[0] in ("flask_mail", "smtplib")
    ]
    report(broken, "Write an outbox row in the action's transaction; the worker sends it.")
