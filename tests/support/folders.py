"""Throw-away folders for databases: in memory where there is enough of it, and swept after a crash."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import psutil

ENOUGH = 2 * 1024**3
PREFIX = "hackathon-test-"


def memory_folder(purpose: str) -> Path:
    """Make an empty folder; its short path leaves room for a socket name (107 bytes in all)."""
    parent = _memory() or Path(tempfile.gettempdir())
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-{purpose}-", dir=parent))


def sweep() -> None:
    """Remove folders whose test process was killed before it could do so."""
    for folder in (_memory() or Path(tempfile.gettempdir())).glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path | None:
    """Containers often give /dev/shm only 64 MB: too little for PostgreSQL's files."""
    memory = Path("/dev/shm")
    usable = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ENOUGH
    return memory if usable else None
