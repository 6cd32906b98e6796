"""The sample form published by the province and collected from its primary schools; two sources that know two values."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from tests.engines.forms.sample import SAMPLE
from tests.factories import Tree, acting
from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.actions.collecting import open_collection
from xuezheng.engines.forms.models import Collection, Report
from xuezheng.engines.forms.sources import Known, Offer
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
DUE, CLOSES = AT + timedelta(days=30), AT + timedelta(days=40)
KNOWN = {"school_facilities.classrooms": "24", "schools.students": "1017"}
GIVEN = {"multimedia": "22", "computers": "118", "access": "fibre", "since": "2018-03-01"}
DEVICES = [{"name": "台式机", "count": "118", "broken": "2"}]


class RecordsOfSchools:
    """Stands in for the lake, as a source that a module registers."""

    def offers(self) -> Sequence[Offer]:
        return [Offer(name=name, title_zh=name, title_en=name) for name in KNOWN]

    def values(
        self, post: ActingPost, names: Sequence[str], *, period: str, unit_paths: Sequence[str]
    ) -> Mapping[str, Mapping[str, Known]]:
        return {
            path: {name: Known(value=KNOWN[name], as_of=date(2026, 8, 31)) for name in names} for path in unit_paths
        }

    def keeper(self, name: str, *, period: str, unit_path: str) -> str:
        """The county keeps the schools' records, nobody the rooms'."""
        return ".".join(unit_path.split(".")[:4]) + "." if name.startswith("schools.") else ""


class Scene:
    def __init__(self) -> None:
        self.tree = Tree()
        self.province, self.city = acting(self.tree.province), acting(self.tree.cities[0])
        self.county, self.school = acting(self.tree.counties[0]), acting(self.tree.schools[0], role="cio")
        self.other_school = acting(self.tree.schools[1], role="cio")

    def collect(self) -> Collection:
        with bound(self.province):
            draft = draft_form(post=self.province, text=SAMPLE, at=AT)
            form = publish_form(post=self.province, edition_id=draft.id, version=draft.version, at=AT)
            return open_collection(
                post=self.province, edition_id=form.id, period="2026Q3", due_at=DUE, closes_at=CLOSES, at=AT
            )

    def report_of(self, post: ActingPost) -> Report:
        with bound(system_post("test")):
            return Report.objects.select_related("collection").get(unit_path=post.unit_path)
