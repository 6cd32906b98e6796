"""A form of the province that feeds the sample table, its reports, and their way up to the province."""

from datetime import UTC, datetime, timedelta

from tests.factories import Tree, acting
from tests.jobs import run_pending
from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.actions.collecting import open_collection
from xuezheng.engines.forms.actions.deciding import accept_report, accept_reports, reopen_report
from xuezheng.engines.forms.actions.reporting import save_answers, submit_report
from xuezheng.engines.forms.models import Collection, Report
from xuezheng.engines.indicators.models import IndicatorValue
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring import facade

TABLE, PERIOD = "rooms_sample", "2026Q3"
AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
FORM = """\
code: rooms_quarter
title: {zh: 教室季报, en: Rooms by quarter}
periods: quarter
units: [primary]
into: {table: rooms_sample, columns: {rooms: rooms, multimedia: multimedia}}
sections:
  - code: rooms
    title: {zh: 教室, en: Rooms}
    fields:
      - {code: plain, title: {zh: 普通教室, en: Plain classrooms}, least: 0}
      - {code: multimedia, title: {zh: 多媒体教室, en: Rooms with multimedia}, least: 0}
      - {code: rooms, title: {zh: 教室合计, en: All rooms}, computed: "plain + multimedia"}
"""


class Reported:
    """`answers` are those of each school: (rooms, thereof with multimedia)."""

    def __init__(self, tree: Tree, answers: dict[Unit, tuple[int, int]], *, text: str = FORM) -> None:
        self.tree, self.province = tree, acting(tree.province)
        facade.load_catalogue(at=AT)
        with bound(self.province):
            draft = draft_form(post=self.province, text=text, at=AT)
            form = publish_form(post=self.province, edition_id=draft.id, version=draft.version, at=AT)
            self.collection: Collection = open_collection(
                post=self.province, edition_id=form.id, period=PERIOD, due_at=AT + timedelta(days=20),
                closes_at=AT + timedelta(days=30), at=AT,
            )  # fmt: skip
        for school, (rooms, multimedia) in answers.items():
            self.submit(school, rooms, multimedia)
        for place in (*tree.counties, *tree.cities):
            self.pass_on(place)

    def report(self, school: Unit) -> Report:
        with bound(system_post("test")):
            return Report.objects.get(collection=self.collection, unit_id=school.id)

    def submit(self, school: Unit, rooms: int, multimedia: int) -> None:
        post, report = acting(school, role="cio"), self.report(school)
        changes = {"plain": rooms - multimedia, "multimedia": multimedia}
        with bound(post):
            saved = save_answers(
                post=post, report_id=report.id, changes=changes,
                based_on={code: report.answers.get(code) for code in changes}, at=AT,
            )  # fmt: skip
            assert saved.refused == []
            submit_report(post=post, report_id=report.id, version=saved.report.version, at=AT)

    def pass_on(self, place: Unit) -> None:
        """Whatever lies on that desk."""
        post = acting(place)
        with bound(post):
            lying = Report.objects.filter(collection=self.collection, desk_path=place.unit_path).count()
            if lying:
                accept_reports(post=post, collection_id=self.collection.id, expected=lying, at=AT)

    def accept(self, *schools: Unit, at: datetime = AT) -> None:
        """By the province, one by one."""
        for school in schools:
            report = self.report(school)
            with bound(self.province):
                accept_report(post=self.province, report_id=report.id, version=report.version, at=at)

    def again(self, school: Unit) -> None:
        """Opened again, and accepted with other numbers."""
        report = self.report(school)
        with bound(self.province):
            reopen_report(
                post=self.province, report_id=report.id, version=report.version, until=AT + timedelta(days=5),
                reason="核实", at=AT + timedelta(hours=1),
            )  # fmt: skip
        self.submit(school, 20, 20)
        for place in (*self.tree.counties, *self.tree.cities):
            self.pass_on(place)
        self.accept(school, at=AT + timedelta(hours=2))

    def accept_all(self) -> None:
        with bound(self.province):
            lying = Report.objects.filter(collection=self.collection, desk_path=self.province.unit_path).count()
            accept_reports(post=self.province, collection_id=self.collection.id, expected=lying, at=AT)


def values(code: str = "multimedia_sample", *, period: str = PERIOD) -> dict[str, float | None]:
    with bound(system_post("test")):
        found = IndicatorValue.objects.filter(code=code, period=period, dims="")
        return dict(found.values_list("unit_path", "value"))


def measured_whole() -> dict[str, float | None]:
    """What computing everything anew gives."""
    facade.measure_period(table=TABLE, period=PERIOD, at=AT)
    return values()


__all__ = ["AT", "FORM", "PERIOD", "TABLE", "Reported", "measured_whole", "run_pending", "values"]
