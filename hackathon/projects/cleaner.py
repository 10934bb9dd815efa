"""Write a copy of a file without what programs note about who made it.

Runs alone, `python cleaner.py TYPE FROM TO`: the libraries that read other people's files have a process, an amount of
memory and a time of their own, and no worker carries them. Leaves with 3 if the file cannot be cleaned.
"""

from __future__ import annotations

import re
import resource
import sys
import zipfile
from io import BytesIO
from typing import Any

CANNOT = 3
MEMORY, SECONDS, PIXELS = 1_500_000_000, 40, 45_000_000
DEEPEST = 2
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKAGE = "http://schemas.openxmlformats.org/"
_CORE = f'<coreProperties xmlns="{_PACKAGE}package/2006/metadata/core-properties"/>'
_EMPTY = {
    f"{_PACKAGE}package/2006/metadata/core-properties": _CORE,
    f"{_PACKAGE}officeDocument/2006/extended-properties":
        f'<Properties xmlns="{_PACKAGE}officeDocument/2006/extended-properties"/>',
    f"{_PACKAGE}officeDocument/2006/custom-properties":
        f'<Properties xmlns="{_PACKAGE}officeDocument/2006/custom-properties"/>',
    "http://schemas.microsoft.com/office/2020/mipLabelMetadata":
        '<labelList xmlns="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>',
}  # fmt: skip
_VALUE = r"""(?:"[^"]*"|'[^']*')"""
_PEOPLE = re.compile(
    rf"(?<=[\s:])((?:author|initials|userId|providerId|userName|lastModifiedBy|lastEditedBy)\s*=\s*){_VALUE}"
)
_NAMES = re.compile(rf"(?<=[\s:])((?:name|displayName)\s*=\s*){_VALUE}")
_AUTHOR = re.compile(r"(<(?:\w+:)?author>)[^<]*(</(?:\w+:)?author>)")
_PATH = re.compile(rf"(<(?:\w+:)?absPath\b[^>]*?\burl\s*=\s*){_VALUE}")
_RELATIONSHIP = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_TARGET = re.compile(rf"(?<=\s)(Target\s*=\s*){_VALUE}")
_PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_MARKUP_AUTHOR = ("/T", "/M", "/NM", "/CreationDate", "/RC")


class CannotClean(Exception):
    """This file holds what nobody here can look into."""


def clean_picture(source: Any, target: Any, kind: str) -> None:
    """Draw the picture anew: nothing but its pixels goes over, turned as they are meant to be seen."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXELS
    with Image.open(source, formats=[kind]) as found:
        if kind != "JPEG" and getattr(found, "n_frames", 1) > 1:
            raise CannotClean("moves")
        if found.width * found.height > PIXELS:
            raise CannotClean("too large")
        upright = ImageOps.exif_transpose(found)
        if upright.mode in ("P", "PA"):
            upright = upright.convert("RGBA" if "transparency" in found.info else "RGB")
        Image.frombytes(upright.mode, upright.size, upright.tobytes()).save(target, kind, quality=90)


def without_notes(jpeg: bytes) -> bytes:
    """Drop what cameras and programs note in a JPEG: every application segment but JFIF and Adobe, and comments."""
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        if marker == 0xDA:
            return b"".join([*kept, jpeg[at:]])
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    raise CannotClean("no JPEG")


def clean_pdf(source: str, target: str) -> None:
    """Write a PDF anew: no author, no history, no attached files, no comments' names, no links that lead outside."""
    import pikepdf

    with pikepdf.open(source) as pdf:
        for key in ("/Info", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        _drop(pdf.Root, "/Metadata", "/PieceInfo", "/AF", "/OpenAction", "/AA", "/Collection")
        if "/Names" in pdf.Root:
            _drop(pdf.Root.Names, "/EmbeddedFiles", "/JavaScript")
        for page in pdf.pages:
            _clean_notes(page.obj)
        for found in pdf.objects:
            if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
                _drop(found, "/Metadata", "/PieceInfo", "/LastModified")
                if isinstance(found, pikepdf.Stream) and found.get("/Filter") == pikepdf.Name.DCTDecode:
                    parameters = found.get("/DecodeParms")
                    found.write(without_notes(found.read_raw_bytes()), filter=pikepdf.Name.DCTDecode,
                                decode_parms=parameters)
        pdf.save(target, deterministic_id=True, fix_metadata_version=False)


def _drop(holder: Any, *keys: str) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _clean_notes(page: Any) -> None:
    """Take the authors from a page's comments; attached files and links that lead outside go altogether."""
    import pikepdf

    if "/Annots" not in page:
        return
    kept = []
    for note in page.Annots:
        action = note.get("/A")
        outside = action is not None and action.get("/S") in ("/URI", "/Launch", "/JavaScript", "/GoToR", "/SubmitForm")
        if outside or note.get("/Subtype") == "/FileAttachment":
            continue
        if note.get("/Subtype") != "/Widget":
            _drop(note, *_MARKUP_AUTHOR)
        kept.append(note)
    page.Annots = pikepdf.Array(kept)


def clean_office(source: Any, target: Any, depth: int = 0) -> None:
    """Pack a document of Office anew: properties empty, authors nameless, outer links cut, pictures bare."""
    if depth > DEEPEST:
        raise CannotClean("too deep")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            if not each.is_dir() and "thumbnail" not in each.filename.lower():
                content = _part(each.filename.lower(), old.read(each), depth)
                new.writestr(zipfile.ZipInfo(each.filename, _EPOCH), content, zipfile.ZIP_DEFLATED)


def _part(name: str, content: bytes, depth: int) -> bytes:
    """Clean one part of a document by what its name says it is."""
    ending, copy = name.rsplit(".", 1)[-1], BytesIO()
    if ending in ("xml", "rels", "vml", "psmdcp"):
        return _markup(name, content.decode("utf-8-sig")).encode()
    if ending in _PICTURES:
        clean_picture(BytesIO(content), copy, _PICTURES[ending])
        return copy.getvalue()
    if ending in ("docx", "xlsx", "pptx"):
        clean_office(BytesIO(content), copy, depth + 1)
        return copy.getvalue()
    if ending in ("fntdata", "odttf"):
        return content
    if "printersettings" in name:
        return b""
    raise CannotClean(name)


def _markup(name: str, text: str) -> str:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise CannotClean("declares entities")
    if name.endswith(".rels"):
        return _RELATIONSHIP.sub(lambda found: _inside_only(found.group()), text)
    if name.startswith("customxml/") and "/itemprops" not in name:
        return "<empty/>"
    if name != "[content_types].xml":
        text = next((empty for space, empty in _EMPTY.items() if space in text[:3000]), text)
    text = _PATH.sub(r'\1""', _PEOPLE.sub(r'\1""', text))
    if "author" in name or "person" in name or "people" in name:
        text = _NAMES.sub(r'\1""', text)
    return _AUTHOR.sub(r"\1\2", text)


def _inside_only(relationship: str) -> str:
    if "thumbnail" in relationship.lower():
        return ""
    if re.search(r"TargetMode\s*=\s*[\"']External", relationship):
        return _TARGET.sub(r'\1"https://hidden.invalid/"', relationship)
    return relationship


def clean(media_type: str, source: str, target: str) -> None:
    """Clean a file by its type."""
    if media_type == "application/pdf":
        clean_pdf(source, target)
    elif media_type.startswith("image/"):
        clean_picture(source, target, media_type.removeprefix("image/").upper())
    elif "openxmlformats" in media_type:
        clean_office(source, target)
    else:
        raise CannotClean(media_type)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        clean(*sys.argv[1:4])
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}\n")
        sys.exit(CANNOT)
