"""Files as strangers make them. Everything is built here; nothing dangerous lies in the repository."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

TYPES = "[Content_Types].xml"
WORD = {TYPES: "<Types/>", "word/document.xml": "<document>Acta</document>"}
SHEET = {TYPES: "<Types/>", "xl/workbook.xml": "<workbook/>"}
EXECUTABLE = b"MZ\x90\x00" + b"\x00\x01\x02" * 400


def archive(parts: Mapping[str, str | bytes], *, stored_first: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, content) in enumerate(parts.items()):
            how = zipfile.ZIP_STORED if stored_first and number == 0 else zipfile.ZIP_DEFLATED
            package.writestr(name, content, compress_type=how)
    return out.getvalue()


def open_document(kind: str = "text", **parts: str) -> bytes:
    mime = f"application/vnd.oasis.opendocument.{kind}"
    return archive({"mimetype": mime, "content.xml": "<office/>", **parts}, stored_first=True)


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    body = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    body += b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    extra = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 3))
    return (
        b"%PDF-1.7\n" + body + extra + b"trailer\n<< /Root 1 0 R " + trailer + b" >>\nstartxref\n0\n%%EOF\n"
    )


def packed(text: bytes, *, filters: bytes = b"/FlateDecode", name: bytes = b"/ObjStm") -> bytes:
    body = zlib.compress(text)
    head = b"<< /Type %s /N 1 /First 4 /Filter %s /Length %d >>" % (name, filters, len(body))
    return head + b"\nstream\n" + body + b"\nendstream"


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **extra: object) -> bytes:
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    out = io.BytesIO()
    image.save(out, kind, **extra)
    return out.getvalue()


def picture_with_place() -> bytes:
    """A phone's photo: lying on its side, with device, remark and the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x0110] = "A phone for tests"
    places = exif.get_ifd(0x8825)
    places[1], places[2] = "S", (34.0, 54.0, 4.0)
    places[3], places[4] = "W", (56.0, 9.0, 53.0)
    return picture(exif=exif, comment=b"somebody's home")


def huge_picture(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of some bytes that claims billions of points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
