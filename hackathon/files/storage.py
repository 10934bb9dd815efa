"""Files on disk: a random name, complete before any row points to it, orphans swept."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from hackathon.errors import FileRefused, FileTooLarge, InvalidText
from hackathon.files import file_types
from hackathon.text import clean_line

BLOCK = 1 << 16
TEMPORARY = ".part"
ORPHANED_AFTER = timedelta(hours=1)
LONGEST_NAME = 200


@dataclass(frozen=True)
class StoredFile:
    """A file that lies in the uploads folder under a name that nobody can guess."""

    stored_name: str
    name: str
    media_type: str
    size: int
    sha256: str


def keep(stream: BinaryIO, filename: str, folder: Path, *, limit: int) -> StoredFile:
    """Store an upload: written and synced under a temporary name, looked at, then renamed."""
    name = plain_name(filename)
    folder.mkdir(parents=True, exist_ok=True)
    stored_name = secrets.token_hex(20)
    temporary = folder / f"{stored_name}{TEMPORARY}"
    try:
        size, digest = _write(stream, temporary, name, limit)
        media_type = file_types.media_type_of(temporary, name)
        temporary.rename(folder / stored_name)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(folder)
    return StoredFile(stored_name, name, media_type, size, digest)


def plain_name(filename: str) -> str:
    """Return the file's own name without folders; refuse one with characters that cannot be seen."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    try:
        name = clean_line(last)
    except InvalidText as error:
        raise FileRefused(name="?", allowed=file_types.ALLOWED, field="file") from error
    stem, ending = os.path.splitext(name)
    if not stem or len(ending) > 10:
        raise FileRefused(name=name[:60], allowed=file_types.ALLOWED, field="file")
    return stem[: LONGEST_NAME - len(ending)] + ending


def _write(stream: BinaryIO, target: Path, name: str, limit: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as file:
        while block := stream.read(BLOCK):
            size += len(block)
            if size > limit:
                raise FileTooLarge(name=name, limit=limit // (1024 * 1024), field="file")
            digest.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def discard(stored: StoredFile, folder: Path) -> None:
    """Remove a file whose row was refused."""
    (folder / stored.stored_name).unlink(missing_ok=True)


def sweep(folder: Path, known: Collection[str], *, now: datetime) -> tuple[int, list[str]]:
    """Remove files that no row knows and that are older than an hour; return how many, and rows without a file."""
    removed, found = 0, set()
    for path in sorted(folder.iterdir()) if folder.exists() else ():
        found.add(path.name)
        age = now.timestamp() - path.stat().st_mtime
        if path.name not in known and age > ORPHANED_AFTER.total_seconds():
            path.unlink()
            removed += 1
    return removed, sorted(set(known) - found)
