"""Takes uploads into memory, up to the limit: what is larger is dropped while it comes in."""

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from solidarity.files.kinds import LARGEST

# Up to here the rest is read and dropped, so that the form can answer with everything typed still in it.
# Beyond, the request is refused unread.
MOST_IN_A_REQUEST = 64 * 1024 * 1024


class TooLarge(InMemoryUploadedFile):
    """Stands for a file beyond the limit. Its content was not kept."""


class LimitedUpload(FileUploadHandler):
    """The only upload handler of the portal. Nothing of it ever lies on a disk."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002 - Django's signature
        META: dict[str, Any],  # noqa: ARG002, N803
        content_length: int,
        boundary: Any,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Refuse a request that no form of the portal can mean."""
        if content_length > MOST_IN_A_REQUEST:
            raise RequestDataTooBig("A request is larger than any form of the portal can be.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with nothing."""
        super().new_file(*args, **kwargs)
        self.buffer: BytesIO | None = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the part, or drop everything once the limit is passed."""
        if start + len(raw_data) > LARGEST:
            self.buffer = None
        elif self.buffer is not None:
            self.buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, or its stand-in with the real size and no content."""
        sort = InMemoryUploadedFile if self.buffer is not None else TooLarge
        buffer = self.buffer or BytesIO()
        buffer.seek(0)
        return sort(
            buffer,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
