"""The list of targets, over all plans a post may read."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Collate, Concat, LPad
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.lists import Column, Filter, ListPage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.achievement import asked_of, deadline_of
from xuezheng.modules.plans.indicators import all_indicators
from xuezheng.modules.plans.models import Plan, Target
from xuezheng.modules.plans.policies.parts import targets_visible_to
from xuezheng.modules.plans.web.papers.lists import STATES as PLAN_STATES

STATES = [
    ("bound", _("bound to an indicator")),
    ("stated", _("said to be unmeasurable")),
    ("open", _("undecided")),
]


def listed_targets(post: ActingPost) -> QuerySet[Target]:
    """In one order over all plans: the newest year first, from the top of the tree down, each plan in its own order."""
    year = Cast(9999 - F("plan__year"), TextField())
    place = LPad(Cast("position", TextField()), 6, Value("0"))
    order = Concat(year, F("plan__unit_path"), Cast("plan_id", TextField()), place, output_field=TextField())
    return targets_visible_to(post).select_related("plan", "plan__unit").annotate(reading_order=Collate(order, "C"))


def _in_state(rows: QuerySet[Target], state: str) -> QuerySet[Target]:
    return {
        "bound": rows.exclude(indicator_code=""),
        "stated": rows.exclude(unmeasurable=""),
        "open": rows.filter(indicator_code="", unmeasurable=""),
    }[state]


def _matching(rows: QuerySet[Target], text: str) -> QuerySet[Target]:
    return rows.filter(Q(phrase__contains=text) | Q(indicator_code__contains=text.lower()))


def _of_year(rows: QuerySet[Target], year: str) -> QuerySet[Target]:
    return rows.filter(plan__year=int(year))


def _of_plans(rows: QuerySet[Target], state: str) -> QuerySet[Target]:
    return rows.filter(**{f"plan__{name}": value for name, value in PLAN_STATES[state].items()})


def plan_told(plan: Plan) -> str:
    """Editions bear one title: what is not in force says so."""
    return plan.title if plan.state is Plan.State.PUBLISHED else f"{plan.title} · {plan.state.label}"


def _name_indicators(targets: Sequence[Target]) -> None:
    known = all_indicators()
    for target in targets:
        found = known.get(target.indicator_code)
        target.indicator_name = found.name if found else target.indicator_code


TARGETS = ListPage[Target](
    code="plan-targets",
    title=_("Targets"),
    permission="plans.read",
    rows=listed_targets,
    prepare=_name_indicators,
    columns=[
        Column(
            key="phrase",
            title=_("Target"),
            value=lambda target: target.phrase,
            sort="phrase",
            link=lambda target: reverse("plan-target", args=[target.id]),
        ),
        Column(key="asked", title=_("Asked"), value=asked_of, numeric=True),
        Column(key="deadline", title=_("Until"), value=deadline_of),
        Column(key="indicator", title=_("Measured by"), value=lambda target: target.indicator_name),
        Column(key="kind", title=_("Kind of target"), value=lambda target: target.get_kind_display()),
        Column(key="scope", title=_("Scope"), value=lambda target: target.scope, shown=False),
        Column(key="core", title=_("Followed"), value=lambda target: target.core, shown=False),
        Column(key="plan", title=_("Plan"), value=lambda target: plan_told(target.plan)),
        Column(key="unit", title=_("Unit"), value=lambda target: target.plan.unit.name, shown=False),
        Column(
            key="position",
            title=_("Place in the plan"),
            value=lambda target: target.position,
            numeric=True,
            sort="reading_order",
            shown=False,
        ),
    ],
    default_sort="position",
    filters=[
        Filter(key="q", title=_("Target"), kind="search", hint=_("Words or code"), apply=_matching),
        Filter(key="year", title=_("Year"), hint=_("such as 2026"), apply=_of_year),
        Filter(key="state", title=_("State"), apply=_in_state, choices=lambda _post: STATES),
        Filter(key="plan", title=_("Plan"), apply=_of_plans, choices=lambda _post: Plan.State.choices),
        Filter(
            key="core",
            title=_("Followed"),
            apply=lambda rows, value: rows.filter(core=value == "yes"),
            choices=lambda _post: [("yes", _("yes")), ("no", _("no"))],
        ),
    ],
    empty=_("No target matches. Clear the filters, or read a document with numbers in it."),
)
