"""The sample form published by the province and collected from its primary schools; two sources that know two values."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from django.db.models import F, QuerySet

from tests.engines.forms.sample import SAMPLE
from tests.factories import Tree, acting
from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.actions.collecting import open_collection
from xuezheng.engines.forms.declared import Answer
from xuezheng.engines.forms.models import Collection, Report
from xuezheng.engines.forms.sources import Known, Offer
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
DUE, CLOSES = AT + timedelta(days=30), AT + timedelta(days=40)
LATER = AT + timedelta(days=60)
KNOWN = {"school_facilities.classrooms": "24", "schools.students": "1017"}
GIVEN = {"multimedia": "22", "computers": "118", "access": "fibre", "since": "2018-03-01"}
DEVICES = [{"name": "台式机", "count": "118", "broken": "2"}]


class RecordsOfSchools:
    """Stands in for the lake, as a source that a module registers."""

    def offers(self) -> Sequence[Offer]:
        return [Offer(name=name, answer=Answer.INTEGER, title_zh=name, title_en=name) for name in KNOWN]

    def values(
        self, post: ActingPost, names: Sequence[str], *, period: str, unit_paths: Sequence[str]
    ) -> Mapping[str, Mapping[str, Known]]:
        return {
            path: {name: Known(value=KNOWN[name], as_of=date(2026, 8, 31)) for name in names} for path in unit_paths
        }

    def keeper(self, name: str, *, period: str, unit_path: str) -> str:
        """The county keeps the schools' records, nobody the rooms'."""
        return ".".join(unit_path.split(".")[:4]) + "." if name.startswith("schools.") else ""

    def unfit(self, name: str, *, value: object) -> str:
        return "This should be 9999 or less." if float(str(value)) > 9999 else ""

    def put_right(
        self, post: ActingPost, name: str, *, period: str, unit_path: str, value: object, at: datetime
    ) -> bool:
        return False

    def address(self, name: str, *, period: str, unit_code: str) -> str:
        return ""


class Scene:
    def __init__(self) -> None:
        self.tree = Tree()
        self.province, self.city = acting(self.tree.province), acting(self.tree.cities[0])
        self.county, self.school = acting(self.tree.counties[0]), acting(self.tree.schools[0], role="cio")
        self.other_school = acting(self.tree.schools[1], role="cio")

    def collect(self, text: str = SAMPLE, *, opens_at: datetime | None = None) -> Collection:
        with bound(self.province):
            draft = draft_form(post=self.province, text=text, at=AT)
            form = publish_form(post=self.province, edition_id=draft.id, version=draft.version, at=AT)
            return open_collection(
                post=self.province, edition_id=form.id, period="2026Q3", due_at=DUE, closes_at=CLOSES, opens_at=opens_at,
                at=AT,
            )  # fmt: skip

    def report_of(self, post: ActingPost) -> Report:
        with bound(system_post("test")):
            return Report.objects.select_related("collection").get(unit_path=post.unit_path)

    def collect_again(self, text: str = SAMPLE) -> Collection:
        """Two quarters of one form: all schools had 40 computers; now 118 in two of them, and 41 in the others."""
        first = self.collect(text)
        with bound(self.province):
            now = open_collection(
                post=self.province,
                edition_id=first.edition_id,
                period="2026Q4",
                due_at=LATER + timedelta(days=30),
                closes_at=LATER + timedelta(days=40),
                at=LATER,
            )
        for collection, computers, at in ((first, "40", AT), (now, "41", LATER)):
            self.submit_all(Report.objects.filter(collection=collection), computers, at=at)
        jumped = {self.tree.schools[0].id, self.tree.schools[2].id}
        self.submit_all(Report.objects.filter(collection=now, unit__in=jumped), "118", at=LATER)
        return now

    def submit_all(self, reports: QuerySet[Report], computers: str, *, at: datetime) -> None:
        with bound(system_post("test")):
            handed_in = {"submitted_at": at, "first_submitted_at": at, "version": F("version") + 1}
            reports.update(answers={"computers": computers}, **handed_in)
