"""Scripts import each other by addresses with a digest, so that browsers keep them for a year like all static files."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

_IMPORT = re.compile(r'(?<=from ")(\.{1,2}/[\w./-]+\.js)(?=")')


def digest(path: Path) -> str:
    """Return what changes with a file, and with every script that it imports."""
    changed = path.stat().st_mtime_ns
    return _digest(path, changed, tuple(digest(each) for each in _imported(path, changed)))


@lru_cache(maxsize=200)
def _digest(path: Path, changed: int, imported: tuple[str, ...]) -> str:
    return hashlib.sha256(path.read_bytes() + "".join(imported).encode()).hexdigest()[:12]


@lru_cache(maxsize=200)
def _imported(path: Path, changed: int) -> tuple[Path, ...]:
    if path.suffix != ".js":
        return ()
    return tuple(path.parent / name for name in _IMPORT.findall(path.read_text(encoding="utf-8")))


def with_digests(text: str, path: Path) -> str:
    """Fill the digests into a script's imports."""
    return _IMPORT.sub(lambda found: f"{found[0]}?v={digest(path.parent / found[0])}", text)
