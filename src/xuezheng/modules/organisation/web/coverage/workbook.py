"""The table of coverage as an Excel workbook, told to the journal like every export."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.exports import XLSX, ExportTaken, attachment_headers, tell
from xuezheng.kernel.pages.web.access import PostRequest
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.catalogue import coverage_rules
from xuezheng.modules.organisation.queries.coverage import PlaceShares, Share, Shares

CODE = "organisation-coverage"


def coverage_workbook(request: PostRequest, place: Unit, whole: Shares, lines: Sequence[PlaceShares]) -> HttpResponse:
    at, title = now(), _("Coverage of %(unit)s") % {"unit": place.name}
    rows = [(line.unit.name, line.shares) for line in lines]
    data = _written([(_("Altogether"), whole), *rows])
    taken = ExportTaken(
        post=request.post,
        at=at,
        list_code=CODE,
        title=title,
        format="xlsx",
        filters={"under": place.code},
        columns=(),
        rows=len(rows),
        complete=True,
    )
    tell(taken)
    return HttpResponse(data, content_type=XLSX, headers=attachment_headers(code=CODE, title=title, form="xlsx", at=at))


def _written(rows: Sequence[tuple[str, Shares]]) -> bytes:
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        sheet = workbook.add_worksheet()
        bold, share = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "0.0%"})
        sheet.set_column(0, 0, 32)
        sheet.freeze_panes(1, 1)
        for place, head in enumerate(_heads()):
            sheet.write_string(0, place, head, bold)
        for line, (name, shares) in enumerate(rows, start=1):
            sheet.write_string(line, 0, name)
            for nth, rule in enumerate(coverage_rules()):
                _write_share(sheet, line, 1 + 3 * nth, shares[rule], share)
    return target.getvalue()


def _heads() -> list[str]:
    of_rules = [
        f"{rule.name}: {what}"
        for rule in coverage_rules().values()
        for what in (_("units asked of"), _("have it"), _("share"))
    ]
    return [_("Unit"), *of_rules]


def _write_share(sheet: object, line: int, column: int, share: Share, form: object) -> None:
    write = sheet.write_number  # type: ignore[attr-defined] # xlsxwriter has no types
    write(line, column, share.units)
    write(line, column + 1, share.having)
    if share.percent is not None:
        write(line, column + 2, share.having / share.units, form)
