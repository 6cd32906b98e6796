"""The list of appeals, with what is overdue."""

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import ResultAppeal
from xuezheng.modules.assessment.places import appeal_path
from xuezheng.modules.assessment.policies.appeals import result_appeals_visible_to
from xuezheng.modules.assessment.policies.reach import READ
from xuezheng.modules.assessment.queries.appeals import is_overdue, with_results
from xuezheng.modules.assessment.templatetags.assessment import outcome_tone
from xuezheng.modules.assessment.wording import written

OVERDUE = "overdue"
CHOICES = [*ResultAppeal.Outcome.choices, (OVERDUE, _("decision overdue"))]


def listed_appeals(post: ActingPost) -> QuerySet[ResultAppeal]:
    return with_results(result_appeals_visible_to(post))


def standing(appeal: ResultAppeal) -> str:
    late = is_overdue(appeal, day=today(now()))
    return _now("decision overdue") if late else str(appeal.get_outcome_display())


def standing_tag(appeal: ResultAppeal) -> str:
    tone = "r" if is_overdue(appeal, day=today(now())) else outcome_tone(appeal)
    return format_html('<span class="tag {}">{}</span>', tone, standing(appeal))


def of_outcome(rows: QuerySet[ResultAppeal], outcome: str) -> QuerySet[ResultAppeal]:
    if outcome == OVERDUE:
        return rows.filter(outcome=ResultAppeal.Outcome.OPEN, decide_by__lt=today(now()))
    return rows.filter(outcome=outcome)


APPEALS = ListPage[ResultAppeal](
    code="assessment-appeals",
    title=_("Appeals against results"),
    intro=_("Appeals of assessed units against single items of a published result."),
    permission=READ,
    rows=listed_appeals,
    columns=[
        Column(
            key="item",
            title=_("Item"),
            value=lambda appeal: appeal.result.item.title,
            link=lambda appeal: appeal_path(appeal.id),
        ),
        Column(
            key="unit",
            title=_("Unit"),
            value=lambda appeal: appeal.result.assessed.unit_name,
            sort="unit_path",
        ),
        Column(key="round", title=_("Assessment round"), value=lambda appeal: appeal.result.assessed.round.title),
        Column(key="points", title=_("Points"), value=lambda appeal: written(appeal.result.points), numeric=True),
        Column(key="state", title=_("State"), value=standing_tag, export=standing),
        Column(key="made", title=_("Made at"), value=lambda appeal: appeal.made_at, sort="made_at"),
        Column(key="decide_by", title=_("Decision until"), value=lambda appeal: appeal.decide_by, sort="decide_by"),
        Column(key="decided", title=_("Decided at"), value=lambda appeal: appeal.decided_at, shown=False),
        Column(key="reason", title=_("Reason"), value=lambda appeal: appeal.reason, shown=False),
        Column(key="decision", title=_("Grounds of the decision"), value=lambda appeal: appeal.decision, shown=False),
    ],
    default_sort="-made",
    filters=[Filter(key="state", title=_("State"), apply=of_outcome, choices=lambda _post: CHOICES)],
    links=[HeadLink(title=_("Assessment rounds"), address="assessment-rounds")],
    empty=_("No appeal yet. A unit appeals on the page of its published result."),
)
