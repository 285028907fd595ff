"""What is taken, what is refused and with which reason; nothing here touches a disk."""

import io
import zipfile

import pikepdf
import pytest
from PIL import Image, ImageFile

from solidarity.files.kinds import LARGEST, Kind
from solidarity.files.received import receive
from solidarity.files.refusal import REASONS, Refused
from tests.files import hostile
from tests.files.hostile import SHEET, TYPES, WORD, archive, open_document, packed, pdf, picture

FETCHED_TEMPLATE = '<R Type="x/attachedTemplate" Target="http://x.example" TargetMode="External"/>'
GOOD = {
    "acta.pdf": pdf(packed(b"5 0 << /Type /Font >>"), b"<< /S /GoTo >>"),
    "foto.jpg": picture(),
    "foto.JPEG": picture(),
    "plano.png": picture("PNG"),
    "acta.docx": archive(WORD),
    "datos.xlsx": archive(SHEET),
    "acta.odt": open_document(),
    "datos.ods": open_document("spreadsheet"),
    "datos.csv": "año;ciudad\n2026;Montevideo\n".encode("cp1252"),
    "nota.txt": "Ñandú, reunião, ẽ\r\n\tfin\n".encode(),
    "excel.txt": "año\tciudad\n".encode("utf-16"),
}
BAD = {
    "kind": [
        ("virus.exe", hostile.EXECUTABLE),
        ("dibujo.svg", b"<svg onload='x()'/>"),
        ("pagina.html", b"<script>x()</script>"),
        ("macro.docm", archive(WORD)),
        ("todo.zip", archive({"a.txt": "a"})),
        ("sin-punto", b"text"),
        ("acta.pdf.exe", pdf()),
    ],
    "empty": [("acta.pdf", b"")],
    "size": [("nota.txt", b"a" * (LARGEST + 1))],
    "disagrees": [
        ("acta.pdf", hostile.EXECUTABLE),
        ("foto.jpg", pdf()),
        ("acta.docx", archive(SHEET)),
        ("acta.docx", archive({"classes.dex": "x"})),
        ("acta.odt", open_document("presentation")),
        ("foto.png", b"<svg/>"),
        ("nota.txt", pdf()),
        ("acta.pdf", b"GIF89a" + pdf()),
        ("acta.pdf", pdf() + archive(WORD)),
    ],
    "unreadable": [
        ("acta.pdf", pdf()[:-20]),
        ("acta.pdf", pdf(packed(b"5 0 <<>>", filters=b"[/ASCIIHexDecode /FlateDecode]"))),
        ("acta.pdf", pdf(packed(b"5 0 <<>>", filters=b"[/FlateDecode /FlateDecode]"))),
        ("acta.pdf", pdf(packed(b"5 0 <<>>" * 99).replace(b"\nendstream", b"")[:-20] + b"\nendstream")),
        ("acta.pdf", pdf(b"<< /Type /ObjStm /Pad (" + b"x" * 70_000 + b") >>\nstream\nq\nendstream")),
        ("foto.jpg", picture(size=(300, 300))[:-400]),
        ("foto.png", picture("PNG", size=(300, 300))[:-400]),
        ("acta.docx", archive(WORD)[:-30]),
        ("acta.docx", archive(WORD) + b"something behind"),
        ("acta.docx", archive({**WORD, "../../etc/passwd": "x"})),
        ("acta.docx", archive({**WORD, "WORD/document.xml": "twice, but for the case"})),
    ],
    "encrypted": [
        ("acta.pdf", pdf(trailer=b"/Encrypt 9 0 R")),
        ("acta.pdf", pdf(trailer=b"/#45ncrypt 9 0 R")),
        (
            "acta.docx",
            hostile_container := b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        ),
        ("datos.xlsx", hostile_container),
        ("acta.odt", open_document(**{"META-INF/manifest.xml": "<manifest:encryption-data>"})),
    ],
    "active": [
        ("acta.pdf", pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>")),
        ("acta.pdf", pdf(b"<< /S /J#61vaScript /JS (app.alert(1)) >>")),
        ("acta.pdf", pdf(b"<< /S /Launch /F (cmd.exe) >>")),
        ("acta.pdf", pdf(b"<< /Names << /EmbeddedFiles 7 0 R >> >>")),
        ("acta.pdf", pdf(b"<< /XFA [ 7 0 R ] >>")),
        ("acta.pdf", pdf(packed(b"5 0 << /S /JavaScript /JS (x) >>"))),
        ("acta.pdf", pdf(packed(b"5 0 << /S /JavaScript /JS (x) >>", name=b"/Obj#53tm"))),
    ],
    "macros": [
        ("acta.docx", archive({**WORD, "word/vbaProject.bin": b"x"})),
        ("acta.docx", archive({**WORD, TYPES: "<Override ContentType='x.macroEnabled.main+xml'/>"})),
        ("acta.docx", archive({**WORD, "word/embeddings/oleObject1.bin": b"x"})),
        ("datos.xlsx", archive({**SHEET, "xl/macrosheets/sheet1.xml": "x"})),
        ("acta.docx", archive({**WORD, "word/_rels/settings.xml.rels": FETCHED_TEMPLATE})),
        ("acta.odt", open_document(**{"Basic/Standard/Module1.xml": "x"})),
        ("acta.odt", open_document(**{"content.xml": "<a href='vnd.sun.star.script:x'/>"})),
    ],
    "packed": [
        ("acta.docx", archive({**WORD, "word/media/a.xml": b"\x00" * 30_000_000})),
        ("acta.docx", archive({**WORD, **{f"word/{n}.xml": "" for n in range(2100)}})),
    ],
    "pixels": [("foto.png", hostile.huge_picture()), ("foto.png", hostile.huge_picture(8000, 6000))],
    "characters": [
        ("nota.txt", hostile.EXECUTABLE),
        ("datos.csv", b"a;b\x00c\n"),
        ("datos.csv", b"\x1b]8;;http://x\n"),
        ("nota.txt", b"\xff\xfe\x00"),
        ("nota.txt", b"\x81\x8d"),
    ],
}


def reason(name: str, content: bytes) -> str | None:
    try:
        receive(name, content)
    except Refused as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(("name", "content"), GOOD.items(), ids=GOOD)
def test_receive_takes_every_kind_of_the_list(name: str, content: bytes) -> None:
    received = receive(name, content)

    assert received.name.split(".")[0] == name.split(".")[0]
    assert received.content_type == Kind(received.name.rpartition(".")[2]).content_type
    assert received.size == len(received.content) > 0
    assert len(received.sha256) == 64


@pytest.mark.parametrize(
    ("expected", "name", "content"),
    [(code, name, content) for code, cases in BAD.items() for name, content in cases],
    ids=[f"{code}-{number}" for code, cases in BAD.items() for number, _case in enumerate(cases)],
)
def test_receive_refuses_with_the_reason(expected: str, name: str, content: bytes) -> None:
    assert reason(name, content) == expected


def test_every_reason_is_tried() -> None:
    assert set(BAD) | {"room"} == set(REASONS)


def test_receive_counts_what_a_directory_of_parts_hides() -> None:
    honest = archive({**WORD, "word/a.xml": b"\x00" * 30_000_000})
    size = (30_000_000).to_bytes(4, "little")
    assert size in honest

    assert reason("acta.docx", honest.replace(size, (100).to_bytes(4, "little"))) in {"unreadable", "packed"}


def test_receive_removes_place_device_and_remarks_and_turns_the_photo_upright() -> None:
    photo = hostile.picture_with_place()
    assert b"A phone for tests" in photo
    assert b"somebody's home" in photo

    with Image.open(io.BytesIO(receive("foto.jpg", photo).content)) as kept:
        assert kept.size == (40, 60)
        assert not dict(kept.getexif())
        assert not set(kept.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_receive_drops_what_hangs_behind_a_picture() -> None:
    both = picture() + archive({"evil.txt": "x"})
    assert zipfile.is_zipfile(io.BytesIO(both))

    assert not zipfile.is_zipfile(io.BytesIO(receive("foto.jpg", both).content))


def test_receive_refuses_half_a_picture_whatever_another_library_has_switched_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    assert reason("foto.jpg", picture(size=(300, 300))[:-400]) == "unreadable"


def test_receive_names_a_picture_by_what_it_is() -> None:
    assert receive("captura.png", picture()).name == "captura.jpg"


def test_receive_makes_large_photos_smaller() -> None:
    with Image.open(io.BytesIO(receive("foto.jpg", picture(size=(6000, 3000))).content)) as kept:
        assert kept.size == (4096, 2048)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_receive_takes_pictures_of_every_mode(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    out = io.BytesIO()
    Image.new(mode, (9, 9)).save(out, kind)

    assert receive(f"plano.{kind.lower()}", out.getvalue()).size


@pytest.mark.parametrize("mode", ["preserve", "generate"])
def test_receive_takes_what_a_real_writer_of_pdfs_writes(mode: str) -> None:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode[mode])

    assert receive("acta.pdf", out.getvalue()).size


@pytest.mark.parametrize("mode", ["preserve", "generate"])
def test_receive_finds_programs_and_passwords_of_a_real_writer_of_pdfs(mode: str) -> None:
    streams = pikepdf.ObjectStreamMode[mode]
    script, locked, attached = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(locked, object_stream_mode=streams, encryption=pikepdf.Encryption(owner="o", user="u"))
        document.Root.OpenAction = document.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        )
        document.save(script, object_stream_mode=streams)
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["virus.exe"] = hostile.EXECUTABLE
        document.save(attached, object_stream_mode=streams)

    assert reason("acta.pdf", locked.getvalue()) == "encrypted"
    assert reason("acta.pdf", script.getvalue()) == "active"
    assert reason("acta.pdf", attached.getvalue()) == "active"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/Acta Nº 1.pdf", "Acta Nº 1.pdf"),
        ("C:\\Users\\x\\acta.pdf", "acta.pdf"),
        ("foto\u202egpj.pdf", "fotogpj.pdf"),
        ("acta\r\nSet-Cookie: a.pdf", "actaSet-Cookie a.pdf"),
        ("...pdf", "file.pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ('"><script>.pdf', "script.pdf"),
        ("camio\u0301n.PDF", "camión.pdf"),
    ],
)
def test_names_are_data_without_tricks(given: str, kept: str) -> None:
    assert receive(given, pdf()).name == kept
