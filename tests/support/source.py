"""The project's own source, parsed once, for the tests that read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "hackathon"
FEATURES = (
    "accounts", "editions", "questions", "challenges", "registrations", "teams", "projects", "judging", "results",
    "statistics", "privacy",
)
DOORS = ("pages", "api", "commands")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    path: Path
    source: str
    tree: ast.Module

    @property
    def where(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def name(self) -> str:
        """Give the dotted name: hackathon.teams.actions."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def folder(self) -> str:
        """Give the part of the house: teams, rules, web; empty for files directly in the package."""
        parts = self.path.relative_to(ROOT / PACKAGE).parts
        return parts[0] if len(parts) > 1 else ""

    @property
    def role(self) -> str:
        """Give what the file is for by its name: pages_team.py and pages/team.py are both pages."""
        return kind_of(self.name)

    @property
    def functions(self) -> list[Function]:
        return [node for node in self.tree.body if isinstance(node, Function)]

    def at(self, node: ast.AST) -> str:
        return f"{self.where}:{getattr(node, 'lineno', 1)}"


def kind_of(dotted: str) -> str:
    """Tell actions, queries, models, pages ... from a module's dotted name."""
    parts = dotted.split(".")[2:] or dotted.split(".")[1:]
    return parts[0].split("_")[0] if parts else ""


@cache
def modules(package: str = PACKAGE) -> tuple[Module, ...]:
    sources = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / package).rglob("*.py"))}
    return tuple(Module(path, text, ast.parse(text, str(path))) for path, text in sources.items())


def in_folder(folder: str) -> list[Module]:
    return [module for module in modules() if module.folder == folder]


def of_role(*roles: str) -> list[Module]:
    """Find actions, queries, pages ... of the features, audit, outbox and web."""
    return [module for module in modules() if module.folder not in ("", "rules", "demo") and module.role in roles]


def imports(module: Module) -> Iterator[tuple[str, ast.AST]]:
    """Give every imported module's dotted name; `from hackathon.teams import models` counts as the inner one."""
    known = {each.name for each in modules()}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner if inner in known else node.module), node


def dotted(node: ast.AST) -> str:
    """Write `a.b.c` for a chain of attributes; other links become "?"."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return dotted(node.func) + "()" if isinstance(node, ast.Call) else "?"


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def decorators(function: Function) -> list[str]:
    return [dotted(each.func if isinstance(each, ast.Call) else each) for each in function.decorator_list]


def statements(function: Function) -> list[ast.stmt]:
    """Give the body without the docstring."""
    body = function.body
    return body[1:] if ast.get_docstring(function) is not None else body


def report(broken: list[str], instead: str) -> None:
    """Fail with every place and what to do there."""
    if broken:
        pytest.fail(f"{instead}\n  " + "\n  ".join(broken), pytrace=False)
