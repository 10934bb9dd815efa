"""What is installed is what was tried: every version is pinned, and both lists agree."""

from __future__ import annotations

import configparser
import re
import sys
from importlib.metadata import version

from tests.support.source import ROOT, imports, modules, report

SETTINGS = configparser.ConfigParser()
SETTINGS.read(ROOT / "setup.cfg", encoding="utf-8")
RUNTIME = SETTINGS["options"]["install_requires"].split("\n")
TEST = SETTINGS["options.extras_require"]["test"].split("\n")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([^=]+)$")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lines: list[str]) -> dict[str, str]:
    found = [PIN.match(line.strip()) for line in lines if line.strip()]
    assert all(found), f"Pin each requirement with ==: {lines}"
    return {normal(match[1]): match[2] for match in found}


def constraints() -> dict[str, str]:
    return pins((ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines())


def test_every_requirement_is_pinned_and_agrees_with_the_constraints():
    known = constraints()
    broken = [f"{name}=={pin}, constraints.txt has {known.get(name)}"
              for name, pin in pins([*RUNTIME, *TEST]).items() if known.get(name) != pin]
    report(broken, "Change setup.cfg and constraints.txt together.")


def test_the_environment_holds_the_pinned_versions():
    broken = [f"{name}: {version(name)} is installed, {pin} is pinned"
              for name, pin in pins([*RUNTIME, *TEST]).items() if version(name) != pin]
    report(broken, "Run `make check` in a fresh checkout, or remove .venv.")


def test_a_wheel_holds_every_file_that_the_package_reads():
    told = SETTINGS["options.package_data"]
    held = {path for package, patterns in told.items() for pattern in re.split(r"[,\s]+", patterns.strip())
            for path in (ROOT / package.replace(".", "/")).glob(pattern)}
    there = {path for path in (ROOT / "hackathon").rglob("*")
             if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts}
    report(sorted(str(path.relative_to(ROOT)) for path in there - held),
           "Name these files in setup.cfg, [options.package_data].")


def test_the_project_imports_only_what_it_requires():
    from importlib.metadata import packages_distributions

    distributions = packages_distributions()
    required = set(pins(RUNTIME))
    broken = [
        f"{module.at(node)} imports {name}"
        for module in modules()
        for name, node in imports(module)
        if (top := name.split(".")[0]) not in sys.stdlib_module_names and top != "hackathon"
        and not required & {normal(each) for each in distributions.get(top, ())}
    ]
    report(broken, "Add the package to install_requires in setup.cfg, pinned, with a reason in the commit.")
