"""`python -m benchmarks`: serve a throw-away database, measure, print ratios to a bare Flask application."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from benchmarks import data, load, scenarios
from benchmarks.postgres import postgresql
from benchmarks.scenarios import Scenario
from benchmarks.servers import SERVERS, Running, serving
from hackathon import create_app
from hackathon.config import Settings

WARM_UP = 30
LINE = "{:28} {:>10} {:>8} {:>8} {:>9} {:>7}  {}"


@dataclass
class Measured:
    """A line of the table."""

    name: str
    expected: int = 200
    sample: load.Sample = field(default_factory=load.Sample)
    ratios: list[float] = field(default_factory=list)
    processor_ms: float = 0.0

    def as_row(self) -> dict[str, object]:
        """Return what is reported; a ratio is the median of those of the rounds."""
        unexpected = {str(s): n for s, n in self.sample.statuses.items() if s != self.expected}
        return {
            "name": self.name,
            "requests": len(self.sample.latencies),
            "per_second": round(self.sample.rate, 1),
            "p50_ms": round(self.sample.percentile(0.5), 2),
            "p99_ms": round(self.sample.percentile(0.99), 2),
            "ratio": round(median(self.ratios), 3) if self.ratios else None,
            "cpu_ms": round(self.processor_ms / len(self.sample.latencies), 3) if self.processor_ms else None,
            "unexpected": unexpected,
        }


def main() -> None:
    """Measure and print."""
    options = _options()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hackathon-bench-", dir=options.folder)))
        url = stack.enter_context(postgresql()) if options.database == "postgresql" else ""
        settings = Settings(database_url=url, secret_key="only-for-measuring", instance_path=folder)
        app = create_app(settings)
        _say(f"loading {len(data.STAGES)} editions of {options.teams} teams")
        data.fill(app, options.teams, options.judges)
        report = {"machine": _machine(), "database": options.database, "workers": options.workers}
        report["servers"] = {server: _measured(options, app, settings, server) for server in options.server}
    if options.json:
        json.dump(report, sys.stdout, indent=2)
    else:
        _print(report)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--server", choices=SERVERS, action="append", help="again for a second one; default: granian")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--teams", type=int, default=1000)
    parser.add_argument("--judges", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3, help="each scenario beside hello so many times")
    parser.add_argument("--seconds", type=float, default=2.0, help="of one scenario in one round")
    parser.add_argument("--rush", type=float, default=60.0, help="seconds in which every team submits; 0: none")
    parser.add_argument("--only", default="", help="scenarios whose name contains this")
    parser.add_argument("--folder", help="where the throw-away database lies; default: the system's")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.server = options.server or ["granian"]
    return options


def _measured(options: argparse.Namespace, app: object, settings: Settings, server: str) -> dict[str, object]:
    with _running(options, settings, server) as (site, bare):
        chosen = scenarios.scenarios(app, options.connections, lambda path, who: _etag(site.port, path, who))
        chosen = [each for each in chosen if options.only in each.name]
        lines = _rounds(options, site, bare, chosen)
        if options.rush:
            lines += _rush(app, site, options.rush)
        memory = {"own_mb": round(site.own_megabytes(), 1), "resident_mb": round(site.resident_megabytes(), 1)}
        return {"scenarios": [line.as_row() for line in lines], "worker": memory}


@contextmanager
def _running(options: argparse.Namespace, settings: Settings, server: str) -> Iterator[tuple[Running, Running]]:
    environment = {
        "HACKATHON_SECOND_FACTOR": "0",
        "HACKATHON_INSTANCE": str(settings.instance_path),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
    }
    hello = {"HELLO_DATABASE": str(settings.instance_path / "hello.sqlite3")}
    how = {"server": server, "workers": options.workers}
    with (
        serving("wsgi:app", **how, environment=environment) as site,
        serving("benchmarks.hello:app", **how, environment=hello) as bare,
    ):
        yield site, bare


def _rounds(options: argparse.Namespace, site: Running, bare: Running, chosen: list[Scenario]) -> list[Measured]:
    """Run hello before every scenario, so that a ratio compares two neighbouring moments of a noisy machine."""
    hello = scenarios.hello(options.connections)
    lines = {each.name: Measured(each.name, each.expected) for each in (hello, *chosen)}
    for scenario in chosen:
        load.run((bare if scenario.bare else site).port, scenarios.take(scenario, WARM_UP), seconds=30)
    for number in range(options.rounds):
        for scenario in chosen:
            _say(f"round {number + 1}: {scenario.name}")
            reference = _slice(options, bare, hello, lines)
            measured = _slice(options, bare if scenario.bare else site, scenario, lines)
            if measured.latencies:
                lines[scenario.name].ratios.append(measured.rate / reference.rate)
    return list(lines.values())


def _slice(options: argparse.Namespace, server: Running, scenario: Scenario, lines: dict[str, Measured]) -> load.Sample:
    before = server.processor_seconds()
    sample = load.run(server.port, scenario.streams, seconds=options.seconds)
    line = lines[scenario.name]
    line.processor_ms += 1000 * (server.processor_seconds() - before)
    line.sample.add(sample)
    return sample


def _rush(app: object, site: Running, minute: float) -> list[Measured]:
    visits = scenarios.rush(app, minute)
    _say(f"rush: {len(visits)} teams in {minute:.0f} s")
    samples = load.paced(site.port, visits)
    return [Measured(kind, 303 if kind == scenarios.RUSH else 200, sample) for kind, sample in samples.items()]


def _etag(port: int, path: str, headers: dict[str, str]) -> str:
    sample = load.run(port, [iter([load.request("GET", path, headers=headers)])], seconds=30)
    assert sample.statuses[200] == 1, sample.refused
    head = sample.last.partition(b"\r\n\r\n")[0].decode()
    return next(line[6:] for line in head.split("\r\n") if line.lower().startswith("etag: "))


def _machine() -> dict[str, object]:
    return {
        "processors": os.cpu_count(),
        "busy_before": psutil.getloadavg()[0],
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
    }


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _print(report: dict[str, Any]) -> None:
    for server, measured in report["servers"].items():
        print(f"\n{server}, {report['workers']} workers, {report['database']}, {report['machine']}\n")
        print(LINE.format("", "requests/s", "p50 ms", "p99 ms", "of hello", "CPU ms", "unexpected"))
        for row in measured["scenarios"]:
            ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}"
            cost = "" if row["cpu_ms"] is None else f"{row['cpu_ms']:.2f}"
            numbers = (f"{row['per_second']:.0f}", f"{row['p50_ms']:.1f}", f"{row['p99_ms']:.1f}", ratio, cost)
            print(LINE.format(row["name"], *numbers, row["unexpected"] or ""))
        own, resident = measured["worker"]["own_mb"], measured["worker"]["resident_mb"]
        print(f"\nmemory of the larger worker: {own} MB of its own, {resident} MB resident")


if __name__ == "__main__":
    main()
