"""Tell a file's type by its content, and take only what a project may hold.

Libraries that guess types answer "what could this be"; here the question is "is it this, from the first byte to the
last": each allowed format is walked by its own structure, so that nothing rides along behind a harmless beginning.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from hackathon.errors import ArchiveTooLarge, FileRefused

ALLOWED = "PDF, PNG, JPEG, WebP, MP4, TXT, CSV, MD, DOCX, XLSX, PPTX, ZIP"
UNPACKED_LIMIT = 300_000_000
MOST_ENTRIES = 10_000
_MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<iframe", b"<?xml", b"<?php", b"#!")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f") + b"\x7f"
_OFFICE = "application/vnd.openxmlformats-officedocument."


def media_type_of(path: Path, name: str) -> str:
    """Return the media type that both the name and the whole content have; refuse anything else."""
    ending = Path(name).suffix.lower()
    if ending not in _TYPES:
        raise FileRefused(name=name, allowed=ALLOWED, field="file")
    media_type, fits = _TYPES[ending]
    if ending in _ARCHIVES:
        _require_modest(path, name)
    elif zipfile.is_zipfile(path):
        raise FileRefused(name=name, allowed=ALLOWED, field="file")
    with path.open("rb") as file:
        if not fits(file, path.stat().st_size):
            raise FileRefused(name=name, allowed=ALLOWED, field="file")
    return media_type


def _is_pdf(file: BinaryIO, size: int) -> bool:
    head = file.read(7)
    file.seek(max(0, size - 2048))
    return head in (b"%PDF-1.", b"%PDF-2.") and b"%%EOF" in file.read()


def _is_png(file: BinaryIO, size: int) -> bool:
    if file.read(8) != b"\x89PNG\r\n\x1a\n":
        return False
    while len(header := file.read(8)) == 8:
        file.seek(int.from_bytes(header[:4]) + 4, 1)
        if header[4:] == b"IEND":
            return file.tell() == size
    return False


def _is_jpeg(file: BinaryIO, size: int) -> bool:
    head = file.read(3)
    file.seek(max(0, size - 65_536))
    return head == b"\xff\xd8\xff" and b"\xff\xd9" in file.read()


def _is_webp(file: BinaryIO, size: int) -> bool:
    head = file.read(12)
    told = int.from_bytes(head[4:8], "little") + 8
    return head[:4] == b"RIFF" and head[8:] == b"WEBP" and told + told % 2 in (size, size + 1)


def _is_mp4(file: BinaryIO, size: int) -> bool:
    kinds = []
    position = 0
    while position < size and len(kinds) < 10_000:
        file.seek(position)
        header = file.read(16)
        length = int.from_bytes(header[:4])
        if length == 1:
            length = int.from_bytes(header[8:16])
        length = length or size - position
        if length < 8:
            return False
        kinds.append(header[4:8])
        position += length
    return position == size and kinds[:1] == [b"ftyp"] and b"moov" in kinds


def _is_text(file: BinaryIO, size: int) -> bool:
    head = file.read(1024).lower()
    if any(word in head for word in _MARKUP[:-1]) or head.startswith(_MARKUP[-1]):
        return False
    file.seek(0)
    while block := file.read(1 << 16):
        if len(block.translate(None, _CONTROLS)) != len(block):
            return False
    return size > 0


def _require_modest(path: Path, name: str) -> None:
    """Refuse an archive that would fill a disk: what counts is the size it says it unpacks to."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileRefused(name=name, allowed=ALLOWED, field="file") from error
    if len(entries) > MOST_ENTRIES or sum(each.file_size for each in entries) > UNPACKED_LIMIT:
        raise ArchiveTooLarge(name=name, limit=UNPACKED_LIMIT // 1_000_000, field="file")


def _is_zip(file: BinaryIO, size: int) -> bool:
    """Accept an archive that begins with its first entry: in front of it a program could stand."""
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        file.seek(0)
        first = file.read(4)
    safe = all(not each.filename.startswith(("/", "\\")) and ".." not in each.filename.split("/") for each in entries)
    return first == b"PK\x03\x04" and safe and min(each.header_offset for each in entries) == 0


def _is_office(kind: str) -> Callable[[BinaryIO, int], bool]:
    def fits(file: BinaryIO, size: int) -> bool:
        if not _is_zip(file, size):
            return False
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
                return False
            try:
                with archive.open("[Content_Types].xml") as listing:
                    return f"{_OFFICE}{kind}.main+xml".encode() in listing.read(1_000_000)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
                return False

    return fits


_TYPES: dict[str, tuple[str, Callable[[BinaryIO, int], bool]]] = {
    ".pdf": ("application/pdf", _is_pdf),
    ".png": ("image/png", _is_png),
    ".jpg": ("image/jpeg", _is_jpeg),
    ".jpeg": ("image/jpeg", _is_jpeg),
    ".webp": ("image/webp", _is_webp),
    ".mp4": ("video/mp4", _is_mp4),
    ".txt": ("text/plain", _is_text),
    ".csv": ("text/csv", _is_text),
    ".md": ("text/markdown", _is_text),
    ".zip": ("application/zip", _is_zip),
    ".docx": (f"{_OFFICE}wordprocessingml.document", _is_office("wordprocessingml.document")),
    ".xlsx": (f"{_OFFICE}spreadsheetml.sheet", _is_office("spreadsheetml.sheet")),
    ".pptx": (f"{_OFFICE}presentationml.presentation", _is_office("presentationml.presentation")),
}
_ARCHIVES = (".zip", ".docx", ".xlsx", ".pptx")
ENDINGS = ",".join(_TYPES)
