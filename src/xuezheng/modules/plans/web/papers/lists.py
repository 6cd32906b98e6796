"""The list of work points: the own, those below, and published ones of the units above."""

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.pages.search import Hit
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.scope.binding import acting_post
from xuezheng.modules.plans.models import Plan
from xuezheng.modules.plans.policies.parts import tasks_visible_to
from xuezheng.modules.plans.policies.plans import plans_visible_to

WHERE: list[tuple[str, Promise]] = [("own", _("our own")), ("above", _("from above")), ("below", _("from below"))]
NONE, SOME = True, False
STATES: dict[str, dict[str, bool]] = {
    Plan.State.DRAFT: {"published_at__isnull": NONE},
    Plan.State.PUBLISHED: {"published_at__isnull": SOME, "superseded_at__isnull": NONE, "closed_at__isnull": NONE},
    Plan.State.SUPERSEDED: {"superseded_at__isnull": SOME, "closed_at__isnull": NONE},
    Plan.State.CLOSED: {"closed_at__isnull": SOME},
}


def listed_plans(post: ActingPost) -> QuerySet[Plan]:
    return plans_visible_to(post).select_related("unit")


def _placed(rows: QuerySet[Plan], where: str) -> QuerySet[Plan]:
    post = acting_post()
    if where == "own":
        return rows.filter(unit_path=post.scope_path)
    if where == "above":
        return rows.filter(unit_path__in=ancestors_of(post.scope_path)[:-1])
    return rows.filter(unit_path__gt=post.scope_path, unit_path__lt=post.scope_path + "~")


PLANS = ListPage[Plan](
    code="plans",
    title=_("Work points"),
    permission="plans.read",
    rows=listed_plans,
    columns=[
        Column(
            key="title",
            title=_("Title"),
            value=lambda plan: plan.title,
            sort="title",
            link=lambda plan: reverse("plan-document", args=[plan.id]),
        ),
        Column(key="year", title=_("Year"), value=lambda plan: str(plan.year), sort="year", numeric=True),
        Column(key="unit", title=_("Unit"), value=lambda plan: plan.unit.name, sort="unit_path"),
        Column(key="state", title=_("State"), value=lambda plan: plan.state.label),
        Column(key="edition", title=_("Edition"), value=lambda plan: plan.edition, numeric=True),
        Column(key="published", title=_("Published"), value=lambda plan: plan.published_at),
        Column(key="number", title=_("Document number"), value=lambda plan: plan.doc_number, shown=False),
        Column(
            key="drafted", title=_("Drafted at"), value=lambda plan: plan.drafted_at, sort="drafted_at", shown=False
        ),
    ],
    default_sort="-year",
    filters=[
        Filter(
            key="q",
            title=_("Work points"),
            kind="search",
            hint=_("Part of the title"),
            apply=lambda rows, text: rows.filter(title__contains=text),
        ),
        Filter(key="year", title=_("Year"), apply=lambda rows, year: rows.filter(year=int(year))),
        Filter(key="where", title=_("Whose"), apply=_placed, choices=lambda _post: WHERE),
        Filter(
            key="state",
            title=_("State"),
            apply=lambda rows, state: rows.filter(**STATES[state]),
            choices=lambda _post: Plan.State.choices,
        ),
    ],
    links=[HeadLink(title=_("Upload a document"), address="receive-paper", permission="plans.write", primary=True)],
    empty=_(
        "No work points yet. Those of the units above appear here when they are published; your own are read from a document."
    ),
)


def search_plans(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    found = plans_visible_to(post).filter(title__contains=text).select_related("unit").order_by("-year", "title")
    return [
        Hit(
            title=plan.title,
            note=f"{plan.unit.name} · {plan.state.label}",
            url=reverse("plan-document", args=[plan.id]),
        )
        for plan in found[:limit]
    ]


def search_tasks(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    found = tasks_visible_to(post).filter(heading__contains=text, plan__superseded_at=None).select_related("plan")
    return [
        Hit(
            title=str(task),
            note=task.plan.title,
            url=f"{reverse('plan-document', args=[task.plan_id])}#task-{task.id}",
        )
        for task in found.order_by(F("plan__year").desc(), "position")[:limit]
    ]
