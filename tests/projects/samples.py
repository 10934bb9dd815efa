"""Small files of every allowed kind, and what people send instead."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x00" * 40 + b"\xff\xd9"
WEBP = b"RIFF" + struct.pack("<I", 4 + 8 + 10) + b"WEBPVP8 " + struct.pack("<I", 10) + b"\x00" * 10
MP4 = b"\x00\x00\x00\x10ftypisom\x00\x00\x02\x00" + b"\x00\x00\x00\x08moov" + b"\x00\x00\x00\x08mdat"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200
ELF = b"\x7fELF\x02\x01\x01" + b"\x00" * 200


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00\x00")) + chunk(b"IEND", b"")
)


def packed(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def office(kind: str, **more: bytes) -> bytes:
    types = f'<Types><Override PartName="/a.xml" ContentType="{OFFICE}{kind}.main+xml"/></Types>'.encode()
    return packed({"[Content_Types].xml": types, "a.xml": b"<a/>", **more})


ZIP = packed({"src/main.py": b"print(1)", "README.md": b"# Hello"})

GOOD = {
    "plan.pdf": (PDF, "application/pdf"),
    "Схема 1.PNG": (PNG, "image/png"),
    "photo.jpg": (JPEG, "image/jpeg"),
    "photo.jpeg": (JPEG, "image/jpeg"),
    "picture.webp": (WEBP, "image/webp"),
    "film.mp4": (MP4, "video/mp4"),
    "notes.txt": ("Қазақша, oʻzbekcha\n".encode(), "text/plain"),
    "old notes.txt": ("Кириллица Windows".encode("cp1251"), "text/plain"),
    "numbers.csv": (b"\xef\xbb\xbfa;b\r\n1;=2+2\r\n", "text/csv"),
    "README.md": (b"# Title\n\nText", "text/markdown"),
    "code.zip": (ZIP, "application/zip"),
    "report.docx": (office("wordprocessingml.document"), f"{OFFICE}wordprocessingml.document"),
    "sheet.xlsx": (office("spreadsheetml.sheet"), f"{OFFICE}spreadsheetml.sheet"),
    "slides.pptx": (office("presentationml.presentation"), f"{OFFICE}presentationml.presentation"),
}

BAD = {
    "a program as PDF": ("tool.pdf", EXE),
    "a program as picture": ("tool.png", ELF),
    "a program as text": ("tool.txt", EXE),
    "a program as archive": ("tool.zip", EXE),
    "a program by name": ("tool.exe", EXE),
    "a script": ("run.sh", b"#!/bin/sh\nrm -rf /\n"),
    "a script as text": ("run.txt", b"#!/bin/sh\nrm -rf /\n"),
    "HTML": ("page.html", HTML),
    "HTML as picture": ("page.png", HTML),
    "HTML as text": ("page.txt", b"\n\n  " + HTML),
    "HTML as CSV": ("page.csv", HTML),
    "SVG": ("drawing.svg", SVG),
    "SVG as picture": ("drawing.png", SVG),
    "SVG as text": ("drawing.md", b"<?xml version='1.0'?>" + SVG),
    "a script behind a picture's head": ("x.jpg", b"GIF89a/*" + JPEG + b"*/=1;alert(1)"),
    "GIF with script": ("x.gif", b"GIF89a=1;alert(1)"),
    "text as picture": ("x.png", b"hello"),
    "a picture with the wrong name": ("x.jpg", PNG),
    "a picture with an archive behind it": ("x.png", PNG + ZIP),
    "a photo with an archive behind it": ("x.jpg", JPEG + ZIP),
    "PDF with an archive behind it": ("x.pdf", PDF + ZIP),
    "PDF behind HTML": ("x.pdf", HTML + PDF),
    "half a PDF": ("x.pdf", b"%PDF-1.7\n"),
    "half a picture": ("x.png", PNG[:-8]),
    "a picture with a tail": ("x.png", PNG + b"<script>"),
    "a film with a tail": ("x.mp4", MP4 + b"\x00\x00\x00\x04junk"),
    "a film without a film": ("x.mp4", MP4[:16]),
    "WebP of another length": ("x.webp", WEBP + b"<script>alert(1)</script>"),
    "an archive behind a program": ("x.zip", EXE + ZIP),
    "half an archive": ("x.zip", ZIP[:60]),
    "an empty archive": ("x.zip", packed({})),
    "an archive that climbs out": ("x.zip", packed({"../../etc/cron.d/x": b"x"})),
    "an archive as document": ("x.docx", ZIP),
    "a document with macros": ("x.docx", office("wordprocessingml.document", **{"word/vbaProject.bin": b"x"})),
    "an empty text": ("x.txt", b""),
    "NUL bytes in text": ("x.csv", b"a,b\x00,c"),
    "a name that reads backwards": ("gnp.\u202eexe.png", PNG),
    "a NUL in the name": ("a\x00.png", PNG),
    "no ending": ("README", b"text"),
    "only an ending": (".pdf", PDF),
    "two endings": ("photo.png.exe", PNG),
}
