"""What was answered when a sheet was taken: a mark that travels in the sheet, so that an upload can tell who changed what.

A mark holds the report's version and three bytes of every answer's fingerprint, never the answer: it stays short enough
for one cell, whatever the form. It is no secret and no proof; who forges it only overwrites what they may write anyway.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from xuezheng.engines.forms.declared import Form
from xuezheng.engines.forms.models import Report
from xuezheng.engines.forms.reading_reports import given_to
from xuezheng.engines.forms.sheets.parts import answerable

BYTES = 3
SHORT, MOST_KEPT = 40, 20_000


@dataclass(frozen=True, kw_only=True)
class Mark:
    version: int
    prints: Mapping[str, bytes]

    def is_of(self, code: str, value: Any) -> bool:
        """Whether this was the answer when the sheet was taken."""
        return self.prints.get(code) == print_of(value)


def mark_of(report: Report, form: Form) -> str:
    prints = b"".join(print_of(given_to(report, form, code)) for code in answerable(form))
    return f"{report.version}.{urlsafe_b64encode(prints).decode()}"


def read_mark(text: str, form: Form) -> Mark | None:
    """None where it is missing or is not this form's: then only empty fields are filled."""
    version, _dot, coded = text.partition(".")
    try:
        prints = urlsafe_b64decode(coded.encode())
    except (NotBase64, ValueError):
        return None
    codes = answerable(form)
    if not version.isdecimal() or len(version) > 9 or len(prints) != BYTES * len(codes):
        return None
    parts = {code: prints[place * BYTES : (place + 1) * BYTES] for place, code in enumerate(codes)}
    return Mark(version=int(version), prints=parts)


def print_of(value: Any) -> bytes:
    """Of an answer as it is kept; rows may lack the cells that are empty."""
    is_short = value is None or (isinstance(value, str) and len(value) <= SHORT)
    return _print_of_short(value) if is_short else _print_of(value)


def _print_of(value: Any) -> bytes:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = [{key: cell for key, cell in row.items() if cell is not None} for row in value]
    plain = json.dumps(value or (value if value is False else None), ensure_ascii=False, sort_keys=True)
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=BYTES).digest()


_print_of_short = lru_cache(maxsize=MOST_KEPT)(_print_of)
"""Numbers, days and choices come again and again; texts do not."""
