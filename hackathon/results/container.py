"""The zip of a recount bundle: the same files always give the same bytes, and only those bytes are read back.

Members are stored uncompressed, sorted by name, dated 1980-01-01. Reading packs the members again and compares every
byte, so no bit of the container itself can change unseen. Nothing is written to disk while reading.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

LARGEST = 64 * 1024 * 1024
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
LOCAL_FIELDS, CENTRAL_FIELDS = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I")
END_FIELDS = struct.Struct("<4s4H2IH")
VERSION, MADE_ON_UNIX, DATE, RIGHTS = 20, 3 << 8, 0x21, 0o644 << 16
THE_ZIP = "the zip file"


@dataclass(eq=False)
class Difference(Exception):
    """Name what is not as it must be: a file of the bundle, an entry in it, and what is wrong there."""

    file: str
    entry: str | None
    what: str

    def __str__(self) -> str:
        return f"{self.file}, {self.entry}: {self.what}" if self.entry else f"{self.file}: {self.what}"


def pack(files: Mapping[str, bytes]) -> bytes:
    """Write the zip of these files."""
    body, directory = bytearray(), bytearray()
    for name in sorted(files):
        content, known = files[name], name.encode("ascii")
        told = (VERSION, 0, 0, 0, DATE, zlib.crc32(content), len(content), len(content), len(known), 0)
        rest = (0, 0, 0, RIGHTS, len(body))
        directory += CENTRAL_FIELDS.pack(CENTRAL, MADE_ON_UNIX | VERSION, *told, *rest) + known
        body += LOCAL_FIELDS.pack(LOCAL, *told) + known + content
    end = (0, 0, len(files), len(files), len(directory), len(body), 0)
    return bytes(body + directory) + END_FIELDS.pack(END, *end)


def read(
    data: bytes, names: Collection[str], further: Collection[str] = ()
) -> tuple[dict[str, bytes], list[str]]:
    """Return the files, and the names of those that do not fit their checksums; refuse everything else.

    All of `names` must be there; those of `further` may be.
    """
    if len(data) > LARGEST:
        raise Difference(THE_ZIP, None, f"it is larger than {LARGEST // 1024 // 1024} MB")
    if not data.startswith(LOCAL):
        raise Difference(THE_ZIP, "byte 0", "it is not a zip file, or it does not begin as one")
    files, sums, position = {}, {}, 0
    while data.startswith(LOCAL, position):
        name, checksum, position, content = _member(data, position, {*names, *further})
        if name in files:
            raise Difference(THE_ZIP, f"member {name}", "it is there twice")
        files[name], sums[name] = content, checksum
    _compare(data, files, sums)
    if missing := sorted(set(names) - set(files)):
        raise Difference(missing[0], None, "it is missing")
    return files, [name for name in sorted(files) if zlib.crc32(files[name]) != sums[name]]


def _member(data: bytes, start: int, names: Collection[str]) -> tuple[str, int, int, bytes]:
    where = f"byte {start}"
    if start + LOCAL_FIELDS.size > len(data):
        raise Difference(THE_ZIP, where, "it ends in the middle of a member's header")
    _, _, flags, method, _, _, checksum, packed, size, length, extra = LOCAL_FIELDS.unpack_from(data, start)
    begin = start + LOCAL_FIELDS.size + length + extra
    name = data[start + LOCAL_FIELDS.size : begin - extra].decode("ascii", "backslashreplace")
    if name not in names:
        raise Difference(THE_ZIP, where, f"it has a member named {name[:80]!r}, which is no file of a bundle")
    if flags or method or extra or packed != size:
        raise Difference(THE_ZIP, f"member {name}", "it is compressed, encrypted or has more in its header than a name")
    if size > len(data) - begin:
        raise Difference(THE_ZIP, f"member {name}", f"it says that it has {size} bytes, but the zip ends before")
    return name, checksum, begin + size, data[begin : begin + size]


def _compare(data: bytes, files: Mapping[str, bytes], sums: Mapping[str, int]) -> None:
    """Find the first byte outside of the files' contents that is not as the command writes it."""
    expected = bytearray(pack(files))
    for name, (local, central) in _checksums(files).items():
        for place in (local, central):
            expected[place : place + 4] = struct.pack("<I", sums[name])
    if expected == data:
        return
    shorter = min(len(expected), len(data))
    offset = next((place for place in range(shorter) if expected[place] != data[place]), shorter)
    words = "the zip ends too early" if offset == len(data) else "it is not what the command writes there"
    raise Difference(THE_ZIP, f"byte {offset}", words)


def _checksums(files: Mapping[str, bytes]) -> dict[str, tuple[int, int]]:
    """Say where the checksums of each file stand: in its own header and in the directory."""
    found, local = {}, 0
    central = sum(LOCAL_FIELDS.size + len(name) + len(content) for name, content in files.items())
    for name in sorted(files):
        found[name] = local + 14, central + 16
        local += LOCAL_FIELDS.size + len(name) + len(files[name])
        central += CENTRAL_FIELDS.size + len(name)
    return found
