"""The list of computations: which are going on, what each covered, why one failed."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.indicators.models import Run
from xuezheng.engines.indicators.policies import runs_visible_to
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.pages.lists import Column, Filter, ListPage

TONES = {"running": "t", "done": "g", "failed": "r"}


def _state(run: Run) -> str:
    return format_html('<span class="tag {}">{}</span>', TONES[run.state], run.get_state_display())


def _table(run: Run) -> str:
    found = lake.tables().get(run.table)
    return found.name if found else run.table


def _extent(run: Run) -> object:
    return _("everything anew") if run.whole else _("what had changed")


RUNS = ListPage[Run](
    code="indicator-runs",
    title=_("Computations"),
    intro=_("Indicators are computed anew when records change, and in the night."),
    permission="lake.read",
    rows=runs_visible_to,
    columns=[
        Column(key="table", title=_("Table"), value=_table, sort="table"),
        Column(key="period", title=_("Period"), value=lambda run: run.period, sort="period", fixed=True),
        Column(key="number", title=_("Number"), value=lambda run: run.number, numeric=True),
        Column(
            key="state", title=_("State"), value=_state, sort="state", export=lambda run: str(run.get_state_display())
        ),
        Column(key="extent", title=_("Extent"), value=_extent),
        Column(key="units", title=_("Units"), value=lambda run: run.units, numeric=True),
        Column(key="began", title=_("Began at"), value=lambda run: run.began_at, sort="began_at", fixed=True),
        Column(key="ended", title=_("Ended at"), value=lambda run: run.ended_at, fixed=True),
        Column(key="message", title=_("Why it failed"), value=lambda run: run.message),
    ],
    default_sort="-began",
    filters=[
        Filter(
            key="state",
            title=_("State"),
            apply=lambda rows, state: rows.filter(state=state),
            choices=lambda _post: Run.State.choices,
        ),
        Filter(
            key="table",
            title=_("Table"),
            apply=lambda rows, table: rows.filter(table=table),
            choices=lambda _post: [(table.code, table.name) for table in lake.tables().values()],
        ),
    ],
    empty=_("Nothing has been computed yet. Load a table, and it begins by itself."),
)
