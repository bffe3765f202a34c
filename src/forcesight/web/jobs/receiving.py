"""How much a person may send: refused by the request's own length, before any of it is kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from forcesight.access import check


class BoundedUpload(TemporaryFileUploadHandler):
    """Files go to the disk, at most `settings.LARGEST_UPLOAD` bytes together, and only from those who may load."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 — Django's name
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        """Refuse the request before its body is read."""
        may_load = check.can_load_records(self.request.principal)
        limit = settings.LARGEST_UPLOAD if may_load else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if content_length > limit:
            raise RequestDataTooBig(
                f"What you sent is larger than the {limit // 2**20:,} MB that this page takes from you at a time. "
                "Send fewer files, or have them loaded at the command line."
            )
        super().handle_raw_input(input_data, META, content_length, boundary, encoding)
