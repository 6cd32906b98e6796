"""A tree with people who keep registers at each level, and shorthands over the acts."""

from datetime import UTC, date, datetime
from typing import Any

from tests.factories import Tree, acting
from xuezheng.engines.inbox.models import Todo
from xuezheng.engines.inbox.texts import rendered
from xuezheng.kernel.files.facade import attach_file, received
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.actions import bodies, cios, meetings, rules, surveys
from xuezheng.modules.organisation.attachments import EDITION
from xuezheng.modules.organisation.models import Body, Cio, Meeting, Rule, RuleEdition, Survey

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
TODAY = date(2026, 9, 1)
EARLIER = date(2026, 3, 2)
PLATFORM = system_post("test", permissions=frozenset({"organisation.read", "plans.read", "units.read"}))


class Scene:
    def __init__(self) -> None:
        self.tree = Tree()
        self.province = acting(self.tree.province)
        self.county = acting(self.tree.counties[0])
        self.school = acting(self.tree.schools[0], role="school_administrator")
        self.beside = acting(self.tree.counties[2])

    def found(self, post: ActingPost, unit: Unit, **changed: Any) -> Body:
        values: dict[str, Any] = {"kind": "leading_group", "name": "网信领导小组", "founded_on": EARLIER, **changed}
        with bound(post):
            return bodies.found_body(post=post, unit_id=unit.id, at=AT, **values)

    def name_cio(self, post: ActingPost, unit: Unit, **changed: Any) -> Cio:
        values: dict[str, Any] = {"name": "王芳", "duty": "副校长", "valid_from": EARLIER, **changed}
        with bound(post):
            return cios.name_cio(post=post, unit_id=unit.id, at=AT, **values)

    def meet(self, post: ActingPost, **changed: Any) -> Meeting:
        values: dict[str, Any] = {
            "kind": "topic",
            "topic": "网络安全专题",
            "held_on": EARLIER,
            "attendees": "李强、赵敏",
            **changed,
        }
        with bound(post):
            return meetings.record_meeting(post=post, at=AT, **values)

    def draft(self, post: ActingPost, title: str = "信息系统管理办法") -> tuple[Rule, RuleEdition]:
        with bound(post):
            rule = rules.draft_rule(post=post, title=title, summary="管什么", at=AT)
            return rule, RuleEdition.objects.get(rule=rule)

    def issue(self, post: ActingPost, edition: RuleEdition, **changed: Any) -> RuleEdition:
        attach_text(post, edition)
        values: dict[str, Any] = {
            "doc_number": "教科技〔2026〕1号",
            "issued_on": EARLIER,
            "in_force_from": EARLIER,
            **changed,
        }
        with bound(post):
            return rules.issue_edition(
                post=post, edition_id=edition.id, version=fresh(edition).version, at=AT, **values
            )

    def survey(self, post: ActingPost, *units: Unit, **changed: Any) -> Survey:
        values: dict[str, Any] = {
            "question": "乡村学校带宽",
            "begins_on": EARLIER,
            "ends_on": date(2026, 10, 1),
            **changed,
        }
        with bound(post):
            return surveys.open_survey(post=post, unit_ids=[unit.id for unit in units], at=AT, **values)


def attach_text(post: ActingPost, edition: RuleEdition) -> None:
    with bound(post), received(["第一条".encode()], name="正文.txt") as file:
        attach_file(post=post, object_kind=EDITION, object_id=str(edition.id), file=file, at=AT)


def fresh(row: Any) -> Any:
    with bound(PLATFORM):
        return type(row).objects.get(pk=row.pk)


def last_act() -> tuple[str, str, str]:
    """(act, object name, path) of the newest journal entry."""
    with bound(PLATFORM):
        entry = Entry.objects.latest("id")
        return entry.act, entry.object_name, entry.unit_path


def announced() -> list[str]:
    """The names of the module's events, sorted: those of one moment have no order."""
    with bound(PLATFORM):
        names = Event.objects.filter(name__startswith="organisation.").values_list("name", flat=True)
        return sorted(name.removeprefix("organisation.") for name in names)


def inbox_of(unit: Unit) -> list[str]:
    with bound(PLATFORM):
        rows = Todo.objects.filter(unit_id=unit.id, closed_at=None).order_by("id")
        return [rendered(row.text, row.params) for row in rows]
