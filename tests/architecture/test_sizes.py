"""What fits on a screen is read, so everything has a size to aim at."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.support.source import ROOT, Function, Module, in_folder, modules, of_role, report

FILE, RULES_FILE, FUNCTION, PAGE_FUNCTION, TEMPLATE, PARAMETERS = 200, 120, 25, 12, 100, 6
# Each exception names its present size: it may shrink, and goes once it fits.
LONG_FILES = {"hackathon/rules/permissions.py": 210}  # one table
LONG_FUNCTIONS: dict[str, int] = {}
MANY_PARAMETERS: dict[str, int] = {}
LONG_TEMPLATES: dict[str, int] = {}


def compare(sizes: dict[str, int], limit: dict[str, int], exceptions: dict[str, int], instead: str) -> None:
    broken = [
        f"{where}: {size}, at most {exceptions.get(where, limit[where])}"
        for where, size in sizes.items()
        if size > exceptions.get(where, limit[where])
    ]
    report(broken, instead)
    done = [where for where in exceptions if sizes.get(where, 0) <= limit.get(where, 0)]
    report(done, "These fit by now, or are gone: take them off the list of exceptions.")


def functions() -> Iterator[tuple[Module, Function]]:
    for module in modules():
        yield from ((module, node) for node in ast.walk(module.tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Count from `def` to the end, without the docstring."""
    docstring = function.body[0] if ast.get_docstring(function) is not None else None
    return function.end_lineno - function.lineno + 1 - (
        docstring.end_lineno - docstring.lineno + 1 if docstring else 0
    )


def test_python_files_are_short():
    rules = {module.where for module in in_folder("rules")}
    sizes = {module.where: len(module.source.splitlines()) for module in modules()}
    limits = {where: RULES_FILE if where in rules else FILE for where in sizes}
    compare(sizes, limits, LONG_FILES, "Split the file by what changes together.")


def test_functions_are_short():
    pages = {module.where for module in of_role("pages", "api")}
    sizes, limits = {}, {}
    for module, function in functions():
        where = f"{module.where}:{function.name}"
        sizes[where] = max(length(function), sizes.get(where, 0))
        limits[where] = PAGE_FUNCTION if module.where in pages else FUNCTION
    compare(sizes, limits, LONG_FUNCTIONS, "Give the inner part a name. A page has five moves: "
            "load, form, re-show with 422 if invalid, action, redirect.")


def test_functions_take_few_parameters():
    sizes = {
        f"{module.where}:{function.name}": len(
            [each for each in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
             if each.arg not in ("self", "cls")]
        )
        for module, function in functions()
    }
    compare(sizes, dict.fromkeys(sizes, PARAMETERS), MANY_PARAMETERS, "Pass one frozen dataclass instead.")


def test_templates_are_short():
    paths = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    sizes = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    compare(sizes, dict.fromkeys(sizes, TEMPLATE), LONG_TEMPLATES, "Move a part into a partial (_name.html) or macro.")
