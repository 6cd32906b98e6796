"""Versions: a read tells one (ETag), a write states the one it was based on (If-Match), so that no update is lost."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import Refusal


class VersionNeeded(Refusal):
    status = 428
    code = "version-needed"

    def __init__(self) -> None:
        super().__init__(_('State the version you have read, as its ETag was given: If-Match: "3".'))


class VersionNotReadable(Refusal):
    """Not a version of ours: it cannot be the present one."""

    status = 412
    code = "stale"

    def __init__(self) -> None:
        super().__init__(_("If-Match holds no version of this. Read it again and repeat what you wanted."))


def etag(version: int) -> str:
    return f'"{version}"'


def stated_version(request: HttpRequest) -> int:
    """The version of If-Match. `*` is refused too: whoever writes has read."""
    stated = request.headers.get("If-Match", "").strip()
    if not stated:
        raise VersionNeeded
    digits = stated.removeprefix('"').removesuffix('"')
    if stated != f'"{digits}"' or not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        raise VersionNotReadable
    return int(digits)


def is_known(request: HttpRequest, version: int) -> bool:
    """Whether the caller holds this version already (If-None-Match)."""
    return etag(version) in (tag.strip() for tag in request.headers.get("If-None-Match", "").split(","))
