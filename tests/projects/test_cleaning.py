"""Files are given out without what programs note about who made them; what cannot be cleaned is refused."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from hackathon.errors import FileNotCleaned
from hackathon.projects import cleaning
from tests.projects import samples

NAME = "Aigerim-Akhmetova"
OFFICE = "application/vnd.openxmlformats-officedocument."


def cleaned(folder, content, media_type):
    path = folder / "original"
    path.write_bytes(content)
    return cleaning.cleaned_copy(path, media_type).read_bytes()


def picture(kind, **options):
    target, image = io.BytesIO(), Image.new("RGB", (8, 4), "red")
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = NAME, 6
    image.save(target, kind, exif=exif, **options)
    return target.getvalue()


def document():
    """Make a PDF that tells its author in every way that is known to us."""
    pdf, target = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(100, 100))
    pdf.docinfo["/Author"] = NAME
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = [NAME]
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
                              A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://github.com/{NAME}"))
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=NAME,
                              Contents="See above")
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(link), pdf.make_indirect(note)]))
    photo = pdf.make_stream(picture("JPEG"), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=8, Height=4,
                            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode)
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photo))
    pdf.attachments[f"{NAME}.txt"] = NAME.encode()
    pdf.save(target, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


def spoken(content):
    """Return a PDF without compression, so that every text in it can be searched."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(target, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return target.getvalue()


def test_pdf_tells_neither_author_nor_links_nor_attachments(tmp_path):
    original = document()
    assert spoken(original).count(NAME.encode()) >= 5
    found = spoken(cleaned(tmp_path, original, "application/pdf"))
    assert NAME.encode() not in found
    assert b"See above" in found
    with pikepdf.open(io.BytesIO(found)) as pdf:
        assert (len(pdf.pages), len(pdf.pages[0].Annots), "/Info" in pdf.trailer) == (1, 1, False)


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_picture_loses_its_notes_and_stands_upright(tmp_path, kind, media_type):
    original = picture(kind)
    assert NAME.encode() in original
    found = cleaned(tmp_path, original, media_type)
    assert NAME.encode() not in found
    with Image.open(io.BytesIO(found)) as image:
        assert (image.size, dict(image.getexif()), image.format) == ((4, 8), {}, kind)


def test_document_of_office_loses_properties_authors_paths_and_outer_links(tmp_path):
    core = f'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">' \
           f"<dc:creator>{NAME}</dc:creator></cp:coreProperties>"
    inner = samples.office("spreadsheetml.sheet", **{"docProps/core.xml": core.encode()})
    rels = f'<Relationships><Relationship Id="r1" Target="https://x.kz/{NAME}" TargetMode="External"/></Relationships>'
    original = samples.office("wordprocessingml.document", **{
        "docProps/core.xml": core.encode(), "docProps/thumbnail.jpeg": picture("JPEG"),
        "word/document.xml": f'<w:p><w:ins w:id="1" w:author="{NAME}"/><w:t>The author weighs</w:t></w:p>'.encode(),
        "word/people.xml": f"<w15:person w15:author='{NAME}'/>".encode(),
        "word/comments.xml": f'<w:comment w:author="{NAME}" w:initials="{NAME}"/>'.encode(),
        "word/_rels/document.xml.rels": rels.encode(), "word/media/image1.jpeg": picture("JPEG"),
        "word/embeddings/sheet.xlsx": inner,
    })
    found = cleaned(tmp_path, original, f"{OFFICE}wordprocessingml.document")
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
        dates = {each.date_time for each in archive.infolist()}
    nested = zipfile.ZipFile(io.BytesIO(texts["word/embeddings/sheet.xlsx"])).read("docProps/core.xml")
    assert [name for name, text in {**texts, "nested": nested}.items() if NAME.encode() in text] == []
    assert (b"The author weighs" in texts["word/document.xml"], dates) == (True, {(1980, 1, 1, 0, 0, 0)})
    assert "docProps/thumbnail.jpeg" not in texts


@pytest.mark.parametrize(("content", "media_type"), [
    (samples.PDF, "application/pdf"), (b"%PDF-1.7 nothing %%EOF", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"),
    (samples.ZIP, "application/zip"), (samples.MP4, "video/mp4"), (b"PK\x03\x04", f"{OFFICE}spreadsheetml.sheet"),
    (samples.office("presentationml.presentation", **{"ppt/media/image1.emf": b"EMF"}),
     f"{OFFICE}presentationml.presentation"),
    (samples.office("wordprocessingml.document", **{"word/x.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}),
     f"{OFFICE}wordprocessingml.document"),
])  # fmt: skip
def test_file_that_cannot_be_cleaned_is_refused_and_leaves_nothing_behind(tmp_path, content, media_type):
    with pytest.raises(FileNotCleaned):
        cleaned(tmp_path, content, media_type)
    assert [path.name for path in tmp_path.iterdir()] == ["original"]


def test_encrypted_pdf_is_refused(tmp_path):
    pdf, target = pikepdf.new(), io.BytesIO()
    pdf.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(FileNotCleaned):
        cleaned(tmp_path, target.getvalue(), "application/pdf")


def test_picture_that_would_fill_the_memory_is_refused(tmp_path):
    target = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(target, "PNG")
    with pytest.raises(FileNotCleaned):
        cleaned(tmp_path, target.getvalue(), "image/png")


def test_cleaned_copy_is_made_once(tmp_path):
    path = tmp_path / "original"
    path.write_bytes(picture("PNG"))
    first = cleaning.cleaned_copy(path, "image/png")
    changed = first.stat().st_mtime_ns
    assert cleaning.cleaned_copy(path, "image/png").stat().st_mtime_ns == changed
