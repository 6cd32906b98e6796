"""What corrections share: the part and its plan found and locked, room made in the reading order, words checked."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.changing import Part, draft_to_change, part_of
from xuezheng.modules.plans.drafts import Span
from xuezheng.modules.plans.models import Goal, Plan, Responsibility, Section, Target, Task
from xuezheng.modules.plans.models.parts import PlanPart
from xuezheng.modules.plans.refusals import PartIsAbsent

ORDERED: tuple[type[PlanPart], ...] = (Section, Goal, Task)
"""Parts that share one reading order."""


def part_to_correct(
    post: ActingPost, model: type[Part], part_id: object, *, version: int | None = None
) -> tuple[Plan, Part]:
    """The part of a draft that the post may change; its plan is locked first, so that corrections follow each other."""
    plan_id = model._default_manager.filter(pk=part_id).values_list("plan_id", flat=True).first()  # noqa: SLF001 - Django's documented name for the manager of any model
    if plan_id is None:
        raise PartIsAbsent
    plan = draft_to_change(post, plan_id)
    return plan, part_of(plan, model, part_id, version=version)


def unit_to_correct(post: ActingPost, responsibility_id: UUID, *, version: int) -> tuple[Plan, Task, Responsibility]:
    """A responsible unit has no version of its own: it counts as a part of its task."""
    plan, row = part_to_correct(post, Responsibility, responsibility_id)
    return plan, part_of(plan, Task, row.task_id, version=version), row


def same_name(row: Responsibility) -> QuerySet[Responsibility]:
    """The unit in its task: brackets of one task repeat names."""
    return Responsibility.objects.filter(task_id=row.task_id, written=row.written)


def bearer_to_correct(
    post: ActingPost, *, task_id: UUID | None, goal_id: UUID | None, version: int
) -> tuple[Plan, Task | Goal]:
    if task_id is not None:
        return part_to_correct(post, Task, task_id, version=version)
    return part_to_correct(post, Goal, goal_id, version=version)


def make_room(plan: Plan, *, after: int) -> int:
    """The place after that one; what follows moves on by one."""
    for model in ORDERED:
        model._default_manager.filter(plan=plan, position__gt=after).update(position=F("position") + 1)  # noqa: SLF001 - Django's documented name for the manager of any model
    return after + 1


def last_place(plan: Plan) -> int:
    places = (
        model._default_manager.filter(plan=plan).order_by("-position").values_list("position", flat=True).first()  # noqa: SLF001 - Django's documented name for the manager of any model
        for model in ORDERED
    )
    return max((place for place in places if place is not None), default=0)


def next_target_place(plan: Plan) -> int:
    last = Target.objects.filter(plan=plan).order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


def free_number(plan: Plan, wished: str) -> str:
    """The wished number, or the first of 9-2, 9-3 … that no task bears."""
    taken = set(Task.objects.filter(plan=plan).values_list("number", flat=True))
    number, again = wished[:16], 2
    while number in taken:
        number, again = f"{wished[:16]}-{again}", again + 1
    return number


def next_number(plan: Plan) -> str:
    numbers = Task.objects.filter(plan=plan).values_list("number", flat=True)
    return free_number(plan, str(max((int(number) for number in numbers if number.isdecimal()), default=0) + 1))


def checked_words(words: str, *, field: str, most: int, asked: Callable[[], str]) -> str:
    """Without blanks around; `asked` is the sentence for when nothing is left."""
    words = words.replace("\x00", "").strip()
    if not words:
        raise Refusal(asked(), field=field)
    if len(words) > most:
        raise Refusal(
            _("This has %(length)d characters; at most %(most)d are kept. Shorten it.")
            % {"length": len(words), "most": most},
            field=field,
        )
    return words


def checked_number(plan: Plan, number: str, *, but: UUID | None = None) -> str:
    number = checked_words(number, field="number", most=20, asked=lambda: _("A task has a number, such as 9."))
    bearer = Task.objects.filter(plan=plan, number=number).exclude(id=but or UUID(int=0)).first()
    if bearer is not None:
        raise Refusal(
            _("Number %(number)s belongs to “%(heading)s”. Give this task another.")
            % {"number": number, "heading": bearer.heading},
            field="number",
        )
    return number


def checked_day(plan: Plan, day: date, *, field: str) -> date:
    """A task of a year is not due before that year begins; it may well be due after it ends."""
    if not plan.year <= day.year <= plan.year + 20:
        raise Refusal(
            _("%(day)s lies outside of the time of these work points (%(year)s and after). Choose a later day.")
            % {"day": day.isoformat(), "year": plan.year},
            field=field,
        )
    return day


def checked_span(plan: Plan, span: Span | None) -> Span | None:
    """A stretch of the plan's own document, or none."""
    if span is None:
        return None
    length = len(plan.paper.text) if plan.paper else 0
    if not 0 <= span[0] < span[1] <= length:
        raise Refusal(_("The selected words lie outside of the document. Select them again."), field="span")
    return span


def within(span: Span) -> Q:
    return Q(span_start__gte=span[0], span_end__lte=span[1])
