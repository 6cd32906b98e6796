"""The list of rounds."""

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import Round
from xuezheng.modules.assessment.places import round_path
from xuezheng.modules.assessment.policies.reach import READ, RUN
from xuezheng.modules.assessment.policies.rounds import rounds_visible_to
from xuezheng.modules.assessment.standards import SUBJECTS
from xuezheng.modules.assessment.status import STANDING, RoundStatus, status_of
from xuezheng.modules.assessment.templatetags.assessment import TONES
from xuezheng.modules.assessment.wording import period_title, subject_title


def listed_rounds(post: ActingPost) -> QuerySet[Round]:
    return rounds_visible_to(post).select_related("unit")


def state_tag(held: Round) -> str:
    status = status_of(held)
    return format_html('<span class="tag {}">{}</span>', TONES.get(status, ""), status.label)


ROUNDS = ListPage[Round](
    code="assessment-rounds",
    title=_("Assessment rounds"),
    intro=_("Evaluations of universities, checks of lessons, supervision of governments and schools."),
    permission=READ,
    rows=listed_rounds,
    columns=[
        Column(
            key="title",
            title=_("Title"),
            value=lambda row: row.title,
            sort="title",
            link=lambda row: round_path(row.id),
        ),
        Column(key="subject", title=_("Looked at"), value=subject_title, sort="subject"),
        Column(key="unit", title=_("Held by"), value=lambda row: row.unit.name, sort="unit_path"),
        Column(key="period", title=_("Period"), value=period_title, export=lambda row: row.period, sort="period"),
        Column(key="due", title=_("Reviews until"), value=lambda row: row.review_due_on, sort="review_due_on"),
        Column(key="drafted", title=_("Drafted at"), value=lambda row: row.drafted_at, sort="drafted_at", shown=False),
        Column(key="state", title=_("State"), value=state_tag, export=lambda row: str(status_of(row).label)),
    ],
    default_sort="-drafted",
    filters=[
        Filter(
            key="q",
            title=_("Title"),
            kind="search",
            hint=_("Part of the title"),
            apply=lambda rows, text: rows.filter(title__contains=text),
        ),
        Filter(
            key="subject",
            title=_("Looked at"),
            apply=lambda rows, subject: rows.filter(subject=subject),
            choices=lambda _post: list(SUBJECTS.items()),
        ),
        Filter(
            key="state",
            title=_("State"),
            apply=lambda rows, state: rows.filter(STANDING[RoundStatus(state)]) if state in STANDING else rows.none(),
            choices=lambda _post: list(RoundStatus.choices),
        ),
    ],
    links=[
        HeadLink(title=_("Appeals against results"), address="assessment-appeals"),
        HeadLink(title=_("Draft a round"), address="draft-assessment-round", permission=RUN, primary=True),
    ],
    empty=_("No round yet. Those of the administrations above appear here when they are opened."),
)
