"""From an uploaded file to its table; what is no honest table of values is refused."""

import io
import zipfile

from django.utils.translation import gettext as _

from xuezheng.kernel.pages.tables import Table, TableNotReadable, read_table
from xuezheng.kernel.units.importing.columns import COLUMNS

_FORMULA = (b"<f>", b"<f ")
_STEP = 1 << 20


def read_units(data: bytes, *, filename: str) -> Table:
    """Excel or CSV. Formulas are refused: their values depend on the program that saved them last."""
    table = read_table(data, filename=filename, columns=COLUMNS)
    if data[:2] == b"PK" and _has_formulas(data):
        raise TableNotReadable(
            _("“%(name)s” holds formulas. Copy the cells and paste them as values, then save it again.")
            % {"name": filename},
            field="file",
        )
    return table


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(_mentions_formula(archive, name) for name in sheets)


def _mentions_formula(archive: zipfile.ZipFile, name: str) -> bool:
    tail = b""
    with archive.open(name) as sheet:
        while step := sheet.read(_STEP):
            if any(mark in tail + step for mark in _FORMULA):
                return True
            tail = step[-2:]
    return False
