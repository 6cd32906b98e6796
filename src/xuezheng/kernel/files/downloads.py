"""Handing out a content: always as a download, never shown by the browser as a page of ours."""

from django.http import FileResponse
from django.utils.http import content_disposition_header

from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.files.queries import content_of


def download(attachment: Attachment, *, media_type: str = "") -> FileResponse:
    """The name is given after RFC 5987, so that Chinese names arrive whole."""
    response = FileResponse(content_of(attachment), content_type=media_type or attachment.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=attachment.name)
    response["Content-Length"] = str(attachment.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store, private"
    return response
