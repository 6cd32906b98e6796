"""A Word file with nothing of the moment in it: the same document gives the same bytes."""

from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xuezheng.engines.papers.writing.official.phrases import UNDATED

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip file can name."""


def packed(document: Any, *, title: str, author: str, dated: date | None) -> bytes:
    _say_who(document.core_properties, title=title, author=author, dated=dated or UNDATED)
    target = BytesIO()
    document.save(target)
    return without_moments(target.getvalue())


def without_moments(data: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for member in source.infolist():
            entry = ZipInfo(member.filename, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 0, 0
            copy.writestr(entry, source.read(member))
    return target.getvalue()


def _say_who(properties: Any, *, title: str, author: str, dated: date) -> None:
    at = datetime(dated.year, dated.month, dated.day)  # noqa: DTZ001 - the format keeps no zone
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.created = properties.modified = properties.last_printed = at
    properties.revision, properties.comments, properties.language = 1, "", "zh-CN"
