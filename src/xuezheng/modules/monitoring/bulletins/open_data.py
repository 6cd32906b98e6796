"""The figures of a published bulletin as open data: as they are printed, with what is withheld marked and empty."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from typing import Any

from xuezheng.kernel.pages.exports import FORMULA_STARTS
from xuezheng.modules.monitoring.bulletins.figures import Figure, figures_of
from xuezheng.modules.monitoring.models import Bulletin

HEAD = ("indicator", "name", "name_en", "unit", "place", "period", "value", "measured_in", "measured_in_en", "withheld")


@dataclass(frozen=True, kw_only=True)
class OpenFormat:
    media_type: str
    write: Callable[[Bulletin], bytes]


def csv_of(bulletin: Bulletin) -> bytes:
    """The byte order mark lets Excel read it as UTF-8."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEAD)
    writer.writerows([_safe(value) for value in _row(figure).values()] for figure in figures_of(bulletin.figures))
    return f"\ufeff{buffer.getvalue()}".encode()


def json_of(bulletin: Bulletin) -> bytes:
    told = {
        "id": str(bulletin.id),
        "title": bulletin.title,
        "issuer": bulletin.issuer_name,
        "about": bulletin.subject_name,
        "period": bulletin.period,
        "number": bulletin.number,
        "dated": bulletin.dated.isoformat() if bulletin.dated else None,
        "fingerprint": bulletin.fingerprint,
        "figures": [_row(figure) for figure in figures_of(bulletin.figures)],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


OPEN_FORMATS = {
    "csv": OpenFormat(media_type="text/csv; charset=utf-8", write=csv_of),
    "json": OpenFormat(media_type="application/json", write=json_of),
}


def _row(figure: Figure) -> dict[str, Any]:
    shown = figure.shown
    values = (
        figure.code,
        figure.name,
        figure.name_en,
        figure.unit_code,
        figure.unit_name,
        figure.period,
        None if shown is None else float(shown),
        figure.measured_in,
        figure.measured_in_en,
        figure.is_withheld,
    )
    return dict(zip(HEAD, values, strict=True))


def _safe(value: object) -> object:
    """No text of a cell is taken for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
