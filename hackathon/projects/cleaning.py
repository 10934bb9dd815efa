"""Give out a file of a project without what tells who made it; the copy is made once, beside the requests."""

from __future__ import annotations

import secrets
import subprocess
import sys
from pathlib import Path

from hackathon.errors import FileNotCleaned
from hackathon.files.storage import TEMPORARY

VERSION = "clean1"
PATIENCE = 60
_OFFICE = "application/vnd.openxmlformats-officedocument."
ENDINGS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    f"{_OFFICE}wordprocessingml.document": "docx",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}presentationml.presentation": "pptx",
}
TEXTS = {"text/plain": "txt", "text/csv": "csv", "text/markdown": "md"}
LONGEST_TEXT = 1_000_000


def ending_for(media_type: str) -> str | None:
    """Return the ending of a cleaned copy, None for a type that cannot be cleaned."""
    return ENDINGS.get(media_type) or TEXTS.get(media_type)


def cleaned_copy(path: Path, media_type: str) -> Path:
    """Return a copy without properties, authors and places.

    `flask projects sweep-files` takes it away with what no project knows; it is made again when it is asked for.
    """
    copy = path.with_name(f"{path.name}.{VERSION}")
    if not copy.exists():
        _make(path, media_type, copy)
    return copy


def _make(path: Path, media_type: str, copy: Path) -> None:
    temporary = path.with_name(f"{secrets.token_hex(20)}{TEMPORARY}")
    script = str(Path(__file__).with_name("cleaner.py"))
    command = [sys.executable, "-I", script, media_type, str(path.resolve()), str(temporary.resolve())]
    try:
        subprocess.run(command, check=True, timeout=PATIENCE, capture_output=True, cwd="/")
        temporary.rename(copy)
    except (subprocess.SubprocessError, OSError) as error:
        raise FileNotCleaned() from error
    finally:
        temporary.unlink(missing_ok=True)


def text_of(path: Path) -> str:
    """Read a text file in either of the ways in which people here write them."""
    content = path.read_bytes() if path.stat().st_size <= LONGEST_TEXT else b"\xff\xfe\x81"
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileNotCleaned()
