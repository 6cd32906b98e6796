"""Uploads of forms go to disk, and no further than the largest file that is kept anywhere."""

from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from xuezheng.kernel.files.types import largest_of_all


class LimitedUpload(TemporaryFileUploadHandler):
    """What comes beyond the limit is read and dropped, so that the person gets a sentence instead of a broken connection."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        if start > largest_of_all():
            return None
        return super().receive_data_chunk(raw_data, start)
