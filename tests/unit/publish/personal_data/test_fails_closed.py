"""Nothing is published that was not searched: whatever lies within a file is read, or stops the publication."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote

import pandas as pd
import pikepdf
import pytest
from PIL import Image
from searched import hits_in

from complaint_analysis.errors import PersonalDataStopped
from complaint_analysis.publish.personal_data import search

NAME = "Tobias Quillfeather"
RECORDS = pd.DataFrame({"reference": ["CRM-448120-B"], "service": ["Waste"], "stage1_handler": [NAME]})
SVG = f"<svg xmlns='http://www.w3.org/2000/svg'><text>{NAME}</text></svg>"


def coded(content: str | bytes) -> str:
    return base64.b64encode(content.encode() if isinstance(content, str) else content).decode()


def png(*chunks: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    framed = (
        len(each).to_bytes(4) + kind + each + zlib.crc32(kind + each).to_bytes(4)
        for kind, each in (*chunks, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed) + behind


def picture(kind: str, **saved: object) -> bytes:
    """A picture as Pillow writes it, with its notes."""
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, kind, **saved)
    return made.getvalue()


def exif() -> Image.Exif:
    given = Image.Exif()
    given[0x013B] = NAME  # the artist
    return given


def zipped(**parts: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def pdf(change=lambda document: None, **saved: object) -> bytes:
    """A PDF of one blank page, changed."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(made, **saved)
    return made.getvalue()


def attach(document: pikepdf.Pdf, name: str = "letter.txt", content: bytes = NAME.encode()) -> None:
    document.attachments[name] = content


def annotate(document: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents=NAME, Rect=[0, 0, 1, 1]
    )
    document.pages[0].Annots = document.make_indirect(pikepdf.Array([note]))


def fill_in(document: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="by", V=NAME)
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[document.make_indirect(field)])


def run_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{NAME}')")


def script_in_a_stream(document: pikepdf.Pdf) -> None:
    stream = document.make_stream(f"app.alert('{NAME}')".encode())
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=stream)


def describe(document: pikepdf.Pdf) -> None:
    document.docinfo["/Author"] = NAME


def describe_in_xmp(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [NAME]


def say_otherwise(document: pikepdf.Pdf) -> None:
    said = f"/Span <</ActualText ({NAME})>> BDC EMC".encode()
    document.pages[0].Contents = document.make_stream(said)


def show_a_photograph(document: pikepdf.Pdf) -> None:
    stream = document.make_stream(picture("JPEG", exif=exif()))
    stream.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=8, Height=8, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=stream))


def embedded(media: str, content: str) -> str:
    return f'<img src="data:{media},{content}">'


NESTED = f"<svg><image href='data:image/svg+xml;base64,{coded(SVG)}'/></svg>"
COMMENT = f"<w:comments><w:comment w:author='{NAME}'/></w:comments>"
READ = {
    "html, picture of text": ("a.html", f'<img src="data:image/svg+xml;base64,{coded(SVG)}">'),
    "html, with a charset": ("a.html", f'<img src="data:image/svg+xml;charset=utf-8;base64,{coded(SVG)}">'),
    "html, in capitals": ("a.html", f'<img src="DATA:IMAGE/SVG+XML;BASE64,{coded(SVG)}">'),
    "html, coded by percents": ("a.html", f'<img src="data:image/svg+xml,{quote(SVG)}">'),
    "html, not coded": ("a.html", f'<img src="data:image/svg+xml;utf8,{SVG}">'),
    "html, over several lines": ("a.html", f'<img src="data:text/plain;base64,{coded(NAME)[:12]}\n  {coded(NAME)[12:]}">'),
    "html, a script": ("a.html", f'<script src="data:text/javascript;base64,{coded(f"var a = {NAME!r}")}"></script>'),
    "html, a style": ("a.html", embedded("text/css;base64", coded(f"a::after {{ content: {NAME!r} }}"))),
    "html, a page in a frame": ("a.html", f'<iframe src="data:text/html;base64,{coded(f"<p>{NAME}</p>")}">'),
    "html, a picture's note": ("a.html", embedded("image/png;base64", coded(png((b"tEXt", b"Author\0" + NAME.encode()))))),
    "html, a picture within a drawing": (
        "a.html",
        embedded("image/svg+xml;base64", coded(NESTED)),
    ),
    "html, a drawing coded twice": ("a.html", embedded("image/svg+xml", quote(NESTED))),
    "html, a document": ("a.html", f'<a href="data:application/pdf;base64,{coded(pdf(describe))}">'),
    "css": ("a.css", f"a {{ background: url(data:image/svg+xml;base64,{coded(SVG)}) }}"),
    "css, a comment": ("a.css", f"/* {NAME} */"),
    "svg": ("a.svg", f'<svg><image href="data:image/svg+xml;base64,{coded(SVG)}"/></svg>'),
    "svg, its description": ("a.svg", f"<svg><desc>{NAME}</desc></svg>"),
    "json": ("a.json", f'{{"logo": "data:image/svg+xml;base64,{coded(SVG)}"}}'),
    "a notebook": ("a.ipynb", f'{{"cells": [{{"attachments": {{"a.svg": "data:image/svg+xml;base64,{coded(SVG)}"}}}}]}}'),
    "png, tEXt": ("a.png", png((b"tEXt", b"Author\0" + NAME.encode()))),
    "png, zTXt": ("a.png", png((b"zTXt", b"Author\0\0" + zlib.compress(NAME.encode())))),
    "png, iTXt": ("a.png", png((b"iTXt", b"Author\0\0\0en\0\0" + NAME.encode()))),
    "png, iTXt packed": ("a.png", png((b"iTXt", b"Author\0\x01\0en\0\0" + zlib.compress(NAME.encode())))),
    "png, eXIf": ("a.png", picture("PNG", exif=exif())),
    "png, behind its end": ("a.png", png(behind=NAME.encode())),
    "jpeg, a comment": ("a.jpg", picture("JPEG", comment=NAME)),
    "jpeg, the camera's": ("a.jpeg", picture("JPEG", exif=exif())),
    "jpeg, XMP": ("a.jpg", picture("JPEG", xmp=f"<x:xmpmeta>{NAME}</x:xmpmeta>".encode())),
    "jpeg, behind its end": ("a.jpg", picture("JPEG") + NAME.encode()),
    "jpeg, in steps": ("a.jpg", picture("JPEG", progressive=True, comment=NAME)),
    "gif, a comment": ("a.gif", picture("GIF", comment=NAME)),
    "webp, the camera's": ("a.webp", picture("WEBP", exif=exif())),
    "webp, XMP": ("a.webp", picture("WEBP", xmp=NAME.encode())),
    "pdf, an attached text": ("a.pdf", pdf(attach)),
    "pdf, an attached document": ("a.pdf", pdf(lambda each: attach(each, "a.docx", zipped(word__comments_dot_xml=COMMENT)))),
    "pdf, a comment": ("a.pdf", pdf(annotate)),
    "pdf, a field": ("a.pdf", pdf(fill_in)),
    "pdf, a script": ("a.pdf", pdf(run_script)),
    "pdf, a script in a stream": ("a.pdf", pdf(script_in_a_stream)),
    "pdf, the author": ("a.pdf", pdf(describe)),
    "pdf, the author within packed objects": ("a.pdf", pdf(describe, object_stream_mode=pikepdf.ObjectStreamMode.generate)),
    "pdf, its metadata": ("a.pdf", pdf(describe_in_xmp)),
    "pdf, what a passage is read as": ("a.pdf", pdf(say_otherwise)),
    "pdf, a photograph": ("a.pdf", pdf(show_a_photograph)),
    "docx, a property": ("a.docx", zipped(docProps__custom_dot_xml=f"<property><vt:lpwstr>{NAME}</vt:lpwstr></property>")),
    "docx, the author": ("a.docx", zipped(docProps__core_dot_xml=f"<cp:lastModifiedBy>{NAME}</cp:lastModifiedBy>")),
    "docx, data of its own": ("a.docx", zipped(customXml__item1_dot_xml=f'<a by="{NAME}"/>')),
    "docx, a variable": ("a.docx", zipped(word__settings_dot_xml=f'<w:docVar w:name="by" w:val="{NAME}"/>')),
    "docx, a comment's author": ("a.docx", zipped(word__comments_dot_xml=COMMENT)),
    "docx, in a comment of XML": ("a.docx", zipped(word__document_dot_xml=f"<w:p><!-- {NAME} --></w:p>")),
    "docx, deleted text": ("a.docx", zipped(word__document_dot_xml=f"<w:del><w:delText>{NAME}</w:delText></w:del>")),
    "docx, a hyphen that does not break": (
        "a.docx",
        zipped(word__document_dot_xml="<w:p><w:t>Tobias</w:t><w:noBreakHyphen/><w:t>Quillfeather</w:t></w:p>"),
    ),
    "docx, links": ("a.docx", zipped(**{"word___rels__document.xml.rels": f'<Relationship Target="https://a.example/{quote(NAME)}"/>'})),
    "docx, relations of the whole": ("a.docx", zipped(**{"_rels/.rels": f'<Relationship Target="{NAME}.xml"/>'})),
    "docx, a picture": ("a.docx", zipped(word__media__a_dot_jpeg=picture("JPEG", comment=NAME))),
    "docx, a workbook": ("a.docx", zipped(word__embeddings__a_dot_xlsx=zipped(xl__sharedStrings_dot_xml=f"<t>{NAME}</t>"))),
    "xlsx, a hidden name": ("a.xlsx", zipped(xl__workbook_dot_xml=f'<definedName name="by" hidden="1">"{NAME}"</definedName>')),
    "xlsx, a hint": ("a.xlsx", zipped(xl__worksheets__sheet1_dot_xml=f'<dataValidation prompt="{NAME}"/>')),
    "xlsx, a formula": ("a.xlsx", zipped(xl__worksheets__sheet1_dot_xml=f'<c><f>"{NAME}"</f><v>1</v></c>')),
    "a text in UTF-16": ("a.csv", f"who,{NAME}".encode("utf-16")),
}  # fmt: skip
WHOLE = pdf(lambda document: None)
UNREAD = {
    "a kind that is not known": ("a.exe", b"MZ"),
    "a typeface": ("a.woff2", b"wOF2"),
    "no kind": ("README", b"text"),
    "an embedded kind that is not known": ("a.html", '<img src="data:image/x-icon;base64,AAAA">'),
    "an embedded program": ("a.html", '<a href="data:application/octet-stream;base64,AAAA">'),
    "an embedded file that breaks off": ("a.html", '<img src="data:image/png;base64,iVBO*">'),
    "an embedded picture that is none": ("a.html", f'<img src="data:image/png;base64,{coded(b"none")}">'),
    "a text with bytes that are none": ("a.csv", b"a,b\0c"),
    "png, broken off": ("a.png", picture("PNG")[:-20]),
    "png, none": ("a.png", b"none"),
    "png, a part that is not known": ("a.png", png((b"prVt", b"a"))),
    "png, a damaged note": ("a.png", png((b"zTXt", b"Author\0\0none"))),
    "png, a note without end": ("a.png", png((b"zTXt", b"Author\0\0" + zlib.compress(bytes(30_000_000))))),
    "jpeg, broken off": ("a.jpg", picture("JPEG")[:-2]),
    "gif, broken off": ("a.gif", picture("GIF")[:-1]),
    "webp, broken off": ("a.webp", picture("WEBP")[:-8]),
    "pdf, encrypted": ("a.pdf", pdf(encryption=pikepdf.Encryption(owner="o", user="u"))),
    "pdf, encrypted without a word to open it": ("a.pdf", pdf(encryption=pikepdf.Encryption(owner="o", user=""))),
    "pdf, broken off": ("a.pdf", WHOLE[: len(WHOLE) // 2]),
    "pdf, none": ("a.pdf", b"none"),
    "pdf, an earlier version within": ("a.pdf", WHOLE + WHOLE[WHOLE.index(b"trailer") :]),
    "pdf, an attached program": ("a.pdf", pdf(lambda each: attach(each, "a.exe", b"MZ"))),
    "docx, none": ("a.docx", b"none"),
    "docx, broken off": ("a.docx", zipped(word__document_dot_xml="<w:p/>" * 100)[:-30]),
    "docx, a damaged part": ("a.docx", zipped(word__document_dot_xml="a plain part").replace(b"a plain part", b"a plain pard")),
    "docx, an object": ("a.docx", zipped(word__embeddings__oleObject1_dot_bin=b"\xd0\xcf\x11\xe0")),
    "docx, a metafile": ("a.docx", zipped(word__media__a_dot_emf=b"\x01\0\0\0")),
    "xlsx, settings of a printer": ("a.xlsx", zipped(xl__printerSettings__a_dot_bin=b"\0")),
}  # fmt: skip


def write(folder: Path, name: str, content: str | bytes) -> None:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("case", READ)
def test_a_name_within_a_file_is_met(tmp_path, case):
    write(tmp_path, *READ[case])
    found = hits_in(tmp_path, RECORDS)
    assert [hit.column for hit in found if not hit.is_unread] == ["stage1_handler"]
    assert [hit for hit in found if hit.is_unread] == []


@pytest.mark.parametrize("case", UNREAD)
def test_a_part_that_cannot_be_read_stops_the_publication_and_is_named(tmp_path, case):
    (tmp_path / "public").mkdir()
    write(tmp_path / "public", *UNREAD[case])
    with pytest.raises(PersonalDataStopped, match="cannot be searched for personal data") as stopped:
        search.refuse_private_values(
            [tmp_path / "public"], RECORDS, [], tmp_path / "private" / "wall-hits.csv"
        )
    assert stopped.value.exit_code == 6
    assert stopped.value.where.startswith(UNREAD[case][0])
    assert "(cannot be searched: " in stopped.value.where


def test_an_encrypted_part_of_an_archive_stops_it(tmp_path):
    content = bytearray(zipped(word__document_dot_xml="<w:p/>"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    write(tmp_path, "a.docx", bytes(content))
    assert [hit.column for hit in hits_in(tmp_path, RECORDS)] == ["cannot be searched: an encrypted file"]


def test_files_within_files_end_somewhere(tmp_path):
    content = zipped(a_dot_txt="end")
    for _ in range(8):
        content = zipped(a_dot_zip=content)
    write(tmp_path, "a.zip", content)
    assert [hit.is_unread for hit in hits_in(tmp_path, RECORDS)] == [True]


def test_the_remarks_of_an_archive_are_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:p/>")
        archive.comment = NAME.encode()
    assert [hit.column for hit in hits_in(tmp_path, RECORDS)] == ["stage1_handler"]


def test_whole_files_of_every_kind_that_is_published_pass(tmp_path):
    for name, content in {
        "a.html": f'<img src="data:image/png;base64,{coded(picture("PNG"))}"><p>Complaints</p>',
        "a.png": picture("PNG"), "a.jpg": picture("JPEG", progressive=True), "a.gif": picture("GIF"),
        "a.webp": picture("WEBP"), "a.pdf": pdf(), "a.docx": zipped(word__document_dot_xml="<w:p/>"), "a.csv": "a,b\n",
        "a.json": "{}", "a.svg": "<svg/>", "a.css": "a { color: #ab12cd }",
    }.items():  # fmt: skip
        write(tmp_path, name, content)
    assert hits_in(tmp_path, RECORDS) == []


def test_a_part_of_no_known_kind_in_what_people_wrote_is_no_matter(tmp_path):
    """Of a form in Word its words are published, not the object that lies in it."""
    write(tmp_path, "form.docx", zipped(word__embeddings__a_dot_bin=b"\0", word__document_dot_xml="<w:p/>"))
    paths = [tmp_path / "form.docx"]
    search.refuse_private_values_in_inputs(paths, tmp_path, RECORDS, [])
    write(
        tmp_path,
        "form.docx",
        zipped(word__embeddings__a_dot_bin=b"\0", word__document_dot_xml=f"<w:t>{NAME}</w:t>"),
    )
    with pytest.raises(PersonalDataStopped, match="stands in a file that would be published"):
        search.refuse_private_values_in_inputs(paths, tmp_path, RECORDS, [])
