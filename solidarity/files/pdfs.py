"""PDFs: whole, without a password, without programs, without files inside.

A PDF is not opened with a library here: reading its names is enough to refuse, and a large parser is
itself a danger with files of strangers. Names are looked for everywhere, also in packed objects.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from solidarity.files.refusal import Refused

TAIL = 1024  # bytes in which the end mark must lie
MOST_STREAMS = 50_000
MOST_UNPACKED = 100 * 1024 * 1024  # bytes of packed objects
REGION = 64 * 1024  # bytes before a stream in which its dictionary must lie
STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")  # names may be written in hexadecimal
PACKED = re.compile(rb"/ObjStm(?![A-Za-z])")
UNUSUAL = re.compile(rb"/(?:ASCII|LZW|RunLength|Crypt|DecodeParms)|/FlateDecode.*/FlateDecode", re.DOTALL)
ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z])")
ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|Rendition|RichMedia|XFA(?=[\s\[(</\d]))(?![A-Za-z])"
)


def checked(content: bytes) -> bytes:
    """The very same bytes; refused with the reason when something is wrong inside."""
    if b"%%EOF" not in content[-TAIL:] or b"obj" not in content:
        raise Refused("unreadable")
    if zipfile.is_zipfile(BytesIO(content)):  # two files in the same bytes
        raise Refused("disagrees")
    plain = _named(content)
    if ENCRYPTED.search(plain):
        raise Refused("encrypted")
    if ACTIVE.search(plain) or any(ACTIVE.search(_named(text)) for text in _packed_objects(content, plain)):
        raise Refused("active")
    return content


def _named(text: bytes) -> bytes:
    return ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), text)


def _packed_objects(content: bytes, plain: bytes) -> Iterator[bytes]:
    """The text of every packed object; refused when one is announced in a way that hides it from us."""
    announced, left, end = len(PACKED.findall(plain)), MOST_UNPACKED, 0
    for count, match in enumerate(STREAM.finditer(content)):
        if count >= MOST_STREAMS:
            raise Refused("unreadable")
        region = _named(content[max(end, match.start() - REGION) : match.start()])
        end = match.end()
        if found := len(PACKED.findall(region)):
            announced -= found
            text = _unpacked(content[end : content.find(b"endstream", end)], region, left)
            left -= len(text)
            yield text
    if announced:
        raise Refused("unreadable")


def _unpacked(body: bytes, region: bytes, left: int) -> bytes:
    """The text of one packed object. Ways of packing that nobody uses for them are refused, not guessed."""
    if b"/Filter" not in region:
        return body
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(body, left + 1)
    except zlib.error:
        raise Refused("unreadable") from None
    if len(text) > left:
        raise Refused("packed")
    if UNUSUAL.search(region) or not unpacker.eof:
        raise Refused("unreadable")
    return text
