"""From bytes and a name to a file that may be kept, or to the reason why not. Nothing is written here."""

import hashlib
from dataclasses import dataclass

from solidarity.files import documents, pdfs, pictures, texts
from solidarity.files.kinds import LARGEST, PICTURES, TEXTS, Kind, kind_of_ending
from solidarity.files.names import clean_name
from solidarity.files.refusal import Refused

MARKS = ((b"%PDF-", Kind.PDF), (b"\xff\xd8\xff", Kind.JPEG), (b"\x89PNG\r\n\x1a\n", Kind.PNG))
ZIP = b"PK\x03\x04"
OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Received:
    """A file that passed every check, still in memory."""

    name: str
    kind: Kind
    content: bytes

    @property
    def content_type(self) -> str:
        """Derived from the checked content, never from what the sender said."""
        return self.kind.content_type

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """The checksum, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def receive(name: str, content: bytes) -> Received:
    """Check `content` by what it is, against what `name` claims; `Refused` says why it is not taken."""
    claimed = kind_of_ending(name)
    if claimed is None:
        raise Refused("kind")
    if not content:
        raise Refused("empty")
    if len(content) > LARGEST:
        raise Refused("size")
    kind = _agreed(claimed, content)
    checked = _checked(kind, content)
    if len(checked) > LARGEST:  # a picture may grow when it is drawn anew
        raise Refused("size")
    return Received(clean_name(name, kind), kind, checked)


def _agreed(claimed: Kind, content: bytes) -> Kind:
    """The kind that the content has. Only pictures are often named wrongly by harmless programs."""
    found = _found(content)
    if found is None and claimed in TEXTS:
        return claimed
    if found != claimed and not {found, claimed} <= set(PICTURES):
        raise Refused("disagrees")
    return found or claimed


def _found(content: bytes) -> Kind | None:
    if content.startswith(OLD_CONTAINER) and ENCRYPTED_PACKAGE in content:
        raise Refused("encrypted")
    if content.startswith(ZIP):
        return documents.kind_of(content)
    return next((kind for mark, kind in MARKS if content.startswith(mark)), None)


def _checked(kind: Kind, content: bytes) -> bytes:
    if kind is Kind.PDF:
        return pdfs.checked(content)
    if kind in PICTURES:
        return pictures.redrawn(content, kind)
    return texts.checked(content) if kind in TEXTS else documents.checked(content)
