"""The reports behind an indicator's records, with the very fields: as far as the post may see both."""

from collections.abc import Collection, Mapping, Sequence

from xuezheng.engines.forms.facade import Fed, ReportCells, cells_of_reports
from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import Definition
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.addresses import indicator_address
from xuezheng.modules.monitoring.measuring.reader import LakeReader


def reports_behind(
    post: ActingPost, definition: Definition, *, period: str, unit_codes: Collection[str]
) -> Mapping[str, ReportCells]:
    """By the unit's code. Two queries, however many units; who may not read records sees none."""
    table = lake.tables().get(definition.table)
    if table is None or table.is_of_people:
        return {}
    try:
        came_from = lake.reports_of(post, table=table.code, period=period, unit_codes=unit_codes)
    except NotAllowed:
        return {}
    columns = columns_read(definition)
    reports = cells_of_reports(post, set(came_from.values()), table=table.code, columns=columns)
    return {code: reports[report_id] for code, report_id in came_from.items() if report_id in reports}


def columns_read(definition: Definition) -> frozenset[str]:
    """Of the table, by its value and by what counts its records."""
    compiled = indicators.compiled(definition, fields=LakeReader().fields(definition.table))
    return compiled.value.fields | compiled.counted.fields


def indicators_fed(*, table: str, unit_code: str, period: str) -> Mapping[str, Sequence[Fed]]:
    """Registered with the forms: what a column of the table goes into."""
    found: dict[str, list[Fed]] = {}
    for definition in indicators.definitions(table=table):
        fed = Fed(title=definition.name, address=indicator_address(definition.code, unit_code=unit_code, period=period))
        for column in columns_read(definition):
            found.setdefault(column, []).append(fed)
    return found
